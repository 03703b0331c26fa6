package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.execution.kept.TaskKeptRows;
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

    @Override
    public String description() {
        return split.description();
    }

    /** More than a few are for the pool, for nobody knows what the steps do with each. */
    @Override
    public long mostRows() {
        long rows = split.mostRows();
        return split.isAtHand() && rows <= FEW_ROWS ? rows : Long.MAX_VALUE;
    }

    @Override
    public void pushAll(TaskContext context, Output output, Demand demand) {
        TaskKeptRows kept = context.kept();
        boolean keepsPositions = context.facts().wantsPositions() || (kept != null && kept.keepsLate());
        int capacity = Math.clamp(split.mostRows(), FEWEST_ROWS, Batch.DEFAULT_ROWS);
        BatchBuilder builder = new BatchBuilder(schema, capacity, keepsPositions);
        try (SplitReader reader =
                source.reader(split, new ReadRequest(schema, context.facts().badRecords()))) {
            boolean more = true;
            while (more && demand.wantsMore()) {
                builder.reset();
                more = reader.next(builder, Deadline.NONE);
                if (builder.rowCount() > 0) {
                    output.push(builder.build());
                }
            }
            TaskMetrics.SourceRows rows = context.metrics().sourceRows(position);
            rows.add(reader.recordCount(), reader.malformedRecordCount(), reader.droppedRecordCount());
            if (more) {
                rows.cutShort();
            }
        }
    }
}
