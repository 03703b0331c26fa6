package dev.sluice.testkit.files;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.config.Options;
import dev.sluice.connector.file.TextSinkProvider;
import dev.sluice.connector.file.TextSourceProvider;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.WholeBatchSink;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.testkit.InlineExec;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.SourceContract;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text source and sink with all that they are lent by a query. */
final class TextFiles {
    private static final StructType SCHEMA = new StructType().add("value", AtomicType.STRING);

    private TextFiles() {}

    record QueryOfSink(CheckpointFs files, Clock clock, Exec exec, Ids ids, String queryId, int minBatchesToRetain)
            implements SinkContext {
        @Override
        public Sink buffered(WholeBatchSink sink) {
            throw new UnsupportedOperationException("a file sink takes rows as they come");
        }

        @Override
        public LogUpkeep logUpkeep() {
            return new LogUpkeep(3, Duration.ZERO, true);
        }
    }

    record QueryOfSource(CheckpointFs files, Clock clock, Exec exec, String sourceName, int parallelism, SourceLog log)
            implements SourceContext {}

    static Sink sink(CheckpointFs files, Path output, String queryId, long seed, Map<String, String> more) {
        return sink(files, output, queryId, seed, more, true);
    }

    static Sink sink(
            CheckpointFs files, Path output, String queryId, long seed, Map<String, String> more, boolean streams) {
        TextSinkProvider provider = new TextSinkProvider();
        Map<String, String> given = new HashMap<>(more);
        given.put("path", output.toString());
        return provider.open(
                new SinkSettings(
                        SCHEMA,
                        Options.validated("sink", provider.options(), given),
                        OutputMode.APPEND,
                        ZoneOffset.UTC,
                        null,
                        streams,
                        null),
                new QueryOfSink(files, new ManualClock(1_000_000), new InlineExec(), new SeededIds(seed), queryId, 3));
    }

    static Source source(CheckpointFs files, String path, @Nullable SourceLog log, Map<String, String> more) {
        return source(files, new ManualClock(1_000), path, log, more);
    }

    static Source source(
            CheckpointFs files, ManualClock clock, String path, @Nullable SourceLog log, Map<String, String> more) {
        TextSourceProvider provider = new TextSourceProvider();
        Map<String, String> given = new HashMap<>(more);
        given.put("path", path);
        return provider.open(
                new SourceSettings(
                        Options.validated("source", provider.options(), given),
                        null,
                        ZoneOffset.UTC,
                        log != null,
                        null),
                new QueryOfSource(
                        files, clock, new InlineExec(clock), "0", 2, log == null ? new InMemorySourceLog() : log));
    }

    static Batch rows(String... texts) {
        BatchBuilder builder = new BatchBuilder(SCHEMA);
        for (String text : texts) {
            ((BytesBuilder) builder.column(0)).set(builder.rowCount(), text);
            builder.endRow();
        }
        return builder.build();
    }

    /** What a reader of files or of an output sees now. */
    static List<String> readAll(CheckpointFs files, String path, Map<String, String> more) {
        try (Source source = source(files, path, null, more)) {
            Offset end = source.latestOffset(null, ReadLimit.ALL_AVAILABLE);
            return end == null ? List.of() : read(source, null, end);
        }
    }

    static List<String> read(Source source, @Nullable Offset start, Offset end) {
        return SourceContract.rows(source, source.splits(start, end), SCHEMA, 2);
    }
}
