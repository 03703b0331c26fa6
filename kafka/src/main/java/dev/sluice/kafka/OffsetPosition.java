package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins or ends, as options say it, before a cluster was asked. */
sealed interface OffsetPosition {
    /** In offsets by partition: the first record there is. */
    long EARLIEST_OFFSET = -2;

    /** In offsets by partition: behind the last record there is. */
    long LATEST_OFFSET = -1;

    /** The first record of each partition. */
    record Earliest() implements OffsetPosition {}

    /** Behind the last record of each partition. */
    record Latest() implements OffsetPosition {}

    /**
     * An offset for each partition, or one of the two above.
     *
     * @param option that says so
     */
    record Offsets(String option, PartitionOffsets offsets) implements OffsetPosition {}

    /** The first record of each partition that is of this time or later, in milliseconds since the epoch. */
    record Time(long millis) implements OffsetPosition {}

    /** As {@link Time}, one for each partition. */
    record Times(String option, PartitionOffsets millis) implements OffsetPosition {}

    /** This offset of each partition. */
    record Same(long offset) implements OffsetPosition {}

    /** Partitions that have a position of their own, and one for all others. */
    record ByPartition(String option, Map<TopicPartition, OffsetPosition> named, OffsetPosition otherwise)
            implements OffsetPosition {}

    /** @throws SluiceException an analysis error if the options cannot be used where they are */
    static OffsetPosition start(Options options, boolean isStreaming) {
        OffsetPosition start = position(
                options,
                KafkaSourceOptions.STARTING_TIMESTAMP,
                KafkaSourceOptions.STARTING_OFFSETS_BY_TIMESTAMP,
                KafkaSourceOptions.STARTING_OFFSETS,
                isStreaming ? new Latest() : new Earliest());
        if (!isStreaming && isOrHas(start, Latest.class, LATEST_OFFSET)) {
            throw invalid(
                    KafkaSourceOptions.STARTING_OFFSETS,
                    "read() cannot begin where the data ends",
                    String.valueOf(options.find(KafkaSourceOptions.STARTING_OFFSETS)),
                    "earliest, or offsets of which none is -1");
        }
        return start;
    }

    /** @throws SluiceException an analysis error if the options cannot be used where they are */
    static OffsetPosition end(Options options, boolean isStreaming) {
        for (ConfigOption<?> option : KafkaSourceOptions.OF_BATCHES) {
            if (isStreaming && options.isSet(option)) {
                throw invalid(
                        option, "a stream has no end", String.valueOf(options.find(option)), "an end for read() only");
            }
        }
        OffsetPosition end = position(
                options,
                KafkaSourceOptions.ENDING_TIMESTAMP,
                KafkaSourceOptions.ENDING_OFFSETS_BY_TIMESTAMP,
                KafkaSourceOptions.ENDING_OFFSETS,
                new Latest());
        if (isOrHas(end, Earliest.class, EARLIEST_OFFSET)) {
            throw invalid(
                    KafkaSourceOptions.ENDING_OFFSETS,
                    "read() cannot end where the data begins",
                    String.valueOf(options.find(KafkaSourceOptions.ENDING_OFFSETS)),
                    "latest, or offsets of which none is -2");
        }
        return end;
    }

    private static boolean isOrHas(OffsetPosition position, Class<? extends OffsetPosition> whole, long single) {
        return whole.isInstance(position)
                || (position instanceof Offsets(String ignored, PartitionOffsets offsets)
                        && offsets.byPartition().containsValue(single));
    }

    private static OffsetPosition position(
            Options options,
            ConfigOption<Long> time,
            ConfigOption<String> times,
            ConfigOption<String> offsets,
            OffsetPosition otherwise) {
        Long millis = options.find(time);
        if (millis != null) {
            return new Time(millis);
        }
        String timesJson = options.find(times);
        if (timesJson != null) {
            return new Times(times.key(), parsed(times, timesJson, 0));
        }
        String text = options.find(offsets);
        if (text == null) {
            return otherwise;
        }
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            default -> new Offsets(offsets.key(), parsed(offsets, text, EARLIEST_OFFSET));
        };
    }

    private static PartitionOffsets parsed(ConfigOption<String> option, String json, long smallest) {
        try {
            PartitionOffsets offsets = PartitionOffsets.parse(json);
            for (Map.Entry<TopicPartition, Long> entry : offsets.byPartition().entrySet()) {
                if (entry.getValue() < smallest) {
                    throw new IllegalArgumentException(entry.getKey() + " has " + entry.getValue());
                }
            }
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException("no partition is named");
            }
            return offsets;
        } catch (IllegalArgumentException malformed) {
            throw invalid(
                    option,
                    "it cannot be read: " + malformed.getMessage(),
                    json,
                    smallest == EARLIEST_OFFSET
                            ? "earliest, latest, or for example {\"topic\":{\"0\":23,\"1\":-2,\"2\":-1}}, with -2 for the first record"
                                    + " and -1 for the end"
                            : "times in milliseconds since 1970, for example {\"topic\":{\"0\":1767225600000}}");
        }
    }

    private static SluiceException invalid(ConfigOption<?> option, String what, String found, String expected) {
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, what)
                .at("source \"kafka\", option \"" + option.key() + "\"")
                .found(found)
                .expected(expected)
                .mend("correct the option, or leave it out")
                .build();
    }
}
