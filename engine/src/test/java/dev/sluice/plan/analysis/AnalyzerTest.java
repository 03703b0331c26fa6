package dev.sluice.plan.analysis;

import static dev.sluice.plan.Plans.analyze;
import static dev.sluice.plan.Plans.as;
import static dev.sluice.plan.Plans.call;
import static dev.sluice.plan.Plans.cast;
import static dev.sluice.plan.Plans.col;
import static dev.sluice.plan.Plans.count;
import static dev.sluice.plan.Plans.group;
import static dev.sluice.plan.Plans.limit;
import static dev.sluice.plan.Plans.lit;
import static dev.sluice.plan.Plans.select;
import static dev.sluice.plan.Plans.sort;
import static dev.sluice.plan.Plans.star;
import static dev.sluice.plan.Plans.stream;
import static dev.sluice.plan.Plans.table;
import static dev.sluice.plan.Plans.union;
import static dev.sluice.plan.Plans.watermark;
import static dev.sluice.plan.Plans.where;
import static dev.sluice.plan.Plans.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.error.AnalysisException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnalyzerTest {
    private static final UnresolvedPlan READINGS =
            stream("station STRING, time TIMESTAMP, temperature DOUBLE, n INT, place STRUCT<city: STRING, x: INT>");
    private static final UnresolvedPlan WINDOWED =
            group(watermark(READINGS, "time", "1 hour"), List.of(window("time", "10 minutes")), count());

    private static List<String> names(UnresolvedPlan plan) {
        return List.of(analyze(plan).schema().fieldNames());
    }

    @Test
    void theQueryOfTheDesignPageBecomesAnAggregateOverWindows() {
        UnresolvedPlan hourly = group(
                watermark(READINGS, "time", "2 hours"),
                List.of(col("station"), window("time", "1 hour")),
                as(call("avg", col("temperature")), "mean"),
                as(count(), "readings"));

        LogicalPlan plan = analyze(hourly);

        assertThat(plan.treeString()).isEqualTo("""
                        Aggregate [station, window] [avg(temperature) AS mean, count() AS readings]
                        +- AssignWindows time, duration 3600000000 us, slide 3600000000 us, start 0 us
                           +- EventTimeWatermark time, delay 7200000 ms
                              +- Scan events [station, time, temperature, n, place]
                        """);
        assertThat(plan.schema().toDDL())
                .isEqualTo("station STRING, window STRUCT<start: TIMESTAMP, end: TIMESTAMP> NOT NULL, mean DOUBLE, "
                        + "readings BIGINT NOT NULL");
        assertThat(plan.output().get(1).eventTime()).isEqualTo(new Attribute.EventTime(7_200_000));
        assertThat(plan.output().get(1).isWindow()).isTrue();
        assertThat(((LogicalPlan.Aggregate) plan).keys().get(1).expression())
                .isInstanceOfSatisfying(
                        Expression.InputRef.class,
                        key -> assertThat(key.ordinal()).isEqualTo(5));
    }

    @Test
    void whatWasSaidPrintsItself() {
        UnresolvedPlan said = limit(
                sort(
                        where(group(READINGS, List.of(col("station")), as(count(), "c")), call(">", col("c"), lit(1))),
                        "c"),
                3);

        assertThat(said.treeString()).isEqualTo("""
                        'Limit 3
                        +- 'Sort [c ASC NULLS FIRST]
                           +- 'Filter (c > 1)
                              +- 'Aggregate [station] [count(1) AS c]
                                 +- Relation events
                        """);
    }

    static Stream<Arguments> automaticNames() {
        return Stream.of(
                arguments(col("STATION"), "STATION"),
                arguments(col("place.city"), "city"),
                arguments(new UnresolvedExpression.FieldAccess(col("place"), "city"), "place.city"),
                arguments(call("+", col("n"), lit(1)), "(n + 1)"),
                arguments(cast(col("n"), "STRING"), "n"),
                arguments(cast(call("+", col("n"), lit(1)), "STRING"), "CAST((n + 1) AS STRING)"),
                arguments(call("upper", col("station")), "upper(station)"),
                arguments(
                        call("and", call(">", col("n"), lit(1)), call("isnull", col("n"))),
                        "((n > 1) AND (n IS NULL))"),
                arguments(call("not", call("=", col("station"), lit("a"))), "(NOT (station = a))"),
                arguments(call("coalesce", col("n"), lit(0)), "coalesce(n, 0)"),
                arguments(lit(null), "NULL"),
                arguments(window("time", "1 hour"), "window"),
                arguments(call("current_timestamp"), "current_timestamp()"),
                arguments(call("from_json", col("station"), lit("a INT")), "from_json(station)"),
                arguments(
                        new UnresolvedExpression.CaseWhen(
                                List.of(call(">", col("n"), lit(1))), List.of(lit("many")), lit("few")),
                        "CASE WHEN (n > 1) THEN many ELSE few END"));
    }

    @ParameterizedTest
    @MethodSource("automaticNames")
    void columnsWithoutANameGetSparks(UnresolvedExpression expression, String name) {
        assertThat(names(select(READINGS, expression))).containsExactly(name);
    }

    @Test
    void namesAreFoundWithoutCaseUnlessAsked() {
        assertThat(names(select(READINGS, col("Place.CITY"), star())))
                .containsExactly("CITY", "station", "time", "temperature", "n", "place");
        assertThatThrownBy(() -> analyze(select(READINGS, col("Station")), true))
                .hasMessageStartingWith("[UNRESOLVED_COLUMN.WITH_SUGGESTION]")
                .hasMessageContaining("did you mean \"station\"?");
    }

    @Test
    void columnsAreReplacedInPlaceAddedAndDropped() {
        Map<String, UnresolvedExpression> columns = new LinkedHashMap<>();
        columns.put("N", call("+", col("n"), lit(1)));
        columns.put("twice", call("*", col("n"), lit(2)));
        LogicalPlan plan = analyze(new UnresolvedPlan.WithColumns(watermark(READINGS, "time", "1 hour"), columns));

        assertThat(plan.describe())
                .isEqualTo("Project [station, time, temperature, (n + 1) AS N, place, (n * 2) AS twice]");
        assertThat(names(new UnresolvedPlan.Drop(READINGS, List.of("TIME", "absent"), List.of())))
                .containsExactly("station", "temperature", "n", "place");
    }

    @Test
    void expressionsOverAggregatesAreProjectedFromThem() {
        LogicalPlan plan = analyze(group(
                READINGS,
                List.of(col("station")),
                as(call("+", call("/", call("sum", col("n")), count()), lit(1)), "ratio"),
                call("sum", col("n")),
                call("upper", col("station"))));

        assertThat(plan.treeString()).isEqualTo("""
                        Project [station, ((sum(n) / count(1)) + 1) AS ratio, sum(n), upper(station)]
                        +- Aggregate [station] [sum(CAST(n AS BIGINT)) AS sum(n), count() AS count(1)]
                           +- Scan events [station, time, temperature, n, place]
                        """.replace("((sum(n) / count(1)) + 1)", ratio(plan)));
        assertThat(plan.schema().fieldNames()).containsExactly("station", "ratio", "sum(n)", "upper(station)");
    }

    /** The casts that division needs are those of the function, not of this test. */
    private static String ratio(LogicalPlan plan) {
        String text = ((LogicalPlan.Project) plan).columns().get(1).expression().sql();
        assertThat(text.replaceAll("CAST\\(([^ ]+) AS DOUBLE\\)", "$1")).isEqualTo("((sum(n) / count(1)) + 1)");
        return text;
    }

    @Test
    void keysMayBeExpressionsAndAreSharedWithTheResults() {
        LogicalPlan plan = analyze(group(
                READINGS,
                List.of(as(call("%", col("n"), lit(2)), "odd")),
                call("+", call("%", col("n"), lit(2)), lit(1))));

        assertThat(plan.describe()).isEqualTo("Project [odd, (odd + 1) AS ((n % 2) + 1)]");
    }

    @Test
    void aNameIsAColumnOfTheInputEvenIfAKeyIsCalledSo() {
        assertThatThrownBy(() -> analyze(group(READINGS, List.of(as(call("upper", col("station")), "n")), col("n"))))
                .hasMessageStartingWith("[MISSING_AGGREGATION]");
        assertThat(analyze(group(READINGS, List.of(col("PLACE.city")), call("upper", col("place.CITY"))))
                        .describe())
                .isEqualTo("Project [city, upper(city) AS upper(place.CITY)]");
    }

    @Test
    void aSelectOfAggregatesIsOneGroup() {
        LogicalPlan plan = analyze(select(READINGS, call("max", col("n")), as(count(), "c")));

        assertThat(plan.describe()).isEqualTo("Aggregate [] [max(n) AS max(n), count() AS c]");
    }

    @Test
    void windowsInASelectComeFromANodeBelow() {
        LogicalPlan plan = analyze(select(
                watermark(READINGS, "time", "1 hour"),
                as(window("time", "10 minutes", "5 minutes", "1 minute"), "w"),
                new UnresolvedExpression.FieldAccess(window("time", "10 minutes", "5 minutes", "1 minute"), "start"),
                col("n")));

        assertThat(plan.treeString()).isEqualTo("""
                        Project [window AS w, window.start, n]
                        +- AssignWindows time, duration 600000000 us, slide 300000000 us, start 60000000 us
                           +- EventTimeWatermark time, delay 3600000 ms
                              +- Scan events [station, time, temperature, n, place]
                        """.replace("window.start,", "window.start" + startAlias(plan) + ","));
        assertThat(plan.output().get(0).eventTime()).isEqualTo(new Attribute.EventTime(3_600_000));
        assertThat(plan.output().get(0).isWindow()).isTrue();
        assertThat(plan.output().get(1).eventTime()).isNull();
    }

    private static String startAlias(LogicalPlan plan) {
        String name = plan.output().get(1).name();
        return name.equals("window.start") ? "" : " AS " + name;
    }

    @Test
    void theTimeOfAWindowIsItsLastMicrosecondAndStaysEventTime() {
        LogicalPlan plan = analyze(
                select(WINDOWED, call("window_time", col("window")), as(call("window_time", col("window")), "t")));

        assertThat(plan.schema().fieldNames()).containsExactly("window_time(window)", "t");
        assertThat(plan.output())
                .allSatisfy(column -> assertThat(column.eventTime()).isNotNull());
    }

    @Test
    void windowsOfWindowsKeepTheEventTime() {
        UnresolvedPlan byStruct = group(WINDOWED, List.of(window("window", "1 hour")), call("sum", col("count(1)")));
        UnresolvedPlan byTime = group(
                WINDOWED,
                List.of(call("window", call("window_time", col("window")), lit("1 hour"))),
                call("sum", col("count(1)")));
        UnresolvedPlan byArithmetic = group(
                WINDOWED,
                List.of(call(
                        "window", call("timestamp_micros", call("unix_micros", col("window.start"))), lit("1 hour"))),
                count());

        assertThat(analyze(byStruct).output().getFirst().eventTime()).isNotNull();
        assertThat(analyze(byTime).output().getFirst().eventTime()).isNotNull();
        assertThat(analyze(byArithmetic).output().getFirst().eventTime()).isNull();
    }

    @Test
    void textsAndDatesAreTimesOfWindows() {
        LogicalPlan plan = analyze(select(READINGS, window("station", "1 hour")));

        assertThat(LogicalPlan.nodes(plan).get(1).describe()).startsWith("AssignWindows CAST(station AS TIMESTAMP), ");
    }

    @Test
    void aliasesCarryTheEventTimeOnAndComputationsDoNot() {
        LogicalPlan plan = analyze(select(
                watermark(READINGS, "time", "1 hour"),
                as(col("time"), "t"),
                as(call("date_trunc", lit("hour"), col("time")), "hour"),
                as(cast(col("time"), "STRING"), "text")));

        assertThat(plan.output().get(0).eventTime()).isEqualTo(new Attribute.EventTime(3_600_000));
        assertThat(plan.output().get(1).eventTime()).isNull();
        assertThat(plan.output().get(2).eventTime()).isNull();
    }

    @Test
    void aUnionHasTheEventTimeOfItsFirstInput() {
        UnresolvedPlan marked = watermark(READINGS, "time", "1 hour");

        assertThat(timeOf(analyze(union(marked, watermark(READINGS, "time", "2 hours")))))
                .isEqualTo(new Attribute.EventTime(3_600_000));
        assertThat(timeOf(analyze(union(marked, READINGS)))).isEqualTo(new Attribute.EventTime(3_600_000));
        assertThat(timeOf(analyze(union(READINGS, marked)))).isNull();
    }

    private static Attribute.@Nullable EventTime timeOf(LogicalPlan plan) {
        return plan.output().get(1).eventTime();
    }

    @Test
    void unionsWidenByPosition() {
        LogicalPlan plan = analyze(union(table("a INT, t STRING"), table("x DOUBLE, y STRING")));

        assertThat(plan.schema().toDDL()).isEqualTo("a DOUBLE, t STRING");
        assertThat(plan.children().get(0).describe()).isEqualTo("Project [CAST(a AS DOUBLE) AS a, t]");
        assertThat(plan.children().get(1).describe()).isEqualTo("Scan events [x, y]");
        assertThatThrownBy(() -> analyze(union(table("a INT"), table("a INT, b INT"))))
                .hasMessageStartingWith("[NUM_COLUMNS_MISMATCH]")
                .hasMessageContaining("UNION");
        assertThatThrownBy(() -> analyze(union(table("a INT"), table("a STRUCT<x: INT>"))))
                .hasMessageStartingWith("[INCOMPATIBLE_COLUMN_TYPE]");
    }

    @Test
    void textsMeetOtherTypesInThoseUnderAnsiRules() {
        assertThat(analyze(select(READINGS, as(call("coalesce", col("station"), col("n")), "c")))
                        .schema()
                        .toDDL())
                .isEqualTo("c BIGINT");
        assertThat(analyze(select(READINGS, as(call("coalesce", lit(null), col("n")), "c")))
                        .schema()
                        .toDDL())
                .isEqualTo("c INT");
    }

    @Test
    void structsTakeTheNamesOfTheirColumns() {
        assertThat(analyze(select(READINGS, as(call("struct", col("n"), as(lit(1), "one"), lit(2)), "s")))
                        .schema()
                        .toDDL())
                .isEqualTo("s STRUCT<n: INT, one: INT NOT NULL, col3: INT NOT NULL> NOT NULL");
    }

    static Stream<Arguments> mistakes() {
        UnresolvedExpression sum = call("sum", col("n"));
        UnresolvedPlan twice = select(READINGS, col("n"), as(col("temperature"), "N"));
        return Stream.of(
                arguments(
                        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                        "did you mean \"station\"?",
                        select(READINGS, col("statoin"))),
                arguments("UNRESOLVED_COLUMN.WITH_SUGGESTION", "known", where(READINGS, col("zzzzzzzz"))),
                arguments("FIELD_NOT_FOUND", "city", select(READINGS, col("place.citi"))),
                arguments("INVALID_EXTRACT_BASE_FIELD_TYPE", "DOUBLE", select(READINGS, col("temperature.x"))),
                arguments("AMBIGUOUS_REFERENCE", "n", select(twice, col("n"))),
                arguments("AMBIGUOUS_REFERENCE_TO_FIELDS", "x", select(table("s STRUCT<x: INT, X: INT>"), col("s.x"))),
                arguments("UNRESOLVED_ROUTINE", "upper", select(READINGS, call("uper", col("station")))),
                arguments("DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", "INT", where(READINGS, col("n"))),
                arguments(
                        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
                        "BOOLEAN",
                        where(READINGS, call("and", col("n"), lit(true)))),
                arguments("INVALID_WHERE_CONDITION", "sum(n)", where(READINGS, call(">", sum, lit(1)))),
                arguments(
                        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
                        "coalesce",
                        select(READINGS, call("coalesce", col("n"), col("place")))),
                arguments(
                        "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION",
                        "CAST(time AS BOOLEAN)",
                        select(READINGS, cast(col("time"), "BOOLEAN"))),
                arguments("MISSING_AGGREGATION", "`n`", group(READINGS, List.of(col("station")), col("n"))),
                arguments("MISSING_GROUP_BY", "`station`", select(READINGS, col("station"), sum)),
                arguments("NESTED_AGGREGATE_FUNCTION", "sum(n)", select(READINGS, call("max", sum))),
                arguments("GROUP_BY_AGGREGATE", "sum(n)", group(READINGS, List.of(sum), count())),
                arguments("INVALID_USAGE_OF_STAR_OR_REGEX", "*", where(READINGS, star())),
                arguments("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "is 5", where(READINGS, call("upper", star()))),
                arguments("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-1", limit(READINGS, -1)),
                arguments(
                        "_LEGACY_ERROR_TEMP_1039",
                        "cartesian",
                        select(READINGS, window("time", "1 hour"), window("time", "2 hours"))),
                arguments("INVALID_INTERVAL_FORMAT.INVALID_VALUE", "10s", select(READINGS, window("time", "10s"))),
                arguments("INVALID_INTERVAL_FORMAT", "1 month", select(READINGS, window("time", "1 month"))),
                arguments("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", "0", select(READINGS, window("time", "0 seconds"))),
                arguments(
                        "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
                        "slide",
                        select(READINGS, window("time", "1 minute", "2 minutes"))),
                arguments(
                        "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
                        "start",
                        select(READINGS, window("time", "1 minute", "1 minute", "-1 minute"))),
                arguments(
                        "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
                        "station",
                        select(READINGS, call("window", col("time"), col("station")))),
                arguments(
                        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
                        "TIMESTAMP",
                        select(READINGS, window("n", "1 hour"))),
                arguments("_LEGACY_ERROR_TEMP_3101", "window", select(READINGS, call("window_time", col("place")))),
                arguments(
                        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
                        "INT",
                        select(READINGS, call("window_time", col("n")))),
                arguments("EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN", "place.x", watermark(READINGS, "place.x", "1 hour")),
                arguments("EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE", "INT", watermark(READINGS, "n", "1 hour")),
                arguments("UNRESOLVED_COLUMN.WITH_SUGGESTION", "time", watermark(READINGS, "tine", "1 hour")),
                arguments("CANNOT_PARSE_INTERVAL", "10s", watermark(READINGS, "time", "10s")),
                arguments("INVALID_PARAMETER_VALUE", "negative", watermark(READINGS, "time", "-1 hour")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesHaveSparksNames(String condition, String told, UnresolvedPlan plan) {
        assertThatThrownBy(() -> analyze(plan))
                .isInstanceOf(AnalysisException.class)
                .hasMessageStartingWith("[" + condition + "]")
                .hasMessageContaining(told);
    }

    @Test
    void everyReferencePointsIntoTheChild() {
        LogicalPlan plan = analyze(select(WINDOWED, col("window.end"), call("+", col("count(1)"), lit(1))));

        for (LogicalPlan node : LogicalPlan.nodes(plan)) {
            if (node instanceof LogicalPlan.Project project) {
                project.columns()
                        .forEach(column -> assertThat(Expressions.references(column.expression())
                                        .length())
                                .isLessThanOrEqualTo(project.child().output().size()));
            }
        }
    }
}
