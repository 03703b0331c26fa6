package dev.sluice.connector.rate;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.spi.source.Split;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** The rows both sources of this package make: a time and a number. */
final class TimedRows {
    static final StructType SCHEMA =
            new StructType().add("timestamp", AtomicType.TIMESTAMP).add("value", AtomicType.BIGINT);
    private static final int SPLIT_ROWS = 1 << 18;
    private static final long MICROS_PER_MILLI = 1_000;

    private TimedRows() {}

    /**
     * Values {@code [first, end)} of a range of offsets.
     *
     * @param timeMillis the time of a value
     */
    record Piece(long first, long end, LongUnaryOperator timeMillis) implements Split {
        @Override
        public String description() {
            return "rows " + first + " to " + (end - 1) + " of the rate";
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

    static List<Split> pieces(long first, long end, LongUnaryOperator timeMillis) {
        List<Split> pieces = new ArrayList<>();
        for (long start = first; start < end; start += SPLIT_ROWS) {
            pieces.add(new Piece(start, Math.min(end, start + SPLIT_ROWS), timeMillis));
        }
        return pieces;
    }

    static void fill(BatchBuilder builder, long first, int count, LongUnaryOperator timeMillis) {
        int target = builder.rowCount();
        StructType wanted = builder.schema();
        for (int column = 0; column < wanted.size(); column++) {
            LongBuilder values = (LongBuilder) builder.column(column);
            if (wanted.type(column) == AtomicType.TIMESTAMP) {
                for (int row = 0; row < count; row++) {
                    values.set(target + row, timeMillis.applyAsLong(first + row) * MICROS_PER_MILLI);
                }
            } else {
                for (int row = 0; row < count; row++) {
                    values.set(target + row, first + row);
                }
            }
        }
        builder.positions(target, count, first);
        builder.rowCount(target + count);
    }
}
