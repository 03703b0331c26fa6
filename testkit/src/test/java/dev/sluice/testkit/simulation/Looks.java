package dev.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far a query found its sources to reach, whenever it looked since it was started or last wrote a plan. */
final class Looks {
    private static final long NOTHING = -1;

    /** Where each source was when the first of these looks was taken, as far as it is known. */
    private List<Long> start;

    private final List<List<Long>> whole = new ArrayList<>();
    private final List<Long> underWay = new ArrayList<>();

    Looks(int sources) {
        Long[] nothing = new Long[sources];
        Arrays.fill(nothing, NOTHING);
        start = List.of(nothing);
    }

    Looks copy() {
        Looks copy = new Looks(start.size());
        copy.start = start;
        copy.whole.addAll(whole);
        return copy;
    }

    /** A query is started: what another one has seen and not planned is forgotten. */
    void begin() {
        whole.clear();
        underWay.clear();
    }

    /** A source, which is asked after those before it, reaches so far; -1 if it has never had anything. */
    void saw(int source, long end) {
        if (source == 0) {
            underWay.clear();
        }
        underWay.add(end);
        if (underWay.size() == start.size()) {
            whole.add(List.copyOf(underWay));
        }
    }

    /** What was seen since the last plan, which is written now. */
    List<List<Long>> take() {
        List<List<Long>> taken = List.copyOf(whole);
        start = taken.isEmpty() ? start : taken.getLast();
        begin();
        return taken;
    }

    /** How many of them found something new. */
    int turns() {
        int turns = 0;
        List<Long> last = start;
        for (List<Long> look : whole) {
            turns += look.equals(last) ? 0 : 1;
            last = look;
        }
        return turns;
    }
}
