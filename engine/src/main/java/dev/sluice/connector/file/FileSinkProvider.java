package dev.sluice.connector.file;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.format.TextFormat;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A sink of files in one {@link TextFormat}. */
abstract class FileSinkProvider implements SinkProvider {
    static final ConfigOption<String> PATH =
            ConfigOption.string("path").required().doc("The directory to write into.");
    private static final ConfigOption<String> COMPRESSION = ConfigOption.string("compression")
            .doc(
                    "How files are compressed: none, gzip or deflate; where aircompressor is on the class path, bzip2, lz4 or snappy too. By default none.");
    private static final ConfigOption<String> CODEC =
            ConfigOption.string("codec").doc("Another name of compression.");
    static final ConfigOption<Long> MAX_RECORDS_PER_FILE = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxRecordsPerFile"), 0)
            .defaultsTo(0L)
            .doc("How many rows a file holds at most; 0 for any number.");
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
        List<ConfigOption<?>> options =
                new ArrayList<>(List.of(PATH, COMPRESSION, CODEC, MAX_RECORDS_PER_FILE, RETENTION));
        options.addAll(format.writeOptions());
        return List.copyOf(options);
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.APPEND);
    }

    @Override
    public void check(SinkSettings settings) {
        compression(settings.options());
        format.checkWritable(inFiles(settings));
    }

    @Override
    public boolean supportsPartitioning() {
        return true;
    }

    static Compression compression(Options options) {
        String name = options.find(COMPRESSION);
        if (name == null) {
            name = options.find(CODEC);
        }
        return name == null ? Compression.NONE : Compression.named(name);
    }

    /** The columns that are written into files, and not into the names of folders. */
    static StructType inFiles(SinkSettings settings) {
        return new StructType(settings.schema().fields().stream()
                .filter(field -> !settings.partitionColumns().contains(field.name()))
                .toList());
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        return new FileSink(format, settings, context);
    }
}
