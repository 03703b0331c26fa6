package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All rows but the first {@code skip}, of which there are at least so many. */
record LaterRows(BatchSequence rows, long skip) implements BatchSequence {
    @Override
    public long rowCount() {
        return rows.rowCount() - skip;
    }

    @Override
    public Reader open() {
        return new LaterReader(rows.open(), skip);
    }

    /** Leaves out what comes first. */
    private static final class LaterReader implements Reader {
        private final Reader all;
        private long left;

        LaterReader(Reader all, long left) {
            this.all = all;
            this.left = left;
        }

        @Override
        public @Nullable Batch next() {
            Batch batch = all.next();
            while (batch != null && batch.rowCount() <= left) {
                left -= batch.rowCount();
                batch = all.next();
            }
            if (batch == null || left == 0) {
                return batch;
            }
            int[] kept = IntStream.range((int) left, batch.rowCount()).toArray();
            left = 0;
            return batch.gather(kept, kept.length);
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
