package dev.sluice.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WindowTallyTest {
    private static final long STEP = 7;

    private static long sum(NavigableMap<Long, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void agreesWithAMapOfEachStart() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            WindowTally tally = new WindowTally(STEP);
            NavigableMap<Long, Long> model = new TreeMap<>();
            long closed = Long.MIN_VALUE;
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(6) == 0) {
                    long upTo = closed == Long.MIN_VALUE ? -500 : closed + random.nextInt(60) - 10;
                    NavigableMap<Long, Long> gone = model.headMap(upTo, true);
                    assertEquals(sum(gone), tally.close(upTo), "seed " + seed);
                    gone.clear();
                    closed = Math.max(closed, upTo);
                } else {
                    long first = STEP * (random.nextInt(100) - 50) + 3;
                    long last = first + STEP * random.nextInt(10);
                    long count = 1L + random.nextInt(3);
                    tally.add(first, last, count);
                    for (long start = first; start <= last; start += STEP) {
                        if (start > closed) {
                            model.merge(start, count, Long::sum);
                        }
                    }
                }
                assertEquals(sum(model), tally.total(), "seed " + seed);
            }
            assertEquals(sum(model), tally.close(Long.MAX_VALUE));
            assertEquals(0, tally.total());
        }
    }

    @Test
    void whatWasForgottenStaysClosed() {
        WindowTally tally = new WindowTally(STEP);
        tally.add(0, 3 * STEP, 2);
        assertEquals(4, tally.close(STEP));
        tally.clear();
        tally.add(0, 3 * STEP, 1);
        assertEquals(2, tally.total());
        assertEquals(2, tally.close(100));
    }
}
