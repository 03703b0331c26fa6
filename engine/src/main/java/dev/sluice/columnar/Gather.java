package dev.sluice.columnar;

/** Some rows of columns and arrays, in the order in which they are named. */
public final class Gather {
    private Gather() {}

    public static Vector[] of(Vector[] vectors, int[] rows) {
        Vector[] gathered = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            gathered[index] = vectors[index].gather(rows, rows.length);
        }
        return gathered;
    }

    public static int[] of(int[] values, int[] rows) {
        int[] gathered = new int[rows.length];
        for (int index = 0; index < rows.length; index++) {
            gathered[index] = values[rows[index]];
        }
        return gathered;
    }

    public static long[] of(long[] values, int[] rows) {
        return of(values, rows, rows.length);
    }

    /** The values of {@code rows[0..count)}. */
    public static long[] of(long[] values, int[] rows, int count) {
        long[] gathered = new long[count];
        into(values, rows, count, gathered);
        return gathered;
    }

    /** Fills {@code target[0..count)} with the values of {@code rows[0..count)}. */
    public static void into(long[] values, int[] rows, int count, long[] target) {
        for (int index = 0; index < count; index++) {
            target[index] = values[rows[index]];
        }
    }

    /** Rows {@code rows[0..count)} of the columns, in arrays that nobody else has. */
    public static Vector[] copies(Vector[] vectors, int[] rows, int count) {
        Vector[] copies = new Vector[vectors.length];
        for (int index = 0; index < vectors.length; index++) {
            copies[index] = copy(vectors[index], rows, count);
        }
        return copies;
    }

    /** Rows {@code rows[0..count)} of a column, in arrays that nobody else has. */
    public static Vector copy(Vector vector, int[] rows, int count) {
        return owned(vector.gather(rows, count), count);
    }

    /** What was gathered, in arrays that nobody else has. */
    public static Vector owned(Vector gathered, int count) {
        return switch (gathered) {
            // These are copied by gathering them.
            case LongVector v -> v;
            case IntVector v -> v;
            case DoubleVector v -> v;
            case BooleanVector v -> v;
            default -> Vectors.copy(gathered, count);
        };
    }
}
