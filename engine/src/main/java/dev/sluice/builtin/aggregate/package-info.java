/** Aggregates over primitive buffers. Start at {@link dev.sluice.builtin.aggregate.AggregateFunctions}. */
@NullMarked
package dev.sluice.builtin.aggregate;

import org.jspecify.annotations.NullMarked;
