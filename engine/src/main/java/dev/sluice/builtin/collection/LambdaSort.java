package dev.sluice.builtin.collection;

import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundHigherOrder.Lambda;

/**
 * Sorts the arrays of a batch by a lambda that compares two elements, and leaves equal ones as they were. All arrays are
 * merged in step: first pairs of elements, then pairs of these, and in each round one comparison for each two runs that are
 * being merged, so that the lambda is called for many comparisons at a time.
 */
final class LambdaSort {
    private final Vector elements;
    private final Lambda comparison;

    /** What is sorted, and where it is merged to. */
    private int[] numbers = new int[0];

    private int[] merged = new int[0];

    /** Of each two runs that are being merged: their row, what is left of either, and where the next number goes. */
    private int[] rows = new int[0];

    private int[] left = new int[0];
    private int[] leftEnd = new int[0];
    private int[] right = new int[0];
    private int[] rightEnd = new int[0];
    private int[] target = new int[0];
    private int count;

    LambdaSort(Vector elements, Lambda comparison) {
        this.elements = elements;
        this.comparison = comparison;
    }

    /** Sorts the numbers of each row in place. */
    void sort(int[] picked, int[] starts, int[] lengths) {
        int longest = 0;
        int total = 0;
        for (int row = 0; row < starts.length; row++) {
            longest = Math.max(longest, lengths[row]);
            total += lengths[row];
        }
        numbers = picked;
        merged = new int[total];
        int most = total / 2 + 1;
        rows = new int[most];
        left = new int[most];
        leftEnd = new int[most];
        right = new int[most];
        rightEnd = new int[most];
        target = new int[most];
        for (long width = 1; width < longest; width *= 2) {
            for (int row = 0; row < starts.length; row++) {
                open(row, starts[row], starts[row] + lengths[row], width);
            }
            while (count > 0) {
                step();
            }
            System.arraycopy(merged, 0, numbers, 0, total);
        }
    }

    /** Begins to merge the runs of this width in a row, each with the next. */
    private void open(int row, int start, int end, long width) {
        for (long from = start; from < end; from += 2 * width) {
            int middle = (int) Math.min(from + width, end);
            if (middle == end) {
                System.arraycopy(numbers, (int) from, merged, (int) from, end - (int) from);
                continue;
            }
            rows[count] = row;
            left[count] = (int) from;
            leftEnd[count] = middle;
            right[count] = middle;
            rightEnd[count] = (int) Math.min(from + 2 * width, end);
            target[count++] = (int) from;
        }
    }

    /** One comparison for each two runs; those of which one has ended are done. */
    private void step() {
        int[] lefts = new int[count];
        int[] rights = new int[count];
        for (int index = 0; index < count; index++) {
            lefts[index] = numbers[left[index]];
            rights[index] = numbers[right[index]];
        }
        Vector[] variables = {elements.gather(lefts, count), elements.gather(rights, count)};
        IntVector order = (IntVector) comparison.evaluate(rows, variables, count);
        int going = 0;
        for (int index = 0; index < count; index++) {
            if (order.isNull(index)) {
                throw MapKeys.comparisonIsNull();
            }
            boolean takesRight = order.values()[index] > 0;
            merged[target[index]++] = takesRight ? rights[index] : lefts[index];
            right[index] += takesRight ? 1 : 0;
            left[index] += takesRight ? 0 : 1;
            if (left[index] < leftEnd[index] && right[index] < rightEnd[index]) {
                keep(index, going++);
            } else {
                int leftCount = leftEnd[index] - left[index];
                System.arraycopy(numbers, left[index], merged, target[index], leftCount);
                System.arraycopy(
                        numbers, right[index], merged, target[index] + leftCount, rightEnd[index] - right[index]);
            }
        }
        count = going;
    }

    private void keep(int index, int place) {
        rows[place] = rows[index];
        left[place] = left[index];
        leftEnd[place] = leftEnd[index];
        right[place] = right[index];
        rightEnd[place] = rightEnd[index];
        target[place] = target[index];
    }
}
