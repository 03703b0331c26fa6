package dev.sluice.connector.foreach;

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

/** Sink {@code foreach}: hands every row to the {@link PartitionWriter} given as the attachment. */
public final class ForeachSinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "foreach";
    }

    @Override
    public String documentation() {
        return "Hands each row to a writer of the program, given by writeStream().foreach(...). A row is handed over at least once;"
                + " a repeated one comes under the same partition and epoch, so that a writer that keeps these with what it"
                + " writes can tell.";
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
    public void check(SinkSettings settings) {
        writer(settings);
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return context.buffered(new ForeachSink(writer(settings)));
    }

    private static PartitionWriter writer(SinkSettings settings) {
        if (settings.attachment() instanceof PartitionWriter writer) {
            return writer;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "foreach has no writer to call")
                .at("sink \"foreach\"")
                .mend("call .foreach(writer) instead of .format(\"foreach\")")
                .build();
    }
}
