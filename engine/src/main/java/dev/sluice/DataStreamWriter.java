package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.config.Options;
import dev.sluice.connector.file.FileUris;
import dev.sluice.connector.foreach.PartitionWriter;
import dev.sluice.connector.foreachbatch.BatchFunction;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.analysis.StreamingRules;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.streaming.AsyncTracking;
import dev.sluice.streaming.QueryDefinition;
import dev.sluice.streaming.QueryForm;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a stream into a sink: {@code frame.writeStream().format(...).option(...).start()}. */
public final class DataStreamWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DataStreamWriter.class);
    private static final String CHECKPOINT_LOCATION = "checkpointLocation";
    private static final String LATE_ROWS = "lateRows";
    private static final String FOREACH = "foreach";
    private static final String FOREACH_BATCH = "foreachBatch";
    private static final String MEMORY = "memory";

    private final DataFrame frame;
    private final OptionMap options = new OptionMap();
    private @Nullable String format;
    private List<String> partitionColumns = List.of();
    private @Nullable String queryName;
    private @Nullable Object attachment;
    private OutputMode outputMode = OutputMode.APPEND;
    private Trigger trigger = Trigger.ProcessingTime(0);

    DataStreamWriter(DataFrame frame) {
        this.frame = frame;
    }

    /** The kind of sink, for example {@code "json"}. */
    public DataStreamWriter format(String name) {
        format = Given.value(name, "the name of the format");
        return this;
    }

    public DataStreamWriter outputMode(OutputMode mode) {
        outputMode = Given.value(mode, "the output mode");
        return this;
    }

    /** @param mode {@code append}, {@code update} or {@code complete} */
    public DataStreamWriter outputMode(String mode) {
        return outputMode(OutputMode.of(mode));
    }

    /** When batches start; unless set, as soon as there is something to do. */
    public DataStreamWriter trigger(Trigger when) {
        trigger = Given.value(when, "the trigger");
        return this;
    }

    /** The name of the query, unique among those that run. */
    public DataStreamWriter queryName(String name) {
        queryName = Given.value(name, "the name of the query");
        return this;
    }

    public DataStreamWriter option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataStreamWriter option(String key, boolean value) {
        options.put(key, value);
        return this;
    }

    public DataStreamWriter option(String key, long value) {
        options.put(key, value);
        return this;
    }

    public DataStreamWriter option(String key, double value) {
        options.put(key, value);
        return this;
    }

    public DataStreamWriter options(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    /** A value of this process that no text can carry, for sinks that ask for one. */
    public DataStreamWriter attachment(Object value) {
        attachment = value;
        return this;
    }

    /** Columns that go into the names of folders, {@code column=value}, and not into the files there. */
    public DataStreamWriter partitionBy(String... columns) {
        partitionColumns = Given.values(columns, "the columns of partitionBy(...)");
        return this;
    }

    /** Hands every batch to a function, which may read it as often as it likes until it returns. */
    public DataStreamWriter foreachBatch(ForeachBatchFunction function) {
        Given.value(function, "the function of foreachBatch(...)");
        Session session = frame.session();
        BatchFunction adapted = (schema, rows, batchId) -> {
            try (LentRows lent = new LentRows(rows, batchId)) {
                function.call(session.local(schema, lent), batchId);
            }
        };
        return format(FOREACH_BATCH).attachment(adapted);
    }

    /** Hands every row to a writer, partition by partition. */
    public DataStreamWriter foreach(ForeachWriter<Row> writer) {
        return format(FOREACH).attachment(new RowWriter(Given.value(writer, "the writer of foreach(...)")));
    }

    /** Starts, with {@code path} as option {@code path}. */
    public StreamingQuery start(String path) {
        options.path(path, "start");
        return start();
    }

    /**
     * Starts the query on a thread of its own and returns.
     *
     * @throws SluiceException an analysis error if something is refused; nothing has run then
     */
    public StreamingQuery start() {
        Session session = frame.session();
        String named = format == null ? session.conf().find(ConfKeys.DEFAULT_FORMAT) : format;
        SinkProvider provider = session.connectors().sink(named, true);
        OptionMap sinkOptions = options.copy();
        String location = sinkOptions.remove(CHECKPOINT_LOCATION);
        String lateRows = sinkOptions.remove(LATE_ROWS);
        AsyncTracking asyncTracking = AsyncTrackingOptions.take(sinkOptions);
        Options checked =
                Options.validated("sink \"" + provider.name() + "\"", provider.options(), sinkOptions.asMap());
        requireMode(provider);
        StreamingRules.check(frame.analyzed(), outputMode.mode());
        Object attached = attachmentFor(provider);
        FunctionContext context = context();
        QueryForm form =
                form(context, frame.analyzed(), session.conf().timeZone(), provider, checked, attached, lateRows);
        QueryForm.Maker maker = recorded -> {
            requireMadeUnder(List.of(context, recorded));
            LogicalPlan plan = session.analyzeUnder(recorded, frame.plan());
            return form(recorded, plan, recorded.timeZone(), provider, checked, attached, lateRows);
        };
        Path checkpoint = checkpoint(provider, location);
        requireFreshTable(provider, checkpoint);
        if (session.syncsNothing()) {
            LOG.warn(
                    "Durability \"process\": query {} syncs nothing to disk. Its checkpoint and its files survive the death"
                            + " of this process, but not the loss of power.",
                    queryName == null ? "without a name" : queryName);
        }
        String caveat = provider.restartCaveat();
        if (checkpoint != null && caveat != null) {
            LOG.info(
                    "Sink \"{}\" of query {} is not exactly-once over restarts: {}.",
                    provider.name(),
                    queryName == null ? "without a name" : queryName,
                    caveat);
        }
        return session.streams()
                .start(
                        queryName,
                        events -> new QueryDefinition(
                                queryName,
                                form,
                                maker,
                                outputMode.mode(),
                                provider,
                                trigger.queryTrigger(),
                                asyncTracking,
                                checkpoint,
                                session.streamingSettings(),
                                events,
                                false));
    }

    /** The settings that all steps were made under, which may have changed since; where they are several, those of now. */
    private FunctionContext context() {
        Set<FunctionContext> contexts = frame.contexts();
        return contexts.size() == 1
                ? contexts.iterator().next()
                : frame.session().functionContext();
    }

    /**
     * What the query is under certain settings.
     *
     * @param zone of the times that are written as texts
     */
    private QueryForm form(
            FunctionContext context,
            LogicalPlan analyzed,
            ZoneId zone,
            SinkProvider provider,
            Options sinkOptions,
            @Nullable Object attached,
            @Nullable String lateRows) {
        Session session = frame.session();
        StructType schema = analyzed.schema();
        SinkSettings settings = new SinkSettings(
                schema,
                sinkOptions,
                outputMode.mode(),
                zone,
                queryName,
                true,
                attached,
                PartitionBy.columns(
                        partitionColumns, schema, provider, session.conf().value(ConfKeys.CASE_SENSITIVE)),
                false);
        provider.check(settings);
        return new QueryForm(context, session.optimize(analyzed), settings, LeftOutRows.of(lateRows, zone));
    }

    /** Steps that were made under settings of their own cannot be made anew under those that a checkpoint has recorded. */
    private void requireMadeUnder(List<FunctionContext> contexts) {
        if (!contexts.containsAll(frame.contexts())) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCOMPATIBLE,
                            "the time zone or the rules of SQL are not those of the checkpoint, and were changed while"
                                    + " the query was made")
                    .at(queryName == null ? "query without a name" : "query \"" + queryName + "\"")
                    .safe("nothing was changed")
                    .mend("set spark.sql.session.timeZone, spark.sql.ansi.enabled and"
                            + " spark.sql.decimalOperations.allowPrecisionLoss before the first step of the query")
                    .build();
        }
    }

    /**
     * Starts the query into a table of the warehouse, which is made if there is none.
     *
     * @param name of letters, digits and underscores
     */
    public StreamingQuery toTable(String name) {
        Session session = frame.session();
        Tables tables = session.tables();
        Optional<Tables.Definition> existing = tables.find(Given.value(name, "the name of the table"));
        existing.ifPresent(table -> {
            tables.requireFitting(name, table, format, frame.schema());
            format = table.format();
            options.putAll(table.options());
        });
        String named = format == null ? session.conf().find(ConfKeys.DEFAULT_FORMAT) : format;
        Map<String, String> own = options.asMap();
        options.path(tables.folder(name).toString(), "toTable");
        if (existing.isEmpty() && named != null) {
            // A format that is not there is told before a table of it is made.
            session.connectors().sink(named, true);
            tables.create(name, named, frame.schema(), own);
        }
        return start();
    }

    /** The rows of earlier runs are lost with their process, and only complete mode writes them all anew. */
    private void requireFreshTable(SinkProvider provider, @Nullable Path checkpoint) {
        if (checkpoint == null
                || attachment != null
                || !provider.name().equals(MEMORY)
                || outputMode == OutputMode.COMPLETE
                || !hasBatches(checkpoint)) {
            return;
        }
        throw SluiceException.analysis(
                        ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_DATASOURCE,
                        "sink \"memory\" cannot go on from a checkpoint in output mode " + lower(outputMode))
                .at(checkpoint.toString())
                .found(lower(outputMode) + ", and a checkpoint with batches whose rows are gone")
                .expected(lower(OutputMode.COMPLETE) + ", or a new checkpoint")
                .safe("nothing was changed")
                .mend("leave checkpointLocation out, or delete the checkpoint to start over")
                .build();
    }

    private boolean hasBatches(Path checkpoint) {
        try {
            return !frame.session()
                    .seams()
                    .files()
                    .list(checkpoint.resolve("offsets"))
                    .isEmpty();
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException failed) {
            throw SluiceException.of(ErrorCondition.IO_FAILED, "the checkpoint cannot be looked at")
                    .at(checkpoint.toString())
                    .safe("nothing was changed")
                    .mend("make the folder readable")
                    .cause(failed)
                    .build();
        }
    }

    private void requireMode(SinkProvider provider) {
        if (!provider.outputModes().contains(outputMode.mode())) {
            throw SluiceException.analysis(
                            ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_DATASOURCE,
                            "sink \"" + provider.name() + "\" does not take output mode " + lower(outputMode))
                    .found(lower(outputMode))
                    .expected(provider.outputModes().stream()
                            .sorted()
                            .map(DataStreamWriter::lower)
                            .collect(Collectors.joining(" or ")))
                    .mend("choose one of these modes, or another sink")
                    .build();
        }
    }

    private static String lower(Enum<?> mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Object attachmentFor(SinkProvider provider) {
        return attachment == null && queryName != null && provider.name().equals(MEMORY)
                ? frame.session().newTable(queryName, frame.schema())
                : attachment;
    }

    /** Null where the checkpoint is temporary. */
    private @Nullable Path checkpoint(SinkProvider provider, @Nullable String given) {
        Session session = frame.session();
        if (given != null) {
            return path(given);
        }
        String base = session.conf().find(ConfKeys.CHECKPOINT_LOCATION);
        if (base != null) {
            return path(base)
                    .resolve(queryName == null ? session.seams().ids().next().toString() : queryName);
        }
        if (provider.allowsTemporaryCheckpoint()) {
            return null;
        }
        throw SluiceException.analysis(
                        ErrorCondition.CHECKPOINT_LOCATION_REQUIRED,
                        "sink \"" + provider.name() + "\" needs a checkpointLocation")
                .expected("a folder that is kept between runs and belongs to this query alone")
                .mend("say option(\"checkpointLocation\", \"...\"), or set " + ConfKeys.CHECKPOINT_LOCATION.key())
                .build();
    }

    private static Path path(String location) {
        return FileUris.path(location);
    }

    /** Rows as objects for a writer of the program. */
    private record RowWriter(ForeachWriter<Row> writer) implements PartitionWriter {
        @Override
        public boolean open(long partitionId, long batchId) {
            return writer.open(partitionId, batchId);
        }

        @Override
        public void write(Batch rows) {
            Rows.toRows(List.of(rows)).forEach(writer::process);
        }

        @Override
        public void close(@Nullable Throwable failure) {
            writer.close(failure);
        }
    }
}
