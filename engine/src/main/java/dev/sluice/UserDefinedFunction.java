package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that a program brings with it, made by {@link functions#udf}. Immutable: the methods that change something give
 * another one.
 *
 * <p>It is called once for each row that needs it, on several threads at a time, and again when a batch is run again; the
 * values are those that {@link Row#get} would give. What it throws fails the query.
 */
public final class UserDefinedFunction {
    /** The function, whatever it takes. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object call(@Nullable Object[] values) throws Exception;
    }

    private static final String UNNAMED = "UDF";

    private final String name;
    private final Body body;
    private final int parameterCount;
    private final DataType returnType;
    private final boolean isNullable;
    private final boolean isDeterministic;

    private UserDefinedFunction(
            String name,
            Body body,
            int parameterCount,
            DataType returnType,
            boolean isNullable,
            boolean isDeterministic) {
        this.name = name;
        this.body = body;
        this.parameterCount = parameterCount;
        this.returnType = returnType;
        this.isNullable = isNullable;
        this.isDeterministic = isDeterministic;
    }

    static UserDefinedFunction of(Object function, int parameterCount, DataType returnType, Body body) {
        Given.value(function, "the function of udf(...)");
        return new UserDefinedFunction(
                UNNAMED, body, parameterCount, Given.value(returnType, "the type of udf(...)"), true, true);
    }

    /** The function of these columns, one for each parameter. */
    public Column apply(Column... columns) {
        List<UnresolvedExpression> arguments = Given.values(columns, "the arguments of a user function").stream()
                .map(Column::expression)
                .toList();
        return Column.of(new UnresolvedExpression.UserCall(name, declaration(), arguments));
    }

    /** Shown under this name in plans and columns. */
    public UserDefinedFunction withName(String shown) {
        return new UserDefinedFunction(
                Given.value(shown, "the name of a user function"),
                body,
                parameterCount,
                returnType,
                isNullable,
                isDeterministic);
    }

    /** It promises to return no null. */
    public UserDefinedFunction asNonNullable() {
        return new UserDefinedFunction(name, body, parameterCount, returnType, false, isDeterministic);
    }

    /** The same values may give another result, so that the engine neither computes it before anything runs nor moves it. */
    public UserDefinedFunction asNondeterministic() {
        return new UserDefinedFunction(name, body, parameterCount, returnType, isNullable, false);
    }

    public boolean nullable() {
        return isNullable;
    }

    public boolean deterministic() {
        return isDeterministic;
    }

    /** What the analyzer knows of it. */
    ScalarFunction declaration() {
        return new Declaration(this);
    }

    private record Declaration(UserDefinedFunction function) implements ScalarFunction {
        @Override
        public FunctionDocumentation documentation() {
            return FunctionDocumentation.of(
                    function.name,
                    FunctionDocumentation.USER,
                    function.name + "(...): " + function.returnType.sql(),
                    "A function of the program.",
                    function.name + "() -> ");
        }

        @Override
        public Binding bind(List<Argument> arguments, FunctionContext context) {
            if (arguments.size() != function.parameterCount) {
                throw SluiceException.analysis(
                                ErrorCondition.WRONG_NUM_ARGS,
                                "The user function `" + function.name + "` requires " + function.parameterCount
                                        + " parameters but the actual number is " + arguments.size() + ".")
                        .mend("give one column for each parameter")
                        .build();
            }
            return new Binding(
                    new UserFunctionKernels(
                            function.name,
                            function.body,
                            function.returnType,
                            function.isNullable,
                            function.isDeterministic),
                    arguments.stream().map(Argument::type).toList());
        }
    }
}
