package dev.sluice.kafka;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that does what another one does; some of it differently, as those say that extend it. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The other one says for how many threads it is.
class ForwardingProducer extends MockProducer<byte[], byte[]> {
    private final Producer<byte[], byte[]> producer;

    ForwardingProducer(Producer<byte[], byte[]> producer) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.producer = producer;
    }

    @Override
    public void initTransactions() {
        producer.initTransactions();
    }

    @Override
    public void beginTransaction() {
        producer.beginTransaction();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        return producer.send(record, callback);
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void commitTransaction() {
        producer.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        producer.abortTransaction();
    }

    @Override
    public void close(Duration wait) {
        producer.close(wait);
    }
}
