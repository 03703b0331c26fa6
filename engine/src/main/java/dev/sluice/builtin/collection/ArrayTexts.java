package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of texts put together to one text. */
final class ArrayTexts {
    private ArrayTexts() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(family.declare(
                "array_join",
                "array_join(array ARRAY, separator STRING[, replacement STRING]): STRING",
                "The elements as one text with the separator between them; nulls are left out, or replaced.",
                "array_join(array('a', NULL, 'b'), '-', '?') -> a-?-b",
                ArrayTexts::join));
    }

    private static Binding join(Call call) {
        call.requireCount(2, 3);
        ArrayType array = CollectionTypes.array(call, 0);
        if (!(array.elementType() instanceof ScalarType)) {
            throw call.unexpectedType(0, "ARRAY<STRING>");
        }
        List<DataType> types = new ArrayList<>();
        types.add(new ArrayType(AtomicType.STRING, array.containsNull()));
        for (int index = 1; index < call.size(); index++) {
            types.add(call.asText(index));
        }
        return new Scalar(AtomicType.STRING, call.anyNullable(), false, () -> ArrayTexts::join)
                .decidedBy(0)
                .castingTo(types);
    }

    private static Vector join(Vector[] arguments, int rowCount) {
        ArrayVector arrays = Vectors.arrays(arguments[0], rowCount);
        BytesVector separators = Vectors.bytes(arguments[1], rowCount);
        BytesVector replacements = arguments.length > 2 ? Vectors.bytes(arguments[2], rowCount) : null;
        long[] validity = Validity.and(arrays.validity(), separators.validity(), rowCount);
        if (replacements != null) {
            validity = Validity.and(validity, replacements.validity(), rowCount);
        }
        TextOutput out = new TextOutput(rowCount, rowCount * 32);
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                append(arrays, separators, replacements, row, out);
            }
            out.endRow(row);
        }
        return out.vector(validity);
    }

    private static void append(
            ArrayVector arrays, BytesVector separators, @Nullable BytesVector replacements, int row, TextOutput out) {
        BytesVector texts = (BytesVector) arrays.elements();
        int start = arrays.starts()[row];
        boolean isFirst = true;
        for (int element = start; element < start + arrays.lengths()[row]; element++) {
            boolean isNull = texts.isNull(element);
            if (isNull && replacements == null) {
                continue;
            }
            if (!isFirst) {
                append(separators, row, out);
            }
            isFirst = false;
            if (isNull && replacements != null) {
                append(replacements, row, out);
            } else {
                append(texts, element, out);
            }
        }
    }

    private static void append(BytesVector texts, int row, TextOutput out) {
        out.append(texts.data(), texts.starts()[row], texts.lengths()[row]);
    }
}
