package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Positions in an event hub as its own connector writes them, in JSON: {@code {"offset":"-1","seqNo":-1,"enqueuedTime":null,
 * "isInclusive":true}}. Of the three places one counts; sequence numbers are what Kafka calls offsets.
 */
final class EventPosition {
    private static final String FIRST = "-1";
    private static final String END = "@latest";

    private EventPosition() {}

    /**
     * @param position where every partition begins or ends, null if it is not said
     * @param positions the same by partition, null if it is not said
     * @param otherwise where neither says anything
     */
    static OffsetPosition of(
            String hub,
            ConfigOption<String> single,
            @Nullable String position,
            ConfigOption<String> byPartition,
            @Nullable String positions,
            OffsetPosition otherwise) {
        OffsetPosition general = position == null ? otherwise : parsed(single, position);
        if (positions == null) {
            return general;
        }
        Map<TopicPartition, OffsetPosition> named = new HashMap<>();
        try {
            Json.parseObject(positions).forEach((key, value) -> {
                Map<String, ?> place = Json.parseObject(key);
                if (!hub.equals(place.get("ehName")) || !(place.get("partitionId") instanceof Long partition)) {
                    throw new IllegalArgumentException(key + " names no partition of event hub " + hub);
                }
                named.put(new TopicPartition(hub, Math.toIntExact(partition)), parsed(byPartition, Json.write(value)));
            });
        } catch (IllegalArgumentException malformed) {
            throw invalid(byPartition, positions, String.valueOf(malformed.getMessage()));
        }
        return new OffsetPosition.ByPartition(Map.copyOf(named), general);
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
