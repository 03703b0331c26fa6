/**
 * Apache Kafka as a source and a sink. Start at {@link dev.sluice.kafka.KafkaSource} and {@link dev.sluice.kafka.KafkaSink}.
 *
 * <p>The client library is loaded with the first query that uses it: what {@code META-INF/services} names does not touch it.
 */
@NullMarked
package dev.sluice.kafka;

import org.jspecify.annotations.NullMarked;
