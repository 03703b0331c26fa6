package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * The transactional producers of a query. Brokers answer a commit before they have ended the transaction everywhere, and whoever
 * begins the next one under the same id until then is kept waiting, some 20 ms at a time. So a query has two, which take turns:
 * its transactions still follow one another.
 *
 * <p>To open them shuts out whoever has the same ids, and waits until his last transactions have ended.
 */
final class TransactionalOutputs implements AutoCloseable {
    private final List<RecordOutput> outputs;
    private int current;

    private TransactionalOutputs(List<RecordOutput> outputs) {
        this.outputs = outputs;
    }

    /**
     * @param ids of their transactions, in the order of their turns
     * @throws KafkaException if one cannot be opened; then none is
     */
    static TransactionalOutputs open(KafkaPort port, ClientSettings settings, List<String> ids, long timeoutMillis) {
        TransactionalOutputs opened = new TransactionalOutputs(new ArrayList<>());
        try {
            for (String id : ids) {
                RecordOutput output = new RecordOutput(
                        settings,
                        port.producer(
                                settings,
                                Map.of(
                                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                        id,
                                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                        Math.toIntExact(timeoutMillis))));
                opened.outputs.add(output);
                output.producer().initTransactions();
            }
            return opened;
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    /** Whose turn it is. */
    RecordOutput current() {
        return outputs.get(current);
    }

    /** Once a transaction has ended, it is another one's turn. */
    void takeTurns() {
        current = (current + 1) % outputs.size();
    }

    @Override
    public void close() {
        outputs.forEach(RecordOutput::close);
    }
}
