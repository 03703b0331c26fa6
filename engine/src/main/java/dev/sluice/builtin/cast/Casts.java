package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.Optional;
import java.util.function.Supplier;

/** Which casts there are. A value that cannot be cast is an error under ANSI rules and null without. */
public final class Casts {
    private Casts() {}

    /** @see dev.sluice.spi.function.FunctionRegistry#cast */
    public static Optional<BoundScalar> cast(DataType from, DataType to, boolean nullable, FunctionContext context) {
        if (from.equals(to)) {
            return Optional.of(new Scalar(to, nullable, false, Kernels.identity()));
        }
        if (from instanceof StructType struct) {
            return StructCasts.cast(struct, to, nullable, context);
        }
        if (!(from instanceof AtomicType source) || !(to instanceof AtomicType target)) {
            return Optional.empty();
        }
        boolean canFail = canFail(source, target);
        return kernels(source, target, context)
                .map(kernel ->
                        new Scalar(to, nullable || (canFail && !context.ansi()), canFail && context.ansi(), kernel));
    }

    /** Whether there are values that cannot be cast. */
    private static boolean canFail(AtomicType from, AtomicType to) {
        return switch (from) {
            case STRING -> true;
            case BIGINT -> to == AtomicType.INT || to == AtomicType.TIMESTAMP;
            case DOUBLE -> to == AtomicType.INT || to == AtomicType.BIGINT || to == AtomicType.TIMESTAMP;
            case TIMESTAMP -> to == AtomicType.INT;
            case DATE -> to == AtomicType.BOOLEAN || to.isNumeric();
            case BOOLEAN, INT -> false;
        };
    }

    private static Optional<Supplier<ScalarKernel>> kernels(AtomicType from, AtomicType to, FunctionContext context) {
        if (to == AtomicType.STRING) {
            return Optional.of(TextCasts.toText(from, context.timeZone()));
        }
        return switch (from) {
            case STRING -> Optional.of(TextCasts.fromText(to, context));
            case BOOLEAN, INT, BIGINT, DOUBLE -> NumberCasts.kernels(from, to, context.ansi());
            case DATE, TIMESTAMP -> TimeCasts.kernels(from, to, context);
        };
    }
}
