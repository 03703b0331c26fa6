package dev.sluice.columnar;

import dev.sluice.types.StructType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Columns of equal length under a schema: the unit in which data moves.
 *
 * <p>A batch handed to an operator or a writer belongs to it until the call returns; who keeps rows copies them.
 *
 * @param vectors one for each field of the schema, each with at least {@code rowCount} rows
 * @param rowCount at most {@link #MAX_ROWS}
 * @param positions of each row in what its task reads, as {@link BatchBuilder#position} was told, below zero where nobody
 *     knows it; null where nobody asked for them, and where rows are made of several others
 */
public record Batch(StructType schema, Vector[] vectors, int rowCount, long @Nullable [] positions) {
    /** Rows of a batch unless there is a reason for another number: the columns of a few fit the second-level cache. */
    public static final int DEFAULT_ROWS = 4_096;

    public static final int MAX_ROWS = 65_536;

    public Batch {
        if (vectors.length != schema.size() || rowCount < 0 || rowCount > MAX_ROWS) {
            throw new IllegalArgumentException(
                    vectors.length + " vectors and " + rowCount + " rows for schema " + schema);
        }
    }

    /** Rows of which nobody asks where they were. */
    public Batch(StructType schema, Vector[] vectors, int rowCount) {
        this(schema, vectors, rowCount, null);
    }

    /** Other columns of the same rows. */
    public Batch with(StructType otherSchema, Vector[] otherVectors) {
        return new Batch(otherSchema, otherVectors, rowCount, positions);
    }

    /**
     * How long an array is made that serves one batch after the other, the first of so many rows: short where all are
     * small, and made anew a few times at most where they become larger.
     */
    public static int roomFor(int rowCount) {
        return Math.max(rowCount, Math.min(DEFAULT_ROWS, rowCount * 4));
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
        return new Batch(schema, gathered, count, positions(rows, count));
    }

    /** The columns at these positions, in this order. */
    public Batch project(StructType projected, int[] indexes) {
        Vector[] kept = new Vector[indexes.length];
        for (int index = 0; index < indexes.length; index++) {
            kept[index] = vectors[indexes[index]];
        }
        return with(projected, kept);
    }

    /** Those of the rows {@code rows[0..count)}. */
    public long @Nullable [] positions(int[] rows, int count) {
        if (positions == null) {
            return null;
        }
        long[] chosen = new long[count];
        for (int row = 0; row < count; row++) {
            chosen[row] = positions[rows[row]];
        }
        return chosen;
    }

    /** The same rows in arrays of their own, for who keeps them beyond the call that handed them over. */
    public Batch copy() {
        Vector[] copies = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            copies[index] = Vectors.copy(vectors[index], rowCount);
        }
        return new Batch(schema, copies, rowCount, positions == null ? null : Arrays.copyOf(positions, rowCount));
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
