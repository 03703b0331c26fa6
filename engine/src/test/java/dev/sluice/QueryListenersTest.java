package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingConsumer;

@Timeout(60)
class QueryListenersTest {
    private static final StructType SCHEMA = StructType.fromDDL("n INT");

    private final Session session = Session.builder().create();
    private final MemoryInput input = new MemoryInput(SCHEMA);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        session.close();
    }

    private void add(int number) {
        Rows.toBatches(SCHEMA, List.of(Row.of(number))).forEach(input::addData);
    }

    private DataStreamWriter writer() {
        return session.readStream()
                .format("memory")
                .attachment(input)
                .load()
                .writeStream()
                .format("noop")
                .queryName("q");
    }

    private Recorder recorder(ThrowingConsumer<String> also) {
        return new Recorder(also);
    }

    private final class Recorder extends StreamingQueryListener {
        private final ThrowingConsumer<String> also;

        Recorder(ThrowingConsumer<String> also) {
            this.also = also;
        }

        private void heard(String event) {
            told.add(event);
            try {
                also.accept(event);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
        }

        @Override
        public void onQueryStarted(QueryStartedEvent event) {
            heard("started " + event.name());
        }

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            heard("progress " + event.progress().batchId());
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {
            heard("terminated " + event.errorClassOnException());
        }
    }

    @Test
    void aListenerIsToldInOrder() {
        StreamingQueryListener listener = recorder(event -> {});
        session.streams().addListener(listener);
        assertThat(session.streams().listListeners()).containsExactly(listener);
        add(1);
        StreamingQuery query = writer().start();
        assertThat(told).first().isEqualTo("started q");
        query.processAllAvailable();
        add(2);
        query.processAllAvailable();
        session.close();

        assertThat(told).containsExactly("started q", "progress 0", "progress 1", "terminated null");
    }

    @Test
    void whoIsRemovedHearsNothing() {
        StreamingQueryListener listener = recorder(event -> {});
        session.streams().addListener(listener);
        session.streams().removeListener(listener);
        add(1);
        writer().trigger(Trigger.AvailableNow()).start().awaitTermination();
        session.close();

        assertThat(told).isEmpty();
    }

    @Test
    void aListenerMayAskForQueriesAndStopThem() {
        session.streams().addListener(recorder(event -> {
            if (event.startsWith("started")) {
                told.add("active " + session.streams().active().length);
            } else if (event.equals("progress 0")) {
                Arrays.stream(session.streams().active()).forEach(StreamingQuery::stop);
            }
        }));
        add(1);
        StreamingQuery query = writer().start();
        query.awaitTermination();
        session.close();

        assertThat(told).containsExactly("started q", "active 1", "progress 0", "terminated null");
    }

    @Test
    void aQueryDoesNotWaitForAListener() {
        CountDownLatch processed = new CountDownLatch(1);
        session.streams().addListener(recorder(event -> {
            if (event.startsWith("progress")) {
                assertThat(processed.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }));
        StreamingQuery query = writer().start();
        for (int batch = 0; batch < 3; batch++) {
            add(batch);
            query.processAllAvailable();
        }
        query.stop();
        processed.countDown();
        session.close();

        assertThat(told).containsExactly("started q", "progress 0", "progress 1", "progress 2", "terminated null");
    }

    @Test
    void when_aListenerThrows_then_theOthersAreTold() {
        session.streams().addListener(new Failing());
        session.streams().addListener(recorder(event -> {}));
        add(1);
        StreamingQuery query = writer().trigger(Trigger.AvailableNow()).start();
        query.awaitTermination();
        session.close();

        assertThat(told).containsExactly("started q", "progress 0", "terminated null");
        assertThat(query.exception()).isEmpty();
    }

    private static final class Failing extends StreamingQueryListener {
        @Override
        public void onQueryStarted(QueryStartedEvent event) {
            throw new IllegalStateException("started");
        }

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            throw new AssertionError("progress");
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {
            throw new IllegalStateException("terminated");
        }
    }
}
