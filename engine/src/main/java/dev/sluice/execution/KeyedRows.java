package dev.sluice.execution;

import dev.sluice.columnar.Vector;

/**
 * Rows or partial results on their way to one partition of a keyed operator, in arrays of their own.
 *
 * @param hashes of the keys
 * @param keys leaf columns in normal form
 * @param buffers of all aggregates, one after the other
 */
record KeyedRows(int rowCount, long[] hashes, Vector[] keys, Vector[] buffers) {}
