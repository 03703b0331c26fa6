package dev.sluice.execution.join;

import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.JoinKeys;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * How a join is run: one side is held in a table, the rows of the other look up their partners there.
 *
 * @param table its number, by which the tasks that look up find it
 * @param holdsLeft whether the left side is held, else the right one
 * @param keys what has to be equal, and the rest
 * @param left the columns of the left side
 * @param right the columns of the right side
 * @param output what comes out
 */
public record JoinSpec(
        int table,
        JoinType type,
        boolean holdsLeft,
        JoinKeys keys,
        StructType left,
        StructType right,
        StructType output) {
    /**
     * Rows of the side that looks up are the ones that may come out alone. Beside a stream the static side is held, so that
     * rows come out in the order of the stream.
     */
    public static JoinSpec of(LogicalPlan.Join join, int table) {
        boolean holdsLeft = switch (join.type()) {
            case RIGHT_OUTER -> true;
            case INNER, CROSS ->
                join.isStreaming() ? join.right().isStreaming() : mostRows(join.left()) < mostRows(join.right());
            case LEFT_OUTER, FULL_OUTER, LEFT_SEMI, LEFT_ANTI -> false;
        };
        return new JoinSpec(
                table,
                join.type(),
                holdsLeft,
                JoinKeys.of(join),
                join.left().schema(),
                join.right().schema(),
                join.schema());
    }

    /** How many rows come at most, as far as the plan says. */
    private static long mostRows(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.LocalRows rows -> rows.rows().rowCount();
            case LogicalPlan.Range range -> range.rowCount();
            case LogicalPlan.Limit limit -> Math.min(limit.count(), mostRows(limit.child()));
            case LogicalPlan.Project project -> mostRows(project.child());
            case LogicalPlan.Filter filter -> mostRows(filter.child());
            case LogicalPlan.Sort sort -> mostRows(sort.child());
            case LogicalPlan.Aggregate aggregate -> aggregate.keys().isEmpty() ? 1 : mostRows(aggregate.child());
            case LogicalPlan.Deduplicate deduplicate -> mostRows(deduplicate.child());
            case LogicalPlan other -> Long.MAX_VALUE;
        };
    }

    public List<Expression> heldKeys() {
        return holdsLeft ? keys.left() : keys.right();
    }

    public List<Expression> probeKeys() {
        return holdsLeft ? keys.right() : keys.left();
    }

    public StructType held() {
        return holdsLeft ? left : right;
    }

    public StructType probe() {
        return holdsLeft ? right : left;
    }

    /** The columns of the left side, then those of the right: what the rest of the condition is asked of. */
    public StructType pairs() {
        StructType pairs = left;
        for (int column = 0; column < right.size(); column++) {
            pairs = pairs.add(
                    right.field(column).name(),
                    right.type(column),
                    right.field(column).nullable());
        }
        return pairs;
    }

    /** Whether rows that look up come out alone where they have no partner. */
    public boolean emitsLonelyProbes() {
        return type == JoinType.LEFT_OUTER
                || type == JoinType.RIGHT_OUTER
                || type == JoinType.FULL_OUTER
                || type == JoinType.LEFT_ANTI;
    }

    /** Whether rows of the table that nobody found come out alone, at the end. */
    public boolean emitsLonelyHeld() {
        return type == JoinType.FULL_OUTER;
    }

    StructType keySchema() {
        List<Attribute> attributes = new ArrayList<>();
        for (Expression key : heldKeys()) {
            attributes.add(Attribute.of("key" + attributes.size(), key.type(), true));
        }
        return Attribute.schema(attributes);
    }
}
