package dev.sluice.spi.source;

/** A source that can say when it has new data, so that the runner waits on it instead of polling. */
public interface SignalsNewData {
    /** {@code listener} is run, from any thread and quickly, each time data may have arrived. */
    void onNewData(Runnable listener);
}
