package dev.sluice.execution;

import dev.sluice.columnar.Leaves;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Comparisons;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.logical.JoinKeys;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.JoinWatermarks;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.state.StateLayout;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A join of two streams as it is executed. Both sides go to the partition of their key in the same columns; state holds the
 * rows of both.
 *
 * @param operatorId the number of the operator in the plan, counted from the sink; names its state
 * @param keys what has to be equal
 * @param sides left and right
 * @param rest what else is asked of pairs, null if nothing
 * @param columns how rows of both sides are held
 * @param output what comes out
 */
record StreamJoinSpec(
        int operatorId,
        JoinType type,
        JoinKeys keys,
        List<Side> sides,
        @Nullable Expression rest,
        SharedColumns columns,
        StructType output)
        implements StatefulSpec {
    static final int LEFT = 0;
    static final int RIGHT = 1;

    /** What the flags of a row say: its side; whether it may have a partner; whether its condition holds. */
    static final int SIDE = 1;

    static final int MAY_MATCH = 2;
    static final int IS_HELD = 4;

    private static final StructField FLAGS = new StructField("flags", AtomicType.INT, false);
    private static final StructField EXPIRY = new StructField("expiry", AtomicType.TIMESTAMP, false);
    private static final StructField MATCHED = new StructField("matched", AtomicType.BOOLEAN, false);

    /** The leaves of a row come after its flags and its expiry. */
    static final int FIRST_LEAF = 2;

    /**
     * One side.
     *
     * @param keys over its columns
     * @param condition over its columns, which rows have to meet to have a partner; null if there is none
     * @param required columns without which a row has no partner
     * @param isOuter whether rows without a partner come out alone
     * @param time the column that rows are late by, -1 if there is none
     * @param keyTime the key by which rows go, -1 if there is none
     * @param bound by what rows go where no key says it, null if they stay
     */
    record Side(
            StructType schema,
            List<Expression> keys,
            @Nullable Expression condition,
            List<Integer> required,
            boolean isOuter,
            int time,
            int keyTime,
            JoinWatermarks.@Nullable Bound bound) {
        boolean expires() {
            return keyTime >= 0 || bound != null;
        }
    }

    static StreamJoinSpec of(LogicalPlan.Join join, int operatorId) {
        JoinKeys keys = JoinKeys.of(join);
        if (keys.left().isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.STREAM_JOIN_WITHOUT_EQUALITY,
                            "Stream-stream join without equality predicate is not supported")
                    .at(join.describe())
                    .expected("a condition by which a column of one side equals one of the other")
                    .mend("add such a condition, or join with static data")
                    .build();
        }
        int leftCount = join.left().output().size();
        List<Expression> ofLeft = new ArrayList<>();
        List<Expression> ofRight = new ArrayList<>();
        List<Expression> ofBoth = new ArrayList<>();
        for (Expression conjunct : keys.rest() == null ? List.<Expression>of() : Expressions.conjuncts(keys.rest())) {
            BitSet references = Expressions.references(conjunct);
            if (references.isEmpty() || !Expressions.isDeterministic(conjunct)) {
                ofBoth.add(conjunct);
            } else if (references.length() <= leftCount) {
                ofLeft.add(conjunct);
            } else if (references.nextSetBit(0) >= leftCount) {
                ofRight.add(Expressions.shifted(conjunct, -leftCount));
            } else {
                ofBoth.add(conjunct);
            }
        }
        JoinWatermarks watermarks = JoinWatermarks.of(join);
        BitSet required = new BitSet();
        ofBoth.forEach(conjunct -> required.or(Comparisons.required(conjunct)));
        int keyTime = watermarks.key();
        Side left = new Side(
                join.left().schema(),
                keys.left(),
                all(ofLeft),
                required.get(0, leftCount).stream().boxed().toList(),
                join.type() == JoinType.LEFT_OUTER || join.type() == JoinType.FULL_OUTER,
                JoinWatermarks.eventTime(join.left().output()),
                keyTime,
                keyTime < 0 ? watermarks.left() : null);
        Side right = new Side(
                join.right().schema(),
                keys.right(),
                all(ofRight),
                required.get(leftCount, Math.max(leftCount, required.length())).stream()
                        .boxed()
                        .toList(),
                join.type() == JoinType.RIGHT_OUTER || join.type() == JoinType.FULL_OUTER,
                JoinWatermarks.eventTime(join.right().output()),
                keyTime,
                keyTime < 0 ? watermarks.right() : null);
        return new StreamJoinSpec(
                operatorId,
                join.type(),
                keys,
                List.of(left, right),
                all(ofBoth),
                new SharedColumns(left.schema(), right.schema()),
                join.schema());
    }

    private static @Nullable Expression all(List<Expression> conjuncts) {
        return conjuncts.isEmpty() ? null : Expressions.conjunction(conjuncts);
    }

    Side side(int side) {
        return sides.get(side);
    }

    /** The side whose rows come second: those of the first are there when it looks for partners. */
    int secondSide() {
        return type == JoinType.LEFT_SEMI ? LEFT : RIGHT;
    }

    /** Whether it is noted of held rows that they had a partner. */
    boolean notesMatches() {
        return sides.stream().anyMatch(Side::isOuter);
    }

    /** The columns of the left side, then those of the right: what {@link #rest} is asked of. */
    StructType pairs() {
        List<StructField> fields = new ArrayList<>(side(LEFT).schema().fields());
        fields.addAll(side(RIGHT).schema().fields());
        return new StructType(fields);
    }

    @Override
    public String progressName() {
        return "symmetricHashJoin";
    }

    @Override
    public StructType keySchema() {
        List<StructField> fields = new ArrayList<>();
        for (Expression key : side(LEFT).keys()) {
            fields.add(new StructField("key" + fields.size(), key.type(), true));
        }
        return new StructType(fields);
    }

    /** Flags, expiry, then the leaves that both sides share. */
    @Override
    public StructType carriedSchema() {
        List<StructField> fields = new ArrayList<>(List.of(FLAGS, EXPIRY));
        fields.addAll(columns.leaves().fields());
        return new StructType(fields);
    }

    /** Of rows on their way to their partition. */
    StructType rowSchema() {
        List<StructField> fields = new ArrayList<>();
        fields.add(new StructField("hash", AtomicType.BIGINT, false));
        fields.addAll(Leaves.of(keySchema()).fields());
        fields.addAll(carriedSchema().fields());
        return new StructType(fields);
    }

    @Override
    public StateLayout layout() {
        List<StructField> buffers = new ArrayList<>();
        if (notesMatches()) {
            buffers.add(MATCHED);
        }
        buffers.addAll(columns.leaves().fields());
        return StateLayout.ofJoin(Leaves.of(keySchema()), new StructType(buffers));
    }

    @Override
    public boolean expires() {
        return sides.stream().anyMatch(Side::expires);
    }

    @Override
    public boolean followsWatermark() {
        return expires();
    }

    @Override
    public Waiting waiting() {
        return expires() && notesMatches() ? Waiting.LONELY_ROWS : Waiting.NOTHING;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("joins", type.toString());
        identity.put("left keys", sql(side(LEFT).keys()));
        identity.put("right keys", sql(side(RIGHT).keys()));
        identity.put("left rows", side(LEFT).schema().toDDL());
        identity.put("right rows", side(RIGHT).schema().toDDL());
        return identity;
    }

    private static String sql(List<Expression> keys) {
        return keys.stream().map(Expression::sql).collect(Collectors.joining(", "));
    }

    @Override
    public String describe() {
        return "StatefulJoin " + operatorId + " " + type + " [" + sql(side(LEFT).keys()) + "] = ["
                + sql(side(RIGHT).keys()) + "]" + (rest == null ? "" : ", if " + rest.sql())
                + describe("left", side(LEFT)) + describe("right", side(RIGHT)) + ", exchanged by key";
    }

    private static String describe(String name, Side side) {
        return ", " + name + " rows " + (side.expires() ? "expire by event time" : "never expire");
    }
}
