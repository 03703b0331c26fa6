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
    Binding bindTo(List<ScalarFunction.Argument> arguments, FunctionContext context);

    /** The aggregate for arguments of which nothing is known but the types. */
    default Binding bind(List<DataType> argumentTypes, FunctionContext context) {
        List<ScalarFunction.Argument> arguments = argumentTypes.stream()
                .map(type -> new ScalarFunction.Argument(type, true, false, null, type.sql()))
                .toList();
        return bindTo(arguments, context);
    }

    /**
     * @param castTo the type each argument is first cast to, equal to its own where none is needed; may be shorter than the
     *     arguments: those at the end that {@link #bindTo} has used up are not evaluated
     */
    record Binding(BoundAggregate aggregate, List<DataType> castTo) {}
}
