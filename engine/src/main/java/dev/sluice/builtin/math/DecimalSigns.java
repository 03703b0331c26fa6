package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.DecimalType;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Decimals with the other sign, and without sign. */
final class DecimalSigns {
    private DecimalSigns() {}

    /** @param negates whether the sign is turned round, else it is left out */
    static Binding bind(Call call, DecimalType type, boolean negates) {
        return new Scalar(
                        type,
                        call.anyNullable(),
                        false,
                        Kernels.unary(
                                (argument, validity, rowCount) -> changed(argument, type, negates, validity, rowCount)))
                .castingAllTo(type, 1);
    }

    private static Vector changed(
            Vector argument, DecimalType type, boolean negates, long @Nullable [] validity, int rowCount) {
        if (argument instanceof LongVector longs) {
            long[] result = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                long value = longs.values()[row];
                result[row] = negates ? -value : Math.abs(value);
            }
            return new LongVector(type, result, validity);
        }
        DecimalOutput out = new DecimalOutput(type, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                BigInteger digits = Decimals.digits(argument, row);
                out.set(row, negates ? digits.negate() : digits.abs());
            }
        }
        return out.vector(validity);
    }
}
