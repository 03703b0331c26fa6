package dev.sluice.state;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Where the groups of a {@link GroupTable} are found by their hashes: open addressing in a row of slots, of which so many
 * make a page. A slot is 0, or holds in its high half 32 bits of a hash, the tag, and in its low half a group number plus
 * one. Groups are numbered as they are made. Not thread-safe.
 *
 * <p>When the slots are doubled, the pages that are there are filled anew and as many are added: nothing is left to the
 * garbage collector, and no array is so large that it would move it at a cost.
 */
final class GroupSlots {
    private static final int PAGE_BITS = 16;
    private static final int PAGE_SLOTS = 1 << PAGE_BITS;
    private static final int IN_PAGE = PAGE_SLOTS - 1;
    private static final int FEWEST = 32;

    /** Beyond so many slots, rows are looked up in two steps. */
    private static final int BEYOND_CACHE = 1 << 15;

    /** One page that is smaller than the others would be, or several. */
    private long[][] pages = {new long[FEWEST]};

    /** How many slots there are, a power of two, less one. */
    private int mask = FEWEST - 1;

    private int groupCount;

    int groupCount() {
        return groupCount;
    }

    /** How many groups may be made before the slots have to {@link #grow}: they are filled to two thirds. */
    int room() {
        return (int) ((mask + 1L) * 2 / 3) - groupCount;
    }

    /** Bits of the hash that choose neither the key group nor, in all but the largest tables, the slot; in the high half. */
    private static long tag(long hash) {
        return hash << 8 & 0xFFFFFFFF_00000000L;
    }

    private static boolean hasTag(long entry, long tag) {
        return (entry ^ tag) >>> 32 == 0;
    }

    private static long entry(long[][] pages, int slot) {
        return pages[slot >>> PAGE_BITS][slot & IN_PAGE];
    }

    /**
     * Finds or makes the group of each row by the tag of its hash alone.
     *
     * @param groups filled for the rows that are done
     * @param firstRows filled, from {@code made} on, with the rows that groups are made for
     * @param room how many groups may be made
     * @return the row after the last that is done: {@code to}, or one that needs a group for which there is no room
     */
    int findOrMake(long[] hashes, int from, int to, int[] groups, int[] firstRows, int made, int room) {
        long[][] table = pages;
        int bits = mask;
        int next = groupCount;
        int end = next + room;
        int toFirstRow = made - next;
        int row = from;
        for (; row < to; row++) {
            long tag = tag(hashes[row]);
            int slot = (int) hashes[row] & bits;
            long entry = entry(table, slot);
            while (entry != 0 && !hasTag(entry, tag)) {
                slot = slot + 1 & bits;
                entry = entry(table, slot);
            }
            if (entry == 0) {
                if (next == end) {
                    break;
                }
                firstRows[toFirstRow + next++] = row;
                entry = tag | next;
                table[slot >>> PAGE_BITS][slot & IN_PAGE] = entry;
            }
            groups[row] = (int) entry - 1;
        }
        groupCount = next;
        return row;
    }

    /**
     * Reads where rows {@code [from, to)} will be looked for, one independent of the other, so that their cache misses
     * overlap.
     *
     * @param groups overwritten for these rows
     */
    void load(long[] hashes, int from, int to, int[] groups) {
        if (mask >= BEYOND_CACHE) {
            load(pages, mask, hashes, from, to, groups);
        }
    }

    private static void load(long[][] table, int bits, long[] hashes, int from, int to, int[] groups) {
        for (int row = from; row < to; row++) {
            groups[row] = (int) entry(table, (int) hashes[row] & bits);
        }
    }

    /**
     * Finds rows {@code [from, to)} by the tags of their hashes alone.
     *
     * @param rows filled with those that are there, ascending
     * @param groups filled with their groups
     * @return how many those are
     */
    int find(long[] hashes, int from, int to, int[] rows, int[] groups) {
        long[][] table = pages;
        int bits = mask;
        int count = 0;
        for (int row = from; row < to; row++) {
            long tag = tag(hashes[row]);
            int slot = (int) hashes[row] & bits;
            long entry = entry(table, slot);
            while (entry != 0 && !hasTag(entry, tag)) {
                slot = slot + 1 & bits;
                entry = entry(table, slot);
            }
            rows[count] = row;
            groups[count] = (int) entry - 1;
            count += entry == 0 ? 0 : 1;
        }
        return count;
    }

    /** The group with this hash that is the one meant, or -1. */
    int find(long hash, IntPredicate isMeant) {
        long tag = tag(hash);
        int slot = (int) hash & mask;
        for (long entry; (entry = entry(pages, slot)) != 0; slot = slot + 1 & mask) {
            int group = (int) entry - 1;
            if (hasTag(entry, tag) && isMeant.test(group)) {
                return group;
            }
        }
        return -1;
    }

    /** Makes a group, also if there is one with this hash; there has to be {@link #room}. */
    int make(long hash) {
        put(pages, mask, hash, groupCount);
        return groupCount++;
    }

    private static void put(long[][] table, int bits, long hash, int group) {
        int slot = (int) hash & bits;
        while (entry(table, slot) != 0) {
            slot = slot + 1 & bits;
        }
        table[slot >>> PAGE_BITS][slot & IN_PAGE] = tag(hash) | (group + 1);
    }

    /**
     * Doubles the slots.
     *
     * @param segments that hold all groups, in their order
     */
    void grow(List<GroupSegment> segments) {
        mask = Math.multiplyExact(mask + 1, 2) - 1;
        if (mask < PAGE_SLOTS) {
            pages = new long[][] {new long[mask + 1]};
        } else {
            for (long[] page : pages) {
                Arrays.fill(page, 0);
            }
            int before = pages.length;
            pages = Arrays.copyOf(pages, (mask >>> PAGE_BITS) + 1);
            for (int page = before; page < pages.length; page++) {
                pages[page] = new long[PAGE_SLOTS];
            }
        }
        long[] hashes = new long[segments.getFirst().groupCount()];
        int group = 0;
        for (GroupSegment segment : segments) {
            segment.hash(hashes);
            putAll(pages, mask, hashes, segment.groupCount(), group);
            group += segment.groupCount();
        }
    }

    private static void putAll(long[][] table, int bits, long[] hashes, int count, int firstGroup) {
        for (int index = 0; index < count; index++) {
            put(table, bits, hashes[index], firstGroup + index);
        }
    }

    /** Bytes of heap. */
    long sizeInBytes() {
        return (mask + 1L) * Long.BYTES;
    }
}
