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
        for (int index = 0; index < count; index++) {
            gathered[index] = values[rows[index]];
        }
        return gathered;
    }
}
