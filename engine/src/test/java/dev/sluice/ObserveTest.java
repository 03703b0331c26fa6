package dev.sluice;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.first;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserveTest {
    private static final StructType SCHEMA = StructType.fromDDL("k STRING, n INT");

    private final Session session = Session.builder().create();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void metricsAreThoseOfAllTasksInTheirOrder() throws Exception {
        Observation observation = new Observation();
        DataFrame observed = session.range(1_000_000)
                .observe(
                        observation,
                        count(lit(1)).as("rows"),
                        sum("id").as("sum"),
                        first("id").as("first"),
                        last("id").as("last"));
        assertThat(observed.filter(col("id").lt(0)).count()).isZero();
        assertThat(observation.get())
                .isEqualTo(Map.of("rows", 1_000_000L, "sum", 499_999_500_000L, "first", 0L, "last", 999_999L));
    }

    @Test
    void anObservationServesOneDataFrameOfStaticData() {
        Observation observation = new Observation("once");
        session.range(1).observe(observation, count(lit(1)));
        assertThatThrownBy(() -> session.range(1).observe(observation, count(lit(1))))
                .hasMessageContaining("one DataFrame only");
        DataFrame stream = session.readStream().format("rate").load();
        assertThatThrownBy(() -> stream.observe(new Observation("stream"), count(lit(1))))
                .hasMessageContaining("observedMetrics()");
    }

    @Test
    void twoObservationsOfOneNameAreTwo() throws Exception {
        Observation all = new Observation("rows");
        Observation some = new Observation("rows");
        DataFrame observed = session.range(10).observe(all, count(lit(1)).as("n"));
        session.range(3).observe(some, count(lit(1)).as("n")).count();
        assertThat(some.get()).isEqualTo(Map.of("n", 3L));
        observed.count();
        assertThat(all.get()).isEqualTo(Map.of("n", 10L));
    }

    @Test
    void anObservationOfAMistakeIsNotUsedUp() throws Exception {
        Observation observation = new Observation();
        assertThatThrownBy(() -> session.range(3).observe(observation, max("nothing")))
                .hasMessageContaining("[UNRESOLVED_COLUMN");
        session.range(3).observe(observation, max("id").as("most")).count();
        assertThat(observation.get()).isEqualTo(Map.of("most", 2L));
    }

    @Test
    void aStreamTellsListsAndMaps() throws Exception {
        MemoryInput input = new MemoryInput(SCHEMA);
        StreamingQuery query = session.readStream()
                .format("memory")
                .attachment(input)
                .load()
                .observe(
                        "nested",
                        collect_list("n").as("list"),
                        first(map(col("k"), array(col("n")))).as("texts"),
                        first(map(col("n"), col("k"))).as("numbers"))
                .writeStream()
                .format("noop")
                .start();
        try {
            Rows.toBatches(SCHEMA, List.of(Row.of("a", 1), Row.of("b", 2))).forEach(input::addData);
            query.processAllAvailable();
            assertThat(Objects.requireNonNull(query.lastProgress(), "progress").json())
                    .contains("\"observedMetrics\":{\"nested\":{\"list\":[1,2],\"texts\":{\"a\":[1]},"
                            + "\"numbers\":[{\"key\":1,\"value\":\"a\"}]}}");
        } finally {
            query.stop();
        }
    }

    @Test
    void aStreamTellsMetricsInItsProgress() throws Exception {
        MemoryInput input = new MemoryInput(SCHEMA);
        DataFrame stream =
                session.readStream().format("memory").attachment(input).load();
        StreamingQuery query = stream.observe("all", count(lit(1)).as("rows"), max("n").as("most"), max("k").as("last"))
                .filter(col("n").gt(1))
                .observe("kept", count(lit(1)).as("rows"))
                .writeStream()
                .format("memory")
                .queryName("observed")
                .start();
        try {
            Rows.toBatches(SCHEMA, List.of(Row.of("a", 1), Row.of("b", 2))).forEach(input::addData);
            query.processAllAvailable();
            StreamingQueryProgress progress = Objects.requireNonNull(query.lastProgress(), "progress");
            Map<String, Row> metrics = progress.observedMetrics();
            assertThat(metrics.keySet()).containsExactly("all", "kept");
            assertThat(metrics.get("all")).isEqualTo(Row.of(2L, 2L, "b"));
            assertThat(metrics.get("kept")).isEqualTo(Row.of(1L));
            assertThat(progress.json())
                    .contains(
                            "\"observedMetrics\":{\"all\":{\"rows\":2,\"most\":2,\"last\":\"b\"},\"kept\":{\"rows\":1}}");
        } finally {
            query.stop();
        }
    }

    @Test
    void namesAreDifferentInOneQuery() {
        DataFrame once = session.range(1).observe("m", count(lit(1)).as("a"));
        DataFrame other = session.range(1).observe("m", max("id").as("b"));
        assertThatThrownBy(() -> once.observe("m", max("id"))).hasMessageContaining("[DUPLICATED_METRICS_NAME]");
        assertThatThrownBy(once.union(other)::collectAsList).hasMessageContaining("[DUPLICATED_METRICS_NAME]");
        assertThatThrownBy(() -> session.range(1).observe("", count(lit(1))))
                .hasMessageContaining("[INVALID_OBSERVED_METRICS.MISSING_NAME]");
        assertThatThrownBy(() -> session.range(1).observe("m", col("id")))
                .hasMessageContaining("[INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_ATTRIBUTE]");
    }
}
