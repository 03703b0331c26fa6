package dev.sluice.spi.function;

import java.util.List;
import java.util.Optional;

/** The functions that a query may call by name; names are compared without case. */
public interface FunctionRegistry {
    Optional<ScalarFunction> scalar(String name);

    Optional<AggregateFunction> aggregate(String name);

    /** Every name, for suggestions and the reference page, in alphabetical order. */
    List<String> names();
}
