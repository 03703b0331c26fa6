package dev.sluice.kafka;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a source reads, as one of three options says. */
sealed interface Subscription {
    /** Whether this partition, if there is one, is read. */
    boolean covers(TopicPartition partition);

    /** These partitions and no others. */
    record Assign(SortedSet<TopicPartition> partitions) implements Subscription {
        @Override
        public boolean covers(TopicPartition partition) {
            return partitions.contains(partition);
        }

        @Override
        public String toString() {
            return "Assign" + partitions;
        }
    }

    /** All partitions of these topics. */
    record Topics(List<String> names) implements Subscription {
        @Override
        public boolean covers(TopicPartition partition) {
            return names.contains(partition.topic());
        }

        @Override
        public String toString() {
            return "Subscribe[" + String.join(", ", names) + "]";
        }
    }

    /** All partitions of the topics whose whole name fits. */
    record Matching(Pattern pattern) implements Subscription {
        @Override
        public boolean covers(TopicPartition partition) {
            return pattern.matcher(partition.topic()).matches();
        }

        @Override
        public String toString() {
            return "SubscribePattern[" + pattern + "]";
        }
    }

    /** @throws SluiceException an analysis error if not exactly one option is given, or one that names nothing */
    static Subscription of(Options options) {
        List<String> given = KafkaSourceOptions.SUBSCRIPTIONS.stream()
                .filter(options::isSet)
                .map(option -> option.key())
                .toList();
        if (given.size() != 1) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION,
                            given.isEmpty()
                                    ? "it is not said which topics are read"
                                    : "it is said twice which topics are read")
                    .at("source \"kafka\"")
                    .found(given.isEmpty() ? "none of the three options" : String.join(" and ", given))
                    .expected("exactly one of assign, subscribe, subscribePattern")
                    .mend("say option(\"subscribe\", \"topic1,topic2\"), or one of the others")
                    .build();
        }
        String assigned = options.find(KafkaSourceOptions.ASSIGN);
        if (assigned != null) {
            return assigned(assigned);
        }
        String subscribed = options.find(KafkaSourceOptions.SUBSCRIBE);
        return subscribed != null
                ? topics(subscribed)
                : matching(options.get(KafkaSourceOptions.SUBSCRIBE_PATTERN).trim());
    }

    private static Subscription assigned(String json) {
        SortedSet<TopicPartition> partitions = new TreeSet<>(PartitionOffsets.ORDER);
        try {
            for (Map.Entry<String, ?> topic : Json.parseObject(json).entrySet()) {
                if (!(topic.getValue() instanceof List<?> numbers)) {
                    throw new IllegalArgumentException("topic \"" + topic.getKey() + "\" has no list of partitions");
                }
                for (Object number : numbers) {
                    if (!(number instanceof Long partition) || partition < 0 || partition > Integer.MAX_VALUE) {
                        throw new IllegalArgumentException("\"" + number + "\" is not the number of a partition");
                    }
                    partitions.add(new TopicPartition(topic.getKey(), partition.intValue()));
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid("assign", json + ": " + malformed.getMessage());
        }
        if (partitions.isEmpty()) {
            throw invalid("assign", json);
        }
        return new Assign(partitions);
    }

    private static Subscription topics(String list) {
        List<String> names = Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            throw invalid("subscribe", list);
        }
        return new Topics(names);
    }

    private static Subscription matching(String regex) {
        if (regex.isEmpty()) {
            throw invalid("subscribePattern", regex);
        }
        try {
            return new Matching(Pattern.compile(regex));
        } catch (PatternSyntaxException malformed) {
            throw invalid("subscribePattern", regex + ": " + malformed.getDescription());
        }
    }

    private static SluiceException invalid(String option, String found) {
        String expected = switch (option) {
            case "assign" -> "partitions by topic, for example {\"topic\":[0,1]}";
            case "subscribe" -> "names of topics with commas between them";
            default -> "a regular expression of Java that fits whole names of topics";
        };
        return SluiceException.analysis(ErrorCondition.INVALID_OPTION, "option \"" + option + "\" names no topic")
                .at("source \"kafka\"")
                .found(found.isEmpty() ? "nothing" : found)
                .expected(expected)
                .mend("correct the option")
                .build();
    }
}
