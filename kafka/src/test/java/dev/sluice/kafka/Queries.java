package dev.sluice.kafka;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.Options;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.WholeBatchSink;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.testkit.BatchText;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sources and sinks with all that they are lent by a query. */
final class Queries {
    private Queries() {}

    record QueryOfSource(Clock clock, Exec exec, CheckpointFs files, String sourceName, int parallelism, SourceLog log)
            implements SourceContext {}

    record QueryOfSink(String queryId, CheckpointFs files, Clock clock, Exec exec, Ids ids, int minBatchesToRetain)
            implements SinkContext {
        @Override
        public Sink buffered(WholeBatchSink sink) {
            throw new UnsupportedOperationException("a Kafka sink takes rows as they come");
        }
    }

    /** Notes that outlive the sources which write them. */
    static final class Notes implements SourceLog {
        final NavigableMap<Long, List<String>> entries = new TreeMap<>();

        @Override
        public void add(long id, List<String> lines) {
            if (entries.putIfAbsent(id, List.copyOf(lines)) != null) {
                throw new IllegalStateException("entry " + id + " exists");
            }
        }

        @Override
        public void addCompacted(long id, List<String> lines) {
            add(id, lines);
        }

        @Override
        public @Nullable List<String> get(long id) {
            return entries.get(id);
        }

        @Override
        public NavigableMap<Long, List<String>> latest() {
            return new TreeMap<>(entries);
        }

        @Override
        public List<Long> compactions() {
            return List.of();
        }

        @Override
        public void purgeBelow(long id, long addedUpToMillis) {}
    }

    /** @param options beside that of the brokers, which they may replace */
    static Source source(Broker broker, SourceLog notes, Map<String, String> options) {
        return source(broker, notes, options, new SystemClock());
    }

    static Source source(Broker broker, SourceLog notes, Map<String, String> options, Clock clock) {
        KafkaSourceProvider provider = new KafkaSourceProvider();
        SourceSettings settings = settings(provider, with(broker, options), true);
        return provider.open(
                settings, new QueryOfSource(clock, new SystemExec(), LocalFs.withoutSync(), "0", 2, notes));
    }

    static SourceSettings settings(KafkaSourceProvider provider, Map<String, String> options, boolean isStreaming) {
        SourceSettings settings = new SourceSettings(
                Options.validated("source \"kafka\"", provider.options(), options),
                null,
                ZoneOffset.UTC,
                isStreaming,
                null);
        provider.schema(settings);
        return settings;
    }

    static Sink sink(Broker broker, StructType schema, String queryId, Map<String, String> options) {
        KafkaSinkProvider provider = new KafkaSinkProvider();
        SinkSettings settings = new SinkSettings(
                schema,
                Options.validated("sink \"kafka\"", provider.options(), with(broker, options)),
                OutputMode.APPEND,
                ZoneOffset.UTC,
                null,
                true,
                null);
        provider.check(settings);
        return provider.open(settings, sinkContext(queryId));
    }

    static SinkContext sinkContext(String queryId) {
        return new QueryOfSink(
                queryId, LocalFs.withoutSync(), new SystemClock(), new SystemExec(), new SystemIds(), 100);
    }

    private static Map<String, String> with(Broker broker, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent("kafka.bootstrap.servers", broker.servers());
        return all;
    }

    /** The value of every record of a range. */
    static List<String> values(Source source, @Nullable Offset start, Offset end) {
        return rows(source, start, end, new StructType().add("value", "BINARY"));
    }

    static List<String> rows(Source source, @Nullable Offset start, Offset end, StructType columns) {
        List<String> rows = new ArrayList<>();
        for (Split split : source.splits(start, end)) {
            BatchBuilder builder = new BatchBuilder(columns, 3);
            try (SplitReader reader = source.reader(split, new ReadRequest(columns))) {
                boolean more = true;
                while (more) {
                    builder.reset();
                    more = reader.next(builder, Deadline.NONE);
                    rows.addAll(BatchText.rows(builder.build()));
                }
            }
        }
        return rows;
    }
}
