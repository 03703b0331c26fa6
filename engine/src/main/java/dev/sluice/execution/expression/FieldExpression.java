package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;

/** A field of a struct: null where the struct is. */
record FieldExpression(CompiledExpression struct, int ordinal) implements CompiledExpression {
    @Override
    public Vector evaluate(Batch batch) {
        Vector vector = struct.evaluate(batch);
        if (vector instanceof ConstantVector constant) {
            return new ConstantVector(Vectors.flat(field(constant.single(), 1), 1));
        }
        return field(vector, batch.rowCount());
    }

    private Vector field(Vector vector, int rowCount) {
        StructVector structs = Vectors.structs(vector, rowCount);
        Vector field = structs.field(ordinal);
        if (structs.validity() == null) {
            return field;
        }
        Vector flat = Vectors.flat(field, rowCount);
        return Vectors.withValidity(flat, Validity.and(flat.validity(), structs.validity(), rowCount));
    }
}
