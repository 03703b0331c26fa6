package dev.sluice.builtin.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 64 bits of XXHash. */
final class XxHash64 implements SeededHash {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final int LANES = 4;
    private static final int BLOCK = LANES * Long.BYTES;

    @Override
    public long ofInt(int value, long seed) {
        return finish(addWord(seed + PRIME_5 + Integer.BYTES, value));
    }

    @Override
    public long ofLong(long value, long seed) {
        return finish(addLong(seed + PRIME_5 + Long.BYTES, value));
    }

    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
        int end = start + length;
        int index = start;
        long hash = seed + PRIME_5;
        if (length >= BLOCK) {
            long[] lanes = {seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1};
            for (; index <= end - BLOCK; index += BLOCK) {
                for (int lane = 0; lane < LANES; lane++) {
                    lanes[lane] = round(lanes[lane], (long) LONGS.get(data, index + lane * Long.BYTES));
                }
            }
            hash = merged(lanes);
        }
        hash += length;
        for (; index <= end - Long.BYTES; index += Long.BYTES) {
            hash = addLong(hash, (long) LONGS.get(data, index));
        }
        if (index <= end - Integer.BYTES) {
            hash = addWord(hash, (int) WORDS.get(data, index));
            index += Integer.BYTES;
        }
        for (; index < end; index++) {
            hash = Long.rotateLeft(hash ^ (data[index] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        return finish(hash);
    }

    private static long merged(long[] lanes) {
        long hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(long lane, long value) {
        return Long.rotateLeft(lane + value * PRIME_2, 31) * PRIME_1;
    }

    private static long addLong(long hash, long value) {
        return Long.rotateLeft(hash ^ round(0, value), 27) * PRIME_1 + PRIME_4;
    }

    private static long addWord(long hash, int value) {
        return Long.rotateLeft(hash ^ (value & 0xFFFFFFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }
}
