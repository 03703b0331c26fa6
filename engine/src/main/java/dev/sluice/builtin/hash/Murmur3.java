package dev.sluice.builtin.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 32 bits of Murmur3 as Spark computes them: each byte behind the last whole word of a text counts as a word of its own. */
final class Murmur3 implements SeededHash {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public long ofInt(int value, long seed) {
        return finish(mix((int) seed, value), Integer.BYTES);
    }

    @Override
    public long ofLong(long value, long seed) {
        return finish(mix(mix((int) seed, (int) value), (int) (value >>> 32)), Long.BYTES);
    }

    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
        int hash = (int) seed;
        int end = start + length;
        int index = start;
        for (; index <= end - Integer.BYTES; index += Integer.BYTES) {
            hash = mix(hash, (int) WORDS.get(data, index));
        }
        for (; index < end; index++) {
            hash = mix(hash, data[index]);
        }
        return finish(hash, length);
    }

    private static int mix(int hash, int word) {
        int mixed = Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
    }

    private static int finish(int hash, int length) {
        int mixed = hash ^ length;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
