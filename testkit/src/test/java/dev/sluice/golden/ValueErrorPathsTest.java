package dev.sluice.golden;

import static dev.sluice.functions.array;
import static dev.sluice.functions.call_function;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.transform;
import static dev.sluice.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.testkit.MemoryStream;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value that cannot be computed comes to, the same on every path by which an expression is computed (rule P3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ValueErrorPathsTest {
    private static final String NO_ERROR = "";
    private static final int ROW_COUNT = 5_000;

    /** More rows than a batch has, all of which but this one can be computed. */
    private static final int BAD_ROW = 4_500;

    private static final String INT_MIN = "-2147483648";
    private static final String LONG_MIN = "-9223372036854775808";
    private static final String LONG_MAX = "9223372036854775807";
    private static final String NINES = "9".repeat(38);

    /**
     * An expression of two columns.
     *
     * @param good values of a row that can be computed, as texts
     * @param bad values of one that cannot
     * @param condition of the error under ANSI rules; none if it is null there too
     * @param plain the value without them
     */
    record Case(
            String name,
            String leftType,
            String rightType,
            BinaryOperator<Column> expression,
            List<String> good,
            List<String> bad,
            String condition,
            @Nullable String plain) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** @param types of the two columns, or the one of both */
    private static Case of(
            String name,
            String types,
            BinaryOperator<Column> expression,
            List<String> bad,
            String condition,
            @Nullable String plain) {
        int space = types.indexOf(' ');
        String left = space < 0 ? types : types.substring(0, space);
        String right = types.substring(space + 1);
        List<String> good = List.of(goodValue(left), goodValue(right));
        return new Case(name, left, right, expression, good, bad, condition, plain);
    }

    private static String goodValue(String type) {
        return switch (type) {
            case "DATE" -> "2024-05-06";
            case "STRING" -> "Mon";
            default -> "1";
        };
    }

    private static Case cast(String from, String value, String to, String condition, @Nullable String plain) {
        String good = switch (to) {
            case "DATE", "TIMESTAMP" -> "2024-05-06";
            default -> "1";
        };
        return new Case(
                "cast of " + value + " from " + from + " to " + to,
                from,
                "INT",
                (left, right) -> left.cast(to),
                List.of(good, "1"),
                List.of(value, "1"),
                condition,
                plain);
    }

    static Stream<Case> cases() {
        String narrow = "BINARY_ARITHMETIC_OVERFLOW";
        String overflow = "ARITHMETIC_OVERFLOW";
        String range = "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION";
        String zero = "DIVIDE_BY_ZERO";
        String malformed = "CAST_INVALID_INPUT";
        return Stream.of(
                of("tinyint +", "TINYINT", Column::plus, List.of("127", "1"), narrow, "-128"),
                of("smallint *", "SMALLINT", Column::multiply, List.of("32767", "2"), narrow, "-2"),
                of("int +", "INT", Column::plus, List.of("2147483647", "1"), overflow, INT_MIN),
                of("int -", "INT", Column::minus, List.of(INT_MIN, "1"), overflow, "2147483647"),
                of("int *", "INT", Column::multiply, List.of("65536", "65536"), overflow, "0"),
                of("bigint +", "BIGINT", Column::plus, List.of(LONG_MAX, "1"), overflow, LONG_MIN),
                of("bigint -", "BIGINT", Column::minus, List.of(LONG_MIN, "1"), overflow, LONG_MAX),
                of("bigint *", "BIGINT", Column::multiply, List.of(LONG_MAX, "2"), overflow, "-2"),
                of("decimal +", "DECIMAL(38,0)", Column::plus, List.of(NINES, "1"), range, null),
                of("decimal -", "DECIMAL(38,0)", Column::minus, List.of("-" + NINES, "1"), range, null),
                of("decimal *", "DECIMAL(38,0)", Column::multiply, List.of(NINES, "10"), range, null),
                of("int negative", "INT", call("negative"), List.of(INT_MIN, "1"), overflow, INT_MIN),
                of("bigint abs", "BIGINT", call("abs"), List.of(LONG_MIN, "1"), overflow, LONG_MIN),
                of("int /", "INT", Column::divide, List.of("1", "0"), zero, null),
                of("double /", "DOUBLE", Column::divide, List.of("1", "0"), zero, null),
                of("decimal /", "DECIMAL(10,2)", Column::divide, List.of("1", "0"), zero, null),
                of("bigint div", "BIGINT", calls("div"), List.of("1", "0"), zero, null),
                of("bigint div -1", "BIGINT", calls("div"), List.of(LONG_MIN, "-1"), overflow, LONG_MIN),
                of("int %", "INT", Column::mod, List.of("1", "0"), "REMAINDER_BY_ZERO", null),
                of("bigint pmod", "BIGINT", calls("pmod"), List.of("1", "0"), "REMAINDER_BY_ZERO", null),
                of("double %", "DOUBLE", Column::mod, List.of("1", "0"), "REMAINDER_BY_ZERO", null),
                of("decimal %", "DECIMAL(10,2)", Column::mod, List.of("1", "0"), "REMAINDER_BY_ZERO", null),
                cast("STRING", "x", "TINYINT", malformed, null),
                cast("STRING", "300", "TINYINT", malformed, null),
                cast("STRING", "x", "INT", malformed, null),
                cast("STRING", "2147483648", "INT", malformed, null),
                cast("STRING", "x", "BIGINT", malformed, null),
                cast("STRING", "x", "DOUBLE", malformed, null),
                cast("STRING", "x", "DECIMAL(5,2)", malformed, null),
                cast("STRING", "1234", "DECIMAL(5,2)", range, null),
                cast("STRING", "x", "BOOLEAN", malformed, null),
                cast("STRING", "2024-02-30", "DATE", malformed, null),
                cast("STRING", "2024-02-30", "TIMESTAMP", malformed, null),
                cast("INT", "300", "TINYINT", "CAST_OVERFLOW", "44"),
                cast("BIGINT", "2147483648", "INT", "CAST_OVERFLOW", INT_MIN),
                cast("DOUBLE", "1e10", "INT", "CAST_OVERFLOW", "2147483647"),
                cast("DECIMAL(20,0)", "2147483648", "INT", "CAST_OVERFLOW", INT_MIN),
                cast("DECIMAL(10,2)", "12345.67", "DECIMAL(4,2)", range, null),
                cast("BIGINT", "1000", "DECIMAL(2,0)", range, null),
                of(
                        "array[]",
                        "INT",
                        (left, right) -> array(left, left).getItem(right),
                        List.of("1", "2"),
                        "INVALID_ARRAY_INDEX",
                        null),
                of(
                        "array[] below zero",
                        "INT",
                        (left, right) -> array(left, left).getItem(right),
                        List.of("1", "-1"),
                        "INVALID_ARRAY_INDEX",
                        null),
                of(
                        "element_at",
                        "INT",
                        (left, right) -> call_function("element_at", array(left, left), right),
                        List.of("1", "3"),
                        "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
                        null),
                of(
                        "map[]",
                        "INT",
                        (left, right) -> call_function("map", lit(1), lit("a")).getItem(right),
                        List.of("1", "2"),
                        NO_ERROR,
                        null),
                of(
                        "element_at of a map",
                        "INT",
                        (left, right) -> call_function("element_at", call_function("map", lit(1), left), right),
                        List.of("1", "2"),
                        NO_ERROR,
                        null),
                of(
                        "elt",
                        "INT",
                        (left, right) -> call_function("elt", right, lit("a"), lit("b")),
                        List.of("1", "3"),
                        "INVALID_ARRAY_INDEX",
                        null),
                of(
                        "make_date",
                        "INT",
                        (left, right) -> call_function("make_date", lit(2024), left, right),
                        List.of("2", "30"),
                        "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION",
                        null),
                of(
                        "make_timestamp",
                        "INT",
                        (left, right) ->
                                call_function("make_timestamp", lit(2024), left, right, lit(0), lit(0), lit(0)),
                        List.of("13", "1"),
                        "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION",
                        null),
                new Case(
                        "to_timestamp",
                        "STRING",
                        "INT",
                        (left, right) -> call_function("to_timestamp", left, lit("yyyy-MM-dd")),
                        List.of("2024-05-06", "1"),
                        List.of("06.05.2024", "1"),
                        "CANNOT_PARSE_TIMESTAMP",
                        null),
                of(
                        "next_day",
                        "DATE STRING",
                        calls("next_day"),
                        List.of("2024-05-06", "Noday"),
                        "ILLEGAL_DAY_OF_WEEK",
                        null));
    }

    private static BinaryOperator<Column> call(String function) {
        return (left, right) -> call_function(function, left);
    }

    private static BinaryOperator<Column> calls(String function) {
        return (left, right) -> call_function(function, left, right);
    }

    @TempDir
    Path folder;

    private Session ansi;
    private Session plain;
    private int queries;

    @BeforeAll
    void open() {
        ansi = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
        plain = Session.builder()
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.ansi.enabled", "false")
                .create();
    }

    @AfterAll
    void close() {
        ansi.close();
        plain.close();
    }

    /** A way to have an expression computed for the bad row of a case, among others or alone. */
    private enum CodePath {
        CONSTANTS,
        ONE_ROW,
        MANY_ROWS,
        BESIDE_NULLS,
        CONSTANT_LEFT,
        CONSTANT_RIGHT,
        BEHIND_A_FILTER,
        BRANCH,
        LAMBDA,
        STRUCT,
        CONDITION,
        GROUPING_KEY,
        AGGREGATED,
        SORTED,
        CACHED,
        JOINED,
        STREAM
    }

    @ParameterizedTest
    @MethodSource("cases")
    void P3_everyPathGivesTheSameErrorOrValue(Case of) throws Exception {
        for (CodePath path : CodePath.values()) {
            String plainValue = answer(plain, of, path);
            assertThat(plainValue).as("%s without ANSI rules", path).isEqualTo("value " + of.plain());
        }
        String expected = answer(ansi, of, CodePath.ONE_ROW);
        assertThat(expected).startsWith(of.condition().isEmpty() ? "value null" : "[" + of.condition() + "] ");
        for (CodePath path : CodePath.values()) {
            assertThat(answer(ansi, of, path)).as("%s", path).isEqualTo(expected);
        }
    }

    /** The value of the bad row, or the condition and the sentence of the error. */
    private String answer(Session session, Case of, CodePath path) throws Exception {
        try {
            return "value " + value(session, of, path);
        } catch (SluiceException failed) {
            SluiceException error = failed.getCause() instanceof SluiceException cause ? cause : failed;
            return "[" + error.getCondition() + "] " + error.details().what();
        }
    }

    private @Nullable Object value(Session session, Case of, CodePath path) throws Exception {
        Column left = col("a");
        Column right = col("b");
        Column expression = of.expression().apply(left, right);
        Column isBad = col("bad");
        return switch (path) {
            case CONSTANTS ->
                single(
                        session.range(1),
                        of.expression()
                                .apply(
                                        literal(of.bad().get(0), of.leftType()),
                                        literal(of.bad().get(1), of.rightType())));
            case ONE_ROW -> single(rows(session, of, false, 1), expression);
            case MANY_ROWS -> ofBad(rows(session, of, false, ROW_COUNT).select(isBad, expression.as("v")));
            case BESIDE_NULLS -> ofBad(rows(session, of, true, ROW_COUNT).select(isBad, expression.as("v")));
            case CONSTANT_LEFT -> {
                Column constant = literal(of.bad().get(0), of.leftType());
                yield single(rows(session, of, false, 1), of.expression().apply(constant, right));
            }
            case CONSTANT_RIGHT -> {
                Column constant = literal(of.bad().get(1), of.rightType());
                yield single(rows(session, of, false, 1), of.expression().apply(left, constant));
            }
            case BEHIND_A_FILTER -> single(rows(session, of, true, ROW_COUNT).where(isBad), expression);
            case BRANCH ->
                ofBad(rows(session, of, true, ROW_COUNT)
                        .select(isBad, when(isBad, expression).as("v")));
            case LAMBDA ->
                ofBad(rows(session, of, true, ROW_COUNT)
                        .select(
                                isBad,
                                transform(
                                                array(left),
                                                element -> of.expression().apply(element, right))
                                        .getItem(0)
                                        .as("v")));
            case STRUCT ->
                ofBad(rows(session, of, true, ROW_COUNT)
                        .select(
                                isBad,
                                call_function("struct", expression.as("inner")).as("outer"))
                        .select(isBad, col("outer.inner").as("v")));
            case CONDITION -> {
                Column isComputed = expression.isNull().or(expression.isNotNull());
                yield ofBad(rows(session, of, true, ROW_COUNT).where(isComputed).select(isBad, expression.as("v")));
            }
            case GROUPING_KEY ->
                ofBad(rows(session, of, true, ROW_COUNT)
                        .groupBy(isBad, expression.as("v"))
                        .count());
            case AGGREGATED ->
                ofBad(rows(session, of, true, ROW_COUNT)
                        .groupBy(isBad)
                        .agg(max(expression).as("v")));
            case SORTED ->
                ofBad(rows(session, of, true, ROW_COUNT).orderBy(expression).select(isBad, expression.as("v")));
            case CACHED -> {
                DataFrame cached = rows(session, of, true, ROW_COUNT).cache();
                try {
                    yield ofBad(cached.select(isBad, expression.as("v")));
                } finally {
                    cached.unpersist();
                }
            }
            case JOINED -> {
                DataFrame flags = rows(session, of, true, ROW_COUNT).select(isBad);
                DataFrame values = rows(session, of, false, 2);
                yield ofBad(flags.join(values, "bad").select(isBad, expression.as("v")));
            }
            case STREAM -> streamed(session, of, expression);
        };
    }

    private static Column literal(String text, String type) {
        return type.equals("STRING") ? lit(text) : lit(text).cast(type);
    }

    private static @Nullable Object single(DataFrame rows, Column expression) {
        return rows.select(expression.as("v")).collectAsList().getFirst().get(0);
    }

    private static @Nullable Object ofBad(DataFrame rows) {
        List<Row> bad =
                rows.collectAsList().stream().filter(row -> row.getBoolean(0)).toList();
        assertThat(bad).hasSize(1);
        return bad.getFirst().get(1);
    }

    /** The bad row among good ones, every third of which is null where nulls are wanted. */
    private static DataFrame rows(Session session, Case of, boolean withNulls, int count) {
        return typed(session.createDataFrame(texts(of, withNulls, count), TEXTS), of);
    }

    private static final StructType TEXTS = StructType.fromDDL("bad BOOLEAN, left STRING, right STRING");

    private static List<Row> texts(Case of, boolean withNulls, int count) {
        List<Row> rows = new ArrayList<>(Collections.nCopies(
                count, Row.of(false, of.good().get(0), of.good().get(1))));
        for (int row = 0; withNulls && row < count; row += 3) {
            rows.set(row, Row.of(false, row % 2 == 0 ? null : of.good().get(0), null));
        }
        rows.set(
                Math.min(count - 1, BAD_ROW),
                Row.of(true, of.bad().get(0), of.bad().get(1)));
        return rows;
    }

    private static DataFrame typed(DataFrame texts, Case of) {
        return texts.select(
                col("bad"),
                col("left").cast(of.leftType()).as("a"),
                col("right").cast(of.rightType()).as("b"));
    }

    private @Nullable Object streamed(Session session, Case of, Column expression) throws Exception {
        MemoryStream input = new MemoryStream(session, "bad BOOLEAN, left STRING, right STRING");
        input.addData(texts(of, true, ROW_COUNT).toArray(Row[]::new));
        List<Object> values = Collections.synchronizedList(new ArrayList<>());
        StreamingQuery query = typed(input.toDF(), of)
                .select(col("bad"), expression.as("v"))
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option(
                        "checkpointLocation",
                        folder.resolve("checkpoint" + queries++).toString())
                .foreachBatch((rows, batch) -> values.add(String.valueOf(ofBad(rows))))
                .start();
        query.awaitTermination();
        return values.getFirst();
    }

    /** How the addends of a sum meet. */
    private enum Meeting {
        IN_ONE_BLOCK,
        IN_ONE_BATCH,
        IN_THE_STATE,
        AFTER_A_RESTART
    }

    @ParameterizedTest
    @CsvSource({
        "BIGINT, 9223372036854775807, ARITHMETIC_OVERFLOW, -9223372036854775808",
        "'DECIMAL(38,0)', 99999999999999999999999999999999999999, ARITHMETIC_OVERFLOW, null"
    })
    void P3_sumsThatOverflowGiveTheSameWhereverTheirPartsMeet(
            String type, String most, String condition, String plainValue) throws Exception {
        for (Meeting meeting : Meeting.values()) {
            assertThat(sum(plain, type, most, meeting))
                    .as("%s without ANSI rules", meeting)
                    .isEqualTo(plainValue);
        }
        String expected = sum(ansi, type, most, Meeting.IN_ONE_BLOCK);
        assertThat(expected).startsWith("[" + condition + "] ");
        for (Meeting meeting : Meeting.values()) {
            assertThat(sum(ansi, type, most, meeting)).as("%s", meeting).isEqualTo(expected);
        }
    }

    private String sum(Session session, String type, String most, Meeting meeting) throws Exception {
        MemoryStream input = new MemoryStream(session, "value STRING");
        String checkpoint = folder.resolve("checkpoint" + queries++).toString();
        if (meeting == Meeting.IN_ONE_BLOCK) {
            input.addValues(most, "1");
        } else {
            input.addValues(most);
        }
        if (meeting == Meeting.IN_ONE_BATCH) {
            input.addValues("1");
        }
        List<String> sums = Collections.synchronizedList(new ArrayList<>());
        DataStreamWriter writer = input.toDF()
                .agg(call_function("sum", col("value").cast(type)).as("sum"))
                .writeStream()
                .outputMode("complete")
                .option("checkpointLocation", checkpoint)
                .foreachBatch((rows, batch) ->
                        sums.add(String.valueOf(rows.collectAsList().getFirst().get(0))));
        StreamingQuery query = writer.start();
        try {
            query.processAllAvailable();
            if (meeting == Meeting.AFTER_A_RESTART) {
                query.stop();
                query = writer.start();
            }
            if (meeting == Meeting.IN_THE_STATE || meeting == Meeting.AFTER_A_RESTART) {
                input.addValues("1");
                query.processAllAvailable();
            }
            return sums.getLast();
        } catch (SluiceException failed) {
            SluiceException error = failed.getCause() instanceof SluiceException cause ? cause : failed;
            return "[" + error.getCondition() + "] " + error.details().what();
        } finally {
            query.stop();
        }
    }
}
