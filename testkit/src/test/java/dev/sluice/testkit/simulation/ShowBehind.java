package dev.sluice.testkit.simulation;

import dev.sluice.spi.sink.BatchId;
import java.util.ArrayList;
import java.util.List;

/** A mistake: what is flushed is acknowledged with the next flush, or when the process ends in good order. */
final class ShowBehind extends SimulatedShow {
    private final SimulatedShow show;
    private final List<Shown> behind = new ArrayList<>();

    ShowBehind(SimulatedShow show) {
        this.show = show;
    }

    @Override
    void acknowledge(List<Shown> rows) {
        show.acknowledge(List.copyOf(behind));
        behind.clear();
        behind.addAll(rows);
    }

    @Override
    void commit(BatchId batch) {
        show.commit(batch);
    }

    @Override
    void close() {
        acknowledge(List.of());
    }
}
