package dev.sluice.connector.rate;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.Json;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Always has one micro-batch more; its rows bear the time at which the batch begins. */
final class RateMicroBatchSource implements Source {
    private final long rowsPerBatch;
    private final long startMillis;
    private final long advanceMillis;
    private boolean isFrozen;
    private @Nullable Offset frozen;

    RateMicroBatchSource(long rowsPerBatch, long startMillis, long advanceMillis) {
        this.rowsPerBatch = rowsPerBatch;
        this.startMillis = startMillis;
        this.advanceMillis = advanceMillis;
    }

    private record Position(long offset, long timestamp) {
        Offset json() {
            return new Offset("{\"offset\":" + offset + ",\"timestamp\":" + timestamp + "}");
        }
    }

    @Override
    public StructType schema() {
        return TimedRows.SCHEMA;
    }

    @Override
    public Offset initialOffset() {
        return new Position(0, startMillis).json();
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        if (frozen != null) {
            return frozen;
        }
        Position from = position(start);
        Offset next = new Position(
                        Math.addExact(from.offset(), rowsPerBatch), Math.addExact(from.timestamp(), advanceMillis))
                .json();
        if (isFrozen) {
            frozen = next;
        }
        return next;
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        Position from = position(start);
        Position to = position(end);
        if (to.timestamp() < from.timestamp()) {
            throw SluiceException.of(
                            ErrorCondition.MALFORMED_STATE_IN_RATE_PER_MICRO_BATCH_SOURCE,
                            "the recorded batch ends before the time at which it would start")
                    .at("source \"rate-micro-batch\"")
                    .found("end " + end.json() + ", startTimestamp " + from.timestamp())
                    .mend("set startTimestamp to what it was when the batch was planned")
                    .build();
        }
        return TimedRows.pieces(from.offset(), to.offset(), value -> from.timestamp());
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return new TimedRowsReader((TimedRows.Piece) split);
    }

    /** One batch is all there is; where it ends is known when the runner says where it starts. */
    @Override
    public void freezeLatest() {
        isFrozen = true;
        frozen = null;
    }

    @Override
    public boolean supportsAvailableNow() {
        return true;
    }

    @Override
    public String description() {
        return "RatePerMicroBatchStream[rowsPerBatch=" + rowsPerBatch + ", startTimestamp=" + startMillis
                + ", advanceMillisPerBatch=" + advanceMillis + "]";
    }

    private Position position(@Nullable Offset offset) {
        if (offset == null) {
            return new Position(0, startMillis);
        }
        try {
            Map<String, @Nullable Object> fields = Json.parseObject(offset.json());
            if (fields.get("offset") instanceof Long rows && fields.get("timestamp") instanceof Long millis) {
                return new Position(rows, millis);
            }
            throw damaged(offset, null);
        } catch (IllegalArgumentException notJson) {
            throw damaged(offset, notJson);
        }
    }

    private static SluiceException damaged(Offset offset, @Nullable Throwable cause) {
        SluiceException.Builder error = SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the offset cannot be read")
                .at("source \"rate-micro-batch\"")
                .found(offset.json())
                .expected("{\"offset\":<rows>,\"timestamp\":<milliseconds>}")
                .mend("restore the checkpoint from a copy, or start on a new one");
        return (cause == null ? error : error.cause(cause)).build();
    }
}
