package dev.sluice.columnar;

import dev.sluice.types.ArrayType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lists that grow at their end, as bytes: each element is its length in four bytes, then an array of it alone as
 * {@link PackedValues} has it. Two lists one after the other are one list.
 */
public final class PackedParts {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private PackedParts() {}

    /** A list of each row's value alone, null too. */
    public static BytesVector packEach(Vector flat, int rowCount) {
        PackedOutput out = new PackedOutput();
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

    private static int length(byte[] data, int position) {
        return (int) INTS.get(data, position);
    }
}
