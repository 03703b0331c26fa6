package dev.sluice.format;

import dev.sluice.config.Options;
import dev.sluice.spi.BadRecords;
import org.jspecify.annotations.Nullable;

/** Hands on the records that a parser cannot parse, where the options name a folder for them. For one thread. */
public final class BadRecordKeeper {
    private final @Nullable String folder;
    private @Nullable BadRecords records;

    /** @param options among which {@link RecordOptions#BAD_RECORDS} may be */
    public BadRecordKeeper(Options options) {
        this.folder = options.find(RecordOptions.BAD_RECORDS);
    }

    /** From here on they go there; nowhere at first. */
    public void to(@Nullable BadRecords taker) {
        records = taker;
    }

    /**
     * Keeps a record as it was read.
     *
     * @param source null for what the task reads
     * @param position of its first byte in the source; below zero where nobody knows
     * @param reason as a part of a sentence
     */
    public void keep(@Nullable String source, long position, byte[] buffer, int start, int end, String reason) {
        if (folder != null && records != null) {
            records.take(folder, source, position, buffer, start, end, reason);
        }
    }
}
