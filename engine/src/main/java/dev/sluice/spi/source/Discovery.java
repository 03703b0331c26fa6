package dev.sluice.spi.source;

import dev.sluice.seam.CheckpointFs;

/**
 * What a source may look at when a DataFrame is made, and what it is to find out.
 *
 * @param infersPartitionTypes whether columns named by folders get the types of their values
 * @param infersStreamSchemas whether a stream that was given no schema is given that of the data there is
 */
public record Discovery(CheckpointFs files, boolean infersPartitionTypes, boolean infersStreamSchemas) {}
