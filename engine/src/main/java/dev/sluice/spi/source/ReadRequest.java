package dev.sluice.spi.source;

import dev.sluice.spi.BadRecords;
import dev.sluice.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the plan wants of a source.
 *
 * @param schema the columns to fill, a subset of the source's own in the order of the plan; may be empty when only rows
 *     are counted
 * @param badRecords takes records that cannot be parsed, for sources whose user wants them kept; null where nothing is kept
 */
public record ReadRequest(StructType schema, @Nullable BadRecords badRecords) {
    /** Nothing is kept of what cannot be parsed. */
    public ReadRequest(StructType schema) {
        this(schema, null);
    }
}
