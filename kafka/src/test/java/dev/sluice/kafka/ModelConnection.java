package dev.sluice.kafka;

import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/** What queries are connected with by sources and sinks {@code modelled}; given to them as the attachment. */
record ModelConnection(KafkaPort port, KafkaMistake mistake) {
    static ModelConnection of(SourceSettings settings) {
        return of(settings.attachment());
    }

    static ModelConnection of(SinkSettings settings) {
        return of(settings.attachment());
    }

    private static ModelConnection of(@Nullable Object attachment) {
        if (attachment instanceof ModelConnection connection) {
            return connection;
        }
        throw new IllegalArgumentException("no connection: " + attachment);
    }
}
