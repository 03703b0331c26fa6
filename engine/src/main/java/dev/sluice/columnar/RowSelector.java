package dev.sluice.columnar;

/**
 * Gathers rows of one batch after another into the same arrays, which the caches of the processor then hold: what it
 * returns is valid until the next call. For operators that hand on part of the rows they are given.
 */
public final class RowSelector {
    private final Arrays[] columns;

    public RowSelector(int columnCount) {
        this.columns = new Arrays[columnCount];
        for (int index = 0; index < columnCount; index++) {
            columns[index] = new Arrays();
        }
    }

    /** The rows {@code rows[0..count)} of the batch, in that order. */
    public Batch select(Batch batch, int[] rows, int count) {
        return new Batch(batch.schema(), select(batch.vectors(), rows, count), count, batch.positions(rows, count));
    }

    /** The rows {@code rows[0..count)} of the columns, in that order. */
    public Vector[] select(Vector[] vectors, int[] rows, int count) {
        Vector[] selected = new Vector[columns.length];
        for (int index = 0; index < selected.length; index++) {
            selected[index] = columns[index].select(vectors[index], rows, count);
        }
        return selected;
    }

    /** Those of one column, as large as the largest selection yet. */
    private static final class Arrays {
        private long[] longs = {};
        private double[] doubles = {};
        private int[] ints = {};
        private int[] moreInts = {};

        Vector select(Vector vector, int[] rows, int count) {
            if (vector instanceof LongVector column) {
                longs = longs.length < count ? new long[roomFor(count)] : longs;
                Gather.into(column.values(), rows, count, longs);
                return new LongVector(column.type(), longs, Validity.gather(column.validity(), rows, count));
            }
            if (vector instanceof DoubleVector column) {
                doubles = doubles.length < count ? new double[roomFor(count)] : doubles;
                gather(column.values(), rows, count, doubles);
                return new DoubleVector(column.type(), doubles, Validity.gather(column.validity(), rows, count));
            }
            if (vector instanceof IntVector column) {
                ints = ints.length < count ? new int[roomFor(count)] : ints;
                gather(column.values(), rows, count, ints);
                return new IntVector(column.type(), ints, Validity.gather(column.validity(), rows, count));
            }
            if (vector instanceof BytesVector column) {
                ints = ints.length < count ? new int[roomFor(count)] : ints;
                moreInts = moreInts.length < count ? new int[roomFor(count)] : moreInts;
                gather(column.starts(), rows, count, ints);
                gather(column.lengths(), rows, count, moreInts);
                return new BytesVector(
                        column.type(), column.data(), ints, moreInts, Validity.gather(column.validity(), rows, count));
            }
            return vector.gather(rows, count);
        }

        private static int roomFor(int count) {
            return count > Batch.DEFAULT_ROWS ? Math.min(Batch.MAX_ROWS, count * 2) : Batch.roomFor(count);
        }

        private static void gather(double[] values, int[] rows, int count, double[] into) {
            for (int index = 0; index < count; index++) {
                into[index] = values[rows[index]];
            }
        }

        private static void gather(int[] values, int[] rows, int count, int[] into) {
            for (int index = 0; index < count; index++) {
                into[index] = values[rows[index]];
            }
        }
    }
}
