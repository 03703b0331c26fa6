package dev.sluice.columnar;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BytesVector} that grows and changes in place. Values lie in one array one after the other; a value that is
 * replaced leaves a gap, and the array is rewritten when gaps make up half of it.
 */
public final class MutableBytesVector extends MutableVector {
    private static final int SMALLEST_COMPACTION = 4_096;
    /** As many bytes as every JVM gives. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private int[] starts;
    private int[] lengths;
    private byte[] data = new byte[64];
    private int used;
    private int garbage;

    /** The room of values that were appended to; what a value does not use of it is garbage. */
    private int @Nullable [] capacities;

    MutableBytesVector(DataType type, int capacity) {
        super(type, capacity);
        this.starts = new int[capacity];
        this.lengths = new int[capacity];
    }

    /** Where the bytes of values are; another array after a change. */
    public byte[] data() {
        return data;
    }

    public int[] starts() {
        return starts;
    }

    public int[] lengths() {
        return lengths;
    }

    @Override
    void grow(int rowCount) {
        if (rowCount > starts.length) {
            int capacity = grownCapacity(starts.length, rowCount);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            capacities = capacities == null ? null : Arrays.copyOf(capacities, capacity);
        }
    }

    @Override
    public void set(int position, Vector source, int row) {
        BytesVector from = (BytesVector) source;
        if (Validity.isPresent(from.validity(), row)) {
            set(position, from.data(), from.starts()[row], from.lengths()[row]);
        } else {
            garbage += lengths[position];
            lengths[position] = 0;
            setPresence(position, false);
        }
    }

    /** Puts a copy of these bytes at {@code position}. */
    public void set(int position, byte[] bytes, int start, int length) {
        if (length > lengths[position]) {
            garbage += lengths[position];
            lengths[position] = 0;
            starts[position] = reserve(length);
            used += length;
            if (capacities != null) {
                capacities[position] = length;
            }
        } else {
            garbage += lengths[position] - length;
        }
        System.arraycopy(bytes, start, data, starts[position], length);
        lengths[position] = length;
        setPresence(position, true);
    }

    /** Puts these bytes behind those at {@code position}; a null becomes them. Room is kept for more. */
    public void append(int position, byte[] bytes, int start, int length) {
        int old = lengths[position];
        int needed = Math.addExact(old, length);
        int[] room = capacities;
        if (room == null) {
            room = lengths.clone();
            capacities = room;
        }
        if (needed > Math.max(old, room[position])) {
            int capacity = grownCapacity(needed, needed);
            int target = reserve(capacity);
            System.arraycopy(data, starts[position], data, target, old);
            starts[position] = target;
            used += capacity;
            garbage += old + capacity - needed;
            if (capacities == null) {
                // What lay there was moved together.
                capacities = lengths.clone();
            }
            capacities[position] = capacity;
        } else {
            garbage -= length;
        }
        System.arraycopy(bytes, start, data, starts[position] + old, length);
        lengths[position] = needed;
        setPresence(position, true);
    }

    private int reserve(int length) {
        if (length > data.length - used) {
            if (garbage > SMALLEST_COMPACTION && garbage > used / 2) {
                compact(length);
            } else {
                data = Arrays.copyOf(data, roomFor(data.length, used, length));
            }
        }
        return used;
    }

    private static int roomFor(int capacity, int filled, int more) {
        long needed = (long) filled + more;
        if (needed > LARGEST_ARRAY) {
            throw SluiceException.of(
                            ErrorCondition.MEMORY_LIMIT_EXCEEDED,
                            "the texts, or the values, that one partition keeps in a column need more than 2 GiB")
                    .mend("spread the keys with a larger spark.sql.shuffle.partitions, or keep less for each key")
                    .build();
        }
        return grownCapacity(capacity, (int) needed);
    }

    private void compact(int spare) {
        byte[] dense = new byte[roomFor(used - garbage, used - garbage, spare)];
        int filled = 0;
        for (int row = 0; row < starts.length; row++) {
            System.arraycopy(data, starts[row], dense, filled, lengths[row]);
            starts[row] = filled;
            filled += lengths[row];
        }
        data = dense;
        capacities = null;
        used = filled;
        garbage = 0;
    }

    @Override
    public boolean isEqual(int position, Vector source, int row) {
        BytesVector other = (BytesVector) source;
        boolean present = Validity.isPresent(other.validity(), row);
        if (!present || !Validity.isPresent(validity(), position)) {
            return present == Validity.isPresent(validity(), position);
        }
        int start = other.starts()[row];
        return Arrays.equals(
                data,
                starts[position],
                starts[position] + lengths[position],
                other.data(),
                start,
                start + other.lengths()[row]);
    }

    @Override
    Vector over(long @Nullable [] validity) {
        return new BytesVector(type(), data, starts, lengths, validity);
    }

    @Override
    public void clear(int rowCount) {
        clearValidity(rowCount);
        Arrays.fill(starts, 0, rowCount, 0);
        Arrays.fill(lengths, 0, rowCount, 0);
        capacities = null;
        used = 0;
        garbage = 0;
    }

    @Override
    public long sizeInBytes() {
        return (capacities == null ? 8L : 12L) * starts.length + data.length + validityBytes();
    }
}
