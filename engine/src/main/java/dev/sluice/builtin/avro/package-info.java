/** Messages of Apache Avro to values and back. Start at {@link dev.sluice.builtin.avro.AvroFunctions}. */
@NullMarked
package dev.sluice.builtin.avro;

import org.jspecify.annotations.NullMarked;
