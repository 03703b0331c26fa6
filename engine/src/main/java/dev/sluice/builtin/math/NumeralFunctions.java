package dev.sluice.builtin.math;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BINARY;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import java.util.List;
import java.util.Locale;

/** Whole numbers written to other bases, and factorials. */
final class NumeralFunctions {
    private static final String HEX_DIGITS = "0123456789ABCDEF";
    private static final int MOST_FACTORS = 20;

    private NumeralFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "bin",
                        "bin(number BIGINT): STRING",
                        "The number in binary digits.",
                        "bin(5) -> 101",
                        Parameters.of(BIGINT)
                                .giving(
                                        STRING,
                                        RowKernels.texts(
                                                (row, out) -> out.append(Long.toBinaryString(row.getLong(0)))))),
                family.declare(
                        List.of("hex"),
                        List.of("hex(number NUMERIC): STRING", "hex(text STRING): STRING", "hex(bytes BINARY): STRING"),
                        "The number, the bytes of the text, or the bytes, in hexadecimal digits.",
                        "hex(255) -> FF",
                        NumeralFunctions::hex),
                family.declare(
                        "conv",
                        "conv(digits STRING, from INT, to INT): STRING",
                        "A whole number of one base written to another one, of 2 to 36; a negative base makes digits with a"
                                + " sign. Null of other bases and of no digits.",
                        "conv('ff', 16, 10) -> 255",
                        NumeralFunctions::convert),
                family.declare(
                        "factorial",
                        "factorial(number INT): BIGINT",
                        "The product of the numbers from 1 to this one; null below 0 and above 20.",
                        "factorial(5) -> 120",
                        Parameters.of(INT)
                                .mayGiveNull()
                                .giving(BIGINT, RowKernels.longs(NumeralFunctions::factorial))));
    }

    private static Binding hex(Call call) {
        call.requireCount(1, 1);
        boolean isNumber = TypeRules.isNumeric(call.type(0)) || call.argument(0).isUntypedNull();
        boolean isBinary = call.type(0) == BINARY;
        AtomicType type = call.implicitly(0, isNumber ? BIGINT : isBinary ? BINARY : STRING);
        return new Scalar(
                        STRING,
                        call.anyNullable(),
                        false,
                        isNumber
                                ? RowKernels.texts((row, out) -> out.append(
                                        Long.toHexString(row.getLong(0)).toUpperCase(Locale.ROOT)))
                                : RowKernels.texts(NumeralFunctions::hexOfText))
                .castingAllTo(type, 1);
    }

    private static void hexOfText(RowArguments row, TextOutput out) {
        int end = row.end(0);
        byte[] data = row.data(0);
        byte[] target = out.reserve(2 * (end - row.start(0)));
        int position = out.position();
        for (int index = row.start(0); index < end; index++) {
            target[position] = (byte) HEX_DIGITS.charAt((data[index] >> 4) & 0xF);
            target[position + 1] = (byte) HEX_DIGITS.charAt(data[index] & 0xF);
            position += 2;
        }
        out.position(position);
    }

    private static Binding convert(Call call) {
        boolean ansi = call.context().ansi();
        return Parameters.of(STRING, INT, INT)
                .mayGiveNull()
                .mayFail()
                .giving(STRING, RowKernels.texts((row, out) -> convert(row, ansi, out)))
                .bind(call);
    }

    private static void convert(RowArguments row, boolean ansi, TextOutput out) {
        String text = row.getText(0).strip();
        int from = row.getInt(1);
        int to = row.getInt(2);
        if (text.isEmpty() || !isBase(from) || !isBase(Math.abs(to))) {
            row.giveNull();
            return;
        }
        boolean isNegative = text.charAt(0) == '-';
        long value = unsigned(text, isNegative ? 1 : 0, from, ansi);
        if (isNegative && to > 0) {
            value = value < 0 ? -1 : -value;
        }
        if (to < 0 && value < 0) {
            value = -value;
            isNegative = true;
        }
        String digits = Long.toUnsignedString(value, Math.abs(to)).toUpperCase(Locale.ROOT);
        out.append(isNegative && to < 0 ? "-" + digits : digits);
    }

    private static boolean isBase(int base) {
        return base >= Character.MIN_RADIX && base <= Character.MAX_RADIX;
    }

    /** The digits up to the first character that is none; all bits are set where 64 do not hold the number. */
    private static long unsigned(String text, int start, int base, boolean ansi) {
        long value = 0;
        for (int index = start; index < text.length(); index++) {
            char character = text.charAt(index);
            int digit = character < 128 ? Character.digit(character, base) : -1;
            if (digit < 0) {
                break;
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0) {
                if (ansi) {
                    throw ValueErrors.overflow("long", "conv");
                }
                return -1;
            }
            value = value * base + digit;
        }
        return value;
    }

    private static long factorial(RowArguments row) {
        int number = row.getInt(0);
        if (number < 0 || number > MOST_FACTORS) {
            row.giveNull();
        }
        long product = 1;
        for (int factor = 2; factor <= Math.min(number, MOST_FACTORS); factor++) {
            product *= factor;
        }
        return product;
    }
}
