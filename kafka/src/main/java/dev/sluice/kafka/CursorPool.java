package dev.sluice.kafka;

import dev.sluice.seam.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Consumers of one source that are not in use. As many are made as splits are read at a time; once a query reads as records come,
 * each partition keeps one of its own, as far as there are not many. Thread-safe.
 */
final class CursorPool implements AutoCloseable {
    /** To wait for a consumer that has just asked for more of another partition takes longer than to have one more. */
    private static final int MOST_KEPT = 16;

    private final KafkaPort port;
    private final ClientSettings settings;
    private final String group;
    private final Clock clock;
    private final List<RecordCursor> idle = new ArrayList<>();
    private boolean isClosed;
    private boolean keepsOneEach;

    /** @param group the name of the consumer group, if the user gave none; nothing is ever committed to it */
    CursorPool(KafkaPort port, ClientSettings settings, String group, Clock clock) {
        this.port = port;
        this.settings = settings;
        this.group = group;
        this.clock = clock;
    }

    ClientSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    /** A cursor at this place, to be given back. */
    RecordCursor borrow(TopicPartition partition, long offset) {
        RecordCursor cursor = idleAt(partition, offset);
        if (cursor == null) {
            cursor = new RecordCursor(port.consumer(settings, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group)));
        }
        cursor.seek(partition, offset);
        return cursor;
    }

    private synchronized @Nullable RecordCursor idleAt(TopicPartition partition, long offset) {
        for (RecordCursor cursor : idle) {
            if (cursor.isAt(partition, offset)) {
                idle.remove(cursor);
                return cursor;
            }
        }
        return idle.isEmpty() || (keepsOneEach && idle.size() < MOST_KEPT) ? null : idle.removeFirst();
    }

    /** Has consumers that are idle ask for what follows, so that it is on its way before a batch is written down and read. */
    synchronized void askAhead() {
        keepsOneEach = true;
        idle.forEach(RecordCursor::ask);
    }

    void giveBack(RecordCursor cursor) {
        if (!keep(cursor)) {
            cursor.close();
        }
    }

    private synchronized boolean keep(RecordCursor cursor) {
        return !isClosed && idle.add(cursor);
    }

    @Override
    public void close() {
        List<RecordCursor> closing;
        synchronized (this) {
            isClosed = true;
            closing = List.copyOf(idle);
            idle.clear();
        }
        closing.forEach(RecordCursor::close);
    }
}
