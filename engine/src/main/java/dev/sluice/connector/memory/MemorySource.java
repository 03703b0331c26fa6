package dev.sluice.connector.memory;

import dev.sluice.columnar.Batch;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a {@link MemoryInput}; a block is a split. */
final class MemorySource implements Source, SignalsNewData {
    private static final long NOT_FROZEN = Long.MAX_VALUE;

    private final MemoryInput input;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Runnable onData = this::signal;
    private long frozenOffset = NOT_FROZEN;

    MemorySource(MemoryInput input) {
        this.input = input;
        input.open(this, onData);
    }

    private void signal() {
        listeners.forEach(Runnable::run);
    }

    record Block(long number, Batch rows) implements Split {
        @Override
        public String description() {
            return "block " + number + " of a memory stream";
        }

        @Override
        public long mostRows() {
            return rows.rowCount();
        }

        @Override
        public boolean isAtHand() {
            return true;
        }
    }

    @Override
    public StructType schema() {
        return input.schema();
    }

    @Override
    public @Nullable Offset initialOffset() {
        return null;
    }

    @Override
    public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        long latest = Math.max(number(start), Math.min(frozenOffset, input.latestOffset()));
        return latest == MemoryInput.NOTHING ? null : offset(latest);
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        List<Split> blocks = new ArrayList<>();
        long last = number(end);
        for (long number = number(start) + 1; number <= last; number++) {
            blocks.add(new Block(number, input.block(number)));
        }
        return blocks;
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return new MemoryReader(((Block) split).rows(), request.schema());
    }

    @Override
    public void commit(Offset end) {
        input.commit(this, number(end));
    }

    @Override
    public void freezeLatest() {
        frozenOffset = input.latestOffset();
    }

    @Override
    public boolean supportsAvailableNow() {
        return true;
    }

    @Override
    public void onNewData(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public String description() {
        return "MemoryStream[" + String.join(",", input.schema().fieldNames()) + "]";
    }

    @Override
    public void close() {
        input.close(this, onData);
    }

    static Offset offset(long number) {
        return Offset.of(number);
    }

    private static long number(@Nullable Offset offset) {
        return offset == null ? MemoryInput.NOTHING : offset.number("memory");
    }
}
