/**
 * JSON, one object to a record, between bytes and vectors, by the rules of Spark. {@link dev.sluice.format.json.JsonFormat}
 * is the way in; {@code StructReader} reads, {@code StructWriter} writes.
 */
@NullMarked
package dev.sluice.format.json;

import org.jspecify.annotations.NullMarked;
