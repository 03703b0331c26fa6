package dev.sluice.spi.source;

import dev.sluice.types.StructType;

/**
 * What the plan wants of a source.
 *
 * @param schema the columns to fill, a subset of the source's own in the order of the plan; may be empty when only rows
 *     are counted
 */
public record ReadRequest(StructType schema) {}
