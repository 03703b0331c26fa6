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
    private static final String COUNT = "count";

    public AggregateCall {
        arguments = List.copyOf(arguments);
    }

    /**
     * Of what types the arguments are, {@code sum(DECIMAL(10,2))}, as state is bound to them: its buffers need not say it.
     * Whatever is counted gives a number.
     */
    public String typed() {
        return name.equals(COUNT)
                ? name
                : name
                        + arguments.stream()
                                .map(argument -> argument.type().asNullable().sql())
                                .collect(Collectors.joining(", ", "(", ")"));
    }

    public String sql() {
        return name + arguments.stream().map(Expression::sql).collect(Collectors.joining(", ", "(", ")"));
    }
}
