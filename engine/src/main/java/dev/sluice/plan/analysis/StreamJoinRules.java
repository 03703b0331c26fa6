package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.JoinWatermarks;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.sink.OutputMode;

/** Which joins may stand in a stream: section 6.4 of the description of the semantics. */
final class StreamJoinRules {
    private StreamJoinRules() {}

    /** @throws SluiceException an analysis error if the join cannot run */
    static void check(LogicalPlan.Join join, OutputMode mode) {
        if (join.left().isStreaming() && join.right().isStreaming()) {
            checkMode(join, mode);
            checkWithStream(join);
        } else {
            checkWithTable(join, join.left().isStreaming());
        }
    }

    private static boolean holdsNoRowsBack(JoinType type) {
        return type == JoinType.INNER || type == JoinType.CROSS || type == JoinType.LEFT_SEMI;
    }

    /** That a row has no partner is final; it can be said in append mode alone. */
    private static void checkMode(LogicalPlan.Join join, OutputMode mode) {
        boolean allows = mode == OutputMode.APPEND || (mode == OutputMode.UPDATE && holdsNoRowsBack(join.type()));
        if (!allows) {
            throw refused(
                            join,
                            join.type()
                                    + " join between two streaming DataFrames/Datasets is not supported in this mode")
                    .expected(holdsNoRowsBack(join.type()) ? "append or update" : "append")
                    .mend("use append")
                    .build();
        }
    }

    private static void checkWithStream(LogicalPlan.Join join) {
        JoinWatermarks watermarks = JoinWatermarks.of(join);
        boolean hasKey = watermarks.key() >= 0;
        boolean allows = switch (join.type()) {
            case INNER, CROSS -> true;
            case LEFT_OUTER, LEFT_SEMI -> hasKey || watermarks.boundsLeft();
            case RIGHT_OUTER -> hasKey || watermarks.boundsRight();
            case FULL_OUTER -> hasKey || watermarks.boundsLeft() || watermarks.boundsRight();
            case LEFT_ANTI -> false;
        };
        if (!allows && join.type() == JoinType.LEFT_ANTI) {
            throw refused(join, "LeftAnti join with a streaming DataFrame/Dataset on the right is not supported")
                    .mend("use a left outer join, and keep the rows whose right side is null")
                    .build();
        }
        if (!allows) {
            throw refused(
                            join,
                            "Stream-stream " + join.type()
                                    + " join between two streaming DataFrame/Datasets is not supported"
                                    + " without a watermark in the join keys, or a watermark on the nullable side and an"
                                    + " appropriate range condition")
                    .mend(
                            "call withWatermark(...) on both sides, and bound the one time by the other in the condition, for"
                                    + " example a.cast(\"bigint\").geq(b.cast(\"bigint\").minus(3600))")
                    .build();
        }
    }

    /** Whether a row of the static side has no partner is known once the stream has ended, which it never does. */
    private static void checkWithTable(LogicalPlan.Join join, boolean isLeftStreaming) {
        JoinType type = join.type();
        boolean allows = switch (type) {
            case INNER, CROSS -> true;
            case LEFT_OUTER, LEFT_SEMI, LEFT_ANTI -> isLeftStreaming;
            case RIGHT_OUTER -> !isLeftStreaming;
            case FULL_OUTER -> false;
        };
        if (!allows) {
            String sides =
                    isLeftStreaming ? "left and a static one on the right" : "right and a static one on the left";
            throw refused(join, type + " join with a streaming DataFrame/Dataset on the " + sides + " is not supported")
                    .mend("have rows without a partner come out of the stream alone, or use inner")
                    .build();
        }
    }

    private static SluiceException.Builder refused(LogicalPlan.Join join, String what) {
        return SluiceException.analysis(ErrorCondition.UNSUPPORTED_STREAMING_PLAN, what)
                .at(join.describe());
    }
}
