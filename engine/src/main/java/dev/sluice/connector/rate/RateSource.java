package dev.sluice.connector.rate;

import dev.sluice.seam.Clock;
import dev.sluice.spi.source.CreationTime;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Counts seconds from the moment the query was first started; the offset is their number. */
final class RateSource implements Source {
    private static final long MILLIS_PER_SECOND = 1_000;

    private final RateCurve curve;
    private final Clock clock;
    private final long creationMillis;
    private long lastMillis;

    RateSource(RateCurve curve, SourceContext context) {
        this.curve = curve;
        this.clock = context.clock();
        this.creationMillis = CreationTime.millis(context);
        this.lastMillis = creationMillis;
    }

    @Override
    public StructType schema() {
        return TimedRows.SCHEMA;
    }

    @Override
    public Offset initialOffset() {
        return Offset.of(0);
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        lastMillis = Math.max(lastMillis, clock.wallMillis());
        long seconds = (lastMillis - creationMillis) / MILLIS_PER_SECOND;
        return Offset.of(Math.max(seconds, seconds(start)));
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        long startSeconds = seconds(start);
        long endSeconds = seconds(end);
        long first = curve.valueAtSecond(startSeconds);
        long last = curve.valueAtSecond(endSeconds);
        long startMillis = creationMillis + startSeconds * MILLIS_PER_SECOND;
        double millisPerValue = (double) ((endSeconds - startSeconds) * MILLIS_PER_SECOND) / (last - first);
        LongUnaryOperator timeMillis = value -> startMillis + Math.round((value - first) * millisPerValue);
        return TimedRows.pieces(first, last, timeMillis);
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return new TimedRowsReader((TimedRows.Piece) split);
    }

    @Override
    public String description() {
        return "RateStream[rowsPerSecond=" + curve.rowsPerSecond() + ", rampUpTimeSeconds=" + curve.rampUpSeconds()
                + "]";
    }

    private static long seconds(@Nullable Offset offset) {
        return offset == null ? 0 : offset.number("rate");
    }
}
