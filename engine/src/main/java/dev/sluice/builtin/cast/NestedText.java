package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.TextOutput;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;

/** Structs, arrays and maps as texts: <code>{1, a}</code>, {@code [1, 2]} and <code>{a -> 1}</code>. */
final class NestedText {
    private final FunctionContext context;
    private final TextOutput out;

    private NestedText(FunctionContext context, TextOutput out) {
        this.context = context;
        this.out = out;
    }

    static ScalarKernel kernel(FunctionContext context) {
        return (arguments, rowCount) -> {
            Vector values = Vectors.flatParts(arguments[0], rowCount);
            TextOutput out = new TextOutput(rowCount, rowCount * 32);
            NestedText texts = new NestedText(context, out);
            for (int row = 0; row < rowCount; row++) {
                if (!values.isNull(row)) {
                    texts.append(values, row);
                }
                out.endRow(row);
            }
            return out.vector(values.validity());
        };
    }

    private void append(Vector vector, int row) {
        if (vector.isNull(row)) {
            out.append("null");
            return;
        }
        switch (vector) {
            case StructVector struct -> {
                out.append("{");
                for (int index = 0; index < struct.fields().length; index++) {
                    out.append(index == 0 ? "" : ", ");
                    append(struct.field(index), row);
                }
                out.append("}");
            }
            case ArrayVector array -> {
                out.append("[");
                int start = array.starts()[row];
                for (int element = start; element < start + array.lengths()[row]; element++) {
                    out.append(element == start ? "" : ", ");
                    append(array.elements(), element);
                }
                out.append("]");
            }
            case MapVector map -> {
                out.append("{");
                int start = map.starts()[row];
                for (int entry = start; entry < start + map.lengths()[row]; entry++) {
                    out.append(entry == start ? "" : ", ");
                    append(map.keys(), entry);
                    out.append(" -> ");
                    append(map.values(), entry);
                }
                out.append("}");
            }
            default -> TextCasts.appendText(vector, vector.type(), row, context, out);
        }
    }
}
