package dev.sluice.builtin.aggregate;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.DOUBLE;

import dev.sluice.builtin.support.Call;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.AggregateFunction.Binding;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.types.AtomicType;
import dev.sluice.types.ScalarType;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/** Aggregates of statistics, of conditions, of bits, and of one column by the order of another. */
final class StatisticsFunctions {
    private static final String FAMILY = "aggregate";
    private static final String NUMBERS = "(x) FROM VALUES (1), (2), (NULL), (3) AS rows(x) -> ";

    private StatisticsFunctions() {}

    static List<AggregateFunction> all() {
        return List.of(
                moment(
                        List.of("stddev_samp", "stddev", "std"),
                        "The standard deviation of a sample; null of less than two values.",
                        "1.0",
                        MomentAggregate.Measure.DEVIATION_OF_SAMPLE),
                moment(
                        List.of("stddev_pop"),
                        "The standard deviation of all values.",
                        "0.816496580927726",
                        MomentAggregate.Measure.DEVIATION_OF_ALL),
                moment(
                        List.of("var_samp", "variance"),
                        "The variance of a sample; null of less than two values.",
                        "1.0",
                        MomentAggregate.Measure.VARIANCE_OF_SAMPLE),
                moment(
                        List.of("var_pop"),
                        "The variance of all values.",
                        "0.6666666666666666",
                        MomentAggregate.Measure.VARIANCE_OF_ALL),
                moment(
                        List.of("skewness"),
                        "How far the values lean to one side of their mean; null where all are the same.",
                        "0.0",
                        MomentAggregate.Measure.SKEWNESS),
                moment(
                        List.of("kurtosis"),
                        "How heavy the ends of the distribution are, 0 being normal; null where all are the same.",
                        "-1.5",
                        MomentAggregate.Measure.KURTOSIS),
                pair(
                        "covar_samp",
                        "The covariance of a sample of pairs; null of less than two pairs.",
                        "1.0",
                        PairAggregate.Measure.COVARIANCE_OF_SAMPLE),
                pair(
                        "covar_pop",
                        "The covariance of all pairs.",
                        "0.6666666666666666",
                        PairAggregate.Measure.COVARIANCE_OF_ALL),
                pair(
                        "corr",
                        "The coefficient of correlation of pairs, from -1 to 1; where one side is always the same, an error under ANSI rules,"
                                + " else null.",
                        "1.0",
                        PairAggregate.Measure.CORRELATION),
                declare(
                        List.of("count_if"),
                        List.of("count_if(condition BOOLEAN): BIGINT"),
                        "The number of rows for which the condition is true.",
                        "count_if(x > 1) FROM VALUES (1), (2), (NULL), (3) AS rows(x) -> 2",
                        call -> ofBoolean(call, new ConditionCountAggregate())),
                declare(
                        List.of("bool_and", "every"),
                        List.of("bool_and(condition BOOLEAN): BOOLEAN"),
                        "Whether the condition is true for all rows for which it is not null.",
                        "bool_and(x > 1) FROM VALUES (1), (2), (NULL) AS rows(x) -> false",
                        call -> ofBoolean(call, new OrderedExtremeAggregate(BOOLEAN, true))),
                declare(
                        List.of("bool_or", "some", "any"),
                        List.of("bool_or(condition BOOLEAN): BOOLEAN"),
                        "Whether the condition is true for any row.",
                        "bool_or(x > 1) FROM VALUES (1), (2), (NULL) AS rows(x) -> true",
                        call -> ofBoolean(call, new OrderedExtremeAggregate(BOOLEAN, false))),
                bits("bit_and", "The bits that all numbers have.", "0", (left, right) -> left & right),
                bits("bit_or", "The bits that any of the numbers has.", "3", (left, right) -> left | right),
                bits("bit_xor", "The bits that an odd number of the numbers has.", "0", (left, right) -> left ^ right),
                by("max_by", "The value of the row in which the second argument is greatest.", "3", false),
                by("min_by", "The value of the row in which the second argument is least.", "1", true));
    }

    private static AggregateFunction declare(
            List<String> names, List<String> signatures, String usage, String example, Function<Call, Binding> binder) {
        return new AggregateDeclaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), binder);
    }

    private static AggregateFunction moment(
            List<String> names, String usage, String result, MomentAggregate.Measure measure) {
        String name = names.getFirst();
        return declare(names, List.of(name + "(number DOUBLE): DOUBLE"), usage, name + NUMBERS + result, call -> {
            call.requireCount(1, 1);
            return new Binding(new MomentAggregate(measure), List.of(call.implicitly(0, DOUBLE)));
        });
    }

    private static AggregateFunction pair(String name, String usage, String result, PairAggregate.Measure measure) {
        return declare(
                List.of(name),
                List.of(name + "(x DOUBLE, y DOUBLE): DOUBLE"),
                usage,
                name + NUMBERS.replace("(x) FROM", "(x, x) FROM") + result,
                call -> {
                    call.requireCount(2, 2);
                    return new Binding(
                            new PairAggregate(measure, call.context().ansi()),
                            List.of(call.implicitly(0, DOUBLE), call.implicitly(1, DOUBLE)));
                });
    }

    private static Binding ofBoolean(Call call, BoundAggregate aggregate) {
        call.requireCount(1, 1);
        return new Binding(aggregate, List.of(call.implicitly(0, BOOLEAN)));
    }

    private static AggregateFunction bits(String name, String usage, String result, LongBinaryOperator operator) {
        return declare(
                List.of(name), List.of(name + "(number INTEGRAL): INTEGRAL"), usage, name + NUMBERS + result, call -> {
                    call.requireCount(1, 1);
                    if (!(call.type(0) instanceof AtomicType type) || !type.isIntegral()) {
                        throw call.unexpectedType(0, "INTEGRAL");
                    }
                    return new Binding(new BitAggregate(type, operator), List.of(BIGINT));
                });
    }

    private static AggregateFunction by(String name, String usage, String result, boolean isMinimum) {
        return declare(
                List.of(name),
                List.of(name + "(value ANY, order ATOMIC): ANY"),
                usage + " Of equal ones the last is taken; nulls there do not count.",
                name + NUMBERS.replace("(x) FROM", "(x, x) FROM") + result,
                call -> {
                    call.requireCount(2, 2);
                    if (!(call.type(1) instanceof ScalarType order)) {
                        throw SluiceException.analysis(
                                        ErrorCondition.NOT_YET_SUPPORTED, "`" + name + "` cannot go by a struct")
                                .at("\"" + call.sql() + "\"")
                                .mend("name a field of the struct")
                                .build();
                    }
                    return new Binding(new ByAggregate(call.type(0), order, isMinimum), call.types());
                });
    }
}
