package dev.sluice.connector.rate;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Counts seconds from the moment the query was first started; the offset is their number. */
final class RateSource implements Source {
    private static final long CREATION_ENTRY = 0;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final RateCurve curve;
    private final Clock clock;
    private final long creationMillis;
    private long lastMillis;

    RateSource(RateCurve curve, SourceContext context) {
        this.curve = curve;
        this.clock = context.clock();
        this.creationMillis = creationMillis(context.log());
        this.lastMillis = creationMillis;
    }

    private long creationMillis(SourceLog log) {
        List<String> entry = log.get(CREATION_ENTRY);
        if (entry == null) {
            long now = clock.wallMillis();
            log.add(CREATION_ENTRY, List.of(Long.toString(now)));
            return now;
        }
        return number(String.join("\n", entry), "the time at which the source was created");
    }

    @Override
    public StructType schema() {
        return TimedRows.SCHEMA;
    }

    @Override
    public Offset initialOffset() {
        return new Offset("0");
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        lastMillis = Math.max(lastMillis, clock.wallMillis());
        long seconds = (lastMillis - creationMillis) / MILLIS_PER_SECOND;
        return new Offset(Long.toString(Math.max(seconds, seconds(start))));
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
        return TimedRows.pieces(first, last, timeMillis, Long.toString(startSeconds), end.json());
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
        return offset == null ? 0 : number(offset.json(), "the offset");
    }

    private static long number(String text, String what) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException notANumber) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, what + " is not a number")
                    .at("source \"rate\"")
                    .found(text)
                    .expected("a whole number")
                    .mend("restore the checkpoint from a copy, or start on a new one")
                    .cause(notANumber)
                    .build();
        }
    }
}
