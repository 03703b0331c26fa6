package dev.sluice.columnar;

import dev.sluice.types.StructType;

/**
 * Columns of equal length under a schema: the unit in which data moves.
 *
 * <p>A batch handed to an operator or a writer belongs to it until the call returns; who keeps rows copies them.
 *
 * @param vectors one for each field of the schema, each with at least {@code rowCount} rows
 * @param rowCount at most {@link #MAX_ROWS}
 */
public record Batch(StructType schema, Vector[] vectors, int rowCount) {
    /** Rows of a batch unless there is a reason for another number: the columns of a few fit the second-level cache. */
    public static final int DEFAULT_ROWS = 4_096;

    public static final int MAX_ROWS = 65_536;

    public Batch {
        if (vectors.length != schema.size() || rowCount < 0 || rowCount > MAX_ROWS) {
            throw new IllegalArgumentException(
                    vectors.length + " vectors and " + rowCount + " rows for schema " + schema);
        }
    }

    public static Batch empty(StructType schema) {
        Vector[] vectors = new Vector[schema.size()];
        for (int index = 0; index < vectors.length; index++) {
            vectors[index] = Vectors.nulls(schema.type(index));
        }
        return new Batch(schema, vectors, 0);
    }

    public Vector vector(int index) {
        return vectors[index];
    }

    /** The rows {@code rows[0..count)}, in that order. */
    public Batch gather(int[] rows, int count) {
        Vector[] gathered = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            gathered[index] = vectors[index].gather(rows, count);
        }
        return new Batch(schema, gathered, count);
    }

    /** The columns at these positions, in this order. */
    public Batch project(StructType projected, int[] indexes) {
        Vector[] kept = new Vector[indexes.length];
        for (int index = 0; index < indexes.length; index++) {
            kept[index] = vectors[indexes[index]];
        }
        return new Batch(projected, kept, rowCount);
    }

    /** The same rows in arrays of their own, for who keeps them beyond the call that handed them over. */
    public Batch copy() {
        Vector[] copies = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            copies[index] = Vectors.copy(vectors[index], rowCount);
        }
        return new Batch(schema, copies, rowCount);
    }

    /** About how many bytes it holds on to, for memory accounting. */
    public long sizeInBytes() {
        long bytes = 0;
        for (Vector vector : vectors) {
            bytes += vector.sizeInBytes(rowCount);
        }
        return bytes;
    }
}
