package dev.sluice;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static final StructType SCHEMA = StructType.fromDDL("device STRING, time TIMESTAMP, value INT");

    private final Session session = Session.builder().create();
    private final MemoryInput input = new MemoryInput(SCHEMA);

    @AfterEach
    void close() {
        session.close();
    }

    private DataFrame events() {
        return session.readStream().format("memory").attachment(input).load();
    }

    private static StreamingQuery start(DataFrame results, String mode) {
        return results.writeStream().format("noop").outputMode(mode).start();
    }

    private void add(StreamingQuery query, String... times) {
        List<Row> rows = Arrays.stream(times)
                .map(time -> Row.of("a", Instant.parse(time), 1))
                .toList();
        Rows.toBatches(SCHEMA, rows).forEach(input::addData);
        query.processAllAvailable();
    }

    private static List<String> why(StreamingQuery query) {
        return query.why().lines().toList();
    }

    @Test
    void aWindowThatIsOpenWaitsForAnEvent() {
        StreamingQuery query = start(
                events().withWatermark("time", "10 minutes")
                        .groupBy(col("device"), window(col("time"), "5 minutes"))
                        .agg(count(lit(1))),
                "append");
        add(query, "2026-01-01T12:14:10Z", "2026-01-01T12:03:00Z");

        assertThat(why(query))
                .contains(
                        "The watermark is 2026-01-01T12:04:10Z: the newest `time` is 2026-01-01T12:14:10Z, less 10 minutes.",
                        "Operator stateStoreSave by `device`, `window.start` holds 2 groups, to be written when event time has"
                                + " passed them; the first ends at 2026-01-01T12:05:00Z and is written when an event at or"
                                + " after 2026-01-01T12:15:00Z has come.")
                .anyMatch(line -> line.startsWith("The query is active: "))
                .anyMatch(line -> line.contains("no row was written"));

        add(query, "2026-01-01T12:14:59.999Z");
        assertThat(query.why()).contains("no row was written");
        add(query, "2026-01-01T12:15:00Z", "2026-01-01T11:00:00Z");
        assertThat(query.why())
                .contains("1 row was written", "the first ends at 2026-01-01T12:15:00Z")
                .contains("1 row was too late and dropped");
        query.stop();
        assertThat(why(query)).first().isEqualTo("The query has ended.");
    }

    @Test
    void slidingWindowsTellOfTheFirstWindowAndNotOfItsPanes() {
        StreamingQuery query = start(
                events().withWatermark("time", "0 seconds")
                        .groupBy(window(col("time"), "10 minutes", "5 minutes"))
                        .agg(count(lit(1))),
                "append");
        add(query, "2026-01-01T12:12:00Z");
        assertThat(query.why()).contains("the first ends at 2026-01-01T12:15:00Z");
        add(query, "2026-01-01T12:16:00Z");
        assertThat(query.why()).contains("the first ends at 2026-01-01T12:20:00Z");
        query.stop();
    }

    @Test
    void sessionsTellWhenTheFirstEnds() {
        StreamingQuery query = start(
                events().withWatermark("time", "10 minutes")
                        .groupBy(functions.session_window(col("time"), "5 minutes"), col("device"))
                        .agg(count(lit(1))),
                "append");
        add(query, "2026-01-01T12:00:00Z");
        add(query, "2026-01-01T12:04:00Z");
        assertThat(query.why()).contains("the first ends at 2026-01-01T12:09:00Z");
        query.stop();
    }

    @Test
    void aFilterThatLetsNothingPassIsNamed() {
        StreamingQuery query = start(events().where(col("value").gt(50)), "append");
        add(query, "2026-01-01T12:00:00Z", "2026-01-01T12:00:01Z");
        assertThat(why(query))
                .anyMatch(line ->
                        line.matches("Of the last rows that were read, 2 came to Filter .*50.*, which let none pass."));
        StreamingQueryProgress progress = Objects.requireNonNull(query.lastProgress(), "progress");
        assertThat(progress.why()).anyMatch(line -> line.contains("which let none pass"));
        query.stop();
    }

    @Test
    void repetitionsAreCounted() {
        StreamingQuery query = start(events().dropDuplicates("device"), "append");
        add(query, "2026-01-01T12:00:00Z");
        add(query, "2026-01-01T12:00:00Z");
        assertThat(query.why()).contains("holds 1 group; 1 row was a duplicate and dropped.");
        query.stop();
    }

    @Test
    void aLimitThatIsReachedIsNamed() {
        StreamingQuery query = start(events().limit(2), "append");
        add(query, "2026-01-01T12:00:00Z");
        assertThat(why(query)).contains("Operator globalLimit: limit(2) has let 1 row pass.");
        add(query, "2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z");
        assertThat(why(query)).contains("Operator globalLimit: limit(2) is reached: no further rows come.");
        query.stop();
    }

    @Test
    void aFailureComesFirst() {
        StreamingQuery query = start(events().select(functions.raise_error(lit("broken"))), "append");
        Rows.toBatches(SCHEMA, List.of(Row.of("a", Instant.EPOCH, 1))).forEach(input::addData);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(query::awaitTermination))
                .isInstanceOf(StreamingQueryException.class);
        assertThat(why(query))
                .first()
                .asString()
                .startsWith("The query has failed: ")
                .contains("broken");
    }

    @Test
    void beforeTheFirstBatchTheSourcesAreSilent() {
        StreamingQuery query = start(events(), "append");
        query.processAllAvailable();
        assertThat(why(query))
                .anyMatch(line -> line.startsWith("No batch has run since the start "))
                .anyMatch(line -> line.startsWith("Source 0, ") && line.endsWith(" has given no row."));
        query.stop();
    }
}
