/** Comma-separated values between bytes and vectors, by the rules of Spark. */
@NullMarked
package dev.sluice.format.csv;

import org.jspecify.annotations.NullMarked;
