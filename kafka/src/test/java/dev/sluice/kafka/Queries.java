package dev.sluice.kafka;

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
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.testkit.SourceContract;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sources and sinks with all that they are lent by a query. */
final class Queries {
    private Queries() {}

    record QueryOfSource(
            Clock clock,
            Exec exec,
            CheckpointFs files,
            String sourceName,
            int parallelism,
            SourceLog log,
            boolean hasPlans)
            implements SourceContext {
        /** One that is started for the first time. */
        QueryOfSource(Clock clock, Exec exec, CheckpointFs files, String sourceName, int parallelism, SourceLog log) {
            this(clock, exec, files, sourceName, parallelism, log, false);
        }
    }

    record QueryOfSink(
            String queryId,
            CheckpointFs files,
            Clock clock,
            Exec exec,
            Ids ids,
            int minBatchesToRetain,
            @Nullable Long epochMillis,
            Consumer<String> waiting)
            implements SinkContext {
        @Override
        public void waits(String what) {
            waiting.accept(what);
        }

        @Override
        public Sink buffered(WholeBatchSink sink) {
            throw new UnsupportedOperationException("a Kafka sink takes rows as they come");
        }
    }

    /** @param options beside that of the brokers, which they may replace */
    static Source source(Broker broker, SourceLog notes, Map<String, String> options) {
        return source(broker, notes, options, new SystemClock());
    }

    static Source source(Broker broker, SourceLog notes, Map<String, String> options, Clock clock) {
        return source(new KafkaSourceProvider(), notes, with(broker, options), clock);
    }

    /** @param options all of them */
    static Source source(SourceProvider provider, SourceLog notes, Map<String, String> options, Clock clock) {
        SourceSettings settings = settings(provider, options, true);
        return provider.open(
                settings, new QueryOfSource(clock, new SystemExec(), LocalFs.withoutSync(), "0", 2, notes));
    }

    static SourceSettings settings(SourceProvider provider, Map<String, String> options, boolean isStreaming) {
        SourceSettings settings = new SourceSettings(
                Options.validated("source \"" + provider.name() + "\"", provider.options(), options),
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
        return sinkContext(queryId, new SystemClock());
    }

    static SinkContext sinkContext(String queryId, Clock clock) {
        return new QueryOfSink(
                queryId, LocalFs.withoutSync(), clock, new SystemExec(), new SystemIds(), 100, null, what -> {});
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
        return SourceContract.rows(source, source.splits(start, end), columns, 3);
    }
}
