package dev.sluice.builtin.support;

import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.NumericTypes;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import dev.sluice.types.TimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Spark's rules for the type that values of different types meet in. */
public final class TypeRules {
    private TypeRules() {}

    public static boolean isNumeric(DataType type) {
        return type instanceof ScalarType scalar && scalar.isNumeric();
    }

    /**
     * Whether an argument is cast to the type of a parameter without being asked: numbers to numbers, times to times, any value
     * to a text, and a text to anything, but to a truth value under ANSI rules only.
     */
    static boolean isImplicit(DataType from, AtomicType to, boolean ansi) {
        if (from instanceof DecimalType) {
            return to == AtomicType.STRING || to.isNumeric();
        }
        if (from instanceof IntervalType) {
            return to == AtomicType.STRING;
        }
        if (!(from instanceof AtomicType atomic)) {
            return false;
        }
        boolean isText = atomic == AtomicType.STRING && (ansi || to != AtomicType.BOOLEAN);
        return atomic == to
                || to == AtomicType.STRING
                || isText
                || (atomic.isNumeric() && to.isNumeric())
                || (TimeTypes.isTime(atomic) && TimeTypes.isTime(to));
    }

    /**
     * The type in which two values are compared or chosen among: the widest of numbers; the other type where one is a
     * text, which meets no interval; of times the one that holds both.
     */
    public static Optional<DataType> common(DataType left, DataType right, boolean ansi) {
        if (left.equals(right)) {
            return Optional.of(left);
        }
        if (left instanceof StructType first && right instanceof StructType second) {
            return commonStruct(first, second, ansi);
        }
        if (left instanceof ArrayType first && right instanceof ArrayType second) {
            return commonWithoutText(first.elementType(), second.elementType(), ansi)
                    .map(element -> new ArrayType(element, first.containsNull() || second.containsNull()));
        }
        if (left instanceof MapType first && right instanceof MapType second) {
            return commonWithoutText(first.keyType(), second.keyType(), ansi)
                    .flatMap(key -> commonWithoutText(first.valueType(), second.valueType(), ansi)
                            .map(value ->
                                    new MapType(key, value, first.valueContainsNull() || second.valueContainsNull())));
        }
        if (!(left instanceof ScalarType one) || !(right instanceof ScalarType other)) {
            return Optional.empty();
        }
        if (one.isNumeric() && other.isNumeric()) {
            return Optional.of(NumericTypes.wider(one, other, ansi));
        }
        if (one instanceof IntervalType first && other instanceof IntervalType second) {
            return first.isOfMonths() == second.isOfMonths() ? Optional.of(first.wider(second)) : Optional.empty();
        }
        if (one == AtomicType.STRING || other == AtomicType.STRING) {
            ScalarType meeting = one == AtomicType.STRING ? other : one;
            if (meeting instanceof IntervalType) {
                return Optional.empty();
            }
            return Optional.of(meeting.isNumeric() ? NumericTypes.ofText(meeting) : meeting);
        }
        return TimeTypes.isTime(one) && TimeTypes.isTime(other)
                ? Optional.of(TimeTypes.wider(one, other))
                : Optional.empty();
    }

    /** The type in which values are ordered by {@code greatest} and {@code least}: as {@link #common}, but a text stays a text, and structs need the same names. */
    public static Optional<DataType> commonWithoutText(DataType left, DataType right, boolean ansi) {
        if (left instanceof StructType first && right instanceof StructType second && !haveSameNames(first, second)) {
            return Optional.empty();
        }
        boolean isOneText = (left == AtomicType.STRING) != (right == AtomicType.STRING);
        return isOneText ? Optional.empty() : common(left, right, ansi);
    }

    /** Whether the fields of two structs have the same names, in the same order and compared without case. */
    public static boolean haveSameNames(StructType left, StructType right) {
        return left.size() == right.size()
                && IntStream.range(0, left.size())
                        .allMatch(index -> left.field(index)
                                .name()
                                .equalsIgnoreCase(right.field(index).name()));
    }

    private static Optional<DataType> commonStruct(StructType left, StructType right, boolean ansi) {
        if (left.size() != right.size()) {
            return Optional.empty();
        }
        List<StructField> fields = new ArrayList<>();
        for (int index = 0; index < left.size(); index++) {
            Optional<DataType> type = common(left.type(index), right.type(index), ansi);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            boolean nullable =
                    left.field(index).nullable() || right.field(index).nullable();
            fields.add(new StructField(left.field(index).name(), type.get(), nullable));
        }
        return Optional.of(new StructType(fields));
    }
}
