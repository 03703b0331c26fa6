package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.Optional;

/** Casts of arrays and maps, all of their parts at once. */
final class ListCasts {
    private ListCasts() {}

    static Optional<BoundScalar> cast(ArrayType from, DataType to, boolean nullable, FunctionContext context) {
        if (to == AtomicType.STRING) {
            return Optional.of(new Scalar(to, nullable, false, () -> NestedText.kernel(context)));
        }
        if (!(to instanceof ArrayType target)) {
            return Optional.empty();
        }
        return part(from.elementType(), target.elementType(), from.containsNull(), target.containsNull(), context)
                .map(element -> new Scalar(to, nullable, element.canFail(), () -> arrays(target, element.kernel())));
    }

    static Optional<BoundScalar> cast(MapType from, DataType to, boolean nullable, FunctionContext context) {
        if (to == AtomicType.STRING) {
            return Optional.of(new Scalar(to, nullable, false, () -> NestedText.kernel(context)));
        }
        if (!(to instanceof MapType target)) {
            return Optional.empty();
        }
        // A key that cannot be cast would be null.
        Optional<BoundScalar> key = part(from.keyType(), target.keyType(), false, false, context);
        Optional<BoundScalar> value = part(
                from.valueType(), target.valueType(), from.valueContainsNull(), target.valueContainsNull(), context);
        if (key.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        boolean canFail = key.get().canFail() || value.get().canFail();
        return Optional.of(new Scalar(
                to,
                nullable,
                canFail,
                () -> maps(target, key.get().kernel(), value.get().kernel())));
    }

    /** Empty also where a part may become null that must not be. */
    private static Optional<BoundScalar> part(
            DataType from, DataType to, boolean fromNull, boolean toNull, FunctionContext context) {
        return Casts.cast(from, to, fromNull, context).filter(part -> toNull || !part.isNullable());
    }

    private static ScalarKernel arrays(ArrayType to, ScalarKernel elements) {
        return (arguments, rowCount) -> {
            ArrayVector dense = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            int count = Ranges.total(dense.lengths(), dense.validity(), rowCount);
            return new ArrayVector(
                    to, dense.starts(), dense.lengths(), cast(elements, dense.elements(), count), dense.validity());
        };
    }

    private static ScalarKernel maps(MapType to, ScalarKernel keys, ScalarKernel values) {
        return (arguments, rowCount) -> {
            MapVector dense = Vectors.maps(arguments[0], rowCount).dense(rowCount);
            int count = Ranges.total(dense.lengths(), dense.validity(), rowCount);
            return new MapVector(
                    to,
                    dense.starts(),
                    dense.lengths(),
                    cast(keys, dense.keys(), count),
                    cast(values, dense.values(), count),
                    dense.validity());
        };
    }

    private static Vector cast(ScalarKernel kernel, Vector parts, int count) {
        return Vectors.flatParts(kernel.evaluate(new Vector[] {parts}, count), count);
    }
}
