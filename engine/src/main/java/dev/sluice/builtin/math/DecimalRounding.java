package dev.sluice.builtin.math;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rounding of decimals, whose result has the places that are asked for. */
final class DecimalRounding {
    private DecimalRounding() {}

    /** Whole numbers. */
    static Binding whole(Call call, DecimalType type, RoundingMode mode) {
        if (type.scale() == 0) {
            return new Scalar(type, call.anyNullable(), false, Kernels.identity()).castingTo(List.of(type));
        }
        return bind(call, type, 0, DecimalType.bounded(type.precision() - type.scale() + 1, 0), mode);
    }

    /** @param places behind the point; negative ones lie before it */
    static Binding places(Call call, DecimalType type, int places, RoundingMode mode) {
        int whole = type.precision() - type.scale() + 1;
        if (places < 0) {
            // Beyond all digits every number is zero.
            int before = (int) Math.min(-(long) places, DecimalType.MAX_PRECISION);
            return bind(call, type, -before, DecimalType.bounded(Math.max(whole, before + 1), 0), mode);
        }
        int scale = Math.min(type.scale(), places);
        return bind(call, type, scale, DecimalType.bounded(whole + scale, scale), mode);
    }

    private static Binding bind(Call call, DecimalType type, int places, DecimalType result, RoundingMode mode) {
        boolean ansi = call.context().ansi();
        return new Scalar(
                        result,
                        call.argument(0).nullable() || !ansi,
                        ansi,
                        Kernels.unary((argument, validity, rowCount) ->
                                rounded(argument, places, result, mode, validity, rowCount, ansi)))
                .castingTo(List.of(type));
    }

    private static Vector rounded(
            Vector argument,
            int places,
            DecimalType type,
            RoundingMode mode,
            long @Nullable [] validity,
            int rowCount,
            boolean ansi) {
        DecimalOutput out = new DecimalOutput(type, rowCount);
        long[] present = null;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            BigDecimal number = Decimals.number(argument, row).setScale(places, mode);
            if (!out.setRounded(row, number)) {
                if (ansi) {
                    throw ValueErrors.outOfRange(number, type);
                }
                present = present == null ? Kernels.changeable(validity, rowCount) : present;
                Validity.setNull(present, row);
            }
        }
        return out.vector(present == null ? validity : Kernels.compact(present, rowCount));
    }
}
