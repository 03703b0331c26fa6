package dev.sluice.state;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Compares the keys of rows with those of the groups they were given by their hash. */
final class KeyComparison {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private KeyComparison() {}

    /** The first row at or after {@code from} whose key differs from that of its group, or -1. */
    static int firstDifference(MutableVector keys, int[] groups, Vector rows, int rowCount, int from) {
        if (rows.validity() == null && keys instanceof MutableLongVector known && rows instanceof LongVector given) {
            return firstDifference(known.values(), known.validity(), groups, given.values(), rowCount, from);
        }
        if (rows.validity() == null && keys instanceof MutableBytesVector known && rows instanceof BytesVector given) {
            return firstDifference(known, groups, given, rowCount, from);
        }
        for (int row = from; row < rowCount; row++) {
            if (!keys.isEqual(groups[row], rows, row)) {
                return row;
            }
        }
        return -1;
    }

    private static int firstDifference(
            long[] known, long[] validity, int[] groups, long[] given, int rowCount, int from) {
        for (int row = from; row < rowCount; row++) {
            int group = groups[row];
            if (known[group] != given[row] || !Validity.isPresent(validity, group)) {
                return row;
            }
        }
        return -1;
    }

    private static int firstDifference(
            MutableBytesVector known, int[] groups, BytesVector given, int rowCount, int from) {
        byte[] knownData = known.data();
        int[] knownStarts = known.starts();
        int[] knownLengths = known.lengths();
        long[] validity = known.validity();
        byte[] data = given.data();
        int[] starts = given.starts();
        int[] lengths = given.lengths();
        for (int row = from; row < rowCount; row++) {
            int group = groups[row];
            int length = lengths[row];
            if (length != knownLengths[group]
                    || !isEqual(knownData, knownStarts[group], data, starts[row], length)
                    || !isPresent(validity, group)) {
                return row;
            }
        }
        return -1;
    }

    /** Whether the key of each row {@code rows[0..count)} is that of its group. */
    static boolean areEqual(MutableVector keys, int[] groups, Vector vector, int[] rows, int count) {
        if (vector.validity() == null
                && keys instanceof MutableLongVector known
                && vector instanceof LongVector given) {
            return areEqual(known.values(), known.validity(), groups, given.values(), rows, count);
        }
        if (vector.validity() == null
                && keys instanceof MutableBytesVector known
                && vector instanceof BytesVector given) {
            return areEqual(known, groups, given, rows, count);
        }
        for (int index = 0; index < count; index++) {
            if (!keys.isEqual(groups[index], vector, rows[index])) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqual(long[] known, long[] validity, int[] groups, long[] given, int[] rows, int count) {
        long difference = 0;
        for (int index = 0; index < count; index++) {
            int group = groups[index];
            difference |= (known[group] ^ given[rows[index]]) | (~(validity[group >>> 6] >>> group) & 1L);
        }
        return difference == 0;
    }

    private static boolean areEqual(MutableBytesVector known, int[] groups, BytesVector given, int[] rows, int count) {
        byte[] knownData = known.data();
        int[] knownStarts = known.starts();
        int[] knownLengths = known.lengths();
        long[] validity = known.validity();
        for (int index = 0; index < count; index++) {
            int group = groups[index];
            int row = rows[index];
            int length = given.lengths()[row];
            if (length != knownLengths[group]
                    || !isEqual(knownData, knownStarts[group], given.data(), given.starts()[row], length)
                    || !isPresent(validity, group)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPresent(long @Nullable [] validity, int row) {
        return Validity.isPresent(validity, row);
    }

    private static boolean isEqual(byte[] left, int leftStart, byte[] right, int rightStart, int length) {
        int index = 0;
        for (; index + 8 <= length; index += 8) {
            if ((long) LONGS.get(left, leftStart + index) != (long) LONGS.get(right, rightStart + index)) {
                return false;
            }
        }
        for (; index < length; index++) {
            if (left[leftStart + index] != right[rightStart + index]) {
                return false;
            }
        }
        return true;
    }
}
