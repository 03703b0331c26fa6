package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Casts of structs: field by field to another struct, or to a text such as {@code {1, a}}. */
final class StructCasts {
    private StructCasts() {}

    static Optional<BoundScalar> cast(StructType from, DataType to, boolean nullable, FunctionContext context) {
        if (to == AtomicType.STRING) {
            return Optional.of(new Scalar(to, nullable, false, () -> NestedText.kernel(context)));
        }
        if (!(to instanceof StructType target) || target.size() != from.size()) {
            return Optional.empty();
        }
        List<BoundScalar> fields = new ArrayList<>();
        for (int index = 0; index < from.size(); index++) {
            Optional<BoundScalar> field = Casts.cast(
                    from.type(index), target.type(index), from.field(index).nullable(), context);
            if (field.isEmpty()
                    || (from.field(index).nullable() && !target.field(index).nullable())) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        boolean canFail = fields.stream().anyMatch(BoundScalar::canFail);
        return Optional.of(new Scalar(to, nullable, canFail, () -> kernel(target, fields)));
    }

    private static ScalarKernel kernel(StructType to, List<BoundScalar> fields) {
        ScalarKernel[] kernels = fields.stream().map(BoundScalar::kernel).toArray(ScalarKernel[]::new);
        return (arguments, rowCount) -> {
            StructVector struct = Vectors.structs(arguments[0], rowCount);
            Vector[] cast = new Vector[kernels.length];
            for (int index = 0; index < kernels.length; index++) {
                Vector flat = Vectors.flat(struct.field(index), rowCount);
                Vector argument = struct.validity() == null
                        ? flat
                        : Vectors.withValidity(flat, Validity.and(flat.validity(), struct.validity(), rowCount));
                cast[index] = kernels[index].evaluate(new Vector[] {argument}, rowCount);
            }
            return new StructVector(to, cast, struct.validity());
        };
    }
}
