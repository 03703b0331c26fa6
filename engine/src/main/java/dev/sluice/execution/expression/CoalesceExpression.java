package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DataType;

/** The first value that is not null: each argument sees the rows for which all before it were null. */
final class CoalesceExpression implements CompiledExpression {
    private final PartialExpression[] arguments;
    private final DataType type;

    CoalesceExpression(PartialExpression[] arguments, DataType type) {
        this.arguments = arguments;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int rowCount = batch.rowCount();
        Vector first = arguments[0].evaluate(batch);
        if (first.validity() == null) {
            return first;
        }
        int[] rest = new int[rowCount];
        int restCount = Selection.all(rowCount, rest);
        RowScatter result = new RowScatter(type, rowCount);
        Vector values = first;
        for (int argument = 0; argument < arguments.length && restCount > 0; argument++) {
            if (argument > 0) {
                values = arguments[argument].evaluate(batch, rest, restCount);
            }
            result.put(values, rest, restCount);
            int left = 0;
            for (int index = 0; index < restCount; index++) {
                rest[left] = rest[index];
                left += values.isNull(index) ? 1 : 0;
            }
            restCount = left;
        }
        return result.vector();
    }
}
