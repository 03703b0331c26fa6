/** Casts between types under Spark's rules. Start at {@link dev.sluice.builtin.cast.Casts}. */
@NullMarked
package dev.sluice.builtin.cast;

import org.jspecify.annotations.NullMarked;
