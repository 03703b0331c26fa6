/** The sink {@code foreach}: each row is handed to a writer of the program, partition by partition. */
@NullMarked
package dev.sluice.connector.foreach;

import org.jspecify.annotations.NullMarked;
