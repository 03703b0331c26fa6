package dev.sluice.format.json;

import dev.sluice.format.TimePattern;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the writers of one record share. */
record WriteContext(
        boolean ignoresNulls,
        ZoneId zone,
        @Nullable TimePattern timestampPattern,
        @Nullable TimePattern localTimestampPattern,
        @Nullable TimePattern datePattern) {}
