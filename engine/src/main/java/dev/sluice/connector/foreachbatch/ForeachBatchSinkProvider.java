package dev.sluice.connector.foreachbatch;

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

/** Sink {@code foreachBatch}: hands every batch to the {@link BatchFunction} given as the attachment. */
public final class ForeachBatchSinkProvider implements SinkProvider {
    @Override
    public String name() {
        return "foreachBatch";
    }

    @Override
    public String documentation() {
        return "Hands each batch to a function of the program, given by writeStream().foreachBatch(...). The function is called at least"
                + " once for each batch: it has to leave one copy of a batch whose number it has seen before.";
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

    /** A function of batches is called for each turn of none. */
    @Override
    public boolean supportsContinuous() {
        return false;
    }

    @Override
    public void check(SinkSettings settings) {
        function(settings);
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return context.buffered(new ForeachBatchSink(function(settings), settings.schema()));
    }

    private static BatchFunction function(SinkSettings settings) {
        if (settings.attachment() instanceof BatchFunction function) {
            return function;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "foreachBatch has no function to call")
                .at("sink \"foreachBatch\"")
                .mend("call .foreachBatch(function) instead of .format(\"foreachBatch\")")
                .build();
    }
}
