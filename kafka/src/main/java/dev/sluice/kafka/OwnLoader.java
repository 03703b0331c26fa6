package dev.sluice.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Kafka finds its own classes through the class loader of the thread, which need not know them: the jars of a connector may stand
 * beside the class path.
 */
final class OwnLoader {
    private OwnLoader() {}

    /** Runs something in which Kafka looks for classes by name. */
    static <T> T within(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaException.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
