package dev.sluice.plan.optimizer;

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

import dev.sluice.columnar.BatchSequence;
import dev.sluice.plan.expression.ConstantFolder;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final UnresolvedPlan EVENTS = stream("k STRING, ts TIMESTAMP, v INT, d DOUBLE, j STRING");
    private static final UnresolvedPlan MARKED = watermark(EVENTS, "ts", "10 seconds");
    private static final UnresolvedExpression BIG = call(">", col("d"), lit(5.0));

    private static String optimized(UnresolvedPlan plan) {
        return Optimizer.optimize(analyze(plan)).treeString();
    }

    private static UnresolvedExpression later(String time) {
        return call(">", col(time), cast(lit("2024-01-01 00:00:00"), "TIMESTAMP"));
    }

    // Columns.

    @Test
    void sourcesReadWhatIsUsedAndTheColumnOfTheWatermark() {
        assertThat(optimized(group(MARKED, List.of(window("ts", "1 hour"), col("k")), as(count(), "c"))))
                .isEqualTo("""
                        Aggregate [window, k] [count() AS c]
                        +- AssignWindows ts, duration 3600000000 us, slide 3600000000 us, start 0 us
                           +- EventTimeWatermark ts, delay 10000 ms
                              +- Scan events [k, ts]
                        """);
        assertThat(optimized(select(MARKED, col("v")))).isEqualTo("""
                        Project [v]
                        +- EventTimeWatermark ts, delay 10000 ms
                           +- Scan events [ts, v]
                        """);
        assertThat(optimized(group(EVENTS, List.of(), count()))).isEqualTo("""
                        Aggregate [] [count() AS count(1)]
                        +- Scan events []
                        """);
    }

    @Test
    void rowsWithoutRepetitionsKeepTheirKeysAndTheEventTime() {
        UnresolvedPlan plan = new UnresolvedPlan.Deduplicate(MARKED, List.of("k"));
        assertThat(optimized(select(plan, col("v")))).isEqualTo("""
                        Project [v]
                        +- Deduplicate [k]
                           +- EventTimeWatermark ts, delay 10000 ms
                              +- Scan events [k, ts, v]
                        """);
        assertThat(optimized(select(new UnresolvedPlan.Deduplicate(EVENTS, List.of("k")), col("k"))))
                .isEqualTo("""
                        Deduplicate [k]
                        +- Scan events [k]
                        """);
    }

    @Test
    void sortsFiltersAndUnionsKeepWhatTheyRead() {
        assertThat(optimized(select(
                        sort(where(table("a INT, b DOUBLE, c INT, e INT"), call(">", col("b"), lit(0.0))), "c"),
                        col("a"))))
                .isEqualTo("""
                        Project [a]
                        +- Sort [c ASC NULLS FIRST]
                           +- Filter (b > 0.0)
                              +- Scan events [a, b, c]
                        """);
        assertThat(optimized(select(
                        union(where(table("a INT, b DOUBLE"), call(">", col("b"), lit(0.0))), table("x INT, y DOUBLE")),
                        col("a"))))
                .isEqualTo("""
                        Union
                        +- Project [a]
                           +- Filter (b > 0.0)
                              +- Scan events [a, b]
                        +- Scan events [x]
                        """);
    }

    // Filters and the watermark: DESIGN, section 5.

    @Test
    void conjunctsWithoutTheEventTimeAreEvaluatedBeforeTheWatermark() {
        UnresolvedExpression both = call("and", call("and", later("ts"), BIG), call("=", col("k"), lit("a")));

        assertThat(optimized(where(MARKED, both))).isEqualTo("""
                        Filter (ts > TIMESTAMP '2024-01-01T00:00:00Z')
                        +- EventTimeWatermark ts, delay 10000 ms
                           +- Filter ((d > 5.0) AND (k = a))
                              +- Scan events [k, ts, v, d, j]
                        """);
    }

    @Test
    void conjunctsThatCanFailAreEvaluatedBeforeTheWatermarkToo() {
        assertThat(optimized(where(MARKED, call("and", later("ts"), call(">", cast(col("k"), "INT"), lit(0))))))
                .isEqualTo("""
                        Filter (ts > TIMESTAMP '2024-01-01T00:00:00Z')
                        +- EventTimeWatermark ts, delay 10000 ms
                           +- Filter (CAST(k AS INT) > 0)
                              +- Scan events [k, ts, v, d, j]
                        """);
    }

    @Test
    void anAliasOfTheEventTimeIsTheEventTime() {
        assertThat(optimized(where(select(MARKED, as(col("ts"), "t"), col("d")), call("and", later("t"), BIG))))
                .isEqualTo("""
                        Project [ts AS t, d]
                        +- Filter (ts > TIMESTAMP '2024-01-01T00:00:00Z')
                           +- EventTimeWatermark ts, delay 10000 ms
                              +- Filter (d > 5.0)
                                 +- Scan events [ts, d]
                        """);
    }

    @Test
    void whatIsNotDeterministicStaysAboveTheWatermark() {
        LogicalPlan marked = analyze(MARKED);
        Expression chance = new Expression.Call("chance", new Chance(), List.of());
        LogicalPlan plan = new LogicalPlan.Filter(marked, chance);

        assertThat(Optimizer.optimize(plan)).isEqualTo(plan);
    }

    @Test
    void noFilterBelowTheWatermarkGoesAbove() {
        assertThat(optimized(watermark(where(EVENTS, later("ts")), "ts", "10 seconds")))
                .isEqualTo("""
                        EventTimeWatermark ts, delay 10000 ms
                        +- Filter (ts > TIMESTAMP '2024-01-01T00:00:00Z')
                           +- Scan events [k, ts, v, d, j]
                        """);
    }

    // Filters elsewhere.

    @Test
    void filtersThatReadTheWindowStayAboveIt() {
        UnresolvedPlan windowed = select(EVENTS, window("ts", "1 hour"), col("d"));

        assertThat(optimized(where(windowed, call("and", later("window.start"), BIG))))
                .isEqualTo("""
                        Project [window, d]
                        +- Filter (window.start > TIMESTAMP '2024-01-01T00:00:00Z')
                           +- AssignWindows ts, duration 3600000000 us, slide 3600000000 us, start 0 us
                              +- Filter (d > 5.0)
                                 +- Scan events [ts, d]
                        """);
    }

    @Test
    void aConjunctThatCanFailDoesNotOvertakeItsGuard() {
        UnresolvedPlan windowed = select(EVENTS, window("ts", "1 hour"), col("v"));
        UnresolvedExpression guarded =
                call("and", later("window.start"), call(">", call("%", lit(10), col("v")), lit(1)));

        assertThat(optimized(where(windowed, guarded))).startsWith("""
                        Project [window, v]
                        +- Filter ((window.start > TIMESTAMP '2024-01-01T00:00:00Z') AND ((10 % v) > 1))
                        """);
    }

    @Test
    void filtersDoNotCrossAggregatesAndLimits() {
        assertThat(optimized(where(group(EVENTS, List.of(col("k")), as(count(), "c")), call("=", col("k"), lit("a")))))
                .startsWith("Filter (k = a)\n+- Aggregate");
        assertThat(optimized(where(limit(table("d DOUBLE"), 3), BIG))).startsWith("Filter (d > 5.0)\n+- Limit 3");
    }

    @Test
    void filtersAreCombinedInnermostFirst() {
        assertThat(optimized(where(where(EVENTS, BIG), call("=", col("k"), lit("a")))))
                .startsWith("Filter ((d > 5.0) AND (k = a))\n+- Scan");
    }

    @Test
    void textIsNotParsedTwiceForAFilterUnlessAWatermarkHasToSeeIt() {
        UnresolvedExpression parsed = as(call("from_json", col("j"), lit("x DOUBLE")), "p");
        UnresolvedExpression condition = call(">", col("p.x"), lit(1.0));

        assertThat(optimized(where(select(EVENTS, parsed), condition))).isEqualTo("""
                        Filter (p.x > 1.0)
                        +- Project [from_json(j) AS p]
                           +- Scan events [j]
                        """);
        assertThat(optimized(where(select(MARKED, parsed), condition))).isEqualTo("""
                        Project [from_json(j) AS p]
                        +- EventTimeWatermark ts, delay 10000 ms
                           +- Filter (from_json(j).x > 1.0)
                              +- Scan events [ts, j]
                        """);
    }

    @Test
    void filtersDoNotCrossProjectionsThatAreNotDeterministic() {
        LogicalPlan scan = analyze(EVENTS);
        Expression chance = new Expression.Call("chance", new Chance(), List.of());
        LogicalPlan project = new LogicalPlan.Project(
                scan, List.of(new NamedExpression(chance, "c")), List.of(Attribute.of("c", AtomicType.BOOLEAN, false)));
        LogicalPlan plan = new LogicalPlan.Filter(project, new Expression.InputRef(0, "c", AtomicType.BOOLEAN, false));

        assertThat(Optimizer.optimize(plan).treeString()).isEqualTo("""
                        Filter c
                        +- Project [chance() AS c]
                           +- Scan events []
                        """);
    }

    // Projections.

    @Test
    void projectionsBecomeOne() {
        assertThat(optimized(select(
                        select(EVENTS, as(call("+", col("v"), lit(1)), "a"), col("d")),
                        as(call("*", col("a"), lit(2)), "b"))))
                .isEqualTo("""
                        Project [((v + 1) * 2) AS b]
                        +- Scan events [v]
                        """);
    }

    @Test
    void projectionsStayTwoWhereOneWouldComputeTwice() {
        assertThat(optimized(select(
                        select(EVENTS, as(call("+", col("v"), lit(1)), "a")), call("*", col("a"), col("a")))))
                .isEqualTo("""
                        Project [(a * a)]
                        +- Project [(v + 1) AS a]
                           +- Scan events [v]
                        """);
    }

    @Test
    void projectionsThatChangeNothingGo() {
        assertThat(optimized(select(EVENTS, star()))).isEqualTo("Scan events [k, ts, v, d, j]\n");
        assertThat(optimized(select(EVENTS, as(col("k"), "key"), col("v"))))
                .isEqualTo("Project [k AS key, v]\n+- Scan events [k, v]\n");
    }

    // Constants.

    @Test
    void constantsAreComputedOnce() {
        assertThat(optimized(where(EVENTS, call("and", lit(true), call(">", col("v"), call("+", lit(1), lit(1)))))))
                .startsWith("Filter (v > 2)\n");
        assertThat(optimized(
                        select(EVENTS, as(call("upper", lit("a")), "u"), as(call("coalesce", lit(null), lit(3)), "c"))))
                .isEqualTo("Project [A AS u, 3 AS c]\n+- Scan events []\n");
        assertThat(optimized(select(
                        EVENTS,
                        as(
                                new UnresolvedExpression.CaseWhen(
                                        List.of(call(">", lit(1), lit(2)), call("isnull", col("k")), lit(true)),
                                        List.of(lit(1), lit(2), lit(3)),
                                        lit(4)),
                                "c"))))
                .startsWith("Project [CASE WHEN (k IS NULL) THEN 2 ELSE 3 END AS c]\n");
    }

    @Test
    void whatFailsOrVariesIsLeftToTheRows() {
        assertThat(optimized(select(EVENTS, as(call("/", lit(1.0), lit(0.0)), "x"))))
                .startsWith("Project [(1.0 / 0.0) AS x]\n");
        assertThat(optimized(select(EVENTS, as(call("unix_millis", call("current_timestamp")), "now"))))
                .startsWith("Project [unix_millis(current_timestamp()) AS now]\n");
        LogicalPlan plan =
                new LogicalPlan.Filter(analyze(EVENTS), new Expression.Call("chance", new Chance(), List.of()));
        assertThat(Optimizer.optimize(plan)).isEqualTo(plan);
    }

    @Test
    void theFolderIsAskedForConstantsOnly() {
        UnresolvedPlan plan = where(EVENTS, call(">", col("v"), call("+", lit(1), lit(1))));
        ConstantFolder seven = expression -> Optional.of(new Expression.Literal(7, AtomicType.INT));

        assertThat(Optimizer.optimize(analyze(plan), seven).describe()).isEqualTo("Filter (v > 7)");
        assertThat(Optimizer.optimize(analyze(plan), expression -> Optional.empty())
                        .describe())
                .isEqualTo("Filter (v > (1 + 1))");
    }

    @Test
    void nothingIsAskedBesideANullThatDecides() {
        UnresolvedExpression none = cast(lit(null), "INT");

        assertThat(optimized(select(EVENTS, as(call("+", cast(col("k"), "INT"), none), "x"))))
                .startsWith("Project [NULL AS x]\n");
        assertThat(optimized(select(EVENTS, as(call("<=>", col("v"), none), "x"))))
                .startsWith("Project [(v <=> NULL) AS x]\n");
    }

    @Test
    void valuesThatAreTheSameInEachCaseAreNotChosenAmong() {
        UnresolvedExpression same = new UnresolvedExpression.CaseWhen(List.of(BIG), List.of(col("v")), col("v"));
        UnresolvedExpression other = new UnresolvedExpression.CaseWhen(List.of(BIG), List.of(col("v")), null);

        assertThat(optimized(select(EVENTS, as(same, "x")))).startsWith("Project [v AS x]\n");
        assertThat(optimized(select(EVENTS, as(other, "x"))))
                .startsWith("Project [CASE WHEN (d > 5.0) THEN v END AS x]\n");
    }

    @Test
    void columnsOfRowsThatTheProgramHoldsAreLeftAsTheyAreWritten() {
        UnresolvedPlan held =
                new UnresolvedPlan.LocalRows(StructType.fromDDL("ts TIMESTAMP, v INT"), BatchSequence.of(List.of()));
        UnresolvedExpression sum = as(call("+", lit(1), lit(1)), "x");

        assertThat(optimized(select(where(held, call(">", col("v"), lit(0))), sum)))
                .startsWith("Project [(1 + 1) AS x]\n");
        assertThat(optimized(select(held, sum, window("ts", "1 hour")))).startsWith("Project [(1 + 1) AS x, window]\n");
        assertThat(optimized(select(held, sum, window("ts", "1 hour", "30 minutes"))))
                .startsWith("Project [2 AS x, window]\n");
        assertThat(optimized(select(sort(held, "v"), sum))).startsWith("Project [2 AS x]\n");
    }

    @Test
    void filtersThatKeepAllOrNothing() {
        assertThat(optimized(where(EVENTS, call(">", lit(2), lit(1))))).isEqualTo("Scan events [k, ts, v, d, j]\n");
        assertThat(optimized(where(table("a INT"), call("and", lit(false), call(">", col("a"), lit(1))))))
                .isEqualTo("LocalRows [a]\n");
        assertThat(optimized(where(table("a INT"), lit(null)))).isEqualTo("LocalRows [a]\n");
        assertThat(optimized(where(EVENTS, lit(false)))).isEqualTo("Filter false\n+- Scan events [k, ts, v, d, j]\n");
    }

    // All of them.

    static Stream<UnresolvedPlan> plans() {
        return Stream.of(
                group(
                        MARKED,
                        List.of(window("ts", "1 hour", "20 minutes"), col("k")),
                        call("avg", col("d")),
                        call("max", col("v"))),
                sort(
                        where(
                                group(MARKED, List.of(col("k")), as(call("sum", col("v")), "s")),
                                call(">", col("s"), lit(1))),
                        "s"),
                select(union(MARKED, where(EVENTS, BIG)), col("ts"), as(call("+", col("v"), lit(1)), "w")),
                select(
                        where(
                                select(MARKED, window("ts", "1 hour"), col("k"), col("d")),
                                call("and", BIG, later("window.end"))),
                        col("k")),
                group(
                        group(MARKED, List.of(window("ts", "5 seconds")), as(count(), "c")),
                        List.of(window("window", "1 minute")),
                        call("sum", col("c"))));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theResultKeepsItsColumnsAndEveryReferenceFitsItsInput(UnresolvedPlan plan) {
        LogicalPlan analyzed = analyze(plan);
        LogicalPlan optimized = Optimizer.optimize(analyzed);

        assertThat(optimized.output()).isEqualTo(analyzed.output());
        for (LogicalPlan node : LogicalPlan.nodes(optimized)) {
            PlanRewrites.mapExpressions(node, expression -> {
                List<Attribute> input = node.children().getFirst().output();
                Expressions.any(expression, part -> {
                    if (part instanceof Expression.InputRef reference) {
                        assertThat(input.get(reference.ordinal()).name()).isEqualTo(reference.name());
                        assertThat(input.get(reference.ordinal()).type()).isEqualTo(reference.type());
                    }
                    return false;
                });
                return expression;
            });
        }
        assertThat(Optimizer.optimize(optimized)).isEqualTo(optimized);
    }

    /** True by chance. */
    private record Chance() implements BoundScalar {
        @Override
        public DataType resultType() {
            return AtomicType.BOOLEAN;
        }

        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public boolean canFail() {
            return false;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }

        @Override
        public ScalarKernel kernel() {
            throw new UnsupportedOperationException("plans are not run here");
        }
    }
}
