package dev.sluice.kafka;

import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.SinkStatus;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records are visible as they come, and those of a batch that runs again come again. */
final class AtLeastOnceDelivery implements Delivery {
    private final RecordOutput output;

    /** Whose records are being sent. */
    private volatile SentTurn turn = new SentTurn();

    AtLeastOnceDelivery(KafkaPort port, ClientSettings given) {
        ClientSettings settings = given.withoutTransactions();
        this.output = new RecordOutput(settings, port.promptProducer(settings));
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
        output.send(record, turn);
    }

    @Override
    public void flush() {
        output.flush();
    }

    /** Brokers hold up neither the turn nor the next ones, until the buffer of the producer is full. */
    @Override
    public void endTurn(Runnable acknowledged) {
        SentTurn ended = turn;
        turn = new SentTurn();
        ended.end(acknowledged);
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
