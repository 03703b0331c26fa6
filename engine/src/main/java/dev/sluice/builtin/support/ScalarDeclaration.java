package dev.sluice.builtin.support;

import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import java.util.List;

/** A function given as its documentation and the rule that binds it to arguments. */
public record ScalarDeclaration(FunctionDocumentation documentation, Binder binder) implements ScalarFunction {
    /** Chooses the kernel for the arguments, or refuses them. */
    @FunctionalInterface
    public interface Binder {
        Binding bind(Call call);
    }

    @Override
    public Binding bind(List<Argument> arguments, FunctionContext context) {
        return binder.bind(new Call(documentation.name(), List.copyOf(arguments), context));
    }
}
