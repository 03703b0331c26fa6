package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.ScalarType;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** Numbers written as texts for people. */
final class NumberTextFunctions {
    private static final String GROUPED = "#,###,###,###,###,###,##0";

    /** What a number is written with at most, however many are asked for. */
    private static final int MOST_PLACES = 340;

    private NumberTextFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(family.declare(
                List.of("format_number"),
                List.of(
                        "format_number(number NUMERIC, places INT): STRING",
                        "format_number(number NUMERIC, pattern STRING): STRING"),
                "The number with commas and so many places, rounded to the nearest, null if they are negative; or as a"
                        + " pattern such as ###,##0.00 says.",
                "format_number(1234567.891, 1) -> 1,234,567.9",
                NumberTextFunctions::format));
    }

    private static Binding format(Call call) {
        call.requireCount(2, 2);
        boolean isNull = call.argument(0).isUntypedNull();
        if (!TypeRules.isNumeric(call.type(0)) && !isNull) {
            throw call.unexpectedType(0, "NUMERIC");
        }
        ScalarType number = call.type(0) instanceof ScalarType type && type.isNumeric() ? type : AtomicType.DOUBLE;
        boolean isPattern = call.type(1) == STRING && !call.argument(1).isUntypedNull();
        AtomicType second = isPattern ? STRING : call.implicitly(1, INT);
        return new Scalar(STRING, true, false, RowKernels.textsOf(() -> new Format(number, isPattern)))
                .decidedBy(0)
                .castingTo(List.<DataType>of(number, second));
    }

    /** Remembers the last pattern. */
    private static final class Format implements RowKernels.ToText {
        private final ScalarType number;
        private final boolean isPattern;
        private final DecimalFormat format = new DecimalFormat(GROUPED, DecimalFormatSymbols.getInstance(Locale.US));
        private String pattern = GROUPED;

        Format(ScalarType number, boolean isPattern) {
            this.number = number;
            this.isPattern = isPattern;
        }

        @Override
        public void append(RowArguments row, TextOutput out) {
            if (!isPattern && row.getInt(1) < 0) {
                row.giveNull();
                return;
            }
            String wanted = isPattern ? row.getText(1) : withPlaces(row.getInt(1));
            String known = wanted.isEmpty() ? GROUPED : wanted;
            if (!known.equals(pattern)) {
                format.applyPattern(known);
                pattern = known;
            }
            out.append(
                    switch (number) {
                        case IntervalType interval -> throw new IllegalStateException("no number: " + interval);
                        case DecimalType ignored -> format.format(row.getDecimal(0));
                        case AtomicType type when type == AtomicType.BIGINT -> format.format(row.getLong(0));
                        case AtomicType type when type.isIntegral() -> format.format(row.getInt(0));
                        case AtomicType ignored -> format.format(row.getDouble(0));
                    });
        }

        private static String withPlaces(int places) {
            return places == 0 ? GROUPED : GROUPED + "." + "0".repeat(Math.min(places, MOST_PLACES));
        }
    }
}
