package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AtLeastOnceDeliveryTest {
    /** Answers when the test says so. */
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    private final AtLeastOnceDelivery delivery = new AtLeastOnceDelivery(
            new ForwardingPort(new Clients()) {
                @Override
                public Producer<byte[], byte[]> promptProducer(ClientSettings settings) {
                    return producer;
                }
            },
            ClientSettings.ofSink("sink", Map.of("bootstrap.servers", "127.0.0.1:1")));

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void aTurnIsAcknowledgedWithTheLastOfItsRecordsAndHoldsUpNoOther() {
        send("a", "b");
        endTurn("first");
        send("c");
        endTurn("second");
        assertThat(acknowledged).isEmpty();
        producer.completeNext();
        assertThat(acknowledged).isEmpty();
        producer.completeNext();
        assertThat(acknowledged).containsExactly("first");
        producer.completeNext();
        assertThat(acknowledged).containsExactly("first", "second");
    }

    @Test
    void aTurnIsNotAcknowledgedBeforeItsEnd() {
        send("a");
        producer.completeNext();
        assertThat(acknowledged).isEmpty();
        endTurn("only");
        assertThat(acknowledged).containsExactly("only");
    }

    @Test
    void aRecordThatIsNotAcknowledgedLeavesItsTurnOpenAndIsToldAtTheNextCall() {
        send("a");
        endTurn("first");
        producer.errorNext(new RecordTooLargeException("no"));
        assertThat(acknowledged).isEmpty();
        assertThatThrownBy(() -> send("b")).isInstanceOf(SluiceException.class).hasMessageContaining("topic \"out\"");
        assertThatThrownBy(delivery::flush).isInstanceOf(SluiceException.class);
    }

    @Test
    void theEndOfAnEpochWaitsForAll() {
        send("a", "b");
        endTurn("first");
        delivery.flush();
        assertThat(acknowledged).containsExactly("first");
    }

    private void send(String... values) {
        for (String value : values) {
            delivery.send(new ProducerRecord<>("out", value.getBytes(UTF_8)));
        }
    }

    private void endTurn(String name) {
        delivery.endTurn(() -> acknowledged.add(name));
    }
}
