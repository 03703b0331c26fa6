package dev.sluice.connector.generate;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.seam.Clock;
import dev.sluice.spi.source.CreationTime;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows by number; the offset is the number of the next row. */
final class GenerateSource implements Source {
    private static final int SPLIT_ROWS = 1 << 18;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NOT_FROZEN = Long.MAX_VALUE;

    private final StructType schema;
    private final RowGenerator generator;
    private final long rowsPerSecond;
    private final long rowsPerBatch;
    private final long totalRows;
    private final Clock clock;
    private final long creationMillis;
    private long frozenRows = NOT_FROZEN;
    private boolean freezesAfterNextBatch;

    GenerateSource(
            StructType schema,
            RowGenerator generator,
            long rowsPerSecond,
            long rowsPerBatch,
            long totalRows,
            SourceContext context) {
        this.schema = schema;
        this.generator = generator;
        this.rowsPerSecond = rowsPerSecond;
        this.rowsPerBatch = rowsPerBatch;
        this.totalRows = totalRows;
        this.clock = context.clock();
        this.creationMillis = rowsPerSecond == 0 ? 0 : CreationTime.millis(context);
    }

    record Rows(long first, long end) implements Split {
        @Override
        public String description() {
            return "generated rows " + first + " to " + (end - 1);
        }

        @Override
        public long mostRows() {
            return end - first;
        }

        @Override
        public boolean isAtHand() {
            return true;
        }
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public @Nullable Offset initialOffset() {
        return null;
    }

    @Override
    public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        long from = rows(start);
        long available = Math.min(availableRows(), frozenRows);
        boolean takesAll = limit == ReadLimit.ALL_AVAILABLE && available != Long.MAX_VALUE;
        long batchEnd = Long.MAX_VALUE - from < rowsPerBatch ? Long.MAX_VALUE : from + rowsPerBatch;
        long end = Math.max(from, takesAll ? available : Math.min(available, batchEnd));
        if (freezesAfterNextBatch) {
            frozenRows = end;
            freezesAfterNextBatch = false;
        }
        return end == 0 ? null : Offset.of(end);
    }

    private long availableRows() {
        if (rowsPerSecond == 0) {
            return totalRows;
        }
        long elapsedMillis = Math.max(0, clock.wallMillis() - creationMillis);
        long due = elapsedMillis / MILLIS_PER_SECOND * rowsPerSecond
                + elapsedMillis % MILLIS_PER_SECOND * rowsPerSecond / MILLIS_PER_SECOND;
        return Math.min(totalRows, due);
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        List<Split> splits = new ArrayList<>();
        long last = rows(end);
        for (long first = rows(start); first < last; first += SPLIT_ROWS) {
            splits.add(new Rows(first, Math.min(last, first + SPLIT_ROWS)));
        }
        return splits;
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return new Reader((Rows) split);
    }

    /** Rows without end are frozen after one more batch. */
    @Override
    public void freezeLatest() {
        long available = availableRows();
        freezesAfterNextBatch = available == Long.MAX_VALUE;
        frozenRows = available;
    }

    @Override
    public boolean supportsAvailableNow() {
        return true;
    }

    @Override
    public String description() {
        return "GenerateSource[" + String.join(",", schema.fieldNames()) + "]";
    }

    private static long rows(@Nullable Offset offset) {
        return offset == null ? 0 : offset.number("generate");
    }

    private final class Reader implements SplitReader {
        private final Rows rows;
        private long next;

        Reader(Rows rows) {
            this.rows = rows;
            this.next = rows.first();
        }

        @Override
        public boolean next(BatchBuilder builder, Deadline deadline) {
            int count = (int) Math.min(rows.end() - next, builder.capacity());
            if (builder.schema().size() > 0) {
                generator.fill(next, count, builder);
            }
            builder.positions(0, count, next);
            builder.rowCount(count);
            next += count;
            return next < rows.end();
        }

        @Override
        public long recordCount() {
            return next - rows.first();
        }

        @Override
        public void close() {}
    }
}
