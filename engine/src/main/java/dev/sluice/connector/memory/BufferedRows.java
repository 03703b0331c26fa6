package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.CommitMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one output partition, in memory: what a {@link BufferingWriter} tells the commit.
 *
 * @param batches copies that nobody else changes
 */
record BufferedRows(List<Batch> batches) implements CommitMessage {
    public BufferedRows {
        batches = List.copyOf(batches);
    }

    /** The rows of all partitions, in order of partition. */
    public static List<Batch> of(List<CommitMessage> messages) {
        List<Batch> all = new ArrayList<>();
        for (CommitMessage message : messages) {
            if (message instanceof BufferedRows rows) {
                all.addAll(rows.batches());
            } else {
                throw SluiceException.of(
                                ErrorCondition.INTERNAL, "a commit message is not one of the writers of this sink")
                        .found(message.toString())
                        .build();
            }
        }
        return all;
    }
}
