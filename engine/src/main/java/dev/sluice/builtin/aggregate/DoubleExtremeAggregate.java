package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.MutableDoubleVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/** The least or the greatest of doubles, DOUBLE and FLOAT, where NaN is the greatest. Null until there is a value. */
final class DoubleExtremeAggregate implements BoundAggregate {
    private final DataType type;
    private final boolean isMinimum;

    DoubleExtremeAggregate(DataType type, boolean isMinimum) {
        this.type = type;
        this.isMinimum = isMinimum;
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
        return new StructType().add(isMinimum ? "min" : "max", type);
    }

    @Override
    public boolean ignoresOrder() {
        return true;
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        DoubleVector argument = (DoubleVector) arguments[0];
        MutableDoubleVector extremes = (MutableDoubleVector) buffers[0];
        if (isMinimum) {
            least(groups, argument.values(), argument.validity(), rowCount, extremes.values(), extremes.validity());
        } else {
            greatest(groups, argument.values(), argument.validity(), rowCount, extremes.values(), extremes.validity());
        }
    }

    private static void least(
            int[] groups,
            double[] values,
            long @Nullable [] validity,
            int rowCount,
            double[] extremes,
            long[] present) {
        for (int row = 0; row < rowCount; row++) {
            if (validity != null && (validity[row >>> 6] & (1L << row)) == 0) {
                continue;
            }
            int group = groups[row];
            double value = values[row];
            if ((present[group >>> 6] & (1L << group)) == 0) {
                present[group >>> 6] |= 1L << group;
                extremes[group] = value;
            } else if (ValueOrder.doubles(value, extremes[group]) < 0) {
                extremes[group] = value;
            }
        }
    }

    private static void greatest(
            int[] groups,
            double[] values,
            long @Nullable [] validity,
            int rowCount,
            double[] extremes,
            long[] present) {
        for (int row = 0; row < rowCount; row++) {
            if (validity != null && (validity[row >>> 6] & (1L << row)) == 0) {
                continue;
            }
            int group = groups[row];
            double value = values[row];
            if ((present[group >>> 6] & (1L << group)) == 0) {
                present[group >>> 6] |= 1L << group;
                extremes[group] = value;
            } else if (ValueOrder.doubles(value, extremes[group]) > 0) {
                extremes[group] = value;
            }
        }
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        update(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return buffers[0];
    }
}
