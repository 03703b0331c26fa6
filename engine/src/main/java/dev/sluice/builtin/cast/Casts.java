package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Attempts;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.ScalarType;
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
        if (from instanceof ArrayType array) {
            return ListCasts.cast(array, to, nullable, context);
        }
        if (from instanceof MapType map) {
            return ListCasts.cast(map, to, nullable, context);
        }
        boolean isInterval = from instanceof IntervalType || to instanceof IntervalType;
        if (isInterval && from instanceof ScalarType source && to instanceof ScalarType target) {
            return context.isTrying() && from != AtomicType.STRING
                    ? IntervalCasts.cast(source, target, nullable, context.failing())
                            .map(Attempts::of)
                    : IntervalCasts.cast(source, target, nullable, context);
        }
        if (context.isTrying() && from != AtomicType.STRING) {
            return cast(from, to, nullable, context.failing()).map(Attempts::of);
        }
        boolean isDecimal = from instanceof DecimalType || to instanceof DecimalType;
        if (isDecimal && from instanceof ScalarType source && to instanceof ScalarType target) {
            return DecimalCasts.cast(source, target, nullable, context);
        }
        if (!(from instanceof AtomicType source) || !(to instanceof AtomicType target)) {
            return Optional.empty();
        }
        boolean canFail = canFail(source, target);
        return kernels(source, target, context)
                .map(kernel ->
                        new Scalar(to, nullable || (canFail && !context.fails()), canFail && context.fails(), kernel));
    }

    /** Whether there are values that cannot be cast. */
    private static boolean canFail(AtomicType from, AtomicType to) {
        return switch (from) {
            case STRING -> to != AtomicType.BINARY;
            case BIGINT -> isNarrower(to, from) || to == AtomicType.TIMESTAMP;
            case FLOAT, DOUBLE -> to.isIntegral() || to == AtomicType.TIMESTAMP;
            case TIMESTAMP -> isNarrower(to, AtomicType.BIGINT);
            case DATE -> to == AtomicType.BOOLEAN || to.isNumeric();
            case SMALLINT, INT -> isNarrower(to, from);
            case BOOLEAN, TINYINT, BINARY, TIMESTAMP_NTZ -> false;
        };
    }

    private static boolean isNarrower(AtomicType type, AtomicType than) {
        return type.isIntegral() && type.compareTo(than) < 0;
    }

    private static Optional<Supplier<ScalarKernel>> kernels(AtomicType from, AtomicType to, FunctionContext context) {
        if ((from == AtomicType.STRING && to == AtomicType.BINARY)
                || (from == AtomicType.BINARY && to == AtomicType.STRING)) {
            return Optional.of(BinaryCasts.relabelled(to));
        }
        if (to == AtomicType.STRING) {
            return Optional.of(TextCasts.toText(from, context));
        }
        return switch (from) {
            case STRING -> Optional.of(TextCasts.fromText(to, context));
            case BINARY -> Optional.empty();
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE ->
                NumberCasts.kernels(from, to, context.ansi());
            case DATE, TIMESTAMP, TIMESTAMP_NTZ -> TimeCasts.kernels(from, to, context);
        };
    }
}
