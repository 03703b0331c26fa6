package dev.sluice.builtin.support;

import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import java.util.List;

/** The heading that functions are declared under. */
public record Family(String name) {
    public ScalarFunction declare(
            String function, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return declare(List.of(function), List.of(signature), usage, example, binder);
    }

    /** @param names as {@link FunctionDocumentation} says */
    public ScalarFunction declare(
            List<String> names, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return declare(names, List.of(signature), usage, example, binder);
    }

    public ScalarFunction declare(
            List<String> names,
            List<String> signatures,
            String usage,
            String example,
            ScalarDeclaration.Binder binder) {
        return new ScalarDeclaration(new FunctionDocumentation(names, name, signatures, usage, example), binder);
    }
}
