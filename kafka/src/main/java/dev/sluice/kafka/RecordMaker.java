package dev.sluice.kafka;

import dev.sluice.columnar.Batch;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of rows. Thread-safe. */
interface RecordMaker {
    /** The records of one batch, its columns taken apart once. */
    Records of(Batch batch);

    /** A record for each row. */
    @FunctionalInterface
    interface Records {
        /** The record of a row, with bytes of its own: it is sent after the batch is gone. */
        ProducerRecord<byte[], byte[]> record(int row);
    }
}
