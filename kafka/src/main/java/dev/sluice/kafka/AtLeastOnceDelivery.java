package dev.sluice.kafka;

import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records are visible as they come, and those of a batch that runs again come again. */
final class AtLeastOnceDelivery implements Delivery {
    private final RecordOutput output;

    AtLeastOnceDelivery(ClientSettings given) {
        ClientSettings settings = given.withoutTransactions();
        this.output = new RecordOutput(settings, Clients.producer(settings, Map.of()));
    }

    @Override
    public boolean begin(BatchId batch) {
        return true;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        output.send(record);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void commit(BatchId batch) {
        output.flush();
    }

    @Override
    public void abort() {}

    @Override
    public SinkStatus status(long batchId) {
        return new SinkStatus.CannotTell();
    }

    @Override
    public void close() {
        output.close();
    }
}
