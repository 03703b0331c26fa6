package dev.sluice;

import dev.sluice.streaming.QueryEvents;
import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.LiveLine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the newest progress of one run of a query on the terminal until the run ends. */
final class LiveLineEvents implements QueryEvents {
    private final LiveLine line;
    private @Nullable UUID run;

    LiveLineEvents(LiveLine line) {
        this.line = line;
    }

    @Override
    public void onQueryStarted(UUID id, UUID runId, @Nullable String name, String timestamp) {
        run = runId;
    }

    @Override
    public void onQueryProgress(BatchProgress progress) {
        if (run != null) {
            line.show(run, progress);
        }
    }

    @Override
    public void onQueryTerminated(UUID id, UUID runId, @Nullable Throwable failure) {
        line.remove(runId);
    }
}
