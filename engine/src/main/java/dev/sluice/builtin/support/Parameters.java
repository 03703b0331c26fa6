package dev.sluice.builtin.support;

import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parameters of a function each of which has one type. Arguments of other types are cast where Spark casts without being
 * asked; others are refused.
 */
public final class Parameters {
    private final List<AtomicType> types;
    private final int least;
    private final boolean mayGiveNull;
    private final boolean mayFail;
    private final boolean isDecidedByFirst;

    private Parameters(
            List<AtomicType> types, int least, boolean mayGiveNull, boolean mayFail, boolean isDecidedByFirst) {
        this.types = List.copyOf(types);
        this.least = least;
        this.mayGiveNull = mayGiveNull;
        this.mayFail = mayFail;
        this.isDecidedByFirst = isDecidedByFirst;
    }

    public static Parameters of(AtomicType... types) {
        return new Parameters(List.of(types), types.length, false, false, types.length > 1);
    }

    /** Those after the first {@code count} may be left out. */
    public Parameters atLeast(int count) {
        return new Parameters(types, count, mayGiveNull, mayFail, isDecidedByFirst);
    }

    /** The result may be null where no argument is. */
    public Parameters mayGiveNull() {
        return new Parameters(types, least, true, mayFail, isDecidedByFirst);
    }

    /** Some values are refused when they are met. */
    public Parameters mayFail() {
        return new Parameters(types, least, mayGiveNull, true, isDecidedByFirst);
    }

    /** All arguments are computed, even where the first one is null. */
    public Parameters allComputed() {
        return new Parameters(types, least, mayGiveNull, mayFail, false);
    }

    public ScalarDeclaration.Binder giving(AtomicType result, Supplier<ScalarKernel> kernels) {
        return giving(result, call -> kernels);
    }

    /** @param kernels chosen by what is known of the call */
    public ScalarDeclaration.Binder giving(AtomicType result, Function<Call, Supplier<ScalarKernel>> kernels) {
        return call -> {
            List<DataType> castTo = casts(call);
            Scalar scalar = new Scalar(result, mayGiveNull || call.anyNullable(), mayFail, kernels.apply(call));
            return (isDecidedByFirst && call.size() > 1 ? scalar.decidedBy(0) : scalar).castingTo(castTo);
        };
    }

    /** The types that the arguments are cast to, or an error for the first that is not taken. */
    public List<DataType> casts(Call call) {
        call.requireCount(least, types.size());
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            castTo.add(call.implicitly(index, types.get(index)));
        }
        return castTo;
    }
}
