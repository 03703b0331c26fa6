/** The sink {@code foreachBatch}: each batch is handed to a function of the program. */
@NullMarked
package dev.sluice.connector.foreachbatch;

import org.jspecify.annotations.NullMarked;
