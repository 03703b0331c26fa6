package dev.sluice.kafka;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Nothing is logged of ours while it is open: simulated queries fail by the hundred. */
final class SilentLog implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.sluice");
    private final Level before = logger.getLevel();

    SilentLog() {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        logger.setLevel(before);
    }
}
