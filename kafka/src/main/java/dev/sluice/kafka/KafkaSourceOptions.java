package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a Kafka source can be told beside the settings of its client; names and defaults are Spark's. */
final class KafkaSourceOptions {
    /** What {@code startingOffsetsByTimestampStrategy} can be. */
    enum NoLaterRecord {
        ERROR,
        LATEST
    }

    static final ConfigOption<String> ASSIGN = ConfigOption.string("assign")
            .doc("The partitions to read, as JSON: `{\"topic\":[0,1]}`. Exactly one of `assign`, `subscribe` and"
                    + " `subscribePattern` is needed.");
    static final ConfigOption<String> SUBSCRIBE = ConfigOption.string("subscribe")
            .doc("The topics to read, all their partitions, with commas between the names.");
    static final ConfigOption<String> SUBSCRIBE_PATTERN = ConfigOption.string("subscribePattern")
            .doc(
                    "A regular expression of Java: every topic whose whole name fits is read, also one that is made later.");
    static final ConfigOption<String> STARTING_OFFSETS = ConfigOption.string("startingOffsets")
            .doc("Where a new query begins: `earliest`, `latest` (what a stream does without it) or JSON for every"
                    + " partition, `{\"topic\":{\"0\":23,\"1\":-2}}` with -2 for earliest and -1 for latest. A query that"
                    + " was started before goes on where it was.");
    static final ConfigOption<String> ENDING_OFFSETS = ConfigOption.string("endingOffsets")
            .doc("Where `read()` ends: `latest`, or JSON as that of `startingOffsets`. Refused for a stream.");
    static final ConfigOption<Long> STARTING_TIMESTAMP = ConfigOption.longInteger("startingTimestamp")
            .doc(
                    "A new query begins with the first record of this time or later, in milliseconds since 1970; goes before"
                            + " the other starting options.");
    static final ConfigOption<Long> ENDING_TIMESTAMP = ConfigOption.longInteger("endingTimestamp")
            .doc(
                    "`read()` ends before the first record of this time or later, in milliseconds since 1970. Refused for a"
                            + " stream.");
    static final ConfigOption<String> STARTING_OFFSETS_BY_TIMESTAMP = ConfigOption.string("startingOffsetsByTimestamp")
            .doc("As `startingTimestamp`, a time for each partition: `{\"topic\":{\"0\":1767225600000}}`.");
    static final ConfigOption<String> ENDING_OFFSETS_BY_TIMESTAMP = ConfigOption.string("endingOffsetsByTimestamp")
            .doc("As `endingTimestamp`, a time for each partition. Refused for a stream.");
    static final ConfigOption<NoLaterRecord> NO_LATER_RECORD = ConfigOption.choice(
                    "startingOffsetsByTimestampStrategy", NoLaterRecord.class)
            .defaultsTo(NoLaterRecord.ERROR)
            .doc(
                    "What is done where a partition has no record of the starting time or later: fail, or begin at its end.");
    static final ConfigOption<Boolean> FAIL_ON_DATA_LOSS = ConfigOption.bool("failOnDataLoss")
            .defaultsTo(true)
            .doc("Whether the query fails where records are gone that it has not read. If not, it goes on with the next"
                    + " there are, warns, and counts what was lost as `lostRecords` in its progress. A partition that ends before it was read"
                    + " to fails the query in any case.");
    static final ConfigOption<Long> MAX_OFFSETS = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxOffsetsPerTrigger"), 1)
            .doc(
                    "About how many records one micro-batch reads at most, shared out among partitions by what they have.");
    static final ConfigOption<Long> MIN_OFFSETS = ConfigOption.atLeast(
                    ConfigOption.longInteger("minOffsetsPerTrigger"), 1)
            .doc("A micro-batch waits until there are so many new records, though no longer than `maxTriggerDelay`."
                    + " Without effect under `Trigger.AvailableNow` and `Trigger.Once`.");
    static final ConfigOption<Duration> MAX_DELAY = ConfigOption.duration("maxTriggerDelay")
            .defaultsTo(Duration.ofMinutes(15))
            .doc("How long `minOffsetsPerTrigger` may hold a micro-batch back.");
    static final ConfigOption<Integer> MIN_PARTITIONS = ConfigOption.atLeast(ConfigOption.integer("minPartitions"), 1)
            .doc(
                    "About how many pieces a micro-batch is read in at least; without it, one for each 262,144 records of a"
                            + " partition.");
    static final ConfigOption<Long> MAX_RECORDS = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxRecordsPerPartition"), 1)
            .doc("How many records one piece of a micro-batch has at most.");
    static final ConfigOption<Boolean> INCLUDE_HEADERS =
            ConfigOption.bool("includeHeaders").defaultsTo(false).doc("Whether rows have the column `headers`.");
    static final ConfigOption<Long> POLL_TIMEOUT = ConfigOption.atLeast(
                    ConfigOption.longInteger("kafkaConsumer.pollTimeoutMs"), 1)
            .defaultsTo(120_000L)
            .doc(
                    "How long a piece of a micro-batch waits for its next record before the query fails, in milliseconds.");
    static final ConfigOption<Integer> NUM_RETRIES = ConfigOption.atLeast(
                    ConfigOption.integer("fetchOffset.numRetries"), 0)
            .defaultsTo(3)
            .doc("How often what is wrong with the answers of a cluster, or that none comes, is asked again.");
    static final ConfigOption<Long> RETRY_INTERVAL = ConfigOption.atLeast(
                    ConfigOption.longInteger("fetchOffset.retryIntervalMs"), 0)
            .defaultsTo(1_000L)
            .doc("The pause before such a question, in milliseconds.");
    static final ConfigOption<String> GROUP_ID_PREFIX = ConfigOption.string("groupIdPrefix")
            .defaultsTo("sluice-kafka-source")
            .doc(
                    "The name of the consumer group where `kafka.group.id` gives none. No group is joined, and no offset is committed"
                            + " to one.");

    static final List<ConfigOption<String>> SUBSCRIPTIONS = List.of(ASSIGN, SUBSCRIBE, SUBSCRIBE_PATTERN);
    static final List<ConfigOption<?>> OF_BATCHES =
            List.of(ENDING_OFFSETS, ENDING_TIMESTAMP, ENDING_OFFSETS_BY_TIMESTAMP);

    private KafkaSourceOptions() {}

    /** What says how much a source puts up with, as plans record it. */
    static Map<String, String> leniency(Options options) {
        return Map.of(FAIL_ON_DATA_LOSS.key(), String.valueOf(options.get(FAIL_ON_DATA_LOSS)));
    }

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(List.of(
                ClientSettings.SERVERS,
                ASSIGN,
                SUBSCRIBE,
                SUBSCRIBE_PATTERN,
                STARTING_OFFSETS,
                STARTING_TIMESTAMP,
                STARTING_OFFSETS_BY_TIMESTAMP,
                NO_LATER_RECORD));
        all.addAll(OF_BATCHES);
        all.addAll(List.of(
                FAIL_ON_DATA_LOSS,
                MAX_OFFSETS,
                MIN_OFFSETS,
                MAX_DELAY,
                MIN_PARTITIONS,
                MAX_RECORDS,
                INCLUDE_HEADERS,
                POLL_TIMEOUT,
                NUM_RETRIES,
                RETRY_INTERVAL,
                GROUP_ID_PREFIX,
                ClientSettings.CLIENT));
        return List.copyOf(all);
    }
}
