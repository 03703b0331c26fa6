package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.kafka.Sources.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.spi.source.SourceSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the options of format {@code eventhubs} do, one by one. */
class EventHubsOptionsTest {
    private static final Broker BROKER = Broker.shared();
    private static final String HUB = "orders";
    private static final String SECRET = "s3cret";

    private Session session;

    @BeforeEach
    void open() {
        BROKER.make(HUB, 2, Map.of());
        session = Session.builder().create();
    }

    @AfterEach
    void close() {
        session.close();
        BROKER.delete(HUB);
    }

    private DataFrame events(String... more) {
        return session.read()
                .format("eventhubs")
                .options(BROKER.hubOptions(more))
                .load()
                .select(col("body").cast("string"));
    }

    private List<String> bodies(String... more) {
        return events(more).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String places(int partition, String position) {
        return "{\"{\\\"ehName\\\":\\\"orders\\\",\\\"partitionId\\\":" + partition + "}\":" + position + "}";
    }

    private List<Long> batchSizes(String... more) {
        StreamingQuery query = session.readStream()
                .format("eventhubs")
                .options(BROKER.hubOptions("eventhubs.startingPosition", "{\"offset\":\"-1\"}"))
                .options(BROKER.hubOptions(more))
                .load()
                .writeStream()
                .format("noop")
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return Arrays.stream(query.recentProgress())
                .map(StreamingQueryProgress::numInputRows)
                .filter(rows -> rows > 0)
                .toList();
    }

    @Test
    void aBatchHasAThousandEventsForEachPartitionUnlessItIsSaid() {
        String[] events = new String[2_500];
        Arrays.fill(events, "e");
        BROKER.send(HUB, 0, events);
        BROKER.send(HUB, 1, Arrays.copyOf(events, 10));
        // Shares of two thousand, each rounded down.
        assertThat(batchSizes()).containsExactly(1_992L + 7, 508L + 3);
        assertThat(batchSizes("maxEventsPerTrigger", "100000")).containsExactly(2_510L);
    }

    @Test
    void consumersAreOfTheGroupThatIsNamedAndNoneIsJoined() {
        BROKER.send(HUB, 0, "a");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(bodies("eventhubs.consumerGroup", "readers")).containsExactly("a");
            assertThat(log.texts()).anyMatch(text -> text.contains("group.id = readers"));
        }
        try (CapturedLog log = new CapturedLog()) {
            assertThat(bodies()).containsExactly("a");
            assertThat(log.texts())
                    .anyMatch(text -> text.contains("group.id = $Default"))
                    .noneMatch(text -> text.contains("is lower than configuration"));
        }
        assertThat(BROKER.groups()).doesNotContain("readers", "$Default");
    }

    @Test
    void positionsOfSinglePartitionsGoBeforeTheOneOfAll() {
        BROKER.send(HUB, 0, "a", "b", "c");
        BROKER.send(HUB, 1, "x", "y");
        assertThat(bodies(
                        "eventhubs.startingPositions",
                        places(0, "{\"seqNo\":1}"),
                        "eventhubs.startingPosition",
                        "{\"offset\":\"@latest\"}"))
                .containsExactly("b", "c");
        assertThat(bodies(
                        "eventhubs.endingPositions",
                        places(0, "{\"seqNo\":1}"),
                        "eventhubs.endingPosition",
                        "{\"seqNo\":9}"))
                .as("no more than there are")
                .containsExactly("a", "x", "y");
        assertThat(bodies("eventhubs.endingPosition", "{\"offset\":\"2\"}")).containsExactly("a", "b", "x", "y");
        assertThat(failure(
                        ErrorCondition.KAFKA_START_OFFSET_DOES_NOT_MATCH_ASSIGNED,
                        () -> bodies("eventhubs.startingPositions", places(7, "{\"seqNo\":1}"))))
                .hasMessageContaining("option \"eventhubs.startingPositions\"")
                .hasMessageContaining("orders-7");
        for (String places : List.of(places(-1, "{\"seqNo\":1}"), places(0, "5"), "{\"0\":{\"seqNo\":1}}", "[]", "?")) {
            failure(ErrorCondition.INVALID_OPTION, () -> bodies("eventhubs.startingPositions", places));
        }
        for (String option : List.of("eventhubs.endingPosition", "eventhubs.endingPositions")) {
            assertThat(failure(ErrorCondition.INVALID_OPTION, () -> batchSizes(option, places(0, "{\"seqNo\":1}"))))
                    .hasMessageContaining("a stream has no end");
        }
        assertThat(failure(
                        ErrorCondition.INVALID_OPTION,
                        () -> bodies("eventhubs.startingPosition", "{\"enqueuedTime\":\"yesterday\"}")))
                .hasMessageContaining("option \"eventhubs.startingPosition\"");
    }

    @Test
    void timeoutsAreTimesOfIso8601() {
        SourceSettings settings = Queries.settings(
                new EventHubsSourceProvider(), BROKER.hubOptions("eventhubs.receiverTimeout", "PT0.3S"), true);
        assertThat(EventHubsOptions.receiverTimeoutMillis(settings.options())).isEqualTo(300);
        assertThat(failure(
                        ErrorCondition.KAFKA_UNREACHABLE,
                        () -> bodies("kafka.bootstrap.servers", "127.0.0.1:1", "eventhubs.operationTimeout", "PT0.4S")))
                .hasMessageContaining("brokers 127.0.0.1:1")
                .hasMessageContaining("ms, which is how long");
        for (String time : List.of("60", "PT0S", "PT-5S", "P100000D", "soon")) {
            for (String option : List.of("eventhubs.receiverTimeout", "eventhubs.operationTimeout")) {
                assertThat(failure(ErrorCondition.INVALID_OPTION, () -> events(option, time)))
                        .hasMessageContaining("option \"" + option + "\" is \"" + time + "\"")
                        .hasMessageContaining("PT60S");
            }
        }
        assertThat(failure(ErrorCondition.UNKNOWN_OPTION, () -> events("eventhubs.prefetchCount", "500")))
                .hasMessageContaining("unknown option \"eventhubs.prefetchCount\"");
    }

    @Test
    void aSignatureMayStandInThePlaceOfTheKey() {
        BROKER.send(HUB, 0, "a");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(bodies("eventhubs.connectionString", Broker.SIGNED_CONNECTION_STRING))
                    .containsExactly("a");
            session.createDataFrame(List.of(RowFactory.create("b")), "body STRING")
                    .write()
                    .format("eventhubs")
                    .options(BROKER.hubOptions("eventhubs.connectionString", Broker.SIGNED_CONNECTION_STRING))
                    .mode("append")
                    .save();
            assertThat(bodies()).containsExactlyInAnyOrder("a", "b");
            assertThat(log.texts()).isNotEmpty().noneMatch(text -> text.contains(SECRET));
        }
        assertThat(failure(
                        ErrorCondition.KAFKA_REFUSED,
                        () -> bodies(
                                "eventhubs.connectionString",
                                Broker.SIGNED_CONNECTION_STRING.replace("se=19", "se=18"))))
                .hasMessageContaining("the key in eventhubs.connectionString")
                .message()
                .doesNotContain(SECRET);
    }
}
