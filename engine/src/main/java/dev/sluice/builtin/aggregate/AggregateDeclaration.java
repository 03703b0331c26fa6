package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.support.Call;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction.Argument;
import java.util.List;
import java.util.function.Function;

/** An aggregate given as its documentation and the rule that binds it to argument types. */
record AggregateDeclaration(FunctionDocumentation documentation, Function<Call, Binding> binder)
        implements AggregateFunction {
    @Override
    public Binding bindTo(List<Argument> arguments, FunctionContext context) {
        return binder.apply(new Call(documentation.name(), List.copyOf(arguments), context));
    }
}
