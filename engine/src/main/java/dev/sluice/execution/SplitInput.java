package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchBuilder.Positions;
import dev.sluice.execution.kept.TaskKeptRows;
import dev.sluice.spi.BadRecords;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;

/** The rows of one split of a source. */
record SplitInput(int position, Source source, Split split, StructType schema) implements StageInput {
    /** Room for fewer would save next to nothing. */
    private static final int FEWEST_ROWS = 64;

    private static final int FEW_ROWS = 128;

    /** A second or so. */
    private static final long MOST_ROWS_READ_AGAIN = 10_000_000;

    @Override
    public String description() {
        return split.description();
    }

    @Override
    public String place(long position) {
        return split.place(position);
    }

    /** More than a few are for the pool, for nobody knows what the steps do with each. */
    @Override
    public long mostRows() {
        long rows = split.mostRows();
        return split.isAtHand() && rows <= FEW_ROWS ? rows : Long.MAX_VALUE;
    }

    @Override
    public void pushAll(TaskContext context, TaskOutput output, Demand demand) {
        TaskKeptRows kept = context.kept();
        boolean showsPositions = context.facts().wantsPositions() || (kept != null && kept.keepsLate());
        int capacity = Math.clamp(split.mostRows(), FEWEST_ROWS, Batch.DEFAULT_ROWS);
        Positions positions =
                showsPositions ? Positions.SHOWN : split.isReadAgain() ? Positions.UNKNOWN : Positions.KNOWN;
        BatchBuilder builder = new BatchBuilder(schema, capacity, positions);
        long pushed = 0;
        try (SplitReader reader =
                source.reader(split, new ReadRequest(schema, context.facts().badRecords()))) {
            boolean more = true;
            while (more && demand.wantsMore()) {
                builder.reset();
                more = reader.next(builder, Deadline.NONE);
                if (builder.rowCount() > 0) {
                    long before = pushed;
                    output.push(builder.build(), row -> place(context, builder.positionOf(row), before + row));
                    pushed += builder.rowCount();
                }
            }
            TaskMetrics.SourceRows rows = context.metrics().sourceRows(position);
            rows.add(reader.recordCount(), reader.malformedRecordCount(), reader.droppedRecordCount());
            if (more) {
                rows.cutShort();
            }
        }
    }

    /**
     * @param position below zero if the reader has not told it
     * @param number of the row among those of the split
     */
    private String place(TaskContext context, long position, long number) {
        long known = position < 0 && split.isReadAgain() && number < MOST_ROWS_READ_AGAIN
                ? positionReadAgain(context, number)
                : position;
        return known < 0 ? "row " + number + " of it" : split.place(known);
    }

    private long positionReadAgain(TaskContext context, long number) {
        BatchBuilder builder = new BatchBuilder(schema, Batch.DEFAULT_ROWS, Positions.KNOWN);
        BadRecords badRecords = context.facts().badRecords() == null ? null : BadRecords.KEPT_NOWHERE;
        try (SplitReader reader = source.reader(split, new ReadRequest(schema, badRecords))) {
            long before = 0;
            boolean more = true;
            while (more) {
                builder.reset();
                more = reader.next(builder, Deadline.NONE);
                if (number - before < builder.rowCount()) {
                    return builder.positionOf((int) (number - before));
                }
                before += builder.rowCount();
            }
        }
        return -1;
    }
}
