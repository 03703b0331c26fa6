package dev.sluice.columnar;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that can be read as often as needed, always in the same order, wherever they are kept. Safe for use by many
 * threads, each with a reader of its own.
 */
public interface BatchSequence {
    /** How many rows there are in all. */
    long rowCount();

    /** What plans show for these rows. */
    default String describe() {
        return "LocalRows, " + rowCount() + " rows";
    }

    /** A reader that stands before the first row. */
    Reader open();

    /** The same rows in consecutive parts, for readers that share the work. */
    default List<BatchSequence> parts() {
        return List.of(this);
    }

    /** Hands over every batch, in order. */
    default void forEach(Consumer<Batch> action) {
        try (Reader reader = open()) {
            for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                action.accept(batch);
            }
        }
    }

    /** These batches, which nobody may change any more. */
    static BatchSequence of(List<Batch> batches) {
        return new BatchList(batches);
    }

    /** The rows of one after the other. */
    static BatchSequence concat(List<? extends BatchSequence> parts) {
        return parts.size() == 1 ? parts.getFirst() : new JoinedBatches(List.copyOf(parts));
    }

    /** One pass over the rows. Used by one thread. */
    interface Reader extends AutoCloseable {
        /** The next batch, null after the last. Nobody changes it, and it stays valid after the next call. */
        @Nullable
        Batch next();

        @Override
        void close();
    }
}
