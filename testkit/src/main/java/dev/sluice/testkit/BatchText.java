package dev.sluice.testkit;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rows of a batch as text, for comparisons in tests: values as vectors hold them, so that nothing depends on a time zone. */
public final class BatchText {
    private BatchText() {}

    /** A line for each row, for example {@code [a, 17, null]}. */
    public static List<String> rows(Batch batch) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            StringJoiner text = new StringJoiner(", ", "[", "]");
            for (Vector vector : batch.vectors()) {
                text.add(value(Vectors.flat(vector, batch.rowCount()), row));
            }
            rows.add(text.toString());
        }
        return rows;
    }

    private static String value(Vector vector, int row) {
        if (vector.isNull(row)) {
            return "null";
        }
        return switch (vector) {
            case BooleanVector v -> Boolean.toString(v.values()[row]);
            case IntVector v -> Integer.toString(v.values()[row]);
            case LongVector v -> Long.toString(v.values()[row]);
            case DoubleVector v -> Double.toString(v.values()[row]);
            case BytesVector v -> v.text(row);
            case StructVector v -> {
                StringJoiner text = new StringJoiner(", ", "{", "}");
                for (Vector field : v.fields()) {
                    text.add(value(Vectors.flat(field, row + 1), row));
                }
                yield text.toString();
            }
            case ArrayVector v -> {
                StringJoiner text = new StringJoiner(", ", "[", "]");
                for (int index = 0; index < v.lengths()[row]; index++) {
                    text.add(value(v.elements(), v.starts()[row] + index));
                }
                yield text.toString();
            }
            case MapVector v -> {
                StringJoiner text = new StringJoiner(", ", "{", "}");
                for (int index = 0; index < v.lengths()[row]; index++) {
                    int entry = v.starts()[row] + index;
                    text.add(value(v.keys(), entry) + " -> " + value(v.values(), entry));
                }
                yield text.toString();
            }
            case ConstantVector v -> value(v.single(), 0);
            case DictionaryVector v -> value(v.dictionary(), v.ids()[row]);
        };
    }
}
