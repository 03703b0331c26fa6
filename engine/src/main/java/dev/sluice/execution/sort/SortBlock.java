package dev.sluice.execution.sort;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import java.util.List;

/** Some rows that are being sorted, with what comparing them takes. */
final class SortBlock {
    /** What sorting takes for each row beside its values: its prefix, then prefix and position once and a half. */
    private static final int BYTES_FOR_ROW = 4 * Long.BYTES;

    private static final int NO_SOURCE = -1;

    private final Batch rows;
    private final List<LeafOrder> order;
    private final long[] prefixes;
    private final long[] places;

    /** How the merge names it at the moment. */
    private int source = NO_SOURCE;

    /** @param rows in the columns of {@link SortLayout}, all flat */
    SortBlock(Batch rows, SortLayout layout) {
        this.rows = rows;
        this.order = layout.order();
        LeafOrder first = order.getFirst();
        this.prefixes = first.prefixes(rows.vector(first.column()), rows.rowCount());
        this.places = ((LongVector) rows.vector(layout.placeColumn())).values();
    }

    Batch rows() {
        return rows;
    }

    int rowCount() {
        return rows.rowCount();
    }

    /** Whether the merge has a name for it. */
    boolean isSource() {
        return source != NO_SOURCE;
    }

    int source() {
        return source;
    }

    void source(int name) {
        source = name;
    }

    void forgetSource() {
        source = NO_SOURCE;
    }

    long prefix(int row) {
        return prefixes[row];
    }

    /** What it takes while it is kept and sorted. */
    long sizeInBytes() {
        return rows.sizeInBytes() + (long) BYTES_FOR_ROW * rows.rowCount();
    }

    /** Below 0 if the row of this block comes first. No two rows are equal: the place in the input decides in the end. */
    int compare(int row, SortBlock other, int otherRow) {
        int compared = Long.compareUnsigned(prefixes[row], other.prefixes[otherRow]);
        return compared != 0 ? compared : compareColumns(row, other, otherRow);
    }

    /** As {@link #compare}, for rows of equal prefixes. */
    int compareColumns(int row, SortBlock other, int otherRow) {
        Vector[] columns = rows.vectors();
        Vector[] otherColumns = other.rows.vectors();
        for (LeafOrder leaf : order) {
            int compared = leaf.compare(columns[leaf.column()], row, otherColumns[leaf.column()], otherRow);
            if (compared != 0) {
                return compared;
            }
        }
        return Long.compare(places[row], other.places[otherRow]);
    }
}
