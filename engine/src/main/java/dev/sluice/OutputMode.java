package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Locale;

/** Which rows of a changing result reach the sink, under Spark's names. */
public enum OutputMode {
    /** Only rows that will never change again; the default. */
    APPEND(dev.sluice.spi.sink.OutputMode.APPEND),
    /** The rows whose result was produced or updated in the batch. */
    UPDATE(dev.sluice.spi.sink.OutputMode.UPDATE),
    /** The whole result, in every batch that runs. */
    COMPLETE(dev.sluice.spi.sink.OutputMode.COMPLETE);

    private final dev.sluice.spi.sink.OutputMode mode;

    OutputMode(dev.sluice.spi.sink.OutputMode mode) {
        this.mode = mode;
    }

    /** Spark's spelling of {@link #APPEND}. */
    @SuppressWarnings("MemberName")
    public static OutputMode Append() {
        return APPEND;
    }

    /** Spark's spelling of {@link #UPDATE}. */
    @SuppressWarnings("MemberName")
    public static OutputMode Update() {
        return UPDATE;
    }

    /** Spark's spelling of {@link #COMPLETE}. */
    @SuppressWarnings("MemberName")
    public static OutputMode Complete() {
        return COMPLETE;
    }

    /** The mode of this name, compared without case. */
    public static OutputMode of(String name) {
        return switch (Given.value(name, "the output mode").trim().toLowerCase(Locale.ROOT)) {
            case "append" -> APPEND;
            case "update" -> UPDATE;
            case "complete" -> COMPLETE;
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.STREAMING_OUTPUT_MODE_INVALID,
                                "there is no output mode \"" + name + "\"")
                        .found(name)
                        .expected("append, update or complete")
                        .mend("choose one of these")
                        .build();
        };
    }

    dev.sluice.spi.sink.OutputMode mode() {
        return mode;
    }
}
