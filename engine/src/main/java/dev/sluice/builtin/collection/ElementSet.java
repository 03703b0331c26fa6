package dev.sluice.builtin.collection;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.KeyHash;
import dev.sluice.columnar.Vector;
import java.util.Arrays;

/**
 * Which elements of one row are equal, where null equals null: a hash table of the numbers of elements, emptied for each
 * row. The hashes of all elements are computed at once.
 */
final class ElementSet {
    static final int NONE = -1;

    private final Vector elements;
    private final long[] hashes;
    private int[] slots = new int[16];
    private int mask = slots.length - 1;

    /** @param count how many elements there are */
    ElementSet(Vector elements, int count) {
        this.elements = elements;
        this.hashes = new long[count];
        KeyHash.hash(new Vector[] {elements}, count, hashes);
    }

    /** Empties the set and makes room for this many elements. */
    void clear(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, expected)) * 4;
        if (slots.length < capacity) {
            slots = new int[capacity];
        }
        mask = capacity - 1;
        Arrays.fill(slots, 0, capacity, NONE);
    }

    /** The element of the set that equals this one, {@link #NONE} if there is none. */
    int find(int element) {
        return slots[slot(element)];
    }

    /** Adds an element unless an equal one is there; whether it was added. */
    boolean add(int element) {
        int slot = slot(element);
        if (slots[slot] != NONE) {
            return false;
        }
        slots[slot] = element;
        return true;
    }

    /** Puts the element in the place of an equal one, or adds it. */
    void put(int element) {
        slots[slot(element)] = element;
    }

    private int slot(int element) {
        int slot = (int) hashes[element] & mask;
        while (slots[slot] != NONE && !areEqual(slots[slot], element)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean areEqual(int one, int other) {
        return hashes[one] == hashes[other] && ValueOrder.compareNullsFirst(elements, one, elements, other) == 0;
    }
}
