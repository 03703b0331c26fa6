/** {@code from_csv}, {@code to_csv} and {@code schema_of_csv}. */
@NullMarked
package dev.sluice.builtin.csv;

import org.jspecify.annotations.NullMarked;
