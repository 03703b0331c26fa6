package dev.sluice.builtin.math;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static dev.sluice.types.AtomicType.TINYINT;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.NumericTypes;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions of the bits of whole numbers. */
final class BitFunctions {
    private BitFunctions() {}

    static List<ScalarFunction> all() {
        Family family = new Family("bitwise");
        return List.of(
                family.declare(
                        "&",
                        "left INTEGRAL & right INTEGRAL: INTEGRAL",
                        "The bits that both numbers have.",
                        "6 & 3 -> 2",
                        operator((left, right) -> left & right, (left, right) -> left & right)),
                family.declare(
                        "|",
                        "left INTEGRAL | right INTEGRAL: INTEGRAL",
                        "The bits that one of the numbers has.",
                        "6 | 3 -> 7",
                        operator((left, right) -> left | right, (left, right) -> left | right)),
                family.declare(
                        "^",
                        "left INTEGRAL ^ right INTEGRAL: INTEGRAL",
                        "The bits that only one of the numbers has.",
                        "6 ^ 3 -> 5",
                        operator((left, right) -> left ^ right, (left, right) -> left ^ right)),
                family.declare(
                        "~",
                        "~(number INTEGRAL): INTEGRAL",
                        "The bits that the number does not have.",
                        "~(6) -> -7",
                        BitFunctions::not),
                family.declare(
                        List.of("bit_count"),
                        List.of("bit_count(number INTEGRAL): INT", "bit_count(value BOOLEAN): INT"),
                        "How many of its bits a number of 64 has.",
                        "bit_count(7) -> 3",
                        BitFunctions::count),
                family.declare(
                        List.of("getbit", "bit_get"),
                        "getbit(number INTEGRAL, position INT): TINYINT",
                        "The bit at a position, which is counted from 0 and from the right.",
                        "getbit(6, 1) -> 1",
                        BitFunctions::get),
                family.declare(
                        "shiftleft",
                        "shiftleft(number INTEGRAL, by INT): INTEGRAL",
                        "The bits moved to the left; the last 5 bits of the second number count, of a BIGINT the last 6.",
                        "shiftleft(3, 2) -> 12",
                        shift((number, by) -> number << by, (number, by) -> number << by)),
                family.declare(
                        "shiftright",
                        "shiftright(number INTEGRAL, by INT): INTEGRAL",
                        "The bits moved to the right, the sign staying.",
                        "shiftright(12, 2) -> 3",
                        shift((number, by) -> number >> by, (number, by) -> number >> by)),
                family.declare(
                        "shiftrightunsigned",
                        "shiftrightunsigned(number INTEGRAL, by INT): INTEGRAL",
                        "The bits moved to the right, zeros following.",
                        "shiftrightunsigned(-1, 31) -> 1",
                        shift((number, by) -> number >>> by, (number, by) -> number >>> by)));
    }

    private static boolean isIntegral(DataType type) {
        return type instanceof AtomicType atomic && atomic.isIntegral();
    }

    /** The type both sides meet in: a text beside a whole number is a BIGINT under ANSI rules, and refused without. */
    private static AtomicType common(Call call) {
        call.requireCount(2, 2);
        boolean isLeftNull = call.argument(0).isUntypedNull();
        boolean isRightNull = call.argument(1).isUntypedNull();
        if (isLeftNull && isRightNull) {
            return BIGINT;
        }
        DataType left = isLeftNull ? call.type(1) : call.type(0);
        DataType right = isRightNull ? call.type(0) : call.type(1);
        if (isIntegral(left) && isIntegral(right)) {
            return NumericTypes.wider((AtomicType) left, (AtomicType) right, true);
        }
        boolean isOneText = (left == STRING && isIntegral(right)) || (right == STRING && isIntegral(left));
        if (isOneText && call.context().ansi()) {
            return BIGINT;
        }
        boolean isTextBesideDouble =
                (left == STRING || right == STRING) && (left == AtomicType.DOUBLE || right == AtomicType.DOUBLE);
        throw isTextBesideDouble ? call.wrongOperand("INTEGRAL", AtomicType.DOUBLE) : call.wrongOperands("INTEGRAL");
    }

    private static Binder operator(IntBinaryOperator ofInts, LongBinaryOperator ofLongs) {
        return call -> {
            AtomicType type = common(call);
            Kernels.BinaryLoop loop = type != BIGINT
                    ? (left, right, validity, rowCount) -> {
                        int[] first = ((IntVector) left).values();
                        int[] second = ((IntVector) right).values();
                        int[] result = new int[rowCount];
                        for (int row = 0; row < rowCount; row++) {
                            result[row] = ofInts.applyAsInt(first[row], second[row]);
                        }
                        return new IntVector(type, result, validity);
                    }
                    : (left, right, validity, rowCount) -> {
                        long[] first = ((LongVector) left).values();
                        long[] second = ((LongVector) right).values();
                        long[] result = new long[rowCount];
                        for (int row = 0; row < rowCount; row++) {
                            result[row] = ofLongs.applyAsLong(first[row], second[row]);
                        }
                        return new LongVector(result, validity);
                    };
            return new Scalar(type, call.anyNullable(), false, Kernels.binary(loop))
                    .decidedBy(0)
                    .castingAllTo(type, 2);
        };
    }

    private static AtomicType integral(Call call) {
        if (isIntegral(call.type(0))) {
            return (AtomicType) call.type(0);
        }
        if (call.argument(0).isUntypedNull()) {
            return INT;
        }
        throw call.unexpectedType(0, "INTEGRAL");
    }

    private static Binding not(Call call) {
        call.requireCount(1, 1);
        AtomicType type = integral(call);
        return new Scalar(
                        type,
                        call.anyNullable(),
                        false,
                        type != BIGINT
                                ? RowKernels.ints(type, row -> ~row.getInt(0))
                                : RowKernels.longs(row -> ~row.getLong(0)))
                .castingAllTo(type, 1);
    }

    private static Binding count(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) == BOOLEAN) {
            return new Scalar(INT, call.anyNullable(), false, RowKernels.ints(row -> row.getBoolean(0) ? 1 : 0))
                    .castingAllTo(BOOLEAN, 1);
        }
        integral(call);
        return new Scalar(INT, call.anyNullable(), false, RowKernels.ints(row -> Long.bitCount(row.getLong(0))))
                .castingAllTo(BIGINT, 1);
    }

    private static Binding get(Call call) {
        call.requireCount(2, 2);
        AtomicType type = integral(call);
        int bits = NumberRange.of(type).bits();
        List<DataType> castTo = List.of(BIGINT, call.implicitly(1, INT));
        return new Scalar(TINYINT, call.anyNullable(), true, RowKernels.ints(TINYINT, row -> bit(row, bits)))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static int bit(RowArguments row, int bits) {
        int position = row.getInt(1);
        if (position < 0 || position >= bits) {
            throw ValueErrors.bitPosition(position, bits);
        }
        return (int) (row.getLong(0) >> position) & 1;
    }

    /** Shifts a number of one type by an INT. */
    @FunctionalInterface
    private interface LongShift {
        long apply(long number, int by);
    }

    private static Binder shift(IntBinaryOperator ofInts, LongShift ofLongs) {
        return call -> {
            call.requireCount(2, 2);
            AtomicType type = call.type(0) == BIGINT ? BIGINT : call.implicitly(0, INT);
            List<DataType> castTo = List.of(type, call.implicitly(1, INT));
            return new Scalar(
                            type,
                            call.anyNullable(),
                            false,
                            type == INT
                                    ? RowKernels.ints(row -> ofInts.applyAsInt(row.getInt(0), row.getInt(1)))
                                    : RowKernels.longs(row -> ofLongs.apply(row.getLong(0), row.getInt(1))))
                    .decidedBy(0)
                    .castingTo(castTo);
        };
    }
}
