package dev.sluice.state;

import java.util.Arrays;

/**
 * Integers as the difference to the least of them, in as few bits as the largest difference needs; where that takes fewer
 * bits, the same of the differences between neighbours.
 */
final class PackedLongs {
    private static final int DIRECT = 0;
    private static final int NEIGHBOURS = 1;

    private PackedLongs() {}

    static void encode(long[] values, int count, BlockOutput out) {
        if (count == 0) {
            return;
        }
        long least = values[0];
        long greatest = values[0];
        long leastStep = Long.MAX_VALUE;
        long greatestStep = Long.MIN_VALUE;
        boolean overflows = false;
        for (int index = 1; index < count; index++) {
            long value = values[index];
            long previous = values[index - 1];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            long step = value - previous;
            overflows |= ((value ^ previous) & (value ^ step)) < 0;
            leastStep = Math.min(leastStep, step);
            greatestStep = Math.max(greatestStep, step);
        }
        int width = width(greatest - least);
        int stepWidth = count < 2 || overflows ? Long.SIZE : width(greatestStep - leastStep);
        if (stepWidth < width) {
            out.putByte(NEIGHBOURS);
            out.putByte(stepWidth);
            out.putLong(leastStep);
            out.putLong(values[0]);
            long[] steps = new long[count - 1];
            for (int index = 1; index < count; index++) {
                steps[index - 1] = values[index] - values[index - 1];
            }
            pack(steps, count - 1, leastStep, stepWidth, out);
        } else {
            out.putByte(DIRECT);
            out.putByte(width);
            out.putLong(least);
            pack(values, count, least, width, out);
        }
    }

    static long[] decode(BlockInput in, int count) {
        long[] values = new long[count];
        if (count == 0) {
            return values;
        }
        int form = in.takeByte();
        int width = in.takeByte();
        long least = in.takeLong();
        if (width > Long.SIZE || form > NEIGHBOURS) {
            throw new IllegalArgumentException("integers in form " + form + " with " + width + " bits");
        }
        if (form == DIRECT) {
            unpack(in, values, 0, count, least, width);
            return values;
        }
        values[0] = in.takeLong();
        unpack(in, values, 1, count - 1, least, width);
        for (int index = 1; index < count; index++) {
            values[index] += values[index - 1];
        }
        return values;
    }

    private static int width(long range) {
        return Long.SIZE - Long.numberOfLeadingZeros(range);
    }

    private static void pack(long[] values, int count, long least, int width, BlockOutput out) {
        if (width == 0) {
            return;
        }
        out.reserve(Math.toIntExact(((long) count * width + Long.SIZE - 1) / Long.SIZE * Long.BYTES));
        out.advance(pack(values, count, least, width, out.bytes(), out.length()));
    }

    /** Returns how many bytes were written from {@code start} on. */
    private static int pack(long[] values, int count, long least, int width, byte[] target, int start) {
        int next = start;
        long pending = 0;
        int used = 0;
        for (int index = 0; index < count; index++) {
            long value = values[index] - least;
            pending |= value << used;
            used += width;
            if (used >= Long.SIZE) {
                BlockOutput.setLong(target, next, pending);
                next += Long.BYTES;
                used -= Long.SIZE;
                pending = used == 0 ? 0 : value >>> (width - used);
            }
        }
        if (used > 0) {
            BlockOutput.setLong(target, next, pending);
            next += Long.BYTES;
        }
        return next - start;
    }

    private static void unpack(BlockInput in, long[] values, int first, int count, long least, int width) {
        if (width == 0) {
            Arrays.fill(values, first, first + count, least);
            return;
        }
        int start = in.take(((long) count * width + Long.SIZE - 1) / Long.SIZE * Long.BYTES);
        long mask = -1L >>> (Long.SIZE - width);
        long bit = 0;
        for (int index = first; index < first + count; index++) {
            int word = start + (int) (bit >>> 6) * Long.BYTES;
            int shift = (int) bit & 63;
            long value = in.longAt(word) >>> shift;
            if (shift + width > Long.SIZE) {
                value |= in.longAt(word + Long.BYTES) << (Long.SIZE - shift);
            }
            values[index] = (value & mask) + least;
            bit += width;
        }
    }
}
