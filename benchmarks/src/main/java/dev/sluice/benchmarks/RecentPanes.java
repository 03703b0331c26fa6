package dev.sluice.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Panes by their minute, those of neighbouring minutes found without the map. */
final class RecentPanes {
    private static final int RECENT = 16;

    private final Map<Long, Pane> panes = new HashMap<>();
    private final @Nullable Pane[] recent = new Pane[RECENT];

    Pane at(long minute) {
        int place = (int) minute & RECENT - 1;
        Pane pane = recent[place];
        if (pane == null || pane.minute != minute) {
            pane = panes.computeIfAbsent(minute, Pane::new);
            recent[place] = pane;
        }
        return pane;
    }

    Map<Long, Pane> byMinute() {
        return panes;
    }
}
