package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Positions in an event hub as its own connector writes them, in JSON: {@code {"offset":"-1","seqNo":-1,"enqueuedTime":null,
 * "isInclusive":true}}. Of the three places one counts; sequence numbers are what Kafka calls offsets.
 */
final class EventPosition {
    private static final String FIRST = "-1";
    private static final String END = "@latest";

    private EventPosition() {}

    /**
     * @param single option that says where every partition begins or ends
     * @param byPartition option that says it of single ones, which goes before
     * @param otherwise where neither is given
     */
    static OffsetPosition of(
            String hub,
            ConfigOption<String> single,
            ConfigOption<String> byPartition,
            Options options,
            OffsetPosition otherwise) {
        String position = options.find(single);
        OffsetPosition general = position == null ? otherwise : parsed(single, position);
        String positions = options.find(byPartition);
        if (positions == null) {
            return general;
        }
        Map<TopicPartition, OffsetPosition> named = new HashMap<>();
        try {
            Json.parseObject(positions)
                    .forEach(
                            (place, value) -> named.put(partition(hub, place), parsed(byPartition, Json.write(value))));
        } catch (IllegalArgumentException malformed) {
            throw invalid(byPartition, positions, String.valueOf(malformed.getMessage()));
        }
        return new OffsetPosition.ByPartition(byPartition.key(), Map.copyOf(named), general);
    }

    private static TopicPartition partition(String hub, String json) {
        Map<String, ?> place = Json.parseObject(json);
        if (!hub.equals(place.get("ehName"))
                || !(place.get("partitionId") instanceof Long partition)
                || partition < 0
                || partition > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(json + " names no partition of event hub " + hub);
        }
        return new TopicPartition(hub, partition.intValue());
    }

    private static OffsetPosition parsed(ConfigOption<String> option, String json) {
        try {
            Map<String, ?> fields = Json.parseObject(json);
            long inclusive = Boolean.FALSE.equals(fields.get("isInclusive")) ? 1 : 0;
            if (fields.get("offset") instanceof String offset && !offset.isEmpty()) {
                return switch (offset) {
                    case FIRST -> new OffsetPosition.Earliest();
                    case END -> new OffsetPosition.Latest();
                    default -> new OffsetPosition.Same(Long.parseLong(offset) + inclusive);
                };
            }
            if (fields.get("seqNo") instanceof Long number && number >= 0) {
                return new OffsetPosition.Same(number + inclusive);
            }
            if (fields.get("enqueuedTime") instanceof String time) {
                return new OffsetPosition.Time(
                        OffsetDateTime.parse(time).toInstant().toEpochMilli() + inclusive);
            }
            throw new IllegalArgumentException("neither offset nor seqNo nor enqueuedTime says a place");
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw invalid(option, json, String.valueOf(malformed.getMessage()));
        }
    }

    private static SluiceException invalid(ConfigOption<?> option, String found, String why) {
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, "a position cannot be read: " + why)
                .at("source \"eventhubs\", option \"" + option.key() + "\"")
                .found(found)
                .expected(option.doc())
                .mend("correct the option, or leave it out")
                .build();
    }
}
