package dev.sluice.kafka;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.SplitReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one range of a partition. It ends once the consumer has passed the last offset, whether or not that has a record; a
 * record outside of the range is never handed out.
 */
final class KafkaSplitReader implements SplitReader {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSplitReader.class);

    /** How long it waits at a time: between two waits the engine may say that nobody wants the rows any more. */
    private static final Duration WAIT = Duration.ofMillis(200);

    /** How long a question about the first offset of a partition waits. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** After so long without a record it asks whether the partition still has what is to be read, and waits as long for that. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    private final OffsetRange range;
    private final RecordColumns columns;
    private final CursorPool cursors;
    private final Cluster cluster;
    private final LostRecords lost;
    private final long timeoutMillis;
    private @Nullable RecordCursor cursor;
    private long next;
    private long records;
    private long progressNanos;
    private long doubtedMillis;
    private boolean hasFailed;

    KafkaSplitReader(
            OffsetRange range,
            RecordColumns columns,
            CursorPool cursors,
            Cluster cluster,
            LostRecords lost,
            long timeoutMillis) {
        this.range = range;
        this.columns = columns;
        this.cursors = cursors;
        this.cluster = cluster;
        this.lost = lost;
        this.timeoutMillis = timeoutMillis;
        this.next = range.from();
        this.progressNanos = cursors.clock().monotonicNanos();
    }

    @Override
    public boolean next(BatchBuilder builder, Deadline deadline) {
        columns.begin(builder);
        try {
            return fill(builder);
        } catch (KafkaException failed) {
            hasFailed = true;
            throw KafkaErrors.failed(cursors.settings(), doing(), waitedMillis(), failed);
        } catch (RuntimeException failed) {
            hasFailed = true;
            throw failed;
        }
    }

    private boolean fill(BatchBuilder builder) {
        RecordCursor from = cursor;
        if (from == null) {
            from = cursors.borrow(range.partition(), next);
            cursor = from;
        }
        while (!builder.isFull()) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = from.peek();
            if (record == null) {
                next = from.position();
                if (next >= range.until()) {
                    return false;
                }
                if (!poll(from)) {
                    return next < range.until();
                }
            } else if (record.offset() >= range.until()) {
                next = range.until();
                return false;
            } else {
                builder.position(record.offset());
                columns.fill(builder, record);
                from.take();
                next = record.offset() + 1;
                records++;
            }
        }
        return true;
    }

    /** Fetches more; false if it has waited in vain for a while. */
    private boolean poll(RecordCursor from) {
        long before = from.position();
        try {
            from.poll(WAIT);
        } catch (LogTruncationException unsure) {
            KafkaErrors.requireNoTruncation(unsure, Map.of());
            LogHistory.warnOfUnknownEpochs(unsure.offsetOutOfRangePartitions());
            from.goOnWithoutEpoch();
        } catch (OffsetOutOfRangeException gone) {
            LOG.debug("{} has no offset {} any more", range.partition(), next, gone);
            skip(from);
        }
        if (from.peek() != null || from.position() > before) {
            progressNanos = cursors.clock().monotonicNanos();
            doubtedMillis = 0;
            return true;
        }
        long waited = waitedMillis();
        if (waited >= Math.min(timeoutMillis, doubtedMillis + DOUBT.toMillis())) {
            requireEnd(from);
            doubtedMillis = waited;
        }
        if (waited >= timeoutMillis) {
            throw new TimeoutException("no record of the range came for " + waited + " ms");
        }
        return false;
    }

    /** Records were deleted before they were read, or the leader has not got them. */
    private void skip(RecordCursor from) {
        long earliest = from.earliest(ANSWER);
        if (next >= earliest) {
            // Another leader may be up to date, and is asked when it is known.
            cluster.pause();
            return;
        }
        long wanted = next;
        long goOn = Math.min(earliest, range.until());
        lost.report(
                goOn - wanted,
                () -> KafkaErrors.lost(
                        wanted == range.from()
                                ? ErrorCondition.KAFKA_START_OFFSET_RESET
                                : ErrorCondition.KAFKA_COULD_NOT_READ_OFFSET_RANGE,
                        range.partition(),
                        wanted,
                        earliest,
                        goOn - wanted));
        next = goOn;
        from.seek(range.partition(), goOn);
    }

    /** What was planned was there: if it is not any more, to wait for it is of no use. */
    private void requireEnd(RecordCursor from) {
        try {
            long end = from.latest(DOUBT);
            for (int attempt = 0; attempt < cluster.retries() && end < range.until(); attempt++) {
                cluster.pause();
                end = from.latest(DOUBT);
            }
            if (end < range.until()) {
                throw KafkaErrors.shrunk(
                        Map.of(range.partition(), new ShrunkEnd(range.until(), end)),
                        Map.of(range.partition(), from.earliest(DOUBT)));
            }
        } catch (TimeoutException noAnswer) {
            LOG.debug("Nobody says where {} ends", range.partition(), noAnswer);
        }
    }

    private long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(cursors.clock().monotonicNanos() - progressNanos);
    }

    private String doing() {
        return "reading topic \"" + range.partition().topic() + "\", partition "
                + range.partition().partition() + ", offset " + next + " of " + range.from() + " to "
                + (range.until() - 1);
    }

    @Override
    public long recordCount() {
        return records;
    }

    @Override
    public void close() {
        RecordCursor used = cursor;
        cursor = null;
        if (used != null) {
            if (hasFailed) {
                used.close();
            } else {
                cursors.giveBack(used);
            }
        }
    }
}
