package dev.sluice.kafka;

import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;

/** A mistake that the connector would make if its surroundings were what they are made here; by default none. */
interface KafkaMistake {
    KafkaMistake NONE = new KafkaMistake() {};

    /** The way to brokers that the connector is given. */
    default KafkaPort port(KafkaPort port) {
        return port;
    }

    /** What the source is lent by its query. */
    default SourceContext context(SourceContext context) {
        return context;
    }

    /** What the query is given as its source. */
    default Source source(Source source) {
        return source;
    }
}
