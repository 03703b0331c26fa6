/**
 * Apache Avro's binary encoding between bytes and vectors, by a schema that is compiled once into readers and writers of columns. Start at
 * {@link dev.sluice.format.avro.AvroReaders} and {@link dev.sluice.format.avro.AvroWriters}.
 */
@NullMarked
package dev.sluice.format.avro;

import org.jspecify.annotations.NullMarked;
