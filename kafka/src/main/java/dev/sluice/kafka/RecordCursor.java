package dev.sluice.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer at a place in a partition. What it fetched beyond the end of one range is there for the next, if that begins where
 * this one ended. Offsets need not be dense: what counts is the position of the consumer, which also passes marks of
 * transactions, records of aborted ones and what compaction took. Used by one thread at a time.
 */
final class RecordCursor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCursor.class);

    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private @Nullable TopicPartition partition;
    private Iterator<ConsumerRecord<ByteBuffer, ByteBuffer>> fetched = Collections.emptyIterator();

    /** The next record, null where it has to be fetched. */
    private @Nullable ConsumerRecord<ByteBuffer, ByteBuffer> head;

    /** No record before this offset is still to come, and none of those from here to {@link #head}. */
    private long passed;

    /** The next offset that the consumer fetches. */
    private long fetchedTo;

    RecordCursor(Consumer<ByteBuffer, ByteBuffer> consumer) {
        this.consumer = consumer;
    }

    /** Whether a range that begins here is read on without asking for it anew. */
    boolean isAt(TopicPartition wanted, long offset) {
        return wanted.equals(partition) && offset >= passed && offset <= (head == null ? fetchedTo : head.offset());
    }

    /** Goes to an offset. */
    void seek(TopicPartition wanted, long offset) {
        if (isAt(wanted, offset)) {
            return;
        }
        if (!wanted.equals(partition)) {
            consumer.assign(List.of(wanted));
            partition = wanted;
        }
        consumer.seek(wanted, offset);
        fetched = Collections.emptyIterator();
        head = null;
        passed = offset;
        fetchedTo = offset;
    }

    /** The next record of what was fetched, null if there is none. */
    @Nullable
    ConsumerRecord<ByteBuffer, ByteBuffer> peek() {
        return head;
    }

    /** Goes past {@link #peek}. */
    void take() {
        if (head != null) {
            passed = head.offset() + 1;
            advance();
        }
    }

    private void advance() {
        head = fetched.hasNext() ? fetched.next() : null;
        // What was sought may lie within a batch of records that comes whole.
        while (head != null && head.offset() < passed) {
            head = fetched.hasNext() ? fetched.next() : null;
        }
    }

    /** Every offset before it has been passed, or has no record. */
    long position() {
        return head == null ? fetchedTo : head.offset();
    }

    /**
     * Fetches more, where {@link #peek} is null.
     *
     * @throws org.apache.kafka.clients.consumer.OffsetOutOfRangeException if the partition has no such offset any more
     */
    void poll(Duration wait) {
        TopicPartition current = current();
        fetched = consumer.poll(wait).records(current).iterator();
        fetchedTo = consumer.position(current);
        advance();
    }

    /** Fetches from where it is, whatever leaders know of the one whose records are before; where {@link #peek} is null. */
    void goOnWithoutEpoch() {
        consumer.seek(current(), fetchedTo);
    }

    /** Asks for more and waits for nothing, where {@link #peek} is null. What goes wrong with it shows when it is read. */
    void ask() {
        try {
            // The first may find an answer to what was asked when there was nothing yet.
            for (int times = 0; times < 2 && head == null; times++) {
                poll(Duration.ZERO);
            }
        } catch (KafkaException failed) {
            LOG.debug("Nothing was asked of {} beforehand", partition, failed);
        }
    }

    /** The first offset of the partition. */
    long earliest(Duration wait) {
        return offsetOf(consumer.beginningOffsets(Set.of(current()), wait));
    }

    /** The offset after the last record of the partition. */
    long latest(Duration wait) {
        return offsetOf(consumer.endOffsets(Set.of(current()), wait));
    }

    private long offsetOf(Map<TopicPartition, Long> offsets) {
        Long offset = offsets.get(current());
        if (offset == null) {
            throw new IllegalStateException("no offset of " + partition);
        }
        return offset;
    }

    private TopicPartition current() {
        if (partition == null) {
            throw new IllegalStateException("no partition was sought");
        }
        return partition;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
