package dev.sluice.testkit.simulation;

import dev.sluice.config.ConfigOption;
import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.connector.memory.MemorySourceProvider;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Source {@code simulated}: blocks in memory, of which it is noted how far each look at them went. */
public final class SimulatedSourceProvider implements SourceProvider {
    private static final MemorySourceProvider MEMORY = new MemorySourceProvider();

    /**
     * What is read; given as the attachment.
     *
     * @param source its position in the query
     */
    record Input(MemoryInput blocks, int source, Looks looks, Mistake mistake) {}

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public StructType schema(SourceSettings settings) {
        return input(settings).blocks().schema();
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        Input input = input(settings);
        if (input.source() == 0) {
            input.looks().begin();
        }
        return new Watched(MEMORY.open(settings.with(settings.userSchema(), input.blocks()), context), input);
    }

    private static Input input(SourceSettings settings) {
        if (settings.attachment() instanceof Input input) {
            return input;
        }
        throw new IllegalArgumentException("no input: " + settings.attachment());
    }

    private static final class Watched implements Source, SignalsNewData {
        private final Source memory;
        private final Input input;
        private @Nullable Offset committed;

        private Watched(Source memory, Input input) {
            this.memory = memory;
            this.input = input;
        }

        @Override
        public StructType schema() {
            return memory.schema();
        }

        @Override
        public @Nullable Offset initialOffset() {
            return memory.initialOffset();
        }

        @Override
        public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
            Offset latest = memory.latestOffset(start, limit);
            input.looks().saw(input.source(), latest == null ? MemoryInput.NOTHING : latest.number("simulated"));
            return latest;
        }

        @Override
        public List<Split> splits(@Nullable Offset start, Offset end) {
            return memory.splits(input.mistake().startOfTurn(start, committed), end);
        }

        @Override
        public SplitReader reader(Split split, ReadRequest request) {
            return memory.reader(split, request);
        }

        @Override
        public void commit(Offset end) {
            committed = end;
            memory.commit(end);
        }

        @Override
        public void freezeLatest() {
            memory.freezeLatest();
        }

        @Override
        public boolean supportsAvailableNow() {
            return memory.supportsAvailableNow();
        }

        @Override
        public void onNewData(Runnable listener) {
            ((SignalsNewData) memory).onNewData(listener);
        }

        @Override
        public String description() {
            return memory.description();
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
