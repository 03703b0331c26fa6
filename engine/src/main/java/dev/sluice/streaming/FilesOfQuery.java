package dev.sluice.streaming;

import dev.sluice.seam.PatientFs;
import dev.sluice.streaming.progress.CheckpointFigures;
import dev.sluice.streaming.progress.CheckpointFigures.Event;

/** A query that waits for its files, and shows it. */
record FilesOfQuery(QueryControl control, CheckpointFigures figures) implements PatientFs.User {
    /** A query that runs waits, and not one that starts or is to stop. */
    @Override
    public boolean isToWait() {
        return control.isUnderWay();
    }

    @Override
    public void waits(String what) {
        figures.count(Event.WAIT_FOR_SPACE);
        control.waits(what);
    }

    @Override
    public void readsAgain() {
        figures.count(Event.REPEATED_READ);
    }

    @Override
    public void synced(long nanos) {
        figures.synced(nanos);
    }

    @Override
    public void opened() {
        figures.fileOpened();
    }

    @Override
    public void closed() {
        figures.fileClosed();
    }
}
