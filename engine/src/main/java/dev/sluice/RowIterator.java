package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Rows as objects, those of one batch at a time. */
final class RowIterator implements Iterator<Row>, AutoCloseable {
    private final BatchSequence.Reader batches;
    private Iterator<Row> current = Collections.emptyIterator();

    RowIterator(BatchSequence.Reader batches) {
        this.batches = batches;
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext()) {
            Batch batch = batches.next();
            if (batch == null) {
                return false;
            }
            current = Rows.toRows(batch).iterator();
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return current.next();
    }

    @Override
    public void close() {
        batches.close();
    }
}
