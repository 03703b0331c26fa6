package dev.sluice.columnar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one part after those of the other. */
record JoinedBatches(List<BatchSequence> parts) implements BatchSequence {
    @Override
    public long rowCount() {
        return parts.stream().mapToLong(BatchSequence::rowCount).sum();
    }

    @Override
    public Reader open() {
        return new JoinedReader();
    }

    /** Opens each part when the one before has ended. */
    private final class JoinedReader implements Reader {
        private int nextPart;
        private @Nullable Reader current;

        @Override
        public @Nullable Batch next() {
            while (true) {
                Reader reader = current;
                if (reader == null) {
                    if (nextPart == parts.size()) {
                        return null;
                    }
                    reader = parts.get(nextPart++).open();
                    current = reader;
                }
                Batch batch = reader.next();
                if (batch != null) {
                    return batch;
                }
                close();
            }
        }

        @Override
        public void close() {
            Reader reader = current;
            current = null;
            if (reader != null) {
                reader.close();
            }
        }
    }
}
