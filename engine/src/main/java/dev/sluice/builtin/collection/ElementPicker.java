package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.ArrayType;
import dev.sluice.types.MapType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays made of elements that exist already: for each row the numbers of those that it has. */
final class ElementPicker {
    private final int[] starts;
    private final int[] lengths;
    private final int rowCount;
    private final long @Nullable [] validity;
    private long @Nullable [] ownValidity;
    private int[] picked;
    private int count;
    private int rowStart;

    /** @param validity of the result, unless rows are {@link #endNull ended} as null */
    ElementPicker(int rowCount, int expected, long @Nullable [] validity) {
        this.rowCount = rowCount;
        this.validity = validity;
        this.starts = new int[rowCount];
        this.lengths = new int[rowCount];
        this.picked = new int[Math.max(16, expected)];
    }

    boolean isNull(int row) {
        return !Validity.isPresent(validity, row);
    }

    void pick(int element) {
        if (count == picked.length) {
            picked = Arrays.copyOf(picked, Math.addExact(count, count >> 1) + 16);
        }
        picked[count++] = element;
    }

    /** Picks {@code length} elements from {@code start} on. */
    void pickRange(int start, int length) {
        for (int element = start; element < start + length; element++) {
            pick(element);
        }
    }

    /** How many elements the row at hand has by now. */
    int rowLength() {
        return count - rowStart;
    }

    /** The array that holds the elements of the row at hand from {@link #rowStart} on. */
    int[] picked() {
        return picked;
    }

    int rowStart() {
        return rowStart;
    }

    /** Where the elements of each row that has ended begin. */
    int[] starts() {
        return starts;
    }

    int[] lengths() {
        return lengths;
    }

    /** What was picked since the last row is this one. */
    void endRow(int row) {
        starts[row] = rowStart;
        lengths[row] = count - rowStart;
        rowStart = count;
    }

    /** This row is null, whatever was picked for it. */
    void endNull(int row) {
        long[] changeable = ownValidity;
        if (changeable == null) {
            changeable = Kernels.changeable(validity, rowCount);
            ownValidity = changeable;
        }
        Validity.setNull(changeable, row);
        count = rowStart;
    }

    private long @Nullable [] resultValidity() {
        return ownValidity == null ? validity : ownValidity;
    }

    /** @param elements that the numbers are of */
    ArrayVector arrays(ArrayType type, Vector elements) {
        return new ArrayVector(type, starts, lengths, elements.gather(picked, count), resultValidity());
    }

    /** @param keys that the numbers are of, as those of {@code values} */
    MapVector maps(MapType type, Vector keys, Vector values) {
        return new MapVector(
                type, starts, lengths, keys.gather(picked, count), values.gather(picked, count), resultValidity());
    }
}
