package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.function.LongBinaryOperator;

/** The bits of all whole numbers brought together. Null until there is one. */
final class BitAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("bits", AtomicType.BIGINT);

    private final AtomicType type;
    private final LongBinaryOperator operator;

    /** @param type an integral one; arguments are always BIGINT */
    BitAggregate(AtomicType type, LongBinaryOperator operator) {
        this.type = type;
        this.operator = operator;
    }

    @Override
    public DataType resultType() {
        return type;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public StructType bufferSchema() {
        return BUFFER;
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        LongVector argument = (LongVector) arguments[0];
        long[] values = argument.values();
        long[] bits = ((MutableLongVector) buffers[0]).values();
        long[] present = buffers[0].validity();
        for (int row = 0; row < rowCount; row++) {
            if (argument.isNull(row)) {
                continue;
            }
            int group = groups[row];
            bits[group] =
                    Validity.isPresent(present, group) ? operator.applyAsLong(bits[group], values[row]) : values[row];
            Validity.setPresent(present, group);
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        update(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        if (type == AtomicType.BIGINT) {
            return buffers[0];
        }
        LongVector bits = (LongVector) buffers[0];
        int[] values = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            values[row] = (int) bits.values()[row];
        }
        return new IntVector(type, values, bits.validity());
    }
}
