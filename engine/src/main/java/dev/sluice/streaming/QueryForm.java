package dev.sluice.streaming;

import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.sink.SinkSettings;

/**
 * What a query is under certain settings of the session.
 *
 * @param context these settings
 * @param plan resolved and optimized
 * @param keeping what becomes of rows that batches leave out
 */
public record QueryForm(FunctionContext context, LogicalPlan plan, SinkSettings sinkSettings, KeepingRows keeping) {
    /** Makes a query anew under other settings, such as those that a checkpoint has recorded. */
    @FunctionalInterface
    public interface Maker {
        /** @throws dev.sluice.error.SluiceException if the query cannot be told under these settings */
        QueryForm under(FunctionContext context);
    }
}
