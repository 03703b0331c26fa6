package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lists that grow at their end, as bytes: each element is its length in four bytes, then an array of it alone as
 * {@link PackedValues} has it. Two lists one after the other are one list.
 */
public final class PackedParts {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private PackedParts() {}

    /**
     * A list of each row's value alone, null too.
     *
     * @param isNormal whether -0.0 becomes 0.0, so that equal values have equal bytes
     */
    public static BytesVector packEach(Vector flat, int rowCount, boolean isNormal) {
        PackedOutput out = new PackedOutput(!isNormal);
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            int start = out.position();
            starts[row] = start;
            out.putInt(0);
            PackedValues.writeSingle(flat, row, out);
            lengths[row] = out.position() - start;
            INTS.set(out.bytes(), start, lengths[row] - Integer.BYTES);
        }
        return new BytesVector(out.bytes(), starts, lengths, null);
    }

    /** The arrays that lists stand for; a null one is empty. */
    public static ArrayVector unpack(BytesVector lists, ArrayType type, int rowCount) {
        ArrayBuilder builder = new ArrayBuilder(type, rowCount);
        PackedInput in = new PackedInput(lists.data());
        for (int row = 0; row < rowCount; row++) {
            int first = builder.count();
            int position = lists.starts()[row];
            int end = lists.isNull(row) ? position : position + lists.lengths()[row];
            while (position < end) {
                int length = length(lists.data(), position);
                in.begin(position + Integer.BYTES, length);
                PackedValues.readSingle(in, builder.elements(), builder.add());
                position += Integer.BYTES + length;
            }
            builder.set(row, first);
        }
        return (ArrayVector) builder.build(rowCount);
    }

    /**
     * Removes the elements of a list that equal one before them, in place.
     *
     * @return the new length
     */
    public static int removeRepeated(byte[] data, int start, int length) {
        int end = start + length;
        int[] slots = new int[Integer.highestOneBit(Math.max(8, length / 4)) * 2];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        int filled = start;
        for (int position = start; position < end; ) {
            int partLength = Integer.BYTES + length(data, position);
            int slot = hash(data, position, partLength) & mask;
            while (slots[slot] >= 0 && !isSame(data, slots[slot], position, partLength)) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] < 0) {
                System.arraycopy(data, position, data, filled, partLength);
                slots[slot] = filled;
                filled += partLength;
            }
            position += partLength;
        }
        return filled - start;
    }

    private static int hash(byte[] data, int start, int length) {
        int hash = 0;
        for (int index = start; index < start + length; index++) {
            hash = hash * 31 + data[index];
        }
        return (hash * 0x9E3779B9) >>> 7;
    }

    private static boolean isSame(byte[] data, int known, int position, int length) {
        return Arrays.equals(data, known, known + length, data, position, position + length);
    }

    private static int length(byte[] data, int position) {
        return (int) INTS.get(data, position);
    }
}
