package dev.sluice.state;

import java.util.Arrays;

/** Numbers of groups, perhaps with repetitions. Not thread-safe. */
final class GroupList {
    private int[] numbers = new int[4];
    private int count;

    int count() {
        return count;
    }

    int get(int index) {
        return numbers[index];
    }

    void add(int group) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = group;
    }

    GroupList addAll(GroupList others) {
        for (int index = 0; index < others.count; index++) {
            add(others.numbers[index]);
        }
        return this;
    }

    /** Takes the last ones out, and puts them into {@code target} in their order. */
    void removeLast(int removed, int[] target) {
        count -= removed;
        System.arraycopy(numbers, count, target, 0, removed);
    }

    void sort() {
        Arrays.sort(numbers, 0, count);
    }

    void clear() {
        count = 0;
    }

    long sizeInBytes() {
        return 4L * numbers.length;
    }
}
