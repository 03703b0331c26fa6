package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.ScalarType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers written and read in a {@link NumberFormat}. */
final class NumberFormatFunctions {
    private static final String FORMAT_TEXT =
            "0 or 9 for digits, with G or a comma between some and D or a point, and around" + " them $, S, MI or PR";

    private static final DecimalType OF_TEXT = new DecimalType(38, 18);

    private NumberFormatFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        List.of("to_char", "to_varchar"),
                        List.of(
                                "to_char(number NUMERIC, 'number format'): STRING",
                                "to_char(time TIMESTAMP, 'format'): STRING",
                                "to_char(bytes BINARY, 'binary format'): STRING"),
                        "The number in a format, a literal: " + FORMAT_TEXT
                                + "; it is # for each digit if there is no room."
                                + " A time is written in a pattern, bytes as 'hex', 'utf-8' or 'base64' says.",
                        "to_char(-12454.8, '99G999D9S') -> 12,454.8-",
                        NumberFormatFunctions::write),
                family.declare(
                        List.of("to_number"),
                        List.of("to_number(text STRING, 'number format'): DECIMAL"),
                        "The number that a text says in a format, a literal: " + FORMAT_TEXT + ".",
                        "to_number('$78.12', '$99.99') -> 78.12",
                        call -> read(call, false)),
                family.declare(
                        List.of("try_to_number"),
                        List.of("try_to_number(text STRING, 'number format'): DECIMAL"),
                        "As to_number, but null of a text that is no number of the format.",
                        "try_to_number('x', '99') -> NULL",
                        call -> read(call, true)));
    }

    /** Null if the format is null. */
    private static @Nullable NumberFormat format(Call call) {
        call.implicitly(1, STRING);
        if (!call.argument(1).isConstant()) {
            throw call.nonFoldable(1, "format");
        }
        Object format = call.argument(1).constant();
        return format == null ? null : NumberFormat.of(format.toString());
    }

    private static Binding write(Call call) {
        call.requireCount(2, 2);
        DecimalType type = decimal(call);
        NumberFormat format = format(call);
        if (format == null) {
            return new Scalar(STRING, true, false, () -> nulls(STRING)).castingAllTo(type, 1);
        }
        return new Scalar(STRING, call.argument(0).nullable(), false, RowKernels.textsOf(() -> {
                    FormattedNumber formatted = new FormattedNumber(format);
                    return (row, out) -> out.append(formatted.write(row.getDecimal(0)));
                }))
                .castingAllTo(type, 1);
    }

    private static DecimalType decimal(Call call) {
        if (call.argument(0).isUntypedNull()) {
            return DecimalType.DEFAULT;
        }
        if (TypeRules.isNumeric(call.type(0))) {
            return DecimalType.of((ScalarType) call.type(0));
        }
        if (call.type(0) == STRING) {
            return OF_TEXT;
        }
        throw call.unexpectedType(0, "DECIMAL");
    }

    private static Binding read(Call call, boolean isTrying) {
        call.requireCount(2, 2);
        call.implicitly(0, STRING);
        NumberFormat format = format(call);
        if (format == null) {
            return new Scalar(DecimalType.DEFAULT, true, false, () -> nulls(DecimalType.DEFAULT))
                    .castingAllTo(STRING, 1);
        }
        boolean isNullable = isTrying || call.argument(0).nullable();
        return new Scalar(format.type(), isNullable, true, () -> reading(format, isTrying)).castingAllTo(STRING, 1);
    }

    private static ScalarKernel nulls(DataType type) {
        return (arguments, rowCount) -> VectorBuilder.of(type, rowCount).vector(rowCount);
    }

    private static ScalarKernel reading(NumberFormat format, boolean isTrying) {
        FormattedNumberReader reader = new FormattedNumberReader(format);
        DecimalType type = format.type();
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            DecimalOutput out = new DecimalOutput(type, rowCount);
            long[] present = Kernels.changeable(texts.validity(), rowCount);
            for (int row = 0; row < rowCount; row++) {
                if (texts.isNull(row)) {
                    continue;
                }
                BigDecimal number = reader.read(texts.text(row));
                if (number != null) {
                    if (number.precision() > type.precision()) {
                        throw ValueErrors.outOfRange(number, type);
                    }
                    out.set(row, number.unscaledValue());
                } else if (isTrying) {
                    Validity.setNull(present, row);
                } else {
                    throw mismatch(texts.text(row), format);
                }
            }
            return out.vector(present);
        };
    }

    private static SluiceException mismatch(String text, NumberFormat format) {
        return SluiceException.of(
                        ErrorCondition.NUMBER_FORMAT_MISMATCH_INPUT, "a text is no number of the format of to_number")
                .found("\"" + text + "\"")
                .expected(format.text())
                .mend("correct the text, or use try_to_number for null in its place")
                .build();
    }
}
