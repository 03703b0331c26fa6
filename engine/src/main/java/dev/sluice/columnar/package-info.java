/**
 * Data in memory: a {@link dev.sluice.columnar.Batch} of {@link dev.sluice.columnar.Vector}s over primitive arrays, and
 * the builders that fill them.
 */
@NullMarked
package dev.sluice.columnar;

import org.jspecify.annotations.NullMarked;
