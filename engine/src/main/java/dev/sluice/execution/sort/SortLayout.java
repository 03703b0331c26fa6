package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.plan.logical.LogicalPlan.SortOrder;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of rows while they are sorted: leaves only, so that a key of any type is a few flat columns.
 *
 * <pre>
 * leaves of the row | leaves of keys that are no column of it | place of the row in the input
 * </pre>
 *
 * Keys are computed once and stay with the row, so that a run reads back as it was sorted.
 */
final class SortLayout {
    private final StructType schema;
    private final StructType leaves;
    private final int rowLeaves;
    private final long timestampMicros;
    private final List<Expression> computed = new ArrayList<>();
    private final List<LeafOrder> order = new ArrayList<>();

    SortLayout(StructType schema, List<SortOrder> orders, long timestampMicros) {
        this.schema = schema;
        this.timestampMicros = timestampMicros;
        this.rowLeaves = Leaves.of(schema).size();
        List<StructField> fields = new ArrayList<>(schema.fields());
        for (SortOrder key : orders) {
            int column;
            if (key.expression() instanceof InputRef reference) {
                column = reference.ordinal();
            } else {
                column = fields.size();
                fields.add(new StructField("key", key.expression().type(), true));
                computed.add(key.expression());
            }
            int firstLeaf = Leaves.of(new StructType(fields.subList(0, column))).size();
            LeafOrder.add(fields.get(column).dataType(), firstLeaf, key.ascending(), key.nullsFirst(), order);
        }
        fields.add(new StructField("place", AtomicType.BIGINT, false));
        this.leaves = Leaves.plain(Leaves.of(new StructType(fields)));
    }

    /** The leaves of a row that is being sorted. */
    StructType leaves() {
        return leaves;
    }

    /** How rows are compared: by each of these in turn. */
    List<LeafOrder> order() {
        return order;
    }

    /** Where the place of a row in the input is among its leaves. */
    int placeColumn() {
        return leaves.size() - 1;
    }

    Widening widening() {
        return new Widening();
    }

    /** Lays out the rows of one thread: each needs its own, for what computes keys overwrites its last results. */
    final class Widening {
        private final List<CompiledExpression> keys = computed.stream()
                .map(key -> ExpressionCompiler.compile(key, timestampMicros))
                .toList();

        private Widening() {}

        /**
         * A copy of these rows.
         *
         * @param firstPlace the place of the first; the others follow
         */
        Batch widen(Batch batch, long firstPlace) {
            int rowCount = batch.rowCount();
            Vector[] wide = Arrays.copyOf(batch.vectors(), batch.vectors().length + keys.size() + 1);
            int next = batch.vectors().length;
            for (CompiledExpression key : keys) {
                wide[next++] = key.evaluate(batch);
            }
            long[] places = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                places[row] = firstPlace + row;
            }
            wide[next] = new LongVector(places, null);
            Vector[] flat = Leaves.split(wide, rowCount);
            for (int column = 0; column < flat.length - 1; column++) {
                flat[column] = Vectors.copy(flat[column], rowCount);
            }
            return new Batch(leaves, flat, rowCount);
        }
    }

    /** The rows as they were before {@link Widening#widen}. */
    Batch narrow(Batch wide) {
        Vector[] own = Arrays.copyOf(wide.vectors(), rowLeaves);
        return new Batch(schema, Leaves.join(schema, own, wide.rowCount()), wide.rowCount());
    }
}
