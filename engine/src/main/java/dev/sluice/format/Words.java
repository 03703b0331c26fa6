package dev.sluice.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a text at a time, the first of them in the lowest bits of a long. Marks have the highest bit of a byte
 * set; only the lowest mark of a word is exact, as a match may carry into the bytes behind it.
 */
public final class Words {
    /** Bytes in a word. */
    public static final int BYTES = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZERO_DIGITS = 0x3030303030303030L;
    private static final long BEYOND_NINE = 0x7676767676767676L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
    private static final long BLANKS = 0x2020202020202020L;

    private Words() {}

    /** The word at {@code position}, all of which must be within the array. */
    public static long get(byte[] data, int position) {
        return (long) LONGS.get(data, position);
    }

    public static void set(byte[] data, int position, long word) {
        LONGS.set(data, position, word);
    }

    /** Marks of the bytes that equal the byte which {@code repeated} holds eight times. */
    public static long equalBytes(long word, long repeated) {
        long difference = word ^ repeated;
        return (difference - ONES) & ~difference & HIGH_BITS;
    }

    /** The byte eight times. */
    public static long repeat(int value) {
        return (value & 0xFF) * ONES;
    }

    /** Marks of the bytes that cannot stand in a JSON string as they are: quote, backslash, control characters. */
    public static long jsonSpecials(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - BLANKS) & ~word))
                & HIGH_BITS;
    }

    /** The index in its word of the byte of the lowest mark, 8 without any. */
    public static int firstMark(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** The word with the values of its digits in place of their characters. */
    public static long digitValues(long word) {
        return word ^ ZERO_DIGITS;
    }

    /** Marks of the bytes of {@link #digitValues} that were no digits. */
    public static long nonDigits(long digitValues) {
        return ((digitValues + BEYOND_NINE) | digitValues) & HIGH_BITS;
    }

    /** The number that the first {@code count} bytes of {@link #digitValues} stand for, 1 to 8 of them. */
    public static long number(long digitValues, int count) {
        long digits = digitValues << ((BYTES - count) << 3);
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }

    /** The first {@code count} bytes of the word, 1 to 8 of them, and zeros behind. */
    public static long first(long word, int count) {
        return word & (-1L >>> ((BYTES - count) << 3));
    }

    /** The word without the byte at {@code index}: those behind it move up by one. */
    public static long without(long word, int index) {
        long before = (1L << (index << 3)) - 1;
        return (word & before) | ((word >>> 8) & ~before);
    }
}
