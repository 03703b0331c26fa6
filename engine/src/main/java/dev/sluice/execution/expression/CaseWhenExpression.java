package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** CASE: each condition sees the rows that none before it took, each value the rows that take it. */
final class CaseWhenExpression implements CompiledExpression {
    private final PartialExpression[] conditions;
    private final PartialExpression[] values;
    private final @Nullable PartialExpression otherwise;
    private final DataType type;

    CaseWhenExpression(
            PartialExpression[] conditions,
            PartialExpression[] values,
            @Nullable PartialExpression otherwise,
            DataType type) {
        this.conditions = conditions;
        this.values = values;
        this.otherwise = otherwise;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch) {
        int rowCount = batch.rowCount();
        int[] rest = new int[rowCount];
        int restCount = Selection.all(rowCount, rest);
        RowScatter result = new RowScatter(type, rowCount);
        for (int branch = 0; branch < conditions.length && restCount > 0; branch++) {
            BooleanVector condition = Vectors.booleans(conditions[branch].evaluate(batch, rest, restCount), restCount);
            int[] taken = new int[restCount];
            int takenCount = 0;
            int left = 0;
            for (int index = 0; index < restCount; index++) {
                int row = rest[index];
                if (condition.values()[index] && Validity.isPresent(condition.validity(), index)) {
                    taken[takenCount++] = row;
                } else {
                    rest[left++] = row;
                }
            }
            restCount = left;
            put(values[branch], batch, taken, takenCount, result);
        }
        if (otherwise != null) {
            put(otherwise, batch, rest, restCount, result);
        }
        return result.vector();
    }

    private static void put(PartialExpression value, Batch batch, int[] rows, int count, RowScatter result) {
        if (count > 0) {
            result.put(value.evaluate(batch, rows, count), Arrays.copyOf(rows, count), count);
        }
    }
}
