package dev.sluice.plan.analysis;

import static dev.sluice.plan.Plans.analyze;
import static dev.sluice.plan.Plans.as;
import static dev.sluice.plan.Plans.call;
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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.error.AnalysisException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.sink.OutputMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The support matrix of the semantics, section 4, for the operations there are. */
class StreamingRulesTest {
    private static final String OK = "";
    private static final String MODE = "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION";
    private static final String PLAN = "_LEGACY_ERROR_TEMP_3102";
    private static final String GLOBAL = "_LEGACY_ERROR_TEMP_3068";

    private static final UnresolvedPlan INPUT = stream("k STRING, ts TIMESTAMP, v INT");
    private static final UnresolvedPlan MARKED = watermark(INPUT, "ts", "10 seconds");
    private static final UnresolvedPlan WINDOWED = group(MARKED, List.of(window("ts", "5 seconds")), as(count(), "c"));
    private static final UnresolvedPlan BY_KEY = group(MARKED, List.of(col("k")), as(count(), "c"));

    static Stream<Arguments> matrix() {
        UnresolvedPlan global = group(MARKED, List.of(), as(count(), "c"));
        UnresolvedPlan unmarked = group(INPUT, List.of(window("ts", "5 seconds")), as(count(), "c"));
        UnresolvedPlan byAlias = group(
                select(MARKED, as(window("ts", "5 seconds"), "w"), col("k")), List.of(col("w"), col("k")), count());
        UnresolvedPlan twoSteps = group(WINDOWED, List.of(window("window", "1 minute")), call("sum", col("c")));
        UnresolvedPlan innerUnmarked = group(
                group(MARKED, List.of(col("k")), as(call("max", col("v")), "v"), as(call("first", col("ts")), "ts")),
                List.of(col("k")),
                count());
        UnresolvedPlan outerMarkedInnerNot =
                group(group(MARKED, List.of(col("ts")), as(count(), "c")), List.of(window("ts", "5 seconds")), count());
        return Stream.of(
                row("projection and filter", where(select(INPUT, star()), call(">", col("v"), lit(1))), OK, OK, MODE),
                row("union of streams", union(INPUT, INPUT), OK, OK, MODE),
                row(
                        "union of watermarked streams, then windows",
                        group(union(MARKED, MARKED), List.of(window("ts", "5 seconds")), count()),
                        OK,
                        OK,
                        OK),
                row("union with a table", union(INPUT, table("k STRING, ts TIMESTAMP, v INT")), PLAN, PLAN, MODE),
                row("window of the event time", WINDOWED, OK, OK, OK),
                row("the event time itself", group(MARKED, List.of(col("ts")), count()), OK, OK, OK),
                row("an alias of the window", byAlias, OK, OK, OK),
                row(
                        "a field of the window",
                        group(select(MARKED, as(window("ts", "5 seconds"), "w")), List.of(col("w.start")), count()),
                        MODE,
                        OK,
                        OK),
                row(
                        "a computed event time",
                        group(MARKED, List.of(call("date_trunc", lit("hour"), col("ts"))), count()),
                        MODE,
                        OK,
                        OK),
                row("window without watermark", unmarked, MODE, OK, OK),
                row("keys without event time", BY_KEY, MODE, OK, OK),
                row("global aggregation", global, MODE, OK, OK),
                row("two aggregations by window", twoSteps, OK, PLAN, PLAN),
                row("two aggregations without watermark", innerUnmarked, MODE, PLAN, PLAN),
                row("a second one by the key of the first", outerMarkedInnerNot, OK, PLAN, PLAN),
                row("sessions of a key", sessions(MARKED, col("k")), OK, MODE, OK),
                row("sessions of a key, without watermark", sessions(INPUT, col("k")), MODE, MODE, OK),
                row("sessions without another key", sessions(MARKED), GLOBAL, MODE, GLOBAL),
                row("sessions with a constant key", sessions(MARKED, lit(1)), GLOBAL, MODE, GLOBAL),
                row(
                        "sessions, then windows",
                        group(sessions(MARKED, col("k")), List.of(window("session_window", "1 minute")), count()),
                        OK,
                        MODE,
                        PLAN),
                row("rows without repetitions", distinct(INPUT), OK, OK, MODE),
                row("rows without repetitions, by event time", distinct(MARKED), OK, OK, MODE),
                row("within watermark", within(MARKED), OK, OK, MODE),
                row("within watermark, without watermark", within(INPUT), PLAN, PLAN, MODE),
                row(
                        "rows without repetitions, then windows",
                        group(distinct(MARKED), List.of(window("ts", "5 seconds")), count()),
                        OK,
                        OK,
                        OK),
                row(
                        "rows without repetitions, then keys without event time",
                        group(distinct(MARKED), List.of(col("k")), count()),
                        MODE,
                        OK,
                        OK),
                row("windows, then rows without repetitions by event time", distinct(WINDOWED), OK, PLAN, PLAN),
                row("windows, then within watermark", within(WINDOWED), OK, PLAN, PLAN),
                row(
                        "windows, then rows without repetitions by no event time",
                        distinct(select(WINDOWED, col("c"))),
                        OK,
                        OK,
                        OK),
                row("rows without repetitions twice", distinct(distinct(MARKED)), OK, OK, MODE),
                row("sort without aggregation", sort(INPUT, "v"), PLAN, PLAN, MODE),
                row("sort after aggregation", sort(WINDOWED, "c"), PLAN, PLAN, OK),
                row(
                        "sort before aggregation",
                        group(sort(MARKED, "v"), List.of(window("ts", "5 seconds")), count()),
                        PLAN,
                        PLAN,
                        PLAN),
                row("limit", limit(INPUT, 5), OK, PLAN, MODE),
                row("limit after aggregation", limit(WINDOWED, 5), OK, PLAN, OK),
                row("limit after sort after aggregation", limit(sort(WINDOWED, "c"), 5), PLAN, PLAN, OK),
                row(
                        "limit before aggregation",
                        group(limit(MARKED, 5), List.of(window("ts", "5 seconds")), count()),
                        OK,
                        PLAN,
                        OK));
    }

    private static UnresolvedPlan sessions(UnresolvedPlan child, UnresolvedExpression... keys) {
        List<UnresolvedExpression> all = new ArrayList<>(List.of(keys));
        all.add(call("session_window", col("ts"), lit("10 seconds")));
        return group(child, all, as(count(), "c"));
    }

    private static UnresolvedPlan distinct(UnresolvedPlan child) {
        return new UnresolvedPlan.Deduplicate(child, null);
    }

    private static UnresolvedPlan within(UnresolvedPlan child) {
        return new UnresolvedPlan.Deduplicate(child, null, true);
    }

    private static Arguments row(String name, UnresolvedPlan plan, String append, String update, String complete) {
        return arguments(name, plan, List.of(append, update, complete));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void everyModeIsAllowedOrRefusedAsInTheMatrix(String name, UnresolvedPlan plan, List<String> expected) {
        OutputMode[] modes = {OutputMode.APPEND, OutputMode.UPDATE, OutputMode.COMPLETE};
        for (int index = 0; index < modes.length; index++) {
            OutputMode mode = modes[index];
            String condition = expected.get(index);
            if (condition.isEmpty()) {
                assertThatCode(() -> StreamingRules.check(analyze(plan), mode))
                        .as("%s in %s", name, mode)
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> StreamingRules.check(analyze(plan), mode))
                        .as("%s in %s", name, mode)
                        .isInstanceOf(AnalysisException.class)
                        .message()
                        .containsPattern("^\\[(" + condition.replace(".", "\\.") + ")\\]");
            }
        }
    }

    static Stream<Arguments> watermarks() {
        return Stream.of(
                arguments("the same column twice", watermark(MARKED, "ts", "1 second"), "_LEGACY_ERROR_TEMP_3076"),
                arguments(
                        "on the window of an aggregation",
                        watermark(WINDOWED, "window", "1 second"),
                        "_LEGACY_ERROR_TEMP_3076"),
                arguments(
                        "two event times as keys",
                        group(
                                select(MARKED, as(col("ts"), "a"), as(col("ts"), "b")),
                                List.of(col("a"), col("b")),
                                count()),
                        "_LEGACY_ERROR_TEMP_3077"),
                arguments(
                        "a copy of the event time that is no key",
                        group(
                                select(MARKED, star(), as(col("ts"), "copy")),
                                List.of(window("ts", "5 seconds")),
                                call("max", col("copy"))),
                        OK),
                arguments(
                        "an aggregation inside, not by event time",
                        group(
                                select(BY_KEY, col("k"), col("c"), as(call("current_timestamp"), "t")),
                                List.of(col("t")),
                                count()),
                        MODE),
                arguments(
                        "two event times in rows without repetitions",
                        distinct(select(MARKED, as(col("ts"), "a"), as(col("ts"), "b"))),
                        "_LEGACY_ERROR_TEMP_3077"),
                arguments("a table", table("a INT"), "WRITE_STREAM_NOT_ALLOWED"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("watermarks")
    void eventTimeIsOneAndSaidOnce(String name, UnresolvedPlan plan, String condition) {
        if (condition.isEmpty()) {
            assertThatCode(() -> StreamingRules.check(analyze(plan), OutputMode.APPEND))
                    .as(name)
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> StreamingRules.check(analyze(plan), OutputMode.APPEND))
                    .as(name)
                    .hasMessageStartingWith("[" + condition + "]");
        }
    }
}
