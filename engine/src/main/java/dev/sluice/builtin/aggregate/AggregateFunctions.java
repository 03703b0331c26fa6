package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.Call;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.AggregateFunction.Binding;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The aggregates. */
public final class AggregateFunctions {
    static final String FAMILY = "aggregate";

    private AggregateFunctions() {}

    public static List<AggregateFunction> all() {
        return Stream.of(basic(), StatisticsFunctions.all(), RegressionFunctions.all(), DistributionFunctions.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<AggregateFunction> basic() {
        return List.of(
                declare(
                        List.of("count"),
                        List.of("count(*): BIGINT", "count(value ANY...): BIGINT"),
                        "The number of rows, or of rows in which no argument is null.",
                        "count(x) FROM VALUES (1), (NULL), (1) AS rows(x) -> 2",
                        call -> new Binding(new CountAggregate(), call.types())),
                declare(
                        List.of("sum"),
                        List.of(
                                "sum(number INTEGRAL): BIGINT",
                                "sum(number DECIMAL): DECIMAL",
                                "sum(number DOUBLE): DOUBLE"),
                        "The sum of the values that are not null: BIGINT of integers, DECIMAL of decimals, an interval of intervals,"
                                + " else DOUBLE.",
                        "sum(x) FROM VALUES (1), (NULL), (2) AS rows(x) -> 3",
                        AggregateFunctions::sum),
                declare(
                        List.of("avg", "mean"),
                        List.of("avg(number NUMERIC): DOUBLE", "avg(number DECIMAL): DECIMAL"),
                        "The mean of the values that are not null, as DOUBLE, of decimals as DECIMAL, or of intervals as one.",
                        "avg(x) FROM VALUES (1), (NULL), (2) AS rows(x) -> 1.5",
                        call -> average(call, call.context().ansi())),
                declare(
                        List.of("try_sum"),
                        List.of(
                                "try_sum(number INTEGRAL): BIGINT",
                                "try_sum(number DECIMAL): DECIMAL",
                                "try_sum(number DOUBLE): DOUBLE"),
                        "As sum, but null where its type does not hold it.",
                        "try_sum(x) FROM VALUES (1), (NULL), (2) AS rows(x) -> 3",
                        AggregateFunctions::trySum),
                declare(
                        List.of("try_avg"),
                        List.of("try_avg(number NUMERIC): DOUBLE", "try_avg(number DECIMAL): DECIMAL"),
                        "As avg, but null where it overflows.",
                        "try_avg(x) FROM VALUES (1), (NULL), (2) AS rows(x) -> 1.5",
                        call -> average(call, false)),
                declare(
                        List.of("product"),
                        List.of("product(number NUMERIC): DOUBLE"),
                        "The product of the values that are not null, as DOUBLE.",
                        "product(x) FROM VALUES (2), (NULL), (3) AS rows(x) -> 6.0",
                        AggregateFunctions::product),
                declare(
                        List.of("min"),
                        List.of("min(value ANY): ANY"),
                        "The least value that is not null.",
                        "min(x) FROM VALUES (2), (NULL), (1) AS rows(x) -> 1",
                        call -> extreme(call, true)),
                declare(
                        List.of("max"),
                        List.of("max(value ANY): ANY"),
                        "The greatest value that is not null; NaN is greater than any number.",
                        "max(x) FROM VALUES ('a'), (NULL), ('b') AS rows(x) -> b",
                        call -> extreme(call, false)),
                declare(
                        List.of("first", "first_value", "any_value"),
                        List.of("first(value ANY[, ignoreNulls BOOLEAN]): ANY"),
                        "The value of the first row; of the first that is not null if a second argument says true.",
                        "first(x, true) FROM VALUES (NULL), (1), (2) AS rows(x) -> 1",
                        call -> end(call, true)),
                declare(
                        List.of("last", "last_value"),
                        List.of("last(value ANY[, ignoreNulls BOOLEAN]): ANY"),
                        "The value of the last row; of the last that is not null if a second argument says true.",
                        "last(x) FROM VALUES (1), (2), (NULL) AS rows(x) -> NULL",
                        call -> end(call, false)),
                declare(
                        List.of("collect_list", "array_agg"),
                        List.of("collect_list(value ELEMENT): ARRAY"),
                        "An array of the values that are not null, in the order of the rows.",
                        "collect_list(x) FROM VALUES (1), (NULL), (2), (1) AS rows(x) -> [1, 2, 1]",
                        call -> collect(call, false)),
                declare(
                        List.of("collect_set"),
                        List.of("collect_set(value ELEMENT): ARRAY"),
                        "An array of the values that are not null, each once.",
                        "collect_set(x) FROM VALUES (1), (NULL), (2), (1) AS rows(x) -> [1, 2]",
                        call -> collect(call, true)));
    }

    private static Binding collect(Call call, boolean isSet) {
        call.requireCount(1, 1);
        DataType type = call.type(0);
        if (isSet && !type.isOrderable()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_INPUT_TYPE,
                            "Cannot resolve \"" + call.sql()
                                    + "\" due to data type mismatch: The input of `collect_set`"
                                    + " can't be \"MAP\" type data.")
                    .mend("collect map_entries(...) of it")
                    .build();
        }
        return cast(isSet ? new CollectSetAggregate(type) : new CollectAggregate(type), type);
    }

    private static AggregateFunction declare(
            List<String> names, List<String> signatures, String usage, String example, Function<Call, Binding> binder) {
        return new AggregateDeclaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), binder);
    }

    private static Binding sum(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return cast(new IntervalAggregate(interval, false, false), interval);
        }
        if (call.type(0) instanceof DecimalType decimal) {
            return cast(new DecimalSumAggregate(decimal, call.context().ansi()), decimal);
        }
        AtomicType type = numeric(call);
        return !type.isIntegral()
                ? cast(new DoubleSumAggregate(), AtomicType.DOUBLE)
                : cast(new LongSumAggregate(call.context().ansi()), AtomicType.BIGINT);
    }

    private static Binding trySum(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return cast(new IntervalAggregate(interval, false, true), interval);
        }
        if (call.type(0) instanceof DecimalType decimal) {
            return cast(new DecimalSumAggregate(decimal, false), decimal);
        }
        return !numeric(call).isIntegral()
                ? cast(new DoubleSumAggregate(), AtomicType.DOUBLE)
                : cast(new TrySumAggregate(), AtomicType.BIGINT);
    }

    private static Binding product(Call call) {
        call.requireCount(1, 1);
        return cast(new ProductAggregate(), call.implicitly(0, AtomicType.DOUBLE));
    }

    private static Binding average(Call call, boolean ansi) {
        call.requireCount(1, 1);
        if (call.type(0) instanceof IntervalType interval) {
            return cast(
                    new IntervalAggregate(interval.whole(), true, call.name().equals("try_avg")), interval);
        }
        if (call.type(0) instanceof DecimalType decimal) {
            return cast(new DecimalAverageAggregate(decimal, ansi), decimal);
        }
        numeric(call);
        return cast(new AverageAggregate(), AtomicType.DOUBLE);
    }

    /** Texts are read as doubles, and timestamps are seconds. */
    static AtomicType numeric(Call call) {
        if (call.type(0) instanceof AtomicType type && type.isNumeric()) {
            return type;
        }
        if (call.type(0) == AtomicType.STRING || call.type(0) == AtomicType.TIMESTAMP) {
            return AtomicType.DOUBLE;
        }
        throw call.unexpectedType(0, "NUMERIC");
    }

    private static Binding cast(BoundAggregate aggregate, DataType type) {
        return new Binding(aggregate, Collections.nCopies(1, type));
    }

    private static Binding extreme(Call call, boolean isMinimum) {
        call.requireCount(1, 1);
        DataType type = call.type(0);
        BoundAggregate aggregate = switch (type) {
            case ScalarType scalar ->
                switch (scalar.storage()) {
                    case INTS -> new IntExtremeAggregate(type, isMinimum);
                    case LONGS -> new LongExtremeAggregate(type, isMinimum);
                    case DOUBLES -> new DoubleExtremeAggregate(type, isMinimum);
                    case BOOLEANS, BYTES -> new OrderedExtremeAggregate(type, isMinimum);
                };
            case StructType struct -> new StructExtremeAggregate(struct, isMinimum);
            case ArrayType array -> new OrderedExtremeAggregate(array, isMinimum);
            case MapType ignored -> throw call.invalidOrderingType(0);
        };
        return cast(aggregate, type);
    }

    private static Binding end(Call call, boolean isFirst) {
        call.requireCount(1, 2);
        DataType type = call.type(0);
        if (call.size() == 2 && call.type(1) != AtomicType.BOOLEAN) {
            throw call.unexpectedType(1, "BOOLEAN");
        }
        return new Binding(new EndAggregate(type, isFirst), call.types());
    }
}
