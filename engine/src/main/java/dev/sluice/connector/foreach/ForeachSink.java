package dev.sluice.connector.foreach;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.TurnOutput;
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

    /** The rows of an epoch are one partition, as they come. */
    @Override
    public TurnOutput turns() {
        return new Turns();
    }

    private final class Turns implements TurnOutput {
        private static final int PARTITION = 0;

        private boolean isOpen;
        private boolean isWanted;

        @Override
        public void take(BatchId epoch, BatchSequence rows) {
            if (!isOpen) {
                isWanted = asked(epoch, PARTITION, () -> writer.open(PARTITION, epoch.batchId()));
                isOpen = true;
            }
            if (isWanted) {
                try {
                    writeAll(epoch, PARTITION, rows);
                } catch (RuntimeException | Error failed) {
                    isOpen = false;
                    closeAfter(epoch, PARTITION, failed);
                    throw failed;
                }
            }
        }

        @Override
        public void end(BatchId epoch) {
            if (isOpen) {
                isOpen = false;
                close(epoch, PARTITION, null);
            }
        }

        @Override
        public void abort(BatchId epoch) {
            if (isOpen) {
                isOpen = false;
                close(epoch, PARTITION, new IllegalStateException("the epoch was given up, and its rows come again"));
            }
        }
    }

    private void closeAfter(BatchId batch, int partition, Throwable failed) {
        try {
            close(batch, partition, told(failed));
        } catch (RuntimeException second) {
            failed.addSuppressed(second);
        }
    }

    private void hand(BatchId batch, int partition, BatchSequence rows) {
        boolean isWanted = asked(batch, partition, () -> writer.open(partition, batch.batchId()));
        try {
            if (isWanted) {
                writeAll(batch, partition, rows);
            }
        } catch (RuntimeException | Error failed) {
            closeAfter(batch, partition, failed);
            throw failed;
        }
        close(batch, partition, null);
    }

    private void writeAll(BatchId batch, int partition, BatchSequence rows) {
        rows.forEach(part -> asked(batch, partition, () -> {
            writer.write(part);
            return true;
        }));
    }

    private void close(BatchId batch, int partition, @Nullable Throwable failure) {
        asked(batch, partition, () -> {
            writer.close(failure);
            return true;
        });
    }

    /** What the writer threw itself, or what kept it from being given more rows. */
    private static Throwable told(Throwable failure) {
        boolean isItsOwn = failure instanceof SluiceException named
                && named.condition() == ErrorCondition.FOREACH_USER_FUNCTION_ERROR;
        Throwable cause = failure.getCause();
        return isItsOwn && cause != null ? cause : failure;
    }

    private static boolean asked(BatchId batch, int partition, Callable<Boolean> call) {
        try {
            return call.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(batch, partition, interrupted);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failed) {
            throw failure(batch, partition, failed);
        }
    }

    private static SluiceException failure(BatchId batch, int partition, Throwable cause) {
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
    public String description() {
        return "ForeachWriterTable";
    }
}
