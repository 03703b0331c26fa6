package dev.sluice.execution;

import dev.sluice.state.GroupRows;
import dev.sluice.state.Panes;
import dev.sluice.state.StateLayout;
import dev.sluice.state.StateTable;
import java.util.List;

/** The windows of one partition whose panes are the groups of its state, a portion of the keys at a time. */
final class PaneWindows {
    private final StateTable table;
    private final StateLayout layout;
    private final Panes panes;
    private final PaneMerge merge;

    /** Windows met by the walk under way. */
    private long windowCount;

    PaneWindows(AggregateCalls aggregates, StateTable table, StateLayout layout, Panes panes) {
        this.table = table;
        this.layout = layout;
        this.panes = panes;
        this.merge = new PaneMerge(aggregates, table, panes);
    }

    /** Hands over the windows that end after a moment and have a pane that changed in this batch, and says how many there are. */
    long forEachChanged(long afterMicros, PaneMerge.Windows action) {
        WindowRange range = WindowRange.after(afterMicros);
        windowCount = 0;
        table.forEachChangedByKey(portion -> merge(portion, range, action));
        return windowCount;
    }

    /** How many windows {@link #forEachChanged} would hand over. */
    long countChanged(long afterMicros) {
        WindowRange range = WindowRange.after(afterMicros);
        windowCount = 0;
        table.forEachChangedByKey(portion ->
                windowCount += PaneCells.around(portion, layout, panes).count(range));
        return windowCount;
    }

    /** Hands over the windows of a range that have a pane. */
    void forEachIn(WindowRange range, PaneMerge.Windows action) {
        if (!range.isEmpty(panes)) {
            table.forEachExpiringByKey(range.lastExpiry(panes), portion -> merge(portion, range, action));
        }
    }

    private void merge(List<GroupRows> paneRows, WindowRange range, PaneMerge.Windows action) {
        PaneCells.around(paneRows, layout, panes).forEachChunk(range, chunk -> {
            windowCount += chunk.windowCount();
            merge.merge(chunk, action);
        });
    }
}
