package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a batch while the function given to foreachBatch runs; reading them later is an error with a name. */
final class LentRows implements BatchSequence, AutoCloseable {
    private final BatchSequence rows;
    private final long batchId;
    private volatile boolean isEnded;

    LentRows(BatchSequence rows, long batchId) {
        this.rows = rows;
        this.batchId = batchId;
    }

    @Override
    public long rowCount() {
        return rows.rowCount();
    }

    @Override
    public List<BatchSequence> parts() {
        requireLent();
        return rows.parts().stream().<BatchSequence>map(Part::new).toList();
    }

    @Override
    public Reader open() {
        return new Part(rows).open();
    }

    private void requireLent() {
        if (isEnded) {
            throw ended().build();
        }
    }

    private SluiceException.Builder ended() {
        return SluiceException.of(
                        ErrorCondition.FOREACH_BATCH_ENDED,
                        "a batch was read after the function given to foreachBatch had returned")
                .at("batch " + batchId)
                .expected("every read of the batch, and of what is made of it, before the function returns")
                .safe("the batch is not harmed by it")
                .mend("read it inside the function and wait there for other threads; to keep rows for later, keep what"
                        + " collectAsList() returns");
    }

    @Override
    public void close() {
        isEnded = true;
    }

    /** Consecutive rows of the batch. */
    private final class Part implements BatchSequence {
        private final BatchSequence part;

        private Part(BatchSequence part) {
            this.part = part;
        }

        @Override
        public long rowCount() {
            return part.rowCount();
        }

        @Override
        public Reader open() {
            requireLent();
            Reader reader = part.open();
            return new Reader() {
                @Override
                public @Nullable Batch next() {
                    requireLent();
                    try {
                        return reader.next();
                    } catch (SluiceException failed) {
                        // The rows may have gone while they were read.
                        throw isEnded ? ended().cause(failed).build() : failed;
                    }
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        }
    }
}
