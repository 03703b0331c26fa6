package dev.sluice.connector.memory;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code memory}: a table under the name of the query, held as long as the process lives. */
public final class MemorySinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String documentation() {
        return "A table under the name of the query, read by session.table(name), each row once. It is lost with the process.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.values());
    }

    @Override
    public boolean allowsTemporaryCheckpoint() {
        return true;
    }

    @Override
    public String restartCaveat() {
        return "its table is lost with the process, and empty until the first batch of the next";
    }

    @Override
    public void check(SinkSettings settings) {
        table(settings);
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return null;
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return context.buffered(new MemorySink(table(settings), settings.outputMode()));
    }

    private static MemoryTable table(SinkSettings settings) {
        if (settings.attachment() instanceof MemoryTable table) {
            return table;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "the memory sink has no table to fill")
                .at("sink \"memory\"")
                .expected("a query name, under which the table can be read")
                .mend("add .queryName(\"...\") before start()")
                .build();
    }
}
