package dev.sluice.connector.file;

import dev.sluice.config.ConfigOption;
import dev.sluice.format.TextFormat;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A sink of files in one {@link TextFormat}. */
abstract class FileSinkProvider implements SinkProvider {
    static final ConfigOption<String> PATH =
            ConfigOption.string("path").required().doc("The directory to write into.");
    static final ConfigOption<String> COMPRESSION = ConfigOption.string("compression")
            .where("none or gzip", text -> text.equalsIgnoreCase("none") || text.equalsIgnoreCase("gzip"))
            .defaultsTo("none")
            .doc("How files are compressed: none or gzip.");
    static final ConfigOption<Duration> RETENTION = ConfigOption.duration("retention")
            .doc("After how long files leave the manifest, at its compaction; without it, never.");

    private final TextFormat format;

    FileSinkProvider(TextFormat format) {
        this.format = format;
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public String documentation() {
        return "Files in a folder, with a manifest of those that count in its _spark_metadata. A stream's rows are there exactly once:"
                + " a batch becomes visible as a whole, and one that runs again leaves no second copy.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options = new ArrayList<>(List.of(PATH, COMPRESSION, RETENTION));
        options.addAll(format.writeOptions());
        return List.copyOf(options);
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.APPEND);
    }

    @Override
    public void check(SinkSettings settings) {
        format.checkWritable(settings.schema());
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return new FileSink(format, settings, context);
    }
}
