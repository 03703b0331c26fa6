package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure Event Hubs, for which a broker stands with TLS and a user whose password is a connection string. */
class EventHubsTest {
    private static final Broker BROKER = Broker.shared();
    private static final String HUB = "orders";
    private static final String SECRET = "s3cret";

    @TempDir
    private Path folder;

    private Session session;

    @BeforeEach
    void open() {
        BROKER.make(HUB, 2, Map.of());
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
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
                .load();
    }

    private void send(DataFrame frame) {
        frame.write()
                .format("eventhubs")
                .options(BROKER.hubOptions())
                .mode("append")
                .save();
    }

    private static SluiceException failure(ErrorCondition condition, Runnable call) {
        List<SluiceException> failures = new ArrayList<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(SluiceException.class, failures::add);
        assertThat(failures.getFirst().condition()).as("%s", failures).isEqualTo(condition);
        assertThat(failures.getFirst()).message().doesNotContain(SECRET);
        return failures.getFirst();
    }

    @Test
    void eventsHaveTheColumnsOfAzuresConnector() {
        DataFrame rows = session.createDataFrame(
                List.of(RowFactory.create("a", "0", "x"), RowFactory.create("b", "1", "y\"z")),
                "body STRING, partitionId STRING, p STRING");
        send(rows.select(
                col("body"),
                col("partitionId"),
                map(lit("p"), col("p"), lit("x-opt-p"), lit("s")).as("properties")));
        send(session.createDataFrame(List.of(RowFactory.create("c", "key")), "body STRING, partitionKey STRING"));
        DataFrame all = events();
        assertThat(all.schema().toDDL())
                .isEqualTo(
                        "body BINARY, partition STRING, offset STRING, sequenceNumber BIGINT, enqueuedTime TIMESTAMP,"
                                + " publisher STRING, partitionKey STRING, properties MAP<STRING, STRING>,"
                                + " systemProperties MAP<STRING, STRING>");
        List<Row> found = all.withColumn("body", col("body").cast("string")).collectAsList();
        assertThat(found).hasSize(3);
        Row first = found.getFirst();
        assertThat(first.getString(0)).isEqualTo("a");
        assertThat(first.getString(1)).isEqualTo("0");
        assertThat(first.getString(2)).isEqualTo(Long.toString(first.getLong(3)));
        assertThat(first.isNullAt(5)).isTrue();
        assertThat(first.isNullAt(6)).isTrue();
        assertThat(found.stream().map(row -> String.valueOf(row.getMap(7))))
                .containsExactlyInAnyOrder("{p=\"x\"}", "{p=\"y\\\"z\"}", "{}");
        assertThat(found.stream().map(row -> String.valueOf(row.getMap(8))))
                .containsExactlyInAnyOrder("{x-opt-p=\"s\"}", "{x-opt-p=\"s\"}", "{}");
        assertThat(found.stream().filter(row -> !row.isNullAt(6)).map(row -> row.getString(6)))
                .containsExactly("key");
        assertThat(events(
                                "eventhubs.startingPosition",
                                "{\"seqNo\":0,\"isInclusive\":false}",
                                "eventhubs.endingPosition",
                                "{\"offset\":\"@latest\"}")
                        .count())
                .isEqualTo(1);
        assertThat(events(
                                "eventhubs.startingPositions",
                                "{\"{\\\"ehName\\\":\\\"orders\\\",\\\"partitionId\\\":0}\":{\"offset\":\"@latest\"}}")
                        .where(col("partition").equalTo("0"))
                        .count())
                .isZero();
        assertThat(events("eventhubs.startingPosition", "{\"enqueuedTime\":\"2020-01-01T00:00:00Z\"}")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void theConnectionStringStandsNowhere() throws IOException {
        send(session.createDataFrame(List.of(RowFactory.create("a")), "body STRING"));
        List<String> texts = new ArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            StreamingQuery query = session.readStream()
                    .format("eventhubs")
                    .options(BROKER.hubOptions("eventhubs.startingPosition", "{\"offset\":\"-1\"}"))
                    .load()
                    .select(col("body"))
                    .writeStream()
                    .format("eventhubs")
                    .options(BROKER.hubOptions("delivery", "exactly-once"))
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", folder.toString())
                    .start();
            query.awaitTermination();
            texts.add(requireNonNull(query.lastProgress(), "progress").json());
            texts.add(explained(query));
            assertThat(requireNonNull(query.lastProgress(), "progress")
                            .sources()[0]
                            .description())
                    .isEqualTo("EventHubs[localhost/orders]");
            texts.addAll(log.texts());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), UTF_8));
            }
        }
        assertThat(texts).hasSizeGreaterThan(8).anyMatch(text -> text.contains("sasl.jaas.config"));
        assertThat(texts).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void eventsFlowUnderTheContinuousTrigger() {
        StreamingQuery query = session.readStream()
                .format("eventhubs")
                .options(BROKER.hubOptions("eventhubs.startingPosition", "{\"offset\":\"-1\"}"))
                .load()
                .where(col("body").cast("string").equalTo("live"))
                .select(col("body").cast("string"))
                .writeStream()
                .format("memory")
                .queryName("live")
                .trigger(Trigger.Continuous("1 hour"))
                .start();
        query.processAllAvailable();
        send(session.createDataFrame(List.of(RowFactory.create("live")), "body STRING"));
        query.processAllAvailable();
        query.stop();
        assertThat(session.table("live").count()).isEqualTo(1);
    }

    private static String explained(StreamingQuery query) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            query.explain(true);
        } finally {
            System.setOut(out);
        }
        return printed.toString(UTF_8);
    }

    @Test
    void wrongCredentialsAreTold() {
        failure(
                ErrorCondition.KAFKA_REFUSED,
                () -> events("eventhubs.connectionString", Broker.CONNECTION_STRING.replace("key=", "key=-of-old"))
                        .count());
    }

    @Test
    void connectionStringsThatCannotBeReadAreToldWithoutThem() {
        SluiceException malformed = failure(
                ErrorCondition.INVALID_OPTION,
                () -> events("eventhubs.connectionString", "Key=s3cret;Endpoint=http://x/"));
        assertThat(malformed).hasMessageContaining("the parts Endpoint, and 1 of another name");
        String ofNamespace = Broker.CONNECTION_STRING.replace(";EntityPath=orders", "");
        assertThat(failure(ErrorCondition.INVALID_OPTION, () -> events("eventhubs.connectionString", ofNamespace)))
                .hasMessageContaining("eventhubs.name");
        failure(ErrorCondition.INVALID_OPTION, () -> events("eventhubs.name", "others"));
        failure(ErrorCondition.INVALID_OPTION, () -> events("eventhubs.startingPosition", "{\"offset\":5}"));
        failure(ErrorCondition.INVALID_OPTION, () -> events("eventhubs.startingPositions", "{\"x\":{}}"));
        ConnectionString connection = ConnectionString.parse(ofNamespace);
        assertThat(connection.toString()).isEqualTo("localhost");
        assertThat(connection.client(null))
                .containsEntry("bootstrap.servers", "localhost:9093")
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(ConnectionString.parse(ofNamespace + ";UseDevelopmentEmulator=true")
                        .client(null))
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
    }
}
