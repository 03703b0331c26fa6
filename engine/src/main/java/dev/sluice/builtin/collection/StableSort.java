package dev.sluice.builtin.collection;

import java.util.Arrays;

/** Sorts numbers by an order of what they stand for, and leaves equal ones as they were: by insertion, then by merging. */
final class StableSort {
    private static final int RUN = 12;

    private int[] scratch = new int[0];

    /** Negative if what the left number stands for comes first. */
    @FunctionalInterface
    interface Order {
        int compare(int left, int right);
    }

    void sort(int[] numbers, int start, int length, Order order) {
        if (length > RUN && scratch.length < length) {
            scratch = Arrays.copyOf(scratch, length + (length >> 1));
        }
        sortRange(numbers, start, start + length, order);
    }

    private void sortRange(int[] numbers, int start, int end, Order order) {
        if (end - start <= RUN) {
            insert(numbers, start, end, order);
            return;
        }
        int middle = (start + end) >>> 1;
        sortRange(numbers, start, middle, order);
        sortRange(numbers, middle, end, order);
        if (order.compare(numbers[middle - 1], numbers[middle]) <= 0) {
            return;
        }
        int leftCount = middle - start;
        System.arraycopy(numbers, start, scratch, 0, leftCount);
        int left = 0;
        int right = middle;
        int target = start;
        while (left < leftCount) {
            boolean takesRight = right < end && order.compare(scratch[left], numbers[right]) > 0;
            numbers[target++] = takesRight ? numbers[right++] : scratch[left++];
        }
    }

    private static void insert(int[] numbers, int start, int end, Order order) {
        for (int index = start + 1; index < end; index++) {
            int number = numbers[index];
            int hole = index;
            while (hole > start && order.compare(numbers[hole - 1], number) > 0) {
                numbers[hole] = numbers[hole - 1];
                hole--;
            }
            numbers[hole] = number;
        }
    }
}
