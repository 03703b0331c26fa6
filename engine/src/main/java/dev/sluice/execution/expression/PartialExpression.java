package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.DataType;

/** An expression that may be asked for some rows of a batch only; it gathers no columns but those it reads. */
final class PartialExpression {
    private final CompiledExpression expression;
    private final int[] inputOrdinals;
    private final DataType type;
    private final boolean canFail;

    PartialExpression(CompiledExpression expression, int[] inputOrdinals, DataType type, boolean canFail) {
        this.expression = expression;
        this.inputOrdinals = inputOrdinals;
        this.type = type;
        this.canFail = canFail;
    }

    DataType type() {
        return type;
    }

    /** Whether it must only see the rows that need it. */
    boolean canFail() {
        return canFail;
    }

    Vector evaluate(Batch batch) {
        return expression.evaluate(batch);
    }

    /** The values of the rows {@code rows[0..count)}, in that order. */
    Vector evaluate(Batch batch, int[] rows, int count) {
        if (count == batch.rowCount()) {
            return expression.evaluate(batch);
        }
        Vector[] vectors = new Vector[batch.vectors().length];
        for (int ordinal : inputOrdinals) {
            vectors[ordinal] = batch.vectors()[ordinal].gather(rows, count);
        }
        for (int index = 0; index < vectors.length; index++) {
            if (vectors[index] == null) {
                vectors[index] = Vectors.nulls(batch.schema().type(index));
            }
        }
        return expression.evaluate(new Batch(batch.schema(), vectors, count, batch.positions(rows, count)));
    }
}
