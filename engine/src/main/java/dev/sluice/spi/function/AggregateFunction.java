package dev.sluice.spi.function;

import dev.sluice.types.DataType;
import java.util.List;

/** The declaration of an aggregate: its names, what it takes, and the line of the manual. */
public interface AggregateFunction {
    FunctionDocumentation documentation();

    /**
     * The aggregate for these arguments, with the casts it needs.
     *
     * @throws dev.sluice.error.SluiceException an analysis error if it does not take them
     */
    Binding bind(List<DataType> argumentTypes, FunctionContext context);

    /** @param castTo the type each argument is first cast to, equal to its own where none is needed */
    record Binding(BoundAggregate aggregate, List<DataType> castTo) {}
}
