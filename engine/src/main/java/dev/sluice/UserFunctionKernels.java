package dev.sluice;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user function over columns: each row's values become objects, and what it returns a column again. */
record UserFunctionKernels(
        String name, UserDefinedFunction.Body body, DataType resultType, boolean isNullable, boolean isDeterministic)
        implements BoundScalar {
    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public ScalarKernel kernel() {
        StructType schema = new StructType().add(name, resultType, isNullable);
        return (arguments, rowCount) -> {
            BatchBuilder results = new BatchBuilder(schema, rowCount);
            @Nullable Object[] values = constants(arguments, rowCount);
            for (int row = 0; row < rowCount; row++) {
                for (int index = 0; index < arguments.length; index++) {
                    if (!(arguments[index] instanceof ConstantVector)) {
                        values[index] = Rows.valueAt(arguments[index], row);
                    }
                }
                append(results, values, row);
            }
            return results.build().vectors()[0];
        };
    }

    /** The values, those filled in that are the same for every row. */
    private static @Nullable Object[] constants(Vector[] arguments, int rowCount) {
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int index = 0; index < arguments.length; index++) {
            if (rowCount > 0 && arguments[index] instanceof ConstantVector constant) {
                values[index] = Rows.valueAt(constant, 0);
            }
        }
        return values;
    }

    private void append(BatchBuilder results, @Nullable Object[] values, int row) {
        try {
            Rows.append(results, Row.of(body.call(values)), row);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failed) {
            throw failure(values, failed);
        }
    }

    private SluiceException failure(@Nullable Object[] values, Throwable failed) {
        String shown = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", "));
        return SluiceException.of(
                        ErrorCondition.FAILED_EXECUTE_UDF,
                        "The user function `" + name + "` failed: "
                                + failed.getClass().getName())
                .found(name + "(" + shown + "): " + failed.getMessage())
                .expected(resultType.sql())
                .mend("correct the function, or keep such rows from it with when(...)")
                .cause(failed)
                .build();
    }
}
