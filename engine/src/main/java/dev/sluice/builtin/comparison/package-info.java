/** Comparisons, tests for null, and choices among values. Start at {@link dev.sluice.builtin.comparison.ComparisonFunctions}. */
@NullMarked
package dev.sluice.builtin.comparison;

import org.jspecify.annotations.NullMarked;
