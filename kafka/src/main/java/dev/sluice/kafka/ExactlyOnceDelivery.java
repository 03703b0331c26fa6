package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction for each batch, of the {@link TransactionalOutputs} of the query, and in it the {@link Marker} of the batch. To open it
 * settles what an earlier run left in flight and shuts that run out; then the marker says what is there. No transaction
 * waits for the checkpoint, so none can time out into loss.
 */
final class ExactlyOnceDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnceDelivery.class);
    private static final int RETRIES = 3;
    private static final long RETRY_MILLIS = 1_000;

    private final KafkaPort port;
    private final ClientSettings settings;
    private final String queryId;
    private final String sink;
    private final Clock clock;
    private final Cluster cluster;
    private final @Nullable MarkerTopic markers;
    private final long timeoutMillis;
    private final long longestMillis;
    private TransactionalOutputs outputs;
    private @Nullable Marker marker;
    private boolean isOpen;
    private long openedNanos;

    /** The mark that is in the open transaction; null until every record of it is acknowledged. */
    private @Nullable Marker prepared;

    /**
     * @param markerTopic null for a write without a stream, which nobody asks what it did
     * @param sink for those who read markers
     */
    ExactlyOnceDelivery(
            KafkaPort port, ClientSettings settings, SinkContext context, @Nullable String markerTopic, String sink) {
        this.port = port;
        this.settings = settings;
        this.queryId = context.queryId();
        this.sink = sink;
        this.clock = context.clock();
        this.cluster = new Cluster(port, settings, RETRIES, RETRY_MILLIS, clock, context.exec());
        try {
            TransactionTimeout timeout = new TransactionTimeout(settings, cluster);
            this.timeoutMillis = timeout.millis(context.epochMillis());
            this.longestMillis = timeout.longestMillis();
            this.markers = markerTopic == null
                    ? null
                    : new MarkerTopic(port, settings, cluster, clock, context::waits, markerTopic);
            if (markers != null) {
                markers.create();
            }
            this.outputs = newOutputs();
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** What an earlier run left in flight is settled; then the marker is read, which it left or not. */
    private TransactionalOutputs newOutputs() {
        String id = "sluice-" + queryId;
        TransactionalOutputs opened;
        try {
            opened = TransactionalOutputs.open(
                    port, settings, markers == null ? List.of(id) : List.of(id, id + "-2"), timeoutMillis);
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(settings, "opening the transactions of the query", 0, failed);
        }
        try {
            marker = markers == null ? null : markers.last(queryId, longestMillis);
            return opened;
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    @Override
    public synchronized boolean begin(BatchId batch) {
        if (isThere(batch)) {
            return false;
        }
        if (!isOpen) {
            try {
                outputs.current().producer().beginTransaction();
            } catch (KafkaException failed) {
                throw failed("beginning a transaction", failed);
            }
            isOpen = true;
            prepared = null;
            openedNanos = clock.monotonicNanos();
        }
        return true;
    }

    /** Recovery has made sure that what runs before the last mark ran before: it may be run again for its state alone. */
    private boolean isThere(BatchId batch) {
        return marker != null && batch.batchId() <= marker.batchId();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        try {
            outputs.current().send(record, null);
        } catch (SluiceException failed) {
            throw timedOut(failed);
        }
    }

    @Override
    public void flush() {
        if (isOpen) {
            try {
                outputs.current().flush();
            } catch (SluiceException failed) {
                throw timedOut(failed);
            }
        }
    }

    /** The mark goes with the rows, so that the brokers are waited for once. A transaction that is given up takes it along. */
    @Override
    public void prepare(BatchId batch) {
        if (!begin(batch)) {
            return;
        }
        Marker mark = new Marker(queryId, batch.batchId(), batch.attempt(), sink);
        if (markers != null) {
            send(markers.record(mark));
        }
        // A commit would wait for all of it too, but what has failed would look like a commit of which nothing is
        // known.
        flush();
        prepared = mark;
    }

    @Override
    public void commit(BatchId batch) {
        if (isThere(batch)) {
            return;
        }
        Marker mark = prepared;
        if (!isOpen || mark == null || mark.batchId() != batch.batchId()) {
            throw new IllegalStateException("batch " + batch.batchId() + " is not prepared");
        }
        try {
            outputs.current().producer().commitTransaction();
        } catch (InterruptException stopped) {
            giveUp();
            throw KafkaErrors.failed(settings, "committing a transaction", 0, stopped);
        } catch (TimeoutException unknown) {
            settle(batch, unknown);
        } catch (KafkaException failed) {
            throw failed("committing a transaction", failed);
        }
        isOpen = false;
        warnIfLong(openMillis());
        outputs.takeTurns();
        marker = markers == null ? null : mark;
    }

    /** A batch that takes longer still will fail. */
    private void warnIfLong(long millis) {
        if (millis > timeoutMillis / 2) {
            LOG.warn(
                    "The transaction of a batch was open for {} ms, and may be for {} ms: make batches smaller, or raise"
                            + " kafka.transaction.timeout.ms",
                    millis,
                    timeoutMillis);
        }
    }

    /** Nobody knows whether the batch was committed: a new producer ends the transaction, whichever way, and the marker tells. */
    private void settle(BatchId batch, TimeoutException unknown) {
        LOG.warn("It is not known whether batch {} was committed; the brokers are asked", batch.batchId(), unknown);
        giveUp();
        outputs = newOutputs();
        boolean isThere = marker != null
                && marker.batchId() == batch.batchId()
                && marker.attempt().equals(batch.attempt());
        if (!isThere) {
            throw failed("committing a transaction", unknown);
        }
    }

    private void giveUp() {
        isOpen = false;
        outputs.close();
    }

    private SluiceException failed(String doing, KafkaException cause) {
        return timedOut(KafkaErrors.failed(settings, doing, openMillis(), cause));
    }

    /** The broker ends a transaction that is open too long, which looks as if another run had taken over. */
    private SluiceException timedOut(SluiceException failed) {
        if (!isOpen || openMillis() < timeoutMillis || failed.condition() == ErrorCondition.INTERRUPTED) {
            return failed;
        }
        return SluiceException.of(
                        ErrorCondition.TRANSACTION_TIMED_OUT,
                        "the transaction of the batch was open longer than it may be")
                .at(sink)
                .found(openMillis() + " ms since the first row of the batch")
                .expected("at most transaction.timeout.ms, which is " + timeoutMillis + " ms")
                .safe("nothing of this batch is visible")
                .mend(
                        "make batches smaller, for example by maxOffsetsPerTrigger; or raise kafka.transaction.timeout.ms, up to"
                                + " transaction.max.timeout.ms of the brokers")
                .cause(failed)
                .build();
    }

    private long openMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.monotonicNanos() - openedNanos);
    }

    @Override
    public void abort() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        try {
            outputs.current().producer().abortTransaction();
        } catch (KafkaException failed) {
            throw KafkaErrors.failed(settings, "giving up a transaction", 0, failed);
        }
    }

    @Override
    public SinkStatus status(long batchId) {
        if (markers == null) {
            return new SinkStatus.CannotTell();
        }
        if (marker == null || batchId > marker.batchId()) {
            return new SinkStatus.NotCommitted();
        }
        return batchId == marker.batchId()
                ? new SinkStatus.Committed(marker.attempt())
                : new SinkStatus.Forgotten(marker.batchId());
    }

    /** A transaction that is left open holds up everybody who reads what is committed. */
    @Override
    public void close() {
        try {
            abort();
        } catch (SluiceException failed) {
            LOG.warn("An open transaction could not be given up; the brokers will, after {} ms", timeoutMillis, failed);
        } finally {
            outputs.close();
            cluster.close();
        }
    }
}
