package dev.sluice.state;

import java.util.Arrays;

/**
 * Compression of bytes by references to what went before, in the block form of LZ4: fast, and enough for texts that
 * repeat one another.
 */
final class BlockCompression {
    private static final int SHORTEST_MATCH = 4;
    private static final int FARTHEST_MATCH = 65_535;
    private static final int LAST_LITERALS = 5;
    private static final int MOST_TABLE_BITS = 12;

    private BlockCompression() {}

    /** Appends the compressed bytes if they are at least a fifth fewer; else appends nothing and returns false. */
    static boolean compress(byte[] source, int length, BlockOutput out) {
        int before = out.length();
        long limit = (long) before + length - length / 5;
        int tableBits = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(length), 1, MOST_TABLE_BITS);
        int[] table = new int[1 << tableBits];
        Arrays.fill(table, -1);
        int literalStart = 0;
        int position = 0;
        int searchEnd = length - LAST_LITERALS - SHORTEST_MATCH;
        int misses = 0;
        while (position <= searchEnd) {
            int word = BlockInput.intAt(source, position);
            int slot = (word * 0x9E3779B1) >>> (Integer.SIZE - tableBits);
            int candidate = table[slot];
            table[slot] = position;
            if (candidate < 0 || position - candidate > FARTHEST_MATCH || BlockInput.intAt(source, candidate) != word) {
                position += 1 + (misses++ >>> 6);
                continue;
            }
            misses = 0;
            int end = position + SHORTEST_MATCH;
            int from = candidate + SHORTEST_MATCH;
            while (end < length - LAST_LITERALS && source[end] == source[from]) {
                end++;
                from++;
            }
            putSequence(source, literalStart, position - literalStart, position - candidate, end - position, out);
            position = end;
            literalStart = end;
            if (out.length() > limit) {
                out.truncate(before);
                return false;
            }
        }
        putSequence(source, literalStart, length - literalStart, 0, 0, out);
        if (out.length() > limit) {
            out.truncate(before);
            return false;
        }
        return true;
    }

    /** A match of length 0 ends the block. */
    private static void putSequence(
            byte[] source, int literalStart, int literals, int distance, int matched, BlockOutput out) {
        int more = matched == 0 ? 0 : matched - SHORTEST_MATCH;
        out.putByte(Math.min(literals, 15) << 4 | Math.min(more, 15));
        putRest(literals, out);
        out.putBytes(source, literalStart, literals);
        if (matched > 0) {
            out.putByte(distance);
            out.putByte(distance >>> 8);
            putRest(more, out);
        }
    }

    private static void putRest(int value, BlockOutput out) {
        if (value < 15) {
            return;
        }
        int rest = value - 15;
        for (; rest >= 255; rest -= 255) {
            out.putByte(255);
        }
        out.putByte(rest);
    }

    /** Reads {@code compressed} bytes of the input, which must yield {@code length}. */
    static byte[] decompress(BlockInput outer, int compressed, int length) {
        BlockInput in = new BlockInput(outer.bytes(), outer.take(compressed), compressed);
        byte[] target = new byte[length];
        int filled = 0;
        while (true) {
            int token = in.takeByte();
            int literals = takeLength(in, token >>> 4);
            requireRoom(length, filled, literals);
            System.arraycopy(in.bytes(), in.take(literals), target, filled, literals);
            filled += literals;
            if (in.remaining() == 0) {
                if (filled != length) {
                    throw new IllegalArgumentException(filled + " bytes of text where there were " + length);
                }
                return target;
            }
            int distance = in.takeByte() | in.takeByte() << 8;
            int matched = takeLength(in, token & 15) + SHORTEST_MATCH;
            requireRoom(length, filled, matched);
            if (distance == 0 || distance > filled) {
                throw new IllegalArgumentException("a reference to before the first byte");
            }
            for (int index = 0; index < matched; index++) {
                target[filled] = target[filled - distance];
                filled++;
            }
        }
    }

    private static int takeLength(BlockInput in, int coded) {
        int length = coded;
        if (coded == 15) {
            int next;
            do {
                next = in.takeByte();
                length = Math.addExact(length, next);
            } while (next == 255);
        }
        return length;
    }

    private static void requireRoom(int length, int filled, int more) {
        if (more < 0 || more > length - filled) {
            throw new IllegalArgumentException("more text than the " + length + " bytes there were");
        }
    }
}
