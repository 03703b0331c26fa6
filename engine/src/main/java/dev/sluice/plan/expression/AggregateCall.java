package dev.sluice.plan.expression;

import dev.sluice.spi.function.BoundAggregate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An aggregate over expressions of the input.
 *
 * @param name of the function, as plans show it
 * @param outputName of the column it becomes
 */
public record AggregateCall(String name, BoundAggregate aggregate, List<Expression> arguments, String outputName) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
    }

    public String sql() {
        return name + arguments.stream().map(Expression::sql).collect(Collectors.joining(", ", "(", ")"));
    }
}
