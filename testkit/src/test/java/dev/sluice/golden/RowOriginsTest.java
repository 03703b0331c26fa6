package dev.sluice.golden;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.element_at;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.rand;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.transform;
import static dev.sluice.functions.udf;
import static dev.sluice.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Encoders;
import dev.sluice.FilterFunction;
import dev.sluice.MapFunction;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.UDF1;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.MemoryStream;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of values name the row that they are of, wherever it came from (fault model, section 9). */
@Timeout(60)
class RowOriginsTest {
    private static final int ROW_COUNT = 10_000;

    @TempDir
    Path folder;

    private final Session session =
            Session.builder().config("spark.sql.session.timeZone", "UTC").create();
    private Path input;

    @BeforeEach
    void makeInput() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** One number a line, from 0 on, the texts of some lines replaced. */
    private Path write(String name, String line, int... badLines) throws IOException {
        List<Integer> bad = IntStream.of(badLines).boxed().toList();
        String content = IntStream.range(0, ROW_COUNT)
                .mapToObj(row -> line.formatted(bad.contains(row) ? "bad" + row : row))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(input.resolve(name), content);
    }

    private static int startOf(Path file, String text) throws IOException {
        String content = Files.readString(file);
        return content.lastIndexOf('\n', content.indexOf(text)) + 1;
    }

    private DataFrame stream(String format, String schema) {
        return session.readStream().format(format).schema(schema).load(input.toString());
    }

    private SluiceException failure(DataFrame frame, String mode) {
        StreamingQuery query = frame.writeStream()
                .outputMode(mode)
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((rows, batchId) -> assertThat(rows.count()).isNotNegative())
                .start();
        return failure(query::awaitTermination);
    }

    private static SluiceException failure(Runnable work) {
        try {
            work.run();
        } catch (SluiceException failed) {
            return failed;
        }
        throw new AssertionError("expected an error");
    }

    private static List<String> places(SluiceException failed) {
        return failed.details().at();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text;value STRING;%s",
                "csv;value STRING, other STRING;%s,x",
                "json;value STRING;{\"value\":\"%s\"}"
            })
    void P3_theFirstRowOfAFileThatFailsIsNamed(String format, String schema, String line) throws IOException {
        Path file = write("a." + format, line, 8_200, 8_100);
        SluiceException failed = failure(
                stream(format, schema)
                        .filter(col("value").notEqual("7"))
                        .select(col("value").cast("int").plus(1).as("next")),
                "append");
        assertThat(failed).hasMessageContainingAll("CAST_INVALID_INPUT", "'bad8100'", "batch 0");
        assertThat(places(failed))
                .contains(
                        file + " bytes 0-" + Files.size(file),
                        "byte " + startOf(file, "bad8100"),
                        "expression CAST(value AS INT)")
                .anyMatch(place -> place.startsWith("operator Project"));
    }

    @Test
    void P3_anErrorIsThatOfTheFirstRowAlsoWhereALaterColumnFails() throws IOException {
        Path file = write("a.csv", "%s", 9_000);
        SluiceException failed = failure(
                stream("csv", "value STRING")
                        .select(
                                col("value").cast("int").as("number"),
                                when(col("value").equalTo("8500"), lit(1).divide(lit(0)))
                                        .as("quotient")),
                "append");
        assertThat(failed).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThat(places(failed)).contains("byte " + startOf(file, "8500"));
    }

    @Test
    void P3_rowsAreNamedBehindBranchesLambdasAndJoins() throws IOException {
        Path file = write("a.csv", "%s");
        DataFrame numbers =
                session.range(0, ROW_COUNT).select(col("id").cast("string").as("value"));
        Column list = array(col("value").cast("int"), lit(1));
        Column oneLess = transform(list, element -> lit(100).divide(element.minus(9_001)));
        SluiceException failed =
                failure(stream("csv", "value STRING").join(numbers, "value").select(oneLess.as("list")), "append");
        assertThat(failed).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThat(places(failed)).contains("byte " + startOf(file, "9001"));
    }

    @Test
    void P3_theRowOfAKeyIsNamedBeforeTheExchange() throws IOException {
        Path file = write("a.csv", "%s", 5_000);
        SluiceException failed = failure(
                stream("csv", "value STRING")
                        .groupBy(col("value").cast("int").as("key"))
                        .count(),
                "update");
        assertThat(places(failed))
                .contains("byte " + startOf(file, "bad5000"), "expression CAST(value AS INT)")
                .anyMatch(place -> place.startsWith("operator StatefulAggregate 0"));
    }

    @Test
    void P3_behindTheExchangeTheOperatorIsNamedAndTheRowsThatItWasGiven() throws IOException {
        write("a.csv", "%s");
        String most = Long.toString(Long.MAX_VALUE);
        Path last = Files.writeString(input.resolve("b.csv"), most + "\n");
        SluiceException failed =
                failure(stream("csv", "value BIGINT").agg(sum("value").as("sum")), "update");
        assertThat(failed).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThat(places(failed))
                .contains("rows of " + last + " bytes 0-20")
                .anyMatch(place -> place.matches("operator StatefulAggregate 0 .*, partition \\d+"));
    }

    @Test
    void P3_resultsOfAnOperatorAreNamedAfterIt() throws IOException {
        write("a.csv", "%s");
        SluiceException failed = failure(
                stream("csv", "value INT")
                        .groupBy(col("value").mod(3).as("key"))
                        .count()
                        .select(lit(1).divide(col("key").minus(2)).as("quotient")),
                "update");
        assertThat(failed).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThat(places(failed))
                .anyMatch(place -> place.startsWith("results of operator StatefulAggregate 0"))
                .anyMatch(place -> place.startsWith("operator Project"))
                .noneMatch(place -> place.startsWith("byte"));
    }

    @Test
    void P3_whereChanceDecidesOnlyTheRangeIsNamed() throws IOException {
        write("a.csv", "%s", 100);
        SluiceException failed = failure(
                stream("csv", "value STRING").select(col("value").cast("int").as("number"), rand().as("chance")),
                "append");
        assertThat(places(failed)).anyMatch(place -> place.startsWith("between byte 0 and byte "));
    }

    @Test
    void U1_P3_theRowOfAFunctionThatThrowsIsNamedIfItThrowsAgain() throws IOException {
        Path file = write("a.csv", "%s", 6_000);
        AtomicBoolean hasFailed = new AtomicBoolean();
        UDF1<String, Integer> once = text -> {
            if (text.equals("17") && hasFailed.compareAndSet(false, true)) {
                throw new IllegalStateException("only once");
            }
            return 1;
        };
        UDF1<String, Integer> always = Integer::valueOf;
        DataFrame texts = stream("csv", "value STRING");
        SluiceException first = failure(
                texts.select(udf(once, AtomicType.INT).apply(col("value")).as("number")), "append");
        assertThat(first).hasMessageContaining("only once");
        assertThat(places(first)).anyMatch(place -> place.startsWith("between byte 0 and byte "));
        SluiceException second = failure(
                texts.select(udf(always, AtomicType.INT).apply(col("value")).as("number")), "append");
        assertThat(second).hasMessageContaining("bad6000").hasRootCauseInstanceOf(NumberFormatException.class);
        assertThat(places(second)).contains("byte " + startOf(file, "bad6000"));
    }

    @Test
    void U1_P3_theRowIsNamedThatAFunctionOverRowsIsGiven() throws IOException {
        Path file = write("a.csv", "%s", 6_000);
        DataFrame texts = stream("csv", "value STRING");
        FilterFunction<Row> even = row -> Integer.parseInt(row.getString(0)) % 2 == 0;
        MapFunction<Row, Integer> number = row -> Integer.valueOf(row.getString(0));
        for (DataFrame mapped :
                List.of(texts.filter(even), texts.map(number, Encoders.INT()).toDF())) {
            SluiceException failed = failure(mapped, "append");
            assertThat(failed).hasRootCauseInstanceOf(NumberFormatException.class);
            assertThat(places(failed))
                    .contains("byte " + startOf(file, "bad6000"))
                    .anyMatch(place -> place.startsWith("operator MapRows"));
        }
    }

    @Test
    void P3_keysOfSortsAndJoinsSayWhereTheyFail() throws IOException {
        Path file = write("a.csv", "%s", 6_000);
        DataFrame texts = session.read().schema("value STRING").csv(input.toString());
        Column number = col("value").cast("int");
        assertThat(places(failure(() -> texts.orderBy(number).collectAsList())))
                .contains("byte " + startOf(file, "bad6000"), "expression CAST(value AS INT)")
                .anyMatch(place -> place.startsWith("operator Ordered"));
        DataFrame ids = session.range(ROW_COUNT);
        Column isSame = ids.col("id").equalTo(number);
        assertThat(places(failure(() -> ids.join(texts, isSame).collectAsList())))
                .contains("byte " + startOf(file, "bad6000"), "expression CAST(value AS INT)")
                .anyMatch(place -> place.startsWith("operator Join Inner"));
        assertThat(places(failure(() -> ids.join(texts, isSame, "left_outer").collectAsList())))
                .contains("expression CAST(value AS INT)")
                .anyMatch(place -> place.startsWith("operator Side of join 0"));
    }

    @Test
    void P3_rowsOfStreamsWithoutFilesAreNamed() {
        MemoryStream memory = new MemoryStream(session, "value INT");
        memory.addValues(1, 2);
        memory.addValues(3, 4, 0);
        Column inverse = lit(12).divide(col("value"));
        assertThat(places(failure(memory.toDF().select(inverse.as("inverse")), "append")))
                .contains("block 1 of a memory stream", "row 2", "expression (12.0 / CAST(value AS DOUBLE))");
        DataFrame generated = session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 10_000)
                .load()
                .select(
                        inverse.cast("int").as("inverse"),
                        element_at(array(lit(1)), col("value").cast("int")));
        StreamingQuery query = generated
                .writeStream()
                .trigger(Trigger.Once())
                .option("checkpointLocation", folder.resolve("rate").toString())
                .format("noop")
                .start();
        assertThat(places(failure(query::awaitTermination)))
                .contains("rows 0 to 9999 of the rate", "row 0", "expression (12.0 / CAST(value AS DOUBLE))");
    }

    @Test
    void P3_rowsOfStaticDataAreNamed() throws IOException {
        Path file = write("a.csv", "%s", 9_999);
        Column number = col("value").cast("int").as("number");
        DataFrame read = session.read().schema("value STRING").csv(input.toString());
        assertThat(places(failure(() -> read.select(number).collectAsList())))
                .contains(file + " bytes 0-" + Files.size(file), "byte " + startOf(file, "bad9999"));
        assertThat(places(failure(() -> session.range(0, 1_000_000, 3)
                        .select(lit(1).divide(col("id").minus(600_000)))
                        .collectAsList())))
                .contains("id 600000");
        DataFrame held = session.createDataFrame(
                List.of(Row.of("1"), Row.of("2"), Row.of("x")), StructType.fromDDL("value STRING"));
        assertThat(places(failure(() -> held.select(number).collectAsList()))).contains("row 2");
    }

    @Test
    void P3_anErrorWithinForeachBatchNamesTheRowOfItsBatch() throws IOException {
        write("a.csv", "%s", 8_000);
        StreamingQuery query = stream("csv", "value STRING")
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((rows, batchId) ->
                        rows.select(col("value").cast("int").as("number")).collectAsList())
                .start();
        assertThatThrownBy(query::awaitTermination)
                .hasMessageContaining("batch 0")
                .hasStackTraceContaining("row 8000")
                .hasStackTraceContaining("CAST(value AS INT)");
    }
}
