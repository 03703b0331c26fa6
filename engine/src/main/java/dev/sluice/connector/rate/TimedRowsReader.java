package dev.sluice.connector.rate;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.SplitReader;

/** Makes the rows of one piece. */
final class TimedRowsReader implements SplitReader {
    private final TimedRows.Piece piece;
    private long next;

    TimedRowsReader(TimedRows.Piece piece) {
        this.piece = piece;
        this.next = piece.first();
    }

    @Override
    public boolean next(BatchBuilder builder, Deadline deadline) {
        int count = (int) Math.min(piece.end() - next, builder.capacity() - builder.rowCount());
        TimedRows.fill(builder, next, count, piece.timeMillis());
        next += count;
        return next < piece.end();
    }

    @Override
    public long recordCount() {
        return next - piece.first();
    }

    @Override
    public void close() {}
}
