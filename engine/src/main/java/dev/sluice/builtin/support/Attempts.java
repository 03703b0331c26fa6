package dev.sluice.builtin.support;

import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Functions that give null for the rows for which others fail. A batch without such rows costs nothing; in one that fails
 * they are found by halves, and taken for nulls of the first argument.
 */
public final class Attempts {
    private Attempts() {}

    /** @param strict gives null where its first argument is */
    public static Scalar of(BoundScalar strict) {
        if (!strict.canFail()) {
            return new Scalar(
                    strict.resultType(),
                    strict.isNullable(),
                    false,
                    strict.decidingArgument(),
                    strict.decidingCount(),
                    strict.decidingValues(),
                    strict::kernel);
        }
        return new Scalar(
                strict.resultType(),
                true,
                false,
                strict.decidingArgument(),
                strict.decidingCount(),
                strict.decidingValues(),
                () -> {
                    ScalarKernel kernel = strict.kernel();
                    return (arguments, rowCount) -> evaluate(kernel, arguments, rowCount);
                });
    }

    private static Vector evaluate(ScalarKernel strict, Vector[] arguments, int rowCount) {
        try {
            return strict.evaluate(arguments, rowCount);
        } catch (SluiceException someRowFailed) {
            long[] present = Validity.allPresent(rowCount);
            dropFailing(strict, arguments, IntStream.range(0, rowCount).toArray(), present);
            Vector[] left = arguments.clone();
            Vector first = Vectors.flat(arguments[0], rowCount);
            left[0] = Vectors.withValidity(first, Validity.and(first.validity(), present, rowCount));
            return strict.evaluate(left, rowCount);
        }
    }

    /** @param rows at least one of which fails */
    private static void dropFailing(ScalarKernel strict, Vector[] arguments, int[] rows, long[] present) {
        if (rows.length == 1) {
            Validity.setNull(present, rows[0]);
            return;
        }
        int middle = rows.length / 2;
        int[] front = Arrays.copyOf(rows, middle);
        int[] back = Arrays.copyOfRange(rows, middle, rows.length);
        boolean frontFails = fails(strict, arguments, front);
        if (frontFails) {
            dropFailing(strict, arguments, front, present);
        }
        if (!frontFails || fails(strict, arguments, back)) {
            dropFailing(strict, arguments, back, present);
        }
    }

    private static boolean fails(ScalarKernel strict, Vector[] arguments, int[] rows) {
        Vector[] some = new Vector[arguments.length];
        for (int argument = 0; argument < some.length; argument++) {
            some[argument] = arguments[argument].gather(rows, rows.length);
        }
        try {
            strict.evaluate(some, rows.length);
            return false;
        } catch (SluiceException failed) {
            return true;
        }
    }
}
