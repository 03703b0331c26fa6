/** Arithmetic with Spark's type rules and ANSI errors. Start at {@link dev.sluice.builtin.math.MathFunctions}. */
@NullMarked
package dev.sluice.builtin.math;

import org.jspecify.annotations.NullMarked;
