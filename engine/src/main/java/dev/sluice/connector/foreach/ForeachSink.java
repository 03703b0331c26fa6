package dev.sluice.connector.foreach;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.WholeBatchSink;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Hands the rows of each batch to a writer of the program, one partition after the other. Partitions are those that have
 * rows, numbered from 0, and the first one of a batch without rows: the same rows under the same numbers when a batch runs
 * again.
 */
final class ForeachSink implements WholeBatchSink {
    private final PartitionWriter writer;

    ForeachSink(PartitionWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commit(BatchId batch, BatchSequence rows) {
        List<BatchSequence> partitions = rows.parts().stream()
                .filter(partition -> partition.rowCount() > 0)
                .toList();
        if (partitions.isEmpty()) {
            partitions = List.of(BatchSequence.of(List.of()));
        }
        for (int partition = 0; partition < partitions.size(); partition++) {
            hand(batch, partition, partitions.get(partition));
        }
    }

    private void hand(BatchId batch, int partition, BatchSequence rows) {
        boolean isWanted = asked(batch, partition, () -> writer.open(partition, batch.batchId()));
        RuntimeException failure = null;
        if (isWanted) {
            try (BatchSequence.Reader reader = rows.open()) {
                for (Batch part = reader.next(); part != null; part = reader.next()) {
                    Batch read = part;
                    asked(batch, partition, () -> {
                        writer.write(read);
                        return true;
                    });
                }
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }
        close(batch, partition, failure);
    }

    private void close(BatchId batch, int partition, @Nullable RuntimeException failure) {
        try {
            asked(batch, partition, () -> {
                writer.close(told(failure));
                return true;
            });
        } catch (RuntimeException failed) {
            if (failure == null) {
                throw failed;
            }
            failure.addSuppressed(failed);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** What the writer threw itself, or what kept it from being given more rows. */
    private static @Nullable Throwable told(@Nullable RuntimeException failure) {
        boolean isItsOwn = failure instanceof SluiceException named
                && named.condition() == ErrorCondition.FOREACH_USER_FUNCTION_ERROR;
        Throwable cause = failure == null ? null : failure.getCause();
        return isItsOwn && cause != null ? cause : failure;
    }

    private static boolean asked(BatchId batch, int partition, Callable<Boolean> call) {
        try {
            return call.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(batch, partition, interrupted);
        } catch (Exception failed) {
            throw failure(batch, partition, failed);
        }
    }

    private static SluiceException failure(BatchId batch, int partition, Exception cause) {
        return SluiceException.of(ErrorCondition.FOREACH_USER_FUNCTION_ERROR, "the writer given to foreach failed")
                .at("batch " + batch.batchId() + ", partition " + partition)
                .found(cause.toString())
                .safe("the batch is not committed; what the writer wrote before it failed is its own")
                .mend("correct the writer and start the query again: it is given the same rows under the same partition"
                        + " and epoch")
                .cause(cause)
                .build();
    }

    @Override
    public SinkStatus status(long batchId) {
        return new SinkStatus.CannotTell();
    }

    @Override
    public boolean countsOutputRows() {
        return false;
    }

    @Override
    public String description() {
        return "ForeachWriterTable";
    }
}
