package dev.sluice.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows divided by the bucket of their expiry.
 *
 * @param numbers of the buckets, in the order of their first rows
 * @param rows bucket by bucket, in their order within each; empty where there is one bucket, to which all rows belong
 * @param ends where the rows of each bucket end
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from one method to the next, never compared.
record RowsByBucket(long[] numbers, int[] rows, int[] ends) {
    private static final int[] ALL = {};

    /** Rows that never expire are in bucket 0. */
    static RowsByBucket inOne() {
        return new RowsByBucket(new long[] {0}, ALL, ALL);
    }

    static RowsByBucket of(ExpiryBuckets<?> buckets, long[] expiries, int rowCount) {
        int[] ordinals = new int[rowCount];
        long[] numbers = numbers(buckets, expiries, rowCount, ordinals);
        if (numbers.length == 1) {
            return new RowsByBucket(numbers, ALL, ALL);
        }
        int[] ends = new int[numbers.length];
        return new RowsByBucket(numbers, rows(ordinals, rowCount, ends), ends);
    }

    /** The numbers of the buckets; fills in the position of each row's bucket among them. */
    private static long[] numbers(ExpiryBuckets<?> buckets, long[] expiries, int rowCount, int[] ordinals) {
        Map<Long, Integer> known = new HashMap<>();
        long[] distinct = new long[4];
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            long number = buckets.numberOf(expiries[row]);
            int ordinal = 0;
            int near = Math.min(count, distinct.length > 4 ? 2 : 4);
            while (ordinal < near && distinct[ordinal] != number) {
                ordinal++;
            }
            if (ordinal == near) {
                Integer seen = count <= near ? null : known.get(number);
                if (seen == null) {
                    seen = count;
                    known.put(number, seen);
                    if (count == distinct.length) {
                        distinct = Arrays.copyOf(distinct, count * 2);
                    }
                    distinct[count++] = number;
                }
                ordinal = seen;
            }
            ordinals[row] = ordinal;
        }
        return Arrays.copyOf(distinct, count);
    }

    private static int[] rows(int[] ordinals, int rowCount, int[] ends) {
        for (int row = 0; row < rowCount; row++) {
            ends[ordinals[row]]++;
        }
        int total = 0;
        for (int bucket = 0; bucket < ends.length; bucket++) {
            int here = ends[bucket];
            ends[bucket] = total;
            total += here;
        }
        int[] rows = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            rows[ends[ordinals[row]]++] = row;
        }
        return rows;
    }

    /** Whether all rows are in one bucket. */
    boolean isOne() {
        return numbers.length == 1;
    }

    /** The rows of the bucket at a position among the numbers, of which there are several. */
    int[] rowsOf(int bucket) {
        return Arrays.copyOfRange(rows, bucket == 0 ? 0 : ends[bucket - 1], ends[bucket]);
    }
}
