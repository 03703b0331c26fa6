package dev.sluice.builtin.aggregate;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.DOUBLE;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.AggregateFunction.Binding;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.TimeTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Aggregates of which values there are, how many different ones and how they are distributed. */
final class DistributionFunctions {
    private static final String ROWS = " FROM VALUES (1), (2), (NULL), (2), (7) AS rows(x) -> ";
    private static final String GROWS = " Its state grows with the different values of a group.";

    private static final double DEFAULT_DEVIATION = 0.05;
    /** Less would take more than 16 MiB for each group. */
    private static final double LEAST_DEVIATION = 0.0003;

    private static final double MOST_DEVIATION = 0.39;
    private static final int DEFAULT_ACCURACY = 10_000;
    private static final int LEAST_BINS = 2;

    private DistributionFunctions() {}

    static List<AggregateFunction> all() {
        return List.of(
                declare(
                        List.of("approx_count_distinct"),
                        "approx_count_distinct(value ATOMIC[, 'deviation']): BIGINT",
                        "About how many different values there are; a second argument, a literal, is the relative standard"
                                + " deviation, by default 0.05. Its state has 512 bytes at most, four times as many for half"
                                + " the deviation.",
                        "approx_count_distinct(x)" + ROWS + "3",
                        DistributionFunctions::distinctEstimate),
                declare(
                        List.of("percentile"),
                        "percentile(number NUMERIC, 'fraction'[, frequency INTEGRAL]): DOUBLE",
                        "The number or the interval below which a part of all lies, a constant from 0 to 1, between two of them if need be;"
                                + " of an array of such parts an array. A third argument says how often a number counts."
                                + GROWS,
                        "percentile(x, 0.25)" + ROWS + "1.75",
                        DistributionFunctions::percentile),
                declare(
                        List.of("median"),
                        "median(number NUMERIC): DOUBLE",
                        "The number or the interval below which half of all lies, between two of them if need be."
                                + GROWS,
                        "median(x)" + ROWS + "2.0",
                        call -> {
                            call.requireCount(1, 1);
                            DataType type = numberOrInterval(call);
                            return new Binding(new PercentileAggregate(0.5, type), List.of(type));
                        }),
                declare(
                        List.of("percentile_approx", "approx_percentile"),
                        "percentile_approx(number NUMERIC, 'fraction'[, 'accuracy']): NUMERIC",
                        "A number of which about a part of all is not greater, a constant from 0 to 1, or an array of them for an array;"
                                + " the error is one part in as many as a third argument, a constant, says, by default 10000."
                                + " Its state grows with it, up to about 50,000 numbers that wait.",
                        "percentile_approx(x, 0.5)" + ROWS + "2",
                        DistributionFunctions::percentileEstimate),
                declare(
                        List.of("histogram_numeric"),
                        "histogram_numeric(number NUMERIC, 'bins'): ENTRIES",
                        "How the numbers are distributed: for so many bins at most, a constant, the place and the height of each. It"
                                + " is exact while there are no more different numbers; with more it depends on their order,"
                                + " and on how the input is divided.",
                        "histogram_numeric(x, 5)" + ROWS + "[{1, 1.0}, {2, 2.0}, {7, 1.0}]",
                        DistributionFunctions::histogram),
                declare(
                        List.of("mode"),
                        "mode(value ANY[, 'deterministic']): ANY",
                        "The value that is there most often, of several the least." + GROWS,
                        "mode(x)" + ROWS + "2",
                        DistributionFunctions::mode),
                declare(
                        List.of("count_distinct"),
                        "count_distinct(value ATOMIC...): BIGINT",
                        "How many different values, or combinations of values, there are in which nothing is null. Not for"
                                + " streams.",
                        "count_distinct(x)" + ROWS + "3",
                        call -> {
                            call.requireCount(1, Integer.MAX_VALUE);
                            return new Binding(new DistinctCountAggregate(), call.types());
                        }),
                new AggregateDeclaration(
                        new FunctionDocumentation(
                                List.of("sum_distinct"),
                                AggregateFunctions.FAMILY,
                                List.of(
                                        "sum_distinct(number INTEGRAL): BIGINT",
                                        "sum_distinct(number DECIMAL): DECIMAL",
                                        "sum_distinct(number DOUBLE): DOUBLE"),
                                "The sum of the different values: BIGINT of integers, DECIMAL of decimals, else DOUBLE. Not for"
                                        + " streams.",
                                "sum_distinct(x)" + ROWS + "10"),
                        DistributionFunctions::distinctSum),
                declare(
                        List.of("listagg", "string_agg"),
                        "listagg(text STRING[, 'delimiter']): STRING",
                        "The texts that are not null one after the other, in the order of the rows, with a delimiter between"
                                + " them, a constant. Its state grows with the texts of a group.",
                        "listagg(x, '-')" + ROWS + "1-2-2-7",
                        DistributionFunctions::textList));
    }

    private static AggregateFunction declare(
            List<String> names, String signature, String usage, String example, Function<Call, Binding> binder) {
        return new AggregateDeclaration(
                new FunctionDocumentation(names, AggregateFunctions.FAMILY, List.of(signature), usage, example),
                binder);
    }

    private static DataType number(Call call) {
        boolean isNumber = TypeRules.isNumeric(call.type(0))
                || call.type(0) == STRING
                || call.argument(0).isUntypedNull();
        if (!isNumber) {
            throw call.unexpectedType(0, "NUMERIC");
        }
        return DOUBLE;
    }

    private static DataType numberOrInterval(Call call) {
        return call.type(0) instanceof IntervalType interval ? interval : number(call);
    }

    private static Binding distinctEstimate(Call call) {
        call.requireCount(1, 2);
        if (call.size() == 2 && call.type(1) != DOUBLE && !(call.type(1) instanceof DecimalType)) {
            throw call.nonFoldable(1, "relativeSD");
        }
        // As in Spark, this one is a literal as it is written.
        if (call.size() == 2 && !call.argument(1).isLiteral()) {
            throw call.nonFoldable(1, "relativeSD");
        }
        double deviation = call.size() == 1 ? DEFAULT_DEVIATION : constant(call, 1, "relativeSD");
        if (!(deviation >= LEAST_DEVIATION && deviation <= MOST_DEVIATION)) {
            throw SluiceException.analysis(
                            ErrorCondition.FAILED_FUNCTION_CALL,
                            "`" + call.name() + "` cannot be made with a deviation of " + deviation + ".")
                    .expected("a relative standard deviation from " + LEAST_DEVIATION + " to " + MOST_DEVIATION)
                    .mend("give another deviation")
                    .build();
        }
        int precision = Math.max(HyperLogLog.LEAST_PRECISION, HyperLogLog.precisionOf(deviation));
        return new Binding(new DistinctEstimateAggregate(precision), List.of(call.type(0)));
    }

    private static Binding percentile(Call call) {
        call.requireCount(2, 3);
        DataType type = numberOrInterval(call);
        List<Double> parts = parts(call);
        List<DataType> castTo = new ArrayList<>(List.of(type, call.type(1)));
        if (call.size() == 3) {
            if (!isIntegral(call, 2)
                    && call.type(2) != STRING
                    && !call.argument(2).isUntypedNull()) {
                throw call.unexpectedType(2, "INTEGRAL");
            }
            castTo.add(BIGINT);
        }
        return new Binding(ofParts(call, parts, part -> new PercentileAggregate(part, type)), castTo);
    }

    private static Binding percentileEstimate(Call call) {
        call.requireCount(2, 3);
        boolean isTime = TimeTypes.isTime(call.type(0)) || call.type(0) instanceof IntervalType;
        boolean isNumber = TypeRules.isNumeric(call.type(0));
        DataType type = isTime || isNumber ? call.type(0) : number(call);
        List<Double> parts = parts(call);
        if (call.size() == 3 && !isIntegral(call, 2)) {
            throw call.unexpectedType(2, "INTEGRAL");
        }
        double accuracy = call.size() == 2 ? DEFAULT_ACCURACY : constant(call, 2, "accuracy");
        if (!(accuracy > 0 && accuracy <= Integer.MAX_VALUE)) {
            throw outOfRange(call, "accuracy", "above 0 and up to " + Integer.MAX_VALUE, accuracy);
        }
        DoubleFunction<BoundAggregate> estimate =
                part -> new PercentileEstimateAggregate((ScalarType) type, part, (long) accuracy);
        return new Binding(ofParts(call, parts, estimate), List.of(type));
    }

    private static Binding histogram(Call call) {
        call.requireCount(2, 2);
        boolean isTaken = TypeRules.isNumeric(call.type(0))
                || TimeTypes.isTime(call.type(0))
                || call.type(0) instanceof IntervalType;
        DataType type = isTaken ? call.type(0) : number(call);
        call.implicitly(1, INT);
        boolean isText = call.argument(1).constant() instanceof String;
        int bins = isText ? call.requireInt(1, "nb", LEAST_BINS) : (int) constant(call, 1, "nb");
        if (bins < LEAST_BINS) {
            throw outOfRange(call, "nb", LEAST_BINS + " or more", bins);
        }
        return new Binding(new HistogramAggregate((ScalarType) type, bins), List.of(type));
    }

    private static boolean isIntegral(Call call, int index) {
        return call.type(index) instanceof ScalarType type && type.isIntegral();
    }

    /** Of one number, or of an array of numbers. */
    private static List<Double> parts(Call call) {
        List<Double> parts = new ArrayList<>();
        if (!(call.type(1) instanceof ArrayType)) {
            call.implicitly(1, DOUBLE);
            parts.add(constant(call, 1, "percentage"));
        } else if (call.argument(1).constant() instanceof List<?> numbers) {
            for (Object number : numbers) {
                // As in Spark, a null among them is zero.
                if (number != null && !(number instanceof Number)) {
                    throw call.unexpectedType(1, "ARRAY<DOUBLE>");
                }
                parts.add(number instanceof Number one ? one.doubleValue() : 0.0);
            }
        } else {
            throw call.nonFoldable(1, "percentage");
        }
        for (double part : parts) {
            if (!(part >= 0 && part <= 1)) {
                throw outOfRange(call, "percentage", "from 0 to 1", part);
            }
        }
        return parts;
    }

    private static BoundAggregate ofParts(Call call, List<Double> parts, DoubleFunction<BoundAggregate> ofOne) {
        List<BoundAggregate> each =
                parts.stream().map(part -> ofOne.apply(part.doubleValue())).toList();
        return call.type(1) instanceof ArrayType ? new SeveralPartsAggregate(each) : each.getFirst();
    }

    private static double constant(Call call, int index, String what) {
        if (call.isNull(index)) {
            throw SluiceException.analysis(
                            ErrorCondition.UNEXPECTED_NULL,
                            "Cannot resolve \"" + call.sql() + "\": the " + what + " is null")
                    .mend("write the " + what + " as a number")
                    .build();
        }
        if (TypeRules.isNumeric(call.type(index)) && call.argument(index).constant() instanceof Number number) {
            return number.doubleValue();
        }
        throw call.nonFoldable(index, what);
    }

    private static SluiceException outOfRange(Call call, String what, String range, double value) {
        return SluiceException.analysis(
                        ErrorCondition.VALUE_OUT_OF_RANGE,
                        "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: The " + what + " must be "
                                + range + " (current value = " + value + ").")
                .mend("give another " + what)
                .build();
    }

    private static Binding mode(Call call) {
        call.requireCount(1, 2);
        if (call.size() == 2 && !(call.argument(1).constant() instanceof Boolean)) {
            throw call.type(1) == BOOLEAN ? call.nonFoldable(1, "deterministic") : call.unexpectedType(1, "BOOLEAN");
        }
        return new Binding(new ModeAggregate(call.type(0)), List.of(call.type(0)));
    }

    private static Binding distinctSum(Call call) {
        call.requireCount(1, 1);
        ScalarType type = call.type(0) instanceof DecimalType decimal
                ? decimal
                : AggregateFunctions.numeric(call).isIntegral() ? BIGINT : DOUBLE;
        BoundAggregate sum = new DistinctSumAggregate(type, call.context().ansi());
        return new Binding(sum, Collections.nCopies(1, type));
    }

    private static Binding textList(Call call) {
        call.requireCount(1, 2);
        String delimiter = "";
        if (call.size() == 2 && !call.isNull(1)) {
            call.implicitly(1, STRING);
            if (!(call.argument(1).constant() instanceof String text)) {
                throw call.nonFoldable(1, "delimiter");
            }
            delimiter = text;
        }
        return new Binding(new TextListAggregate(delimiter), List.of(call.implicitly(0, STRING)));
    }
}
