package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Attempts;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Operators of numbers that give null where those would fail. */
final class TriedOperators {
    private TriedOperators() {}

    /** @param operators by their names */
    static List<ScalarFunction> all(Family family, Map<String, ScalarFunction> operators) {
        return List.of(
                tried(family, operators, "try_add", "+", "NUMERIC", "try_add(2147483647, 1) -> NULL"),
                tried(family, operators, "try_subtract", "-", "NUMERIC", "try_subtract(3, 1) -> 2"),
                tried(family, operators, "try_multiply", "*", "NUMERIC", "try_multiply(2147483647, 2) -> NULL"),
                tried(family, operators, "try_divide", "/", "DOUBLE", "try_divide(1, 0) -> NULL"),
                tried(family, operators, "try_mod", "%", "NUMERIC", "try_mod(7, 0) -> NULL"));
    }

    private static ScalarFunction tried(
            Family family,
            Map<String, ScalarFunction> operators,
            String name,
            String operator,
            String result,
            String example) {
        ScalarFunction strict = Objects.requireNonNull(operators.get(operator), operator);
        List<String> signatures = new ArrayList<>();
        signatures.add(name + "(left NUMERIC, right NUMERIC): " + result);
        if (!result.equals("NUMERIC")) {
            signatures.add(name + "(left DECIMAL, right DECIMAL): DECIMAL");
        }
        boolean isDivision = operator.equals("/") || operator.equals("%");
        return family.declare(
                List.of(name),
                signatures,
                "As left " + operator + " right, but null where that is an error.",
                example,
                call -> bind(call, strict, isDivision));
    }

    private static Binding bind(Call call, ScalarFunction operator, boolean isDivision) {
        Binding binding = operator.bind(call.arguments(), call.context());
        List<Argument> brought = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            Argument argument = call.argument(index);
            brought.add(argument.withType(binding.castTo().get(index)));
        }
        // What is no whole number is null without ANSI rules where it is an error with them; the others begin again at
        // the other end.
        boolean isWhole = binding.function().resultType() instanceof ScalarType type && type.isIntegral();
        FunctionContext context = call.context();
        BoundScalar function = operator.bind(
                        brought, new FunctionContext(isWhole, context.timeZone(), context.losesPrecision()))
                .function();
        Scalar attempt = Attempts.of(function);
        return (isDivision ? Divisors.deciding(attempt, false) : attempt).castingTo(binding.castTo());
    }
}
