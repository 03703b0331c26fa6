package dev.sluice.builtin.aggregate;

import static dev.sluice.types.AtomicType.DOUBLE;

import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.AggregateFunction.Binding;
import dev.sluice.spi.function.FunctionDocumentation;
import java.util.List;

/** Aggregates of the straight line that lies nearest to pairs of numbers: the first by the second. */
final class RegressionFunctions {
    private static final String PAIRS = " FROM VALUES (1), (2), (NULL), (3) AS rows(x) -> ";

    private RegressionFunctions() {}

    static List<AggregateFunction> all() {
        return List.of(
                new AggregateDeclaration(
                        new FunctionDocumentation(
                                List.of("regr_count"),
                                AggregateFunctions.FAMILY,
                                List.of("regr_count(y DOUBLE, x DOUBLE): BIGINT"),
                                "The number of pairs in which nothing is null.",
                                "regr_count(x, x)" + PAIRS + "3"),
                        call -> {
                            call.requireCount(2, 2);
                            return new Binding(
                                    new CountAggregate(),
                                    List.of(call.implicitly(0, DOUBLE), call.implicitly(1, DOUBLE)));
                        }),
                regression(
                        "regr_avgx",
                        "The mean of the second numbers of pairs.",
                        "x * 2, x",
                        "2.0",
                        PairAggregate.Measure.MEAN_OF_SECOND),
                regression(
                        "regr_avgy",
                        "The mean of the first numbers of pairs.",
                        "x * 2, x",
                        "4.0",
                        PairAggregate.Measure.MEAN_OF_FIRST),
                regression(
                        "regr_sxx",
                        "The sum of the squares of the distances of the second numbers to their mean.",
                        "x * 2, x",
                        "2.0",
                        PairAggregate.Measure.SQUARES_OF_SECOND),
                regression(
                        "regr_syy",
                        "The sum of the squares of the distances of the first numbers to their mean.",
                        "x * 2, x",
                        "8.0",
                        PairAggregate.Measure.SQUARES_OF_FIRST),
                regression(
                        "regr_sxy",
                        "The sum of the products of the distances of both numbers to their means.",
                        "x * 2, x",
                        "4.0",
                        PairAggregate.Measure.PRODUCTS),
                regression(
                        "regr_r2",
                        "The part of the variance that the line explains, from 0 to 1; null where the second number is"
                                + " always the same.",
                        "x * 2, x",
                        "1.0",
                        PairAggregate.Measure.DETERMINATION),
                regression(
                        "regr_slope",
                        "The slope of the line; null where the second number is always the same.",
                        "x * 2, x",
                        "2.0",
                        PairAggregate.Measure.SLOPE),
                regression(
                        "regr_intercept",
                        "Where the line meets the axis; null where the second number is always the same.",
                        "x * 2, x",
                        "0.0",
                        PairAggregate.Measure.INTERCEPT));
    }

    private static AggregateFunction regression(
            String name, String usage, String arguments, String result, PairAggregate.Measure measure) {
        FunctionDocumentation documentation = FunctionDocumentation.of(
                name,
                AggregateFunctions.FAMILY,
                name + "(y DOUBLE, x DOUBLE): DOUBLE",
                usage,
                name + "(" + arguments + ")" + PAIRS + result);
        return new AggregateDeclaration(documentation, call -> {
            call.requireCount(2, 2);
            return new Binding(
                    new PairAggregate(measure, call.context().ansi()),
                    List.of(call.implicitly(0, DOUBLE), call.implicitly(1, DOUBLE)));
        });
    }
}
