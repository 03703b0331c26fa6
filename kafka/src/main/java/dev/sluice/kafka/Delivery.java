package dev.sluice.kafka;

import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How records of a batch come to be in their topics. {@link #begin} and {@link #send} are used by many threads, the rest by one. */
interface Delivery extends AutoCloseable {
    /**
     * Says that records of this batch come.
     *
     * @return false if the batch is there already, so that none has to be sent
     */
    boolean begin(BatchId batch);

    /** Sends a record in the background; throws if an earlier one has failed. */
    void send(ProducerRecord<byte[], byte[]> record);

    /** Whether records can be read before their batch is committed. */
    boolean isLive();

    /** Waits until every record that was sent is acknowledged. */
    void flush();

    /**
     * Ends a turn without waiting for it.
     *
     * @param acknowledged is run once, by any thread, when every record of the turn is acknowledged; not if one fails
     */
    default void endTurn(Runnable acknowledged) {
        flush();
        acknowledged.run();
    }

    /** All that belongs to the batch is acknowledged, and what is not live is still not visible. */
    default void prepare(BatchId batch) {
        flush();
    }

    /** Makes a batch visible that is prepared, whether or not it has records. */
    void commit(BatchId batch);

    /** Gives up what was begun. */
    void abort();

    SinkStatus status(long batchId);

    @Override
    void close();
}
