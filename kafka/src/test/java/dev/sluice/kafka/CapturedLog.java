package dev.sluice.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What Kafka's clients log while it is open, everything from INFO on. */
final class CapturedLog extends Handler implements AutoCloseable {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Logger kafka = Logger.getLogger("org.apache.kafka");
    private final Level before = kafka.getLevel();

    CapturedLog() {
        kafka.setLevel(Level.INFO);
        kafka.addHandler(this);
    }

    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord record) {
        texts.add(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        kafka.removeHandler(this);
        kafka.setLevel(before);
    }
}
