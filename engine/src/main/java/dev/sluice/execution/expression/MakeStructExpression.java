package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.StructType;

/** A struct of the values of other expressions. */
final class MakeStructExpression implements CompiledExpression {
    private final CompiledExpression[] values;
    private final StructType type;

    MakeStructExpression(CompiledExpression[] values, StructType type) {
        this.values = values;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch) {
        Vector[] fields = new Vector[values.length];
        for (int index = 0; index < fields.length; index++) {
            fields[index] = Vectors.flat(values[index].evaluate(batch), batch.rowCount());
        }
        return new StructVector(type, fields, null);
    }
}
