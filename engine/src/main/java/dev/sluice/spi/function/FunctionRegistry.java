package dev.sluice.spi.function;

import dev.sluice.types.DataType;
import java.util.List;
import java.util.Optional;

/** The functions that a query may call by name; names are compared without case. */
public interface FunctionRegistry {
    Optional<ScalarFunction> scalar(String name);

    Optional<AggregateFunction> aggregate(String name);

    /** A function that is called with lambdas. */
    Optional<HigherOrderFunction> higherOrder(String name);

    /**
     * The cast from one type to another, empty where there is none. Between equal types it hands its argument on.
     *
     * @param nullable whether the argument may be null
     */
    Optional<BoundScalar> cast(DataType from, DataType to, boolean nullable, FunctionContext context);

    /** Every name, for suggestions and the reference page, in alphabetical order. */
    List<String> names();
}
