package dev.sluice.connector.file;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.SplitReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds to the rows of a split columns that have one value in all of them. */
final class ConstantColumns implements SplitReader {
    private final SplitReader rows;
    private final int[] filled;
    private final Map<Integer, Vector> constants;
    private @Nullable BatchBuilder whole;
    private @Nullable BatchBuilder part;

    /**
     * @param filled the columns of the builder that {@code rows} fills, in its order
     * @param constants the values of the others, as columns of one row
     */
    ConstantColumns(SplitReader rows, int[] filled, Map<Integer, Vector> constants) {
        this.rows = rows;
        this.filled = filled;
        this.constants = Map.copyOf(constants);
    }

    @Override
    public boolean next(BatchBuilder builder, Deadline deadline) {
        BatchBuilder target = part;
        if (target == null || whole != builder) {
            target = builder.part(filled);
            part = target;
            whole = builder;
            constants.forEach(builder::constant);
        }
        target.rowCount(builder.rowCount());
        boolean hasMore = rows.next(target, deadline);
        builder.rowCount(target.rowCount());
        return hasMore;
    }

    @Override
    public long recordCount() {
        return rows.recordCount();
    }

    @Override
    public long malformedRecordCount() {
        return rows.malformedRecordCount();
    }

    @Override
    public long droppedRecordCount() {
        return rows.droppedRecordCount();
    }

    @Override
    public void close() {
        rows.close();
    }
}
