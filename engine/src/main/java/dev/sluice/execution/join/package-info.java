/** Rows of one side of a join by their keys. Start at {@link dev.sluice.execution.join.JoinTable}. */
@NullMarked
package dev.sluice.execution.join;

import org.jspecify.annotations.NullMarked;
