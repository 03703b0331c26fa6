package dev.sluice.kafka;

import dev.sluice.spi.source.Source;

/** A mistake that the connector would make if its surroundings were what they are made here; by default none. */
interface KafkaMistake {
    KafkaMistake NONE = new KafkaMistake() {};

    /** The way to brokers that the connector is given. */
    default KafkaPort port(KafkaPort port) {
        return port;
    }

    /** What the query is given as its source. */
    default Source source(Source source) {
        return source;
    }
}
