package dev.sluice.spi.source;

/** How far the next micro-batch may read ahead of where the last one ended. */
public enum ReadLimit {
    /** No further than the limits among the source's own options, such as {@code maxFilesPerTrigger}. */
    OPTIONS,
    /** All there is, whatever the options say: {@code Trigger.Once}. */
    ALL_AVAILABLE
}
