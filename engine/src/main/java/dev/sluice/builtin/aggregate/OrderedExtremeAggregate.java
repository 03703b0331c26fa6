package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;

/** The least or the greatest of texts, bytes, booleans and arrays, which are kept packed. Null until there is a value. */
final class OrderedExtremeAggregate implements BoundAggregate {
    private final DataType type;
    private final boolean isMinimum;

    OrderedExtremeAggregate(DataType type, boolean isMinimum) {
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
        merge(groups, Leaves.split(arguments, rowCount), rowCount, buffers);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        Vector argument = partials[0];
        MutableVector extremes = buffers[0];
        // Texts of the view lie in the array that a change may replace, so it is taken again after each.
        Vector current = extremes.view(0);
        for (int row = 0; row < rowCount; row++) {
            if (argument.isNull(row)) {
                continue;
            }
            int group = groups[row];
            boolean takes = !Validity.isPresent(extremes.validity(), group);
            if (!takes) {
                int order = ValueOrder.compare(argument, row, current, group);
                takes = isMinimum ? order < 0 : order > 0;
            }
            if (takes) {
                extremes.set(group, argument, row);
                current = extremes.view(0);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        return Leaves.join(bufferSchema(), buffers, rowCount)[0];
    }
}
