package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values written as a format of {@code printf} says. */
final class FormatStringFunction {
    private FormatStringFunction() {}

    static ScalarFunction declared(Family family) {
        return family.declare(
                List.of("format_string", "printf"),
                "format_string(format STRING, value ATOMIC...): STRING",
                "The values written as a format of java.util.Formatter says; nulls are written too. A DATE is the number"
                        + " of its days, a TIMESTAMP or TIMESTAMP_NTZ that of its"
                        + " microseconds, an interval that of its months or microseconds, a DECIMAL a text, a BINARY the text that it is in UTF-8.",
                "format_string('%s is %05d', 'a', 7) -> a is 00007",
                FormatStringFunction::bind);
    }

    private static Binding bind(Call call) {
        call.requireCount(1, Integer.MAX_VALUE);
        call.implicitly(0, STRING);
        if (call.argument(0).literal() instanceof String format && format.contains("%0$")) {
            throw SluiceException.analysis(
                            ErrorCondition.FORMAT_INDEX_OF_ZERO,
                            "The format of `" + call.name() + "` names an argument %0$; they are counted from 1.")
                    .at("\"" + call.sql() + "\"")
                    .mend("write %1$ for the first argument")
                    .build();
        }
        List<DataType> castTo = new ArrayList<>(call.types());
        castTo.set(0, STRING);
        for (int index = 1; index < call.size(); index++) {
            if (!(call.type(index) instanceof ScalarType)) {
                throw SluiceException.analysis(
                                ErrorCondition.NOT_YET_SUPPORTED,
                                "`" + call.name() + "` cannot write "
                                        + call.type(index).sql() + " yet")
                        .at("\"" + call.sql() + "\"")
                        .mend("cast the value to STRING, or name a part of it")
                        .build();
            }
            if (call.type(index) == AtomicType.BINARY) {
                castTo.set(index, STRING);
            }
        }
        return new Scalar(
                        STRING,
                        call.argument(0).nullable(),
                        true,
                        RowKernels.texts(1, (row, out) -> append(row, castTo, out)))
                .decidedBy(0, 1)
                .castingTo(castTo);
    }

    private static void append(RowArguments row, List<DataType> types, TextOutput out) {
        @Nullable Object[] values = new @Nullable Object[row.count() - 1];
        for (int index = 1; index < row.count(); index++) {
            values[index - 1] = row.isNull(index) ? null : value(row, index, types.get(index));
        }
        TextOutput.requireSane(widths(row.getText(0)));
        try {
            out.append(String.format(Locale.US, row.getText(0), values));
        } catch (IllegalFormatException wrong) {
            throw ValueErrors.illegalFormat(row.getText(0), wrong);
        }
    }

    /** No less than the widths and precisions that a format asks for together. */
    private static long widths(String format) {
        long sum = 0;
        long number = 0;
        boolean isPlace = false;
        for (int index = 0; index < format.length(); index++) {
            char one = format.charAt(index);
            boolean isDigit = isPlace && one >= '0' && one <= '9';
            // More digits than any width has change nothing.
            number = isDigit ? Math.min(number * 10 + one - '0', Integer.MAX_VALUE) : 0;
            sum += isDigit ? number : 0;
            isPlace = one == '%' ? !isPlace : isPlace && !Character.isLetter(one);
        }
        return sum;
    }

    private static Object value(RowArguments row, int index, DataType type) {
        return switch (type) {
            case IntervalType interval when interval.isOfMonths() -> (int) row.getLength(index);
            case IntervalType ignored -> row.getLength(index);
            case DecimalType ignored -> new Text(row.getDecimal(index));
            case AtomicType atomic -> value(row, index, atomic);
            case DataType other -> throw new IllegalStateException("is refused: " + other);
        };
    }

    /** A number that, as in Spark, the conversions of numbers do not take. */
    private record Text(BigDecimal number) {
        @Override
        public String toString() {
            return number.toString();
        }
    }

    private static Object value(RowArguments row, int index, AtomicType type) {
        return switch (type) {
            case BOOLEAN -> row.getBoolean(index);
            case TINYINT, SMALLINT, INT, DATE -> row.getInt(index);
            case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> row.getLong(index);
            case FLOAT -> (float) row.getDouble(index);
            case DOUBLE -> row.getDouble(index);
            case STRING -> row.getText(index);
            case BINARY -> throw new IllegalStateException("is cast to a text");
        };
    }
}
