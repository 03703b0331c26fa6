package dev.sluice.builtin.support;

import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.MapType;
import dev.sluice.types.NumericTypes;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import dev.sluice.types.TimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spark's tightest common type ({@code TypeCoercion.findTightestCommonType}), the same under all rules: one of both that holds the
 * values of the other. A DECIMAL holds itself and the whole numbers that it has room for; texts and intervals only meet their like.
 */
public final class TightTypes {
    private TightTypes() {}

    public static Optional<DataType> common(DataType left, DataType right) {
        if (left.asNullable().equals(right.asNullable())) {
            return Optional.of(left);
        }
        if (left instanceof ArrayType one && right instanceof ArrayType other) {
            return common(one.elementType(), other.elementType())
                    .map(element -> new ArrayType(element, one.containsNull() || other.containsNull()));
        }
        if (left instanceof MapType one && right instanceof MapType other) {
            return common(one.keyType(), other.keyType())
                    .flatMap(key -> common(one.valueType(), other.valueType())
                            .map(value ->
                                    new MapType(key, value, one.valueContainsNull() || other.valueContainsNull())));
        }
        if (left instanceof StructType one && right instanceof StructType other) {
            return ofStructs(one, other);
        }
        if (!(left instanceof ScalarType one) || !(right instanceof ScalarType other)) {
            return Optional.empty();
        }
        if (TimeTypes.isTime(one) && TimeTypes.isTime(other)) {
            return Optional.of(TimeTypes.wider(one, other));
        }
        return one.isNumeric() && other.isNumeric() ? ofNumbers(one, other) : Optional.empty();
    }

    private static Optional<DataType> ofNumbers(ScalarType left, ScalarType right) {
        if (left instanceof DecimalType decimal) {
            return holding(decimal, right);
        }
        return right instanceof DecimalType decimal
                ? holding(decimal, left)
                : Optional.of(NumericTypes.wider(left, right, false));
    }

    private static Optional<DataType> holding(DecimalType decimal, ScalarType number) {
        return number.isIntegral() && decimal.isWiderThan(DecimalType.of(number))
                ? Optional.of(decimal)
                : Optional.empty();
    }

    private static Optional<DataType> ofStructs(StructType left, StructType right) {
        if (!TypeRules.haveSameNames(left, right)) {
            return Optional.empty();
        }
        List<StructField> fields = new ArrayList<>();
        for (int index = 0; index < left.size(); index++) {
            StructField field = left.field(index);
            Optional<DataType> type = common(left.type(index), right.type(index));
            if (type.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new StructField(
                    field.name(),
                    type.get(),
                    field.nullable() || right.field(index).nullable()));
        }
        return Optional.of(new StructType(fields));
    }
}
