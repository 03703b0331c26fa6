package dev.sluice.execution.join;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the keys of one side of a join, batch by batch, for one task. */
public final class JoinKeyColumns {
    private final CompiledExpression[] keys;
    private final List<Boolean> nullsMatch;

    private Vector[] columns = new Vector[0];
    private Vector[] leaves = new Vector[0];
    private long[] hashes = new long[Batch.DEFAULT_ROWS];
    private long @Nullable [] complete;

    public JoinKeyColumns(List<Expression> keys, List<Boolean> nullsMatch, long timestampMicros) {
        this.keys = keys.stream()
                .map(key -> ExpressionCompiler.compile(key, timestampMicros))
                .toArray(CompiledExpression[]::new);
        this.nullsMatch = nullsMatch;
    }

    public void compute(Batch batch) {
        int rowCount = batch.rowCount();
        columns = new Vector[keys.length];
        long[] present = null;
        for (int key = 0; key < keys.length; key++) {
            columns[key] = Vectors.flat(keys[key].evaluate(batch), rowCount);
            if (!nullsMatch.get(key)) {
                present = Validity.and(present, columns[key].validity(), rowCount);
            }
        }
        complete = present;
        leaves = Leaves.split(columns, rowCount);
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            leaves[leaf] = KeyNormalizer.normalize(leaves[leaf], rowCount);
        }
        if (hashes.length < rowCount) {
            hashes = new long[rowCount];
        }
        KeyHash.hash(leaves, rowCount, hashes);
    }

    /** A key of the batch as it is. */
    public Vector column(int key) {
        return columns[key];
    }

    /** The keys of the batch, without structs and in normal form. */
    public Vector[] leaves() {
        return leaves;
    }

    /** A hash for each row. */
    public long[] hashes() {
        return hashes;
    }

    /** Whether the row may have a partner: a null that equals nothing has none. */
    public boolean isComplete(int row) {
        return Validity.isPresent(complete, row);
    }

    public boolean areAllComplete() {
        return complete == null;
    }
}
