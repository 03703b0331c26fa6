package dev.sluice.columnar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches in memory. */
record BatchList(List<Batch> batches) implements BatchSequence {
    BatchList {
        batches = List.copyOf(batches);
    }

    @Override
    public long rowCount() {
        return batches.stream().mapToLong(Batch::rowCount).sum();
    }

    @Override
    public Reader open() {
        return new Reader() {
            private int next;

            @Override
            public @Nullable Batch next() {
                return next < batches.size() ? batches.get(next++) : null;
            }

            @Override
            public void close() {}
        };
    }
}
