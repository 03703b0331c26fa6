package dev.sluice.plan.logical;

import static dev.sluice.plan.Plans.call;
import static dev.sluice.plan.Plans.cast;
import static dev.sluice.plan.Plans.col;
import static dev.sluice.plan.Plans.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plan.Plans;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.JoinWatermarks.Bound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What conditions say of how long rows are of use. */
class JoinWatermarksTest {
    private static final long SECOND = 1_000_000;
    private static final long MILLI = 1_000;

    private static JoinWatermarks of(UnresolvedExpression condition) {
        UnresolvedPlan left = Plans.watermark(Plans.stream("a INT, t TIMESTAMP, u TIMESTAMP"), "t", "1 minute");
        UnresolvedPlan right = Plans.watermark(Plans.stream("b INT, v TIMESTAMP"), "v", "1 minute");
        UnresolvedExpression all = call("and", call("=", col("a"), col("b")), condition);
        LogicalPlan join = Plans.analyze(new UnresolvedPlan.Join(left, right, JoinType.INNER, List.of(), all));
        return JoinWatermarks.of((LogicalPlan.Join) join);
    }

    private static UnresolvedExpression seconds(String column) {
        return cast(col(column), "BIGINT");
    }

    private static UnresolvedExpression comparison(
            String operator, UnresolvedExpression left, UnresolvedExpression right) {
        return call(operator, left, right);
    }

    private static void assertBounds(UnresolvedExpression condition, @Nullable Bound left, @Nullable Bound right) {
        JoinWatermarks found = of(condition);
        assertThat(found.key()).isEqualTo(-1);
        assertThat(found.left()).isEqualTo(left);
        assertThat(found.right()).isEqualTo(right);
        assertThat(found.boundsLeft()).isEqualTo(left != null);
        assertThat(found.boundsRight()).isEqualTo(right != null);
    }

    @Test
    void aTimeIsBoundedFromBelowByTheOther() {
        assertBounds(comparison(">", col("t"), col("v")), new Bound(1, 0, false), null);
        assertBounds(comparison("<", col("v"), col("t")), new Bound(1, 0, false), null);
        assertBounds(comparison(">=", col("t"), col("v")), new Bound(1, MILLI, false), null);
        assertBounds(comparison("<=", col("t"), col("v")), null, new Bound(1, MILLI, false));
        assertBounds(comparison("<", col("t"), col("v")), null, new Bound(1, 0, false));
    }

    @Test
    void constantsMoveTheBound() {
        assertBounds(
                comparison(">", seconds("t"), call("-", seconds("v"), lit(10))), new Bound(1, 10 * SECOND, true), null);
        assertBounds(
                comparison(">=", call("+", seconds("t"), lit(10)), seconds("v")),
                new Bound(1, 10 * SECOND + MILLI, true),
                null);
        assertBounds(
                comparison("<", call("-", seconds("v"), seconds("t")), lit(-5)), new Bound(1, -5 * SECOND, true), null);
        assertBounds(
                comparison(">", cast(col("t"), "DOUBLE"), call("-", cast(col("v"), "DOUBLE"), lit(0.5))),
                new Bound(1, SECOND / 2, false),
                null);
    }

    @Test
    void ofSeveralBoundsTheLongestCounts() {
        assertBounds(
                call(
                        "and",
                        comparison(">", seconds("t"), call("-", seconds("v"), lit(10))),
                        comparison(">", col("t"), col("v"))),
                new Bound(1, 10 * SECOND, true),
                null);
    }

    @Test
    void aColumnThatIsNoEventTimeIsBoundedAndKeepsItsRows() {
        JoinWatermarks found = of(comparison(">", col("u"), col("v")));
        assertThat(found.left()).isNull();
        assertThat(found.boundsLeft()).isTrue();
        assertThat(found.boundsRight()).isFalse();
    }

    @Test
    void otherConditionsSayNothing() {
        assertBounds(comparison(">", col("t"), cast(lit("2021-01-01 00:00:00"), "TIMESTAMP")), null, null);
        assertBounds(comparison(">", call("*", seconds("t"), lit(2L)), seconds("v")), null, null);
        assertBounds(comparison(">", call("+", seconds("t"), seconds("t")), seconds("v")), null, null);
        assertBounds(comparison(">", call("+", seconds("t"), seconds("v")), lit(5L)), null, null);
        assertBounds(call("or", comparison(">", col("t"), col("v")), comparison("=", col("a"), lit(1))), null, null);
    }

    @Test
    void aKeyThatIsAnEventTimeSaysAll() {
        assertThat(of(call("=", col("t"), col("v"))).key()).isEqualTo(1);
        assertThat(of(call("=", col("u"), col("v"))).key()).isEqualTo(1);
        assertThat(of(call("=", cast(col("t"), "BIGINT"), cast(col("v"), "BIGINT")))
                        .key())
                .isEqualTo(-1);
        assertThat(of(call("<=>", col("t"), col("v"))).key()).isEqualTo(-1);
    }
}
