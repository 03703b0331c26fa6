package dev.sluice.spi;

import org.jspecify.annotations.Nullable;

/** Takes the records of one task that could not be parsed, in their order, and keeps them if the batch is committed. For one thread. */
@FunctionalInterface
public interface BadRecords {
    /** For records that are read once more, to learn something of them. */
    BadRecords KEPT_NOWHERE = (folder, source, position, bytes, start, end, reason) -> {};

    /**
     * @param folder that the user named for them, a path or a {@code file:} URI
     * @param source what they were read from, as errors call it; null for whatever the task reads
     * @param position of the first byte in it; below zero where nobody knows
     * @param bytes of which {@code [start, end)} are the record as it was read; they are copied
     * @param reason why it is bad, as a part of a sentence
     */
    void take(String folder, @Nullable String source, long position, byte[] bytes, int start, int end, String reason);
}
