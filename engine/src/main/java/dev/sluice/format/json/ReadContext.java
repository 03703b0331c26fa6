package dev.sluice.format.json;

import dev.sluice.format.TimePattern;
import dev.sluice.format.TimestampParser;
import org.jspecify.annotations.Nullable;

/** What the readers of one record share: how values are read, and what the record has come to so far. */
final class ReadContext {
    final JsonScanner scanner;
    final TimestampParser timestamps;
    final @Nullable TimePattern timestampPattern;
    final @Nullable TimePattern localTimestampPattern;
    final @Nullable TimePattern datePattern;
    /** Whether times that are not of the pattern are read as if there were none. */
    final boolean fallsBack;

    final EscapedTexts escapedTexts = new EscapedTexts();

    /** Whether a value of the record did not fit the type of its field. */
    boolean hasMismatch;

    ReadContext(
            JsonScanner scanner,
            TimestampParser timestamps,
            @Nullable TimePattern timestampPattern,
            @Nullable TimePattern localTimestampPattern,
            @Nullable TimePattern datePattern,
            boolean fallsBack) {
        this.scanner = scanner;
        this.timestamps = timestamps;
        this.timestampPattern = timestampPattern;
        this.localTimestampPattern = localTimestampPattern;
        this.datePattern = datePattern;
        this.fallsBack = fallsBack;
    }
}
