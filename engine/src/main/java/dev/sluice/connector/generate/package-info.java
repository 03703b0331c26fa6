/** The source {@code generate}: rows that a function of the row number makes, as fast as wanted and the same at every replay. */
@NullMarked
package dev.sluice.connector.generate;

import org.jspecify.annotations.NullMarked;
