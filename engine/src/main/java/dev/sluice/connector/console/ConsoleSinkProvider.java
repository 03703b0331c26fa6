package dev.sluice.connector.console;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code console}: prints each batch as a table, to a {@link PrintStream} attachment if there is one. */
public final class ConsoleSinkProvider implements SinkProvider {
    static final ConfigOption<Integer> NUM_ROWS = ConfigOption.atLeast(ConfigOption.integer("numRows"), 0)
            .defaultsTo(20)
            .doc("How many rows of each batch are printed.");
    static final ConfigOption<Boolean> TRUNCATE = ConfigOption.bool("truncate")
            .defaultsTo(true)
            .doc("Whether values of more than 20 characters are cut off.");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String documentation() {
        return "Prints each batch as a table. A batch that runs again is printed again.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(NUM_ROWS, TRUNCATE);
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
        return "a batch that had not been committed is printed again";
    }

    @Override
    public void check(SinkSettings settings) {
        out(settings.attachment());
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return null;
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return context.buffered(new ConsoleSink(settings, out(settings.attachment())));
    }

    private static PrintStream out(@Nullable Object attachment) {
        return switch (attachment) {
            case null -> System.out;
            case PrintStream stream -> stream;
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_PARAMETER_VALUE,
                                "the console sink cannot print to its attachment")
                        .at("sink \"console\"")
                        .found(attachment.getClass().getName())
                        .expected("a java.io.PrintStream")
                        .mend("leave the attachment out to print to the standard output")
                        .build();
        };
    }
}
