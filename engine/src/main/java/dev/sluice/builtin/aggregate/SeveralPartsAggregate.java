package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.stream.IntStream;

/** An array of several percentiles of the same values, which are kept once. */
final class SeveralPartsAggregate implements BoundAggregate {
    private final List<BoundAggregate> parts;
    private final ArrayType type;

    /** @param parts with one kind of buffer, that give null for the same groups */
    SeveralPartsAggregate(List<? extends BoundAggregate> parts) {
        this.parts = List.copyOf(parts);
        this.type = new ArrayType(parts.getFirst().resultType(), false);
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
        return parts.getFirst().bufferSchema();
    }

    @Override
    public int bufferVersion() {
        return parts.getFirst().bufferVersion();
    }

    @Override
    public boolean ignoresOrder() {
        return parts.getFirst().ignoresOrder();
    }

    @Override
    public void update(int[] groups, Vector[] arguments, int rowCount, MutableVector[] buffers) {
        parts.getFirst().update(groups, arguments, rowCount, buffers);
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        parts.getFirst().merge(groups, partials, rowCount, buffers);
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        int count = parts.size();
        Vector[] percentiles = new Vector[count];
        int[] rowCounts = new int[count];
        for (int part = 0; part < count; part++) {
            percentiles[part] = Vectors.flat(parts.get(part).finish(buffers, rowCount), rowCount);
            rowCounts[part] = rowCount;
        }
        Vector byPart = Vectors.concat(type.elementType(), percentiles, rowCounts);
        int[] byRow = new int[count * rowCount];
        for (int row = 0; row < rowCount; row++) {
            for (int part = 0; part < count; part++) {
                byRow[row * count + part] = part * rowCount + row;
            }
        }
        return new ArrayVector(
                type,
                IntStream.range(0, rowCount).map(row -> row * count).toArray(),
                IntStream.range(0, rowCount).map(row -> count).toArray(),
                byPart.gather(byRow, byRow.length),
                Validity.and(percentiles[0].validity(), null, rowCount));
    }
}
