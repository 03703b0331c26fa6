package dev.sluice.columnar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a vector hold a value: a bitmap of words, bit {@code row & 63} of word {@code row >>> 6} set where the
 * value is present. An absent array means that every row is present.
 */
public final class Validity {
    private Validity() {}

    /** Words needed for {@code rowCount} rows. */
    public static int wordCount(int rowCount) {
        return (rowCount + 63) >>> 6;
    }

    public static boolean isPresent(long @Nullable [] validity, int row) {
        return validity == null || (validity[row >>> 6] & (1L << row)) != 0;
    }

    public static long[] allPresent(int rowCount) {
        long[] words = new long[wordCount(rowCount)];
        Arrays.fill(words, -1L);
        return words;
    }

    public static void setPresent(long[] validity, int row) {
        validity[row >>> 6] |= 1L << row;
    }

    /** Says that rows {@code [from, to)} hold values. */
    public static void setPresent(long[] validity, int from, int to) {
        if (from >= to) {
            return;
        }
        int first = from >>> 6;
        int last = (to - 1) >>> 6;
        long firstBits = -1L << from;
        long lastBits = -1L >>> -to;
        if (first == last) {
            validity[first] |= firstBits & lastBits;
        } else {
            validity[first] |= firstBits;
            Arrays.fill(validity, first + 1, last, -1L);
            validity[last] |= lastBits;
        }
    }

    public static void setNull(long[] validity, int row) {
        validity[row >>> 6] &= ~(1L << row);
    }

    /** Present where both are: what most functions make of the nulls of two arguments. May return one of the arguments. */
    public static long @Nullable [] and(long @Nullable [] left, long @Nullable [] right, int rowCount) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        long[] both = new long[wordCount(rowCount)];
        for (int word = 0; word < both.length; word++) {
            both[word] = left[word] & right[word];
        }
        return both;
    }

    /** How many of the first {@code rowCount} rows are null. */
    public static int nullCount(long @Nullable [] validity, int rowCount) {
        if (validity == null) {
            return 0;
        }
        int present = 0;
        int fullWords = rowCount >>> 6;
        for (int word = 0; word < fullWords; word++) {
            present += Long.bitCount(validity[word]);
        }
        int rest = rowCount & 63;
        if (rest != 0) {
            present += Long.bitCount(validity[fullWords] & ((1L << rest) - 1));
        }
        return rowCount - present;
    }

    /** The validity of the rows {@code rows[0..count)} of a vector with this validity, in that order. */
    public static long @Nullable [] gather(long @Nullable [] validity, int[] rows, int count) {
        if (validity == null || isFull(validity, count) || areAllPresent(validity, rows, count)) {
            return null;
        }
        long[] gathered = new long[wordCount(count)];
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            gathered[index >>> 6] |= (validity[row >>> 6] >>> row & 1L) << index;
        }
        return gathered;
    }

    /** Whether there is no null in any row, if that is told by fewer words than {@code count}. */
    private static boolean isFull(long[] validity, int count) {
        if (validity.length > count) {
            return false;
        }
        long present = -1;
        for (long word : validity) {
            present &= word;
        }
        return present == -1;
    }

    private static boolean areAllPresent(long[] validity, int[] rows, int count) {
        long present = 1;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            present &= validity[row >>> 6] >>> row;
        }
        return present == 1;
    }
}
