package dev.sluice.builtin.aggregate;

import dev.sluice.builtin.hash.ValueHashes;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableBytesVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * About how many different values there are, by {@link HyperLogLog}. A group of few values keeps a list of registers and what
 * they hold, four bytes each; one of more keeps a byte for every register. The two are told apart by their length.
 */
final class DistinctEstimateAggregate implements BoundAggregate {
    private static final StructType BUFFER = new StructType().add("registers", AtomicType.STRING);

    /** A list longer than this is slower to search than it saves bytes. */
    private static final int LONGEST_LIST = 16;

    /** In an entry of a list, the bits of what a register holds. */
    private static final int RANK_BITS = 6;

    private static final VarHandle ENTRIES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final HyperLogLog estimator;
    private final int registerCount;
    private final int longestList;

    DistinctEstimateAggregate(int precision) {
        this.estimator = new HyperLogLog(precision);
        this.registerCount = estimator.registerCount();
        // Never as long as the registers, so that lengths differ.
        this.longestList = Math.min(LONGEST_LIST, (registerCount - 1) / Integer.BYTES);
    }

    @Override
    public DataType resultType() {
        return AtomicType.BIGINT;
    }

    @Override
    public boolean isNullable() {
        return false;
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
        long[] hashes = ValueHashes.xxHash64(arguments[0], rowCount);
        long[] validity = arguments[0].validity();
        MutableBytesVector registers = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                raise(registers, groups[row], estimator.register(hashes[row]), estimator.rank(hashes[row]));
            }
        }
    }

    private void raise(MutableBytesVector registers, int group, int register, int rank) {
        int start = registers.starts()[group];
        int length = registers.lengths()[group];
        byte[] data = registers.data();
        if (length == registerCount) {
            data[start + register] = (byte) Math.max(data[start + register], rank);
            return;
        }
        for (int offset = 0; offset < length; offset += Integer.BYTES) {
            int entry = (int) ENTRIES.get(data, start + offset);
            if (entry >>> RANK_BITS == register) {
                ENTRIES.set(data, start + offset, register << RANK_BITS | Math.max(entry & rankMask(), rank));
                return;
            }
        }
        boolean isFull = length == longestList * Integer.BYTES;
        byte[] grown = isFull ? spread(data, start, length) : append(data, start, length, register << RANK_BITS | rank);
        registers.set(group, grown, 0, grown.length);
        if (isFull) {
            raise(registers, group, register, rank);
        }
    }

    private static int rankMask() {
        return (1 << RANK_BITS) - 1;
    }

    private static byte[] append(byte[] data, int start, int length, int entry) {
        byte[] grown = new byte[length + Integer.BYTES];
        System.arraycopy(data, start, grown, 0, length);
        ENTRIES.set(grown, length, entry);
        return grown;
    }

    /** A list as registers. */
    private byte[] spread(byte[] data, int start, int length) {
        byte[] all = new byte[registerCount];
        for (int offset = 0; offset < length; offset += Integer.BYTES) {
            int entry = (int) ENTRIES.get(data, start + offset);
            all[entry >>> RANK_BITS] = (byte) (entry & rankMask());
        }
        return all;
    }

    @Override
    public void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        BytesVector partial = (BytesVector) partials[0];
        MutableBytesVector registers = (MutableBytesVector) buffers[0];
        for (int row = 0; row < rowCount; row++) {
            if (!partial.isNull(row)) {
                merge(partial, row, registers, groups[row]);
            }
        }
    }

    private void merge(BytesVector partial, int row, MutableBytesVector registers, int group) {
        int start = partial.starts()[row];
        int length = partial.lengths()[row];
        byte[] data = partial.data();
        if (registers.lengths()[group] == 0) {
            registers.set(group, data, start, length);
        } else if (length != registerCount) {
            for (int offset = 0; offset < length; offset += Integer.BYTES) {
                int entry = (int) ENTRIES.get(data, start + offset);
                raise(registers, group, entry >>> RANK_BITS, entry & rankMask());
            }
        } else {
            if (registers.lengths()[group] != registerCount) {
                byte[] spread = spread(
                        registers.data(), registers.starts()[group], registers.lengths()[group]);
                registers.set(group, spread, 0, spread.length);
            }
            byte[] own = registers.data();
            int ownStart = registers.starts()[group];
            for (int register = 0; register < registerCount; register++) {
                own[ownStart + register] = (byte) Math.max(own[ownStart + register], data[start + register]);
            }
        }
    }

    @Override
    public Vector finish(Vector[] buffers, int rowCount) {
        BytesVector registers = (BytesVector) buffers[0];
        long[] estimates = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            if (!registers.isNull(row)) {
                estimates[row] = estimator.estimate(counts(
                        registers.data(), registers.starts()[row], registers.lengths()[row]));
            }
        }
        return new LongVector(estimates, null);
    }

    private int[] counts(byte[] data, int start, int length) {
        int[] counts = new int[Long.SIZE];
        if (length == registerCount) {
            for (int register = 0; register < registerCount; register++) {
                counts[data[start + register]]++;
            }
        } else {
            counts[0] = registerCount - length / Integer.BYTES;
            for (int offset = 0; offset < length; offset += Integer.BYTES) {
                counts[(int) ENTRIES.get(data, start + offset) & rankMask()]++;
            }
        }
        return counts;
    }
}
