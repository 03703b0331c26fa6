package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Flattener;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.format.DateTimes;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import dev.sluice.types.TimeTypes;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Casts from STRING and to STRING. */
final class TextCasts {
    private static final int LONGEST_VALUE = 64;

    private TextCasts() {}

    /** Puts the value that a text without blanks around it stands for. */
    @FunctionalInterface
    private interface Parser {
        /** @return whether it stands for one */
        boolean parse(byte[] data, int start, int end, int row);
    }

    static Supplier<ScalarKernel> fromText(AtomicType to, FunctionContext context) {
        return () -> {
            Flattener flattener = new Flattener();
            return (arguments, rowCount) ->
                    parse((BytesVector) flattener.flat(arguments[0], rowCount), to, rowCount, context);
        };
    }

    private static Vector parse(BytesVector texts, AtomicType to, int rowCount, FunctionContext context) {
        long[] present = Kernels.changeable(texts.validity(), rowCount);
        Vector target = Vectors.emptySlots(to, rowCount, null);
        Parser parser = parser(target, to, context);
        byte[] data = texts.data();
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(present, row)) {
                continue;
            }
            int start = texts.starts()[row];
            int end = start + texts.lengths()[row];
            while (start < end && TextNumbers.isBlank(data[start])) {
                start++;
            }
            while (start < end && TextNumbers.isBlank(data[end - 1])) {
                end--;
            }
            if (!parser.parse(data, start, end, row)) {
                if (context.fails()) {
                    throw ValueErrors.invalidCast(texts.text(row), AtomicType.STRING, to);
                }
                Validity.setNull(present, row);
            }
        }
        return Vectors.withValidity(target, Kernels.compact(present, rowCount));
    }

    private static Parser parser(Vector target, AtomicType to, FunctionContext context) {
        return switch (to) {
            case BOOLEAN -> {
                boolean[] result = ((BooleanVector) target).values();
                yield (data, start, end, row) -> {
                    int value = TextNumbers.parseBoolean(data, start, end);
                    result[row] = value == 1;
                    return value >= 0;
                };
            }
            case TINYINT, SMALLINT, INT -> {
                int[] result = ((IntVector) target).values();
                long[] value = new long[1];
                NumberRange range = NumberRange.of(to);
                yield (data, start, end, row) -> {
                    boolean isNumber = TextNumbers.parseLong(data, start, end, !context.ansi(), value);
                    result[row] = (int) value[0];
                    return isNumber && range.has(value[0]);
                };
            }
            case BIGINT -> {
                long[] result = ((LongVector) target).values();
                long[] value = new long[1];
                yield (data, start, end, row) -> {
                    boolean isNumber = TextNumbers.parseLong(data, start, end, !context.ansi(), value);
                    result[row] = value[0];
                    return isNumber;
                };
            }
            case FLOAT -> {
                double[] result = ((DoubleVector) target).values();
                yield (data, start, end, row) -> {
                    OptionalDouble value = TextNumbers.parseFloat(data, start, end);
                    result[row] = value.orElse(0);
                    return value.isPresent();
                };
            }
            case DOUBLE -> {
                double[] result = ((DoubleVector) target).values();
                yield (data, start, end, row) -> {
                    OptionalDouble value = TextNumbers.parseDouble(data, start, end);
                    result[row] = value.orElse(0);
                    return value.isPresent();
                };
            }
            case DATE -> {
                int[] result = ((IntVector) target).values();
                yield (data, start, end, row) -> {
                    result[row] = DateTimes.parseDate(data, start, end - start);
                    return result[row] != DateTimes.INVALID_DATE;
                };
            }
            case TIMESTAMP -> {
                long[] result = ((LongVector) target).values();
                yield (data, start, end, row) -> {
                    result[row] = DateTimes.parseTimestamp(data, start, end - start, context.timeZone());
                    return result[row] != DateTimes.INVALID;
                };
            }
            case TIMESTAMP_NTZ -> {
                long[] result = ((LongVector) target).values();
                yield (data, start, end, row) -> {
                    result[row] = DateTimes.parseLocalTimestamp(data, start, end - start, true);
                    return result[row] != DateTimes.INVALID;
                };
            }
            case STRING, BINARY -> throw new IllegalArgumentException("a text needs no reading for " + to);
        };
    }

    static Supplier<ScalarKernel> toText(DataType from, FunctionContext context) {
        return () -> {
            Flattener flattener = new Flattener();
            return (arguments, rowCount) -> toText(flattener.flat(arguments[0], rowCount), from, rowCount, context);
        };
    }

    private static Vector toText(Vector values, DataType from, int rowCount, FunctionContext context) {
        TextOutput out = new TextOutput(rowCount, rowCount * 20);
        for (int row = 0; row < rowCount; row++) {
            if (!values.isNull(row)) {
                appendText(values, from, row, context, out);
            }
            out.endRow(row);
        }
        return out.vector(values.validity());
    }

    /** Appends the text of a present value of an atomic type. */
    static void appendText(Vector values, DataType type, int row, FunctionContext context, TextOutput out) {
        if (type instanceof DecimalType) {
            BigDecimal number = Decimals.number(values, row);
            out.append(context.ansi() ? number.toPlainString() : number.toString());
            return;
        }
        if (type instanceof IntervalType interval) {
            out.append(IntervalText.of(RowArguments.length(values, row), interval));
            return;
        }
        switch (values) {
            case BooleanVector booleans -> out.append(booleans.values()[row] ? "true" : "false");
            case IntVector ints
            when type == AtomicType.DATE -> {
                byte[] target = out.reserve(LONGEST_VALUE);
                out.position(DateTimes.formatDate(ints.values()[row], target, out.position()));
            }
            case IntVector ints -> appendLong(ints.values()[row], out);
            case LongVector longs
            when TimeTypes.isTimestamp(type) -> {
                byte[] target = out.reserve(LONGEST_VALUE);
                ZoneId zone = type == AtomicType.TIMESTAMP ? context.timeZone() : ZoneOffset.UTC;
                out.position(DateTimes.formatTimestamp(longs.values()[row], zone, target, out.position()));
            }
            case LongVector longs -> appendLong(longs.values()[row], out);
            case DoubleVector doubles
            when type == AtomicType.FLOAT -> out.append(Float.toString((float) doubles.values()[row]));
            case DoubleVector doubles -> out.append(Double.toString(doubles.values()[row]));
            case BytesVector texts -> out.append(texts.data(), texts.starts()[row], texts.lengths()[row]);
            default -> throw new IllegalArgumentException("no text for a value of type " + type.sql());
        }
    }

    private static void appendLong(long value, TextOutput out) {
        if (value == Long.MIN_VALUE) {
            out.append(Long.toString(value));
            return;
        }
        byte[] target = out.reserve(20);
        int digits = 1;
        long magnitude = Math.abs(value);
        for (long rest = magnitude; rest >= 10; rest /= 10) {
            digits++;
        }
        int start = out.position();
        int end = start + digits + (value < 0 ? 1 : 0);
        target[start] = '-';
        long rest = magnitude;
        for (int index = end - 1; index >= end - digits; index--) {
            target[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        out.position(end);
    }
}
