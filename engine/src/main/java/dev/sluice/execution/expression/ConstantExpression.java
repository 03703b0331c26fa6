package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/** An expression without columns: computed when the first row asks for it, so that it fails only where it is needed. */
final class ConstantExpression implements CompiledExpression {
    private static final StructType NO_COLUMNS = new StructType();

    private final CompiledExpression expression;
    private @Nullable Vector value;

    ConstantExpression(CompiledExpression expression) {
        this.expression = expression;
    }

    @Override
    public Vector evaluate(Batch batch) {
        Vector known = value;
        if (known == null) {
            Vector computed = expression.evaluate(new Batch(NO_COLUMNS, new Vector[0], batch.rowCount() == 0 ? 0 : 1));
            if (batch.rowCount() == 0) {
                return Vectors.nulls(computed.type());
            }
            known = new ConstantVector(Vectors.copy(Vectors.flat(computed, 1), 1));
            value = known;
        }
        return known;
    }
}
