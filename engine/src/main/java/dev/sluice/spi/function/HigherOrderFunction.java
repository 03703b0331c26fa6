package dev.sluice.spi.function;

import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.types.DataType;
import java.util.List;

/** The declaration of a function whose last arguments are functions of the elements of those before them. */
public interface HigherOrderFunction {
    FunctionDocumentation documentation();

    /**
     * What is known before the bodies of the lambdas are.
     *
     * @param arguments those that are values
     * @param variableCounts how many variables each lambda has
     * @throws dev.sluice.error.SluiceException an analysis error if it does not take them
     */
    Opened open(List<Argument> arguments, List<Integer> variableCounts, FunctionContext context);

    /** A variable of a lambda. */
    record Variable(DataType type, boolean nullable) {}

    /** A call whose values have types. */
    interface Opened {
        /** The type each value is first cast to. */
        List<DataType> castTo();

        /** The variables of a lambda, which has as many. */
        List<Variable> variables(int lambda);

        /**
         * The function for these bodies, one for each lambda.
         *
         * @throws dev.sluice.error.SluiceException an analysis error if it does not take them
         */
        BoundHigherOrder bind(List<Argument> bodies);
    }
}
