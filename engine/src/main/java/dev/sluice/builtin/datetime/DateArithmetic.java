package dev.sluice.builtin.datetime;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.IntVector;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.List;

/** Days added to dates and taken from them: {@code date_add}, {@code date_sub}, and the operators over a DATE and an INT. */
final class DateArithmetic {
    private DateArithmetic() {}

    /** @param sign 1 to add days, -1 to take them away; as in Spark, days beyond all dates begin again at the other end */
    static Binding bind(Call call, int sign) {
        call.requireCount(2, 2);
        DateTimeFunctions.requireTime(call, 0, "DATE");
        boolean isReadAsDays = call.argument(1).isUntypedNull()
                || (call.type(1) == AtomicType.STRING && call.context().ansi());
        if (!isDays(call.type(1)) && !isReadAsDays) {
            throw call.unexpectedType(1, "INT");
        }
        return new Scalar(
                        AtomicType.DATE,
                        call.anyNullable(),
                        false,
                        Kernels.binary((left, right, validity, rowCount) -> {
                            int[] dates = ((IntVector) left).values();
                            int[] days = ((IntVector) right).values();
                            int[] result = new int[rowCount];
                            for (int row = 0; row < rowCount; row++) {
                                result[row] = dates[row] + sign * days[row];
                            }
                            return new IntVector(AtomicType.DATE, result, validity);
                        }))
                .decidedBy(0)
                .castingTo(List.of(AtomicType.DATE, AtomicType.INT));
    }

    private static boolean isDays(DataType type) {
        return type == AtomicType.TINYINT || type == AtomicType.SMALLINT || type == AtomicType.INT;
    }
}
