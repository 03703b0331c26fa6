package dev.sluice.plan.optimizer;

import static dev.sluice.plan.Plans.analyze;
import static dev.sluice.plan.Plans.call;
import static dev.sluice.plan.Plans.col;
import static dev.sluice.plan.Plans.lit;
import static dev.sluice.plan.Plans.select;
import static dev.sluice.plan.Plans.table;
import static dev.sluice.plan.Plans.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinFiltersTest {
    private static final UnresolvedPlan LEFT = table("a INT, b INT, unused INT");
    private static final UnresolvedPlan RIGHT = table("c INT, d INT, other INT");
    private static final UnresolvedExpression EQUAL = call("=", col("a"), col("c"));
    private static final UnresolvedExpression OF_LEFT = call(">", col("b"), lit(1));
    private static final UnresolvedExpression OF_RIGHT = call("<", col("d"), lit(5));

    private static UnresolvedPlan join(JoinType type, @Nullable UnresolvedExpression condition) {
        return new UnresolvedPlan.Join(LEFT, RIGHT, type, List.of(), condition);
    }

    private static String optimized(UnresolvedPlan plan) {
        return Optimizer.optimize(analyze(plan)).treeString();
    }

    private static UnresolvedPlan selected(UnresolvedPlan joined) {
        return select(joined, col("a"), col("c"));
    }

    @Test
    void whatIsAskedOfOneSideIsAskedBelowAnInnerJoin() {
        UnresolvedExpression condition = call("and", call("and", EQUAL, OF_LEFT), OF_RIGHT);
        String pushed = """
                        Project [a, c]
                        +- Join Inner (a = c)
                           +- Filter (b > 1)
                              +- Scan events [a, b]
                           +- Filter (d < 5)
                              +- Scan events [c, d]
                        """;
        assertThat(optimized(selected(join(JoinType.INNER, condition)))).isEqualTo(pushed);
        assertThat(optimized(selected(where(join(JoinType.INNER, null), condition))))
                .isEqualTo(pushed);
    }

    @Test
    void aSideThatComesOutAloneIsFilteredByWhatStandsAboveAlone() {
        UnresolvedExpression both = call("and", OF_LEFT, OF_RIGHT);
        assertThat(optimized(selected(join(JoinType.LEFT_OUTER, call("and", EQUAL, both)))))
                .isEqualTo("""
                        Project [a, c]
                        +- Join LeftOuter ((a = c) AND (b > 1))
                           +- Scan events [a, b]
                           +- Filter (d < 5)
                              +- Scan events [c, d]
                        """);
        assertThat(optimized(selected(where(join(JoinType.LEFT_OUTER, EQUAL), both))))
                .isEqualTo("""
                        Project [a, c]
                        +- Filter (d < 5)
                           +- Join LeftOuter (a = c)
                              +- Filter (b > 1)
                                 +- Scan events [a, b]
                              +- Scan events [c, d]
                        """);
        assertThat(optimized(selected(where(join(JoinType.RIGHT_OUTER, call("and", EQUAL, OF_LEFT)), OF_RIGHT))))
                .isEqualTo("""
                        Project [a, c]
                        +- Join RightOuter (a = c)
                           +- Filter (b > 1)
                              +- Scan events [a, b]
                           +- Filter (d < 5)
                              +- Scan events [c, d]
                        """);
    }

    @Test
    void nothingMovesIntoAFullJoin() {
        assertThat(optimized(selected(where(join(JoinType.FULL_OUTER, call("and", EQUAL, OF_LEFT)), OF_RIGHT))))
                .isEqualTo("""
                        Project [a, c]
                        +- Filter (d < 5)
                           +- Join FullOuter ((a = c) AND (b > 1))
                              +- Scan events [a, b]
                              +- Scan events [c, d]
                        """);
    }

    @Test
    void aSemiJoinFiltersBothSidesAndAnAntiJoinTheRightOne() {
        UnresolvedExpression condition = call("and", call("and", EQUAL, OF_LEFT), OF_RIGHT);
        assertThat(optimized(select(join(JoinType.LEFT_SEMI, condition), col("a"))))
                .isEqualTo("""
                        Project [a]
                        +- Join LeftSemi (a = c)
                           +- Filter (b > 1)
                              +- Scan events [a, b]
                           +- Filter (d < 5)
                              +- Scan events [c, d]
                        """);
        assertThat(optimized(select(join(JoinType.LEFT_ANTI, condition), col("a"))))
                .isEqualTo("""
                        Project [a]
                        +- Join LeftAnti ((a = c) AND (b > 1))
                           +- Scan events [a, b]
                           +- Filter (d < 5)
                              +- Scan events [c, d]
                        """);
    }

    @Test
    void whatCanFailStaysAboveTheJoin() {
        UnresolvedExpression division = call(">", call("/", lit(1), col("b")), lit(1));
        assertThat(optimized(selected(where(join(JoinType.INNER, EQUAL), division))))
                .startsWith("Project [a, c]\n+- Filter ")
                .contains("Join Inner (a = c)\n      +- Scan events [a, b]");
    }
}
