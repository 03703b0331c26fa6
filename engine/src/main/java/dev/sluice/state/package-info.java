/**
 * Keyed state of one operator: tables in memory, deltas and snapshots on disk. Start at
 * {@link dev.sluice.state.StateTable} and {@link dev.sluice.state.OperatorState}.
 */
@NullMarked
package dev.sluice.state;

import org.jspecify.annotations.NullMarked;
