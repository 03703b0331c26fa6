package dev.sluice;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.date_trunc;
import static dev.sluice.functions.desc;
import static dev.sluice.functions.first;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.last;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.lower;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_json;
import static dev.sluice.functions.to_timestamp;
import static dev.sluice.functions.unix_millis;
import static dev.sluice.functions.upper;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.error.AnalysisException;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.Planner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataFrameTest {
    private final Session session =
            Session.builder().config("spark.sql.session.timeZone", "UTC").create();
    private final DataFrame readings = session.createDataFrame(
            List.of(
                    Row.of("a", at("10:00"), 1.0, 1),
                    Row.of("b", at("10:10"), 4.0, 2),
                    Row.of("a", at("10:59"), 3.0, 3),
                    Row.of("a", at("11:00"), null, 4),
                    Row.of(null, null, 5.0, 5)),
            "station STRING, time TIMESTAMP, temperature DOUBLE, n INT");

    @AfterEach
    void close() {
        session.close();
    }

    private static Instant at(String time) {
        return Instant.parse("2024-01-01T" + time + ":00Z");
    }

    @Test
    void aStepMeansWhatTheSettingsSaidWhenItWasMade() {
        session.conf().set("spark.sql.ansi.enabled", "false");
        DataFrame lenient = session.range(1).select(lit("x").cast("int").as("n"));
        session.conf().set("spark.sql.ansi.enabled", "true");
        DataFrame above = lenient.select(col("n"), lit(1).as("one"));
        assertThat(above.collectAsList()).containsExactly(Row.of(null, 1));
        assertThatThrownBy(() -> above.select(lit("x").cast("int").as("n")).collectAsList())
                .hasMessageContaining("[CAST_INVALID_INPUT]");
    }

    @Test
    void watermarksAreNumberedFromLeftToRight() {
        DataFrame rate = session.readStream().format("rate").load();
        DataFrame union = rate.withWatermark("timestamp", "1 hour")
                .union(rate.withWatermark("timestamp", "2 hours")
                        .where(col("value").gt(0)));
        PhysicalPlan plan = Planner.plan(session.optimize(union.analyzed()), dev.sluice.spi.sink.OutputMode.APPEND);
        assertThat(plan.watermarks())
                .extracting(PhysicalPlan.WatermarkNode::node, PhysicalPlan.WatermarkNode::delayMillis)
                .containsExactly(tuple(0, 3_600_000L), tuple(1, 7_200_000L));
    }

    @Test
    void rowsComeBackAsTheyWere() {
        assertThat(readings.collectAsList())
                .containsExactly(
                        Row.of("a", at("10:00"), 1.0, 1),
                        Row.of("b", at("10:10"), 4.0, 2),
                        Row.of("a", at("10:59"), 3.0, 3),
                        Row.of("a", at("11:00"), null, 4),
                        Row.of(null, null, 5.0, 5));
        assertThat(readings.columns()).containsExactly("station", "time", "temperature", "n");
        assertThat(readings.isStreaming()).isFalse();
        assertThat(readings).hasToString("[station: string, time: timestamp, temperature: double, n: int]");
    }

    @Test
    void selectComputesAndNames() {
        DataFrame selected = readings.select(
                col("n").plus(1).as("next"),
                col("n").multiply(2L),
                col("temperature").divide(2).as("half"),
                upper(col("station")).as("upper"));

        assertThat(selected.columns()).containsExactly("next", "(n * 2)", "half", "upper");
        assertThat(selected.limit(2).collectAsList()).containsExactly(Row.of(2, 2L, 0.5, "A"), Row.of(3, 4L, 2.0, "B"));
    }

    @Test
    void filterKeepsWhatIsTrue() {
        assertThat(readings.filter(col("temperature").gt(1).and(col("station").isNotNull()))
                        .select("n")
                        .collectAsList())
                .containsExactly(Row.of(2), Row.of(3));
        assertThat(readings.where(col("n").isin(1, 5).or(col("station").equalTo("b")))
                        .select("n")
                        .collectAsList())
                .containsExactly(Row.of(1), Row.of(2), Row.of(5));
        assertThat(readings.filter(col("n").between(2, 3)).count()).isEqualTo(2);
        assertThat(readings.filter(col("station").eqNullSafe(null)).count()).isEqualTo(1);
    }

    @Test
    void columnsAreAddedReplacedRenamedAndDropped() {
        assertThat(readings.withColumn("double", col("n").multiply(2)).columns())
                .containsExactly("station", "time", "temperature", "n", "double");
        DataFrame replaced = readings.withColumn("N", col("n").cast("string"));
        assertThat(replaced.columns()).containsExactly("station", "time", "temperature", "N");
        assertThat(replaced.first().getString(3)).isEqualTo("1");
        assertThat(readings.withColumnRenamed("n", "number").columns())
                .containsExactly("station", "time", "temperature", "number");
        assertThat(readings.withColumnRenamed("absent", "x").columns()).isEqualTo(readings.columns());
        assertThat(readings.drop("time", "absent", "TEMPERATURE").columns()).containsExactly("station", "n");
        assertThat(readings.select("n", "station").toDF("x", "y").columns()).containsExactly("x", "y");
        assertThat(readings.withColumns(Map.of("n", col("n").plus(1))).first().getInt(3))
                .isEqualTo(2);
    }

    @Test
    void conditionalsChooseTheirBranch() {
        assertThat(readings.select(
                                when(col("n").lt(2), "few")
                                        .when(col("n").lt(4), "some")
                                        .otherwise("many")
                                        .as("size"),
                                coalesce(col("temperature"), lit(-1.0)).as("known"))
                        .collectAsList())
                .containsExactly(
                        Row.of("few", 1.0),
                        Row.of("some", 4.0),
                        Row.of("some", 3.0),
                        Row.of("many", -1.0),
                        Row.of("many", 5.0));
    }

    @Test
    void groupsAreAggregated() {
        assertThat(readings.groupBy("station")
                        .agg(
                                count(lit(1)).as("rows"),
                                sum("n").as("sum"),
                                avg("temperature").as("mean"),
                                min("n").as("least"),
                                max("n").as("most"),
                                first("n").as("first"),
                                last("n").as("last"))
                        .orderBy("station")
                        .collectAsList())
                .containsExactly(
                        Row.of(null, 1L, 5L, 5.0, 5, 5, 5, 5),
                        Row.of("a", 3L, 8L, 2.0, 1, 4, 1, 4),
                        Row.of("b", 1L, 2L, 4.0, 2, 2, 2, 2));
        assertThat(readings.agg(sum("n").as("sum")).collectAsList()).containsExactly(Row.of(15L));
    }

    @Test
    void groupedDataHasShortForms() {
        assertThat(readings.groupBy("station")
                        .count()
                        .orderBy(desc("count"), col("station"))
                        .collectAsList())
                .containsExactly(Row.of("a", 3L), Row.of(null, 1L), Row.of("b", 1L));
        assertThat(readings.groupBy("station").sum("n").columns()).containsExactly("station", "sum(n)");
        assertThat(readings.groupBy("station").max().columns())
                .containsExactly("station", "max(temperature)", "max(n)");
        assertThat(readings.groupBy("station").avg("n").columns()).containsExactly("station", "avg(n)");
        assertThat(readings.select("station").groupBy().sum().collectAsList()).containsExactly(Row.of());
    }

    @Test
    void windowsGroupByTime() {
        DataFrame hourly = readings.groupBy(window(col("time"), "1 hour"), col("station"))
                .agg(count(lit(1)).as("readings"))
                .orderBy(col("window"), col("station"));

        assertThat(hourly.select(col("window.start"), col("window.end"), col("station"), col("readings"))
                        .collectAsList())
                .containsExactly(
                        Row.of(at("10:00"), at("11:00"), "a", 2L),
                        Row.of(at("10:00"), at("11:00"), "b", 1L),
                        Row.of(at("11:00"), at("12:00"), "a", 1L));
    }

    @Test
    void isinTakesLongLists() {
        List<Long> many = LongStream.range(1, 100_000).boxed().toList();

        assertThat(session.range(3).where(col("id").isInCollection(many)).count())
                .isEqualTo(2);
    }

    @Test
    void functionsOfTimeTextAndJson() {
        Row row = session.createDataFrame(
                        List.of(Row.of("2024-01-05 01:02:03", "{\"x\":1,\"y\":\"z\"}", "Ab")),
                        "t STRING, j STRING, s STRING")
                .select(
                        to_timestamp(col("t")).as("t"),
                        date_trunc("hour", to_timestamp(col("t"))).as("hour"),
                        unix_millis(to_timestamp(col("t"))).as("millis"),
                        from_json(col("j"), lit("x INT, y STRING")).as("j"),
                        to_json(struct(lit(1).as("a"), col("s"))).as("json"),
                        concat(lower(col("s")), lit("-"), upper(col("s"))).as("s"))
                .select(col("t"), col("hour"), col("millis"), col("j.x"), col("j").getField("y"), col("json"), col("s"))
                .first();

        assertThat(row)
                .isEqualTo(Row.of(
                        Instant.parse("2024-01-05T01:02:03Z"),
                        Instant.parse("2024-01-05T01:00:00Z"),
                        1_704_416_523_000L,
                        1,
                        "z",
                        "{\"a\":1,\"s\":\"Ab\"}",
                        "ab-AB"));
    }

    @Test
    void aStarAmongArgumentsStandsForTheColumns() {
        DataFrame rows = session.createDataFrame(List.of(Row.of(1, "x")), "a INT, b STRING")
                .select(col("a"), struct(col("b"), lit(2).as("c")).as("s"));
        DataFrame starred = rows.as("t")
                .select(
                        to_json(struct("*")),
                        to_json(struct("s.*")).as("fields"),
                        to_json(struct(col("t.*"), lit(3).as("d"))).as("table"),
                        concat(lit("<"), col("s.*")).as("text"));

        assertThat(starred.columns()).startsWith("to_json(struct(a, s))");
        assertThat(starred.first())
                .isEqualTo(Row.of(
                        "{\"a\":1,\"s\":{\"b\":\"x\",\"c\":2}}",
                        "{\"b\":\"x\",\"c\":2}",
                        "{\"a\":1,\"s\":{\"b\":\"x\",\"c\":2},\"d\":3}",
                        "<x2"));
        assertThat(rows.join(rows.withColumnRenamed("s", "u"), "a")
                        .select(to_json(struct("*")).as("j"))
                        .first())
                .isEqualTo(Row.of("{\"a\":1,\"s\":{\"b\":\"x\",\"c\":2},\"u\":{\"b\":\"x\",\"c\":2}}"));
        assertThatThrownBy(() -> rows.orderBy(struct("*"))).hasMessageContaining("INVALID_USAGE_OF_STAR_OR_REGEX");
    }

    @Test
    void unionsMatchByPositionOrByName() {
        DataFrame one = session.createDataFrame(List.of(Row.of(1, "x")), "a INT, b STRING");
        DataFrame other = session.createDataFrame(List.of(Row.of("y", 2L)), "b STRING, a BIGINT");

        assertThat(one.unionByName(other).collectAsList()).containsExactly(Row.of(1L, "x"), Row.of(2L, "y"));
        assertThat(one.union(one).collectAsList()).containsExactly(Row.of(1, "x"), Row.of(1, "x"));
        assertThat(one.drop("b").unionByName(other, true).collectAsList())
                .containsExactly(Row.of(1L, null), Row.of(2L, "y"));
        assertThatThrownBy(() -> one.unionByName(other.drop("b"))).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> one.unionByName(other.withColumnRenamed("b", "c")))
                .hasMessageContaining("unionByName");
    }

    @Test
    void rangesCountUpAndDown() {
        assertThat(session.range(3).collectAsList()).containsExactly(Row.of(0L), Row.of(1L), Row.of(2L));
        assertThat(session.range(5, 0, -2).collectAsList()).containsExactly(Row.of(5L), Row.of(3L), Row.of(1L));
        assertThat(session.range(0, 1_000_000).agg(sum("id")).first().getLong(0))
                .isEqualTo(499_999_500_000L);
        assertThatThrownBy(() -> session.range(0, 1, 0)).isInstanceOf(AnalysisException.class);
    }

    @Test
    void fewRowsCanBeTaken() {
        assertThat(readings.count()).isEqualTo(5);
        assertThat(readings.first()).isEqualTo(readings.head()).isEqualTo(Row.of("a", at("10:00"), 1.0, 1));
        assertThat(readings.take(2)).hasSize(2).isEqualTo(readings.head(2));
        assertThat(readings.isEmpty()).isFalse();
        assertThat(readings.limit(0).isEmpty()).isTrue();
        assertThatThrownBy(() -> readings.limit(0).first()).isInstanceOf(NoSuchElementException.class);
        assertThat(readings.orderBy(col("temperature").desc_nulls_first())
                        .limit(2)
                        .select("n")
                        .collectAsList())
                .containsExactly(Row.of(4), Row.of(5));
        assertThat(session.emptyDataFrame().columns()).isEmpty();
    }

    @Test
    void showPrintsATable() {
        assertThat(readings.select("station", "n").showString(2, 20, false)).isEqualTo("""
                        +-------+---+
                        |station|  n|
                        +-------+---+
                        |      a|  1|
                        |      b|  2|
                        +-------+---+
                        only showing top 2 rows
                        """);
    }

    @Test
    void manyStepsWorkTogether() {
        DataFrame result = readings.union(readings)
                .filter(col("n").lt(5))
                .withColumn("twice", col("n").multiply(2))
                .select("station", "twice", "temperature")
                .drop("temperature")
                .groupBy("station")
                .agg(sum("twice").as("sum"), count(lit(1)).as("rows"))
                .orderBy(desc("sum"))
                .limit(1);

        assertThat(result.collectAsList()).containsExactly(Row.of("a", 32L, 6L));
        assertThat(result.count()).isEqualTo(1);
    }

    @Test
    void printSchemaAndShowPrintToStandardOutput() {
        assertThat(printed(() -> readings.select("station", "n").printSchema())).isEqualTo("""
                        root
                         |-- station: string (nullable = true)
                         |-- n: integer (nullable = true)

                        """);
        assertThat(printed(() -> readings.select("n").limit(1).show())).isEqualTo("""
                        +---+
                        |  n|
                        +---+
                        |  1|
                        +---+

                        """);
        assertThat(printed(() -> readings.explain(true)))
                .contains("== Parsed Logical Plan ==")
                .contains("== Analyzed Logical Plan ==")
                .contains("== Optimized Logical Plan ==")
                .contains("== Physical Plan ==");
    }

    private static String printed(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void explainShowsEveryStage() {
        DataFrame frame = readings.filter(col("n").gt(1)).groupBy("station").count();

        assertThat(frame.explainString(false)).startsWith("== Physical Plan ==").contains("StatefulAggregate");
        assertThat(frame.explainString(true))
                .contains("== Parsed Logical Plan ==")
                .contains("== Analyzed Logical Plan ==")
                .contains("== Optimized Logical Plan ==")
                .contains("== Physical Plan ==");
    }

    @Test
    void mistakesShowAtTheCall() {
        assertThatThrownBy(() -> readings.select("statoin"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("[UNRESOLVED_COLUMN.WITH_SUGGESTION]")
                .hasMessageContaining("station");
        assertThatThrownBy(() -> readings.filter(col("n").plus(1))).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> readings.select(col("n").cast("INTT"))).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(readings::writeStream).hasMessageContaining("[WRITE_STREAM_NOT_ALLOWED]");
        assertThatThrownBy(() -> session.read().load("x"))
                .hasMessageContaining("[DATA_SOURCE_NOT_FOUND] no format was named");
        assertThatThrownBy(() -> session.read().format("jsonn").load("x"))
                .hasMessageContaining("did you mean \"json\"?");
        assertThatThrownBy(() -> session.sql("select 1")).hasMessageContaining("UNSUPPORTED_FEATURE");
        assertThatThrownBy(() -> session.table("none")).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void manyColumnsMayMissValues() {
        Column[] columns = IntStream.range(0, 1_500)
                .mapToObj(place -> col("id").as("c" + place))
                .toArray(Column[]::new);
        assertThat(session.range(3).select(columns).na().drop().count()).isEqualTo(3);
        assertThat(session.range(3).select(columns).na().drop(1_501).count()).isZero();
    }
}
