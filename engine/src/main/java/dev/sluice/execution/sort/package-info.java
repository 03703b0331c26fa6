/** Sorting more rows than fit into memory: {@link dev.sluice.execution.sort.ExternalSort}. */
@NullMarked
package dev.sluice.execution.sort;

import org.jspecify.annotations.NullMarked;
