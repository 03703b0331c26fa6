package dev.sluice;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.execution.StaticQuery;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.seam.Exec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a plan: computed when an action first asks for them, then kept until they are dropped and the last action
 * that reads them is done.
 */
final class CachedRows implements BatchSequence {
    private final Session session;
    private final UnresolvedPlan plan;
    private final StorageLevel level;
    private final Exec.Monitor monitor;

    // Changed within the monitor.
    private volatile @Nullable BatchSequence rows;
    private @Nullable QueryMemory memory;
    private int readers;
    private boolean isDropped;

    CachedRows(Session session, UnresolvedPlan plan, StorageLevel level, Exec.Monitor monitor) {
        this.session = session;
        this.plan = plan;
        this.level = level;
        this.monitor = monitor;
    }

    UnresolvedPlan plan() {
        return plan;
    }

    StorageLevel level() {
        return level;
    }

    /** Begins to read: the rows are there until {@link #endReading}. Others wait while they are computed. */
    void beginReading() {
        try (var held = monitor.enter()) {
            if (rows == null) {
                QueryMemory opened = session.environment().openMemory("the cache");
                try {
                    rows = session.compute(
                            this, optimized -> new StaticQuery(optimized, session.environment()).compute(opened));
                    memory = opened;
                } finally {
                    if (memory == null) {
                        opened.close();
                    }
                }
            }
            readers++;
        }
    }

    void endReading() {
        try (var held = monitor.enter()) {
            readers--;
            closeIfUnused();
        }
    }

    /** Lets the rows go as soon as nobody reads them. */
    void drop() {
        try (var held = monitor.enter()) {
            isDropped = true;
            closeIfUnused();
        }
    }

    private void closeIfUnused() {
        QueryMemory opened = memory;
        if (isDropped && readers == 0 && opened != null) {
            memory = null;
            rows = null;
            opened.close();
        }
    }

    private BatchSequence computed() {
        BatchSequence computed = rows;
        if (computed == null) {
            throw new IllegalStateException("rows of the cache are read before they are computed");
        }
        return computed;
    }

    @Override
    public long rowCount() {
        return computed().rowCount();
    }

    @Override
    public Reader open() {
        return computed().open();
    }

    @Override
    public List<BatchSequence> parts() {
        return computed().parts();
    }

    @Override
    public String describe() {
        BatchSequence computed = rows;
        return "CachedRows, " + (computed == null ? "not computed yet" : computed.rowCount() + " rows");
    }
}
