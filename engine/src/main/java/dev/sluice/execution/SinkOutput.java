package dev.sluice.execution;

import dev.sluice.spi.sink.SinkWriter;

/** Opens the writers of one attempt at a batch, each for one output partition; from any thread of the pool. */
@FunctionalInterface
public interface SinkOutput {
    SinkWriter writer(int partition);
}
