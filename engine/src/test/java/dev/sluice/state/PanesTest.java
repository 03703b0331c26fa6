package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PanesTest {
    @Test
    void blocksAreAlignedToTheOffsetAlsoBeforeTheEpoch() {
        Panes panes = new Panes(5, 3, -1);
        assertEquals(15, panes.windowMicros());
        assertEquals(0, panes.indexInBlock(-1));
        assertEquals(2, panes.indexInBlock(9));
        assertEquals(2, panes.indexInBlock(-6));
        assertEquals(24, panes.expiry(9));
    }

    @Test
    void rangesOfWindowsAgreeWithALookAtEachEnd() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            long width = 1L + random.nextInt(20);
            long offset = random.nextInt((int) width * 2 - 1) - (width - 1);
            Panes panes = new Panes(width, 1 + random.nextInt(8), offset);
            long block = offset + panes.windowMicros() * (random.nextInt(20) - 10);
            long after = random.nextInt(9) == 0 ? Long.MIN_VALUE : block + random.nextInt(400) - 200;
            long upTo = random.nextInt(9) == 0 ? Long.MAX_VALUE : block + random.nextInt(400) - 200;
            long[] inRange = LongStream.range(0, panes.perWindow())
                    .filter(index -> panes.expiry(block + index * width) > after)
                    .filter(index -> panes.expiry(block + index * width) <= upTo)
                    .toArray();
            long first = Math.max(0, panes.firstIndexEndingAfter(after, block));
            long last = Math.min(panes.perWindow() - 1, panes.lastIndexEndingBy(upTo, block));
            assertEquals(
                    LongStream.of(inRange).boxed().toList(),
                    LongStream.rangeClosed(first, last).boxed().toList());
            assertEquals(0, panes.indexInBlock(block));
            boolean isAnyEnd = after < upTo
                    && (after == Long.MIN_VALUE
                            || upTo == Long.MAX_VALUE
                            || LongStream.rangeClosed(after + 1, upTo)
                                    .anyMatch(end -> Math.floorMod(end - offset, width) == 0));
            assertEquals(isAnyEnd, panes.isAnyEndIn(after, upTo));
            assertTrue(inRange.length == 0 || isAnyEnd);
        }
    }

    @Test
    void whatIsNoWholeNumberOfPanesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Panes(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Panes(5, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Panes(5, 2, 5));
    }
}
