package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.TightTypes;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.Optional;
import java.util.stream.IntStream;

/** The types that functions of arrays and maps take, and the errors that refuse others. */
final class CollectionTypes {
    private CollectionTypes() {}

    /** The type of an argument that must be an array; a null that nobody has cast is one. */
    static ArrayType array(Call call, int index) {
        if (call.argument(index).isUntypedNull()) {
            return new ArrayType(AtomicType.STRING);
        }
        if (call.type(index) instanceof ArrayType array) {
            return array;
        }
        throw call.unexpectedType(index, "ARRAY");
    }

    /** The type of an argument that must be a map; a null that nobody has cast is one. */
    static MapType map(Call call, int index) {
        if (call.argument(index).isUntypedNull()) {
            return new MapType(AtomicType.STRING, AtomicType.STRING);
        }
        if (call.type(index) instanceof MapType map) {
            return map;
        }
        throw call.unexpectedType(index, "MAP");
    }

    /**
     * The type in which parts are compared that one function compares with a wider choice of types than {@link TightTypes} allows:
     * all numbers meet, structs by their fields under ANSI rules, and intervals only their like.
     */
    static Optional<DataType> compared(Call call, DataType left, DataType right) {
        boolean isLike = left.asNullable().equals(right.asNullable());
        if (isLike || !(left instanceof StructType || left instanceof IntervalType)) {
            return common(call, left, right);
        }
        boolean areStructs = left instanceof StructType
                && right instanceof StructType
                && call.context().ansi();
        return areStructs ? structs(call, (StructType) left, (StructType) right) : Optional.empty();
    }

    private static Optional<DataType> structs(Call call, StructType left, StructType right) {
        boolean areFieldsCompared = TypeRules.haveSameNames(left, right)
                && IntStream.range(0, left.size())
                        .allMatch(field -> compared(call, left.type(field), right.type(field))
                                .isPresent());
        return areFieldsCompared ? common(call, left, right) : Optional.empty();
    }

    /**
     * The type in which the parts of several arrays or maps meet that become one: without ANSI rules also a text and what is written as
     * one.
     */
    static Optional<DataType> merged(Call call, DataType left, DataType right) {
        boolean isOneText = (left == AtomicType.STRING) != (right == AtomicType.STRING);
        DataType other = left == AtomicType.STRING ? right : left;
        boolean isWritten = isOneText
                && !call.context().ansi()
                && other instanceof ScalarType
                && other != AtomicType.BOOLEAN
                && other != AtomicType.BINARY;
        return isWritten ? Optional.of(AtomicType.STRING) : common(call, left, right);
    }

    static Optional<DataType> common(Call call, DataType left, DataType right) {
        return left.asNullable().equals(right.asNullable())
                ? Optional.of(left)
                : TypeRules.commonWithoutText(left, right, call.context().ansi());
    }

    static SluiceException nullType(Call call, int index) {
        return SluiceException.analysis(
                        ErrorCondition.NULL_TYPE,
                        "Cannot resolve \"" + call.sql()
                                + "\" due to data type mismatch: Null typed values cannot be used"
                                + " as arguments of `" + call.name() + "`.")
                .at("argument " + (index + 1))
                .mend("cast the null to the type of the elements")
                .build();
    }

    static SluiceException differentTypes(Call call, int left, int right) {
        return SluiceException.analysis(
                        ErrorCondition.ARRAY_FUNCTION_DIFF_TYPES,
                        "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input to `" + call.name()
                                + "` should have been \"ARRAY\" followed by a value with same element type, but it's [\""
                                + call.type(left).sql() + "\", \""
                                + call.type(right).sql() + "\"].")
                .mend("cast the one to the type of the other")
                .build();
    }

    static SluiceException differentArrays(Call call) {
        return SluiceException.analysis(
                        ErrorCondition.BINARY_ARRAY_DIFF_TYPES,
                        "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input to function `"
                                + call.name() + "` should have been two \"ARRAY\" with same element type, but it's [\""
                                + call.type(0).sql() + "\", \"" + call.type(1).sql() + "\"].")
                .mend("cast the one array to the type of the other")
                .build();
    }

    static SluiceException mapDiffTypes(Call call) {
        return SluiceException.analysis(
                        ErrorCondition.MAP_FUNCTION_DIFF_TYPES,
                        "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input to `" + call.name()
                                + "` should have been \"MAP\" followed by a value with same key type, but it's [\""
                                + call.type(0).sql() + "\", \"" + call.type(1).sql() + "\"].")
                .mend("cast the key to the type of the keys")
                .build();
    }

    static void requireOrderable(Call call, DataType type, int index) {
        if (!type.isOrderable()) {
            throw call.invalidOrderingType(index);
        }
    }
}
