package dev.sluice;

import dev.sluice.builtin.Builtins;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.config.Options;
import dev.sluice.connector.memory.MemoryTable;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.analysis.Analyzer;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.plan.optimizer.Optimizer;
import dev.sluice.seam.AdaptedFs;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.PatientFs;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.MemoryHold;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.source.Discovery;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.streaming.StreamingSettings;
import dev.sluice.streaming.progress.LiveLine;
import dev.sluice.streaming.watermark.FutureRows;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.types.StructType;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a program begins: makes DataFrames, holds the settings and the queries that run. Thread-safe. A program closes it
 * when it is done, or just ends: no thread of it keeps the process alive.
 */
public final class Session implements AutoCloseable {
    /** What getOrCreate gives: Spark's promise of one session for a process needs this one static. */
    private static final AtomicReference<@Nullable Session> SHARED = new AtomicReference<>();

    /** Looked for once in a process: providers have no state. */
    private static final Connectors CONNECTORS = new Connectors();

    private final SessionBuilder.Seams seams;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final RuntimeConfig conf = new RuntimeConfig(cores);
    private final UDFRegistration userFunctions = new UDFRegistration();
    private final FunctionRegistry functions = userFunctions.over(Builtins.registry());
    private final CheckpointFs unsyncedFiles = LocalFs.withoutSync();
    private final Exec.WorkPool pool;
    private final StreamingQueryManager streams;
    private final Views views = new Views(this);
    private final Tables tables = new Tables(this);
    private final Queue<MemoryHold> keptRows = new ConcurrentLinkedQueue<>();
    private final CachedPlans cached = new CachedPlans();
    private final MemoryBudget memory;
    private final Map<Path, Scratch> scratchFolders = new ConcurrentHashMap<>();
    private volatile boolean isClosed;

    Session(SessionBuilder.Seams seams, @Nullable LiveLine liveLine) {
        this.seams = seams;
        this.pool = seams.exec().workPool("sluice-work", cores);
        this.streams = new StreamingQueryManager(this, liveLine);
        this.memory = new MemoryBudget(seams.exec(), memoryBytes());
    }

    private long memoryBytes() {
        return conf.value(ConfKeys.MEMORY_BUDGET).bytes(Runtime.getRuntime().maxMemory());
    }

    public static SessionBuilder builder() {
        return new SessionBuilder();
    }

    static Session shared(SessionBuilder builder) {
        synchronized (SHARED) {
            Session existing = SHARED.get();
            if (existing == null || existing.isClosed) {
                Session created = builder.create();
                SHARED.set(created);
                return created;
            }
            builder.applyTo(existing);
            return existing;
        }
    }

    public RuntimeConfig conf() {
        return conf;
    }

    /** The version of the engine. */
    public String version() {
        String version = Session.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Reads static data. */
    public DataFrameReader read() {
        return new DataFrameReader(this);
    }

    /** Reads streams. */
    public DataStreamReader readStream() {
        return new DataStreamReader(this);
    }

    /** The functions that the program has registered. */
    public UDFRegistration udf() {
        return userFunctions;
    }

    /** The queries that run. */
    public StreamingQueryManager streams() {
        return streams;
    }

    /** @throws SluiceException an analysis error that names the first value that does not fit the schema */
    public DataFrame createDataFrame(List<Row> rows, StructType schema) {
        Given.value(schema, "the schema");
        return local(schema, BatchSequence.of(Rows.toBatches(schema, Given.value(rows, "the list of rows"))));
    }

    /** @param schema in DDL, for example {@code "station STRING, time TIMESTAMP"} */
    public DataFrame createDataFrame(List<Row> rows, String schema) {
        return createDataFrame(rows, StructType.fromDDL(Given.value(schema, "the schema")));
    }

    /** No rows and no columns. */
    public DataFrame emptyDataFrame() {
        return local(new StructType(), BatchSequence.of(List.of()));
    }

    /** The numbers from 0 below {@code end}, as a column {@code id}. */
    public DataFrame range(long end) {
        return range(0, end);
    }

    /** The numbers from {@code start} below {@code end}, as a column {@code id}. */
    public DataFrame range(long start, long end) {
        return range(start, end, 1);
    }

    /** {@code start}, {@code start + step}, and so on below {@code end}, or above it for a negative step. */
    public DataFrame range(long start, long end, long step) {
        if (step == 0) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "the step of range(...) is 0")
                    .expected("a step above or below 0")
                    .mend("leave the step out to count by one")
                    .build();
        }
        return table(new UnresolvedPlan.Range(start, end, step));
    }

    /** As {@link #range(long, long, long)}; how the work is divided is the engine's business. */
    public DataFrame range(long start, long end, long step, int numPartitions) {
        return range(start, end, step);
    }

    /**
     * The view of this name, else the rows that a query of this name has written into the sink {@code memory} so far, else
     * the table of this name in the warehouse.
     */
    public DataFrame table(String name) {
        String given = Given.value(name, "the name of the table");
        return views.find(given)
                .map(view -> view.alias(AttributeName.parts(given).getLast()))
                .or(() -> streams.hasTable(given) ? Optional.empty() : tables.read(given, false))
                .orElseGet(() -> streams.table(given));
    }

    boolean hasTable(String name) {
        return views.find(name).isPresent()
                || streams.hasTable(name)
                || tables.find(name).isPresent();
    }

    Tables tables() {
        return tables;
    }

    /** The views and tables by name. */
    public Catalog catalog() {
        return new Catalog(this, views);
    }

    Views views() {
        return views;
    }

    /** SQL text is not read yet: the error says what to write instead. */
    @SuppressWarnings("DoNotCallSuggester")
    public DataFrame sql(String text) {
        throw SluiceException.analysis(ErrorCondition.NOT_YET_SUPPORTED, "SQL text is not supported")
                .found(Given.value(text, "the SQL text"))
                .mend("write the query with the methods of DataFrame")
                .build();
    }

    /** Stops every query and gives back the threads. The same as {@link #close}. */
    public void stop() {
        close();
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            streams.stopAll();
        } finally {
            streams.closeTables();
            keptRows.forEach(MemoryHold::close);
            cached.clear();
            pool.close();
        }
    }

    DataFrame local(StructType schema, BatchSequence rows) {
        return table(new UnresolvedPlan.LocalRows(schema, rows));
    }

    /** These rows for as long as the session is open. */
    DataFrame kept(StructType schema, BatchSequence rows) {
        MemoryHold hold = memory.hold("the session", "rows of checkpoint()");
        keptRows.add(hold);
        List<Batch> batches = new ArrayList<>();
        AtomicLong bytes = new AtomicLong();
        rows.forEach(batch -> {
            hold.resize(bytes.addAndGet(batch.sizeInBytes()));
            batches.add(batch);
        });
        return local(schema, BatchSequence.of(batches));
    }

    /** An empty table for the memory sink. */
    MemoryTable newTable(String name, StructType schema) {
        return new MemoryTable(schema, memory.hold("the memory sink", "table \"" + name + "\""));
    }

    /** For tests: what is held by anybody. */
    MemoryBudget memory() {
        return memory;
    }

    DataFrame read(
            @Nullable String format,
            boolean isStreaming,
            OptionMap given,
            @Nullable StructType schema,
            @Nullable Object attachment) {
        SourceProvider provider =
                CONNECTORS.source(format == null ? conf.find(ConfKeys.DEFAULT_FORMAT) : format, isStreaming);
        Options options = Options.validated("source \"" + provider.name() + "\"", provider.options(), given.asMap());
        SourceSettings settings = new SourceSettings(options, schema, conf.timeZone(), isStreaming, attachment);
        Discovery discovery = new Discovery(
                files(), conf.value(ConfKeys.PARTITION_TYPE_INFERENCE), conf.value(ConfKeys.SCHEMA_INFERENCE));
        return table(new UnresolvedPlan.Relation(new SourceRelation(provider, provider.discover(settings, discovery))));
    }

    private DataFrame table(UnresolvedPlan leaf) {
        return new DataFrame(this, analyze(leaf, List.of()));
    }

    /** @param known what the relation is made of, with the settings that were there when it was made */
    Analysis analyze(UnresolvedPlan plan, List<Analysis> known) {
        return analyzer().analyze(plan, known);
    }

    private Analyzer analyzer() {
        return analyzer(plan -> null);
    }

    private Analyzer analyzer(Analyzer.KeptRows kept) {
        return analyzer(functionContext(), kept, UnaryOperator.identity());
    }

    private Analyzer analyzer(FunctionContext context, Analyzer.KeptRows kept, UnaryOperator<SourceRelation> sources) {
        return new Analyzer(functions, context, conf.value(ConfKeys.CASE_SENSITIVE), kept, sources);
    }

    FunctionContext functionContext() {
        return new FunctionContext(
                conf.value(ConfKeys.ANSI_ENABLED), conf.timeZone(), conf.value(ConfKeys.ALLOW_PRECISION_LOSS));
    }

    /** What a relation means where the settings are others, from its sources on. */
    LogicalPlan analyzeUnder(FunctionContext context, UnresolvedPlan plan) {
        IdentityHashMap<SourceRelation, SourceRelation> sources = new IdentityHashMap<>();
        return analyzer(
                        context,
                        below -> null,
                        source -> sources.computeIfAbsent(source, one -> one.in(context.timeZone())))
                .analyze(plan);
    }

    /** A column of a table, told from others of its name. */
    UnresolvedExpression.Name identified(LogicalPlan table, UnresolvedExpression.Name name) {
        return analyzer().identified(table, name);
    }

    boolean hasAggregate(UnresolvedExpression expression) {
        return analyzer().hasAggregate(expression);
    }

    LogicalPlan optimize(LogicalPlan analyzed) {
        return Optimizer.optimize(analyzed);
    }

    /** Runs an action over static data, with the rows that are cached in the place of the plans that make them. */
    <T> T run(DataFrame frame, Function<LogicalPlan, T> action) {
        return CachedPlans.reading(withCached(frame), plan -> action.apply(optimize(plan)));
    }

    /** The plan of a table, with what is cached in its place, whether it is computed or not. */
    LogicalPlan withCached(DataFrame frame) {
        return cached.isEmpty() ? frame.analyzed() : analyzer(cached::find).analyze(frame.plan());
    }

    /** Computes what is to be cached; of itself only what is below may be cached already. */
    <T> T compute(CachedRows rows, Function<LogicalPlan, T> action) {
        LogicalPlan plan = analyzer(below -> below.equals(rows.plan()) ? null : cached.find(below))
                .analyze(rows.plan());
        return CachedPlans.reading(plan, below -> action.apply(optimize(below)));
    }

    void cache(UnresolvedPlan plan, StorageLevel level) {
        cached.add(new CachedRows(
                this, CachedPlans.unnamed(plan), level, seams.exec().monitor()));
    }

    void uncache(UnresolvedPlan plan) {
        cached.remove(CachedPlans.unnamed(plan));
    }

    void clearCache() {
        cached.clear();
    }

    StorageLevel cachedLevel(UnresolvedPlan plan) {
        CachedRows rows = cached.find(CachedPlans.unnamed(plan));
        return rows == null ? StorageLevel.NONE() : rows.level();
    }

    QueryEnvironment environment() {
        return environment(files());
    }

    /** What runs without a query has nothing to show but the log that it waits. */
    private final class WhileOpen implements PatientFs.User {
        @Override
        public boolean isToWait() {
            return !isClosed;
        }

        @Override
        public void waits(String what) {}

        @Override
        public void readsAgain() {}

        @Override
        public void synced(long nanos) {}

        @Override
        public void opened() {}

        @Override
        public void closed() {}
    }

    /** The files of what runs without a query. */
    CheckpointFs files() {
        return new PatientFs(
                new AdaptedFs(seams.files()),
                seams.clock(),
                seams.exec(),
                conf.value(ConfKeys.RETRY_WINDOW).toMillis(),
                new WhileOpen());
    }

    /**
     * With the durability that the settings ask for; another file system than that of the machine has its own. How patient a query is
     * with it depends on whether it is to stop.
     */
    QueryEnvironment streamingEnvironment() {
        return environment(syncsNothing() ? unsyncedFiles : seams.files());
    }

    boolean syncsNothing() {
        return seams.files() instanceof LocalFs
                && conf.value(ConfKeys.DURABILITY).equalsIgnoreCase(ConfKeys.DURABILITY_PROCESS);
    }

    private QueryEnvironment environment(CheckpointFs files) {
        if (isClosed) {
            throw SluiceException.of(ErrorCondition.INVALID_PARAMETER_VALUE, "the session is closed")
                    .mend("make a new one with Session.builder().getOrCreate()")
                    .build();
        }
        memory.resize(memoryBytes());
        return new QueryEnvironment(
                functions,
                files,
                seams.clock(),
                seams.ids(),
                seams.exec(),
                pool,
                conf.statePartitions(),
                memory,
                scratch());
    }

    /** One for each folder that was ever set, so that its leftovers are looked for once. */
    private Scratch scratch() {
        CheckpointFs files = seams.files() instanceof LocalFs ? unsyncedFiles : seams.files();
        String named = conf.find(ConfKeys.SCRATCH_DIRECTORY);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return scratchFolders.computeIfAbsent(named == null ? temporary : Path.of(named), path -> {
            Scratch scratch = named == null
                    ? Scratch.ofUser(System.getProperty("user.name"), path, files, seams.ids(), seams.exec())
                    : Scratch.below(path, files, seams.ids(), seams.exec());
            scratch.removeLeftovers();
            return scratch;
        });
    }

    StreamingSettings streamingSettings() {
        return new StreamingSettings(
                conf.value(ConfKeys.MIN_BATCHES_TO_RETAIN),
                conf.value(ConfKeys.NO_DATA_BATCHES),
                WatermarkPolicy.parse(conf.value(ConfKeys.WATERMARK_POLICY)),
                new FutureRows(
                        FutureRows.Action.parse(conf.value(ConfKeys.ON_FUTURE_ROWS)),
                        conf.value(ConfKeys.MAX_FUTURE_SKEW).toMillis()),
                conf.value(ConfKeys.POLLING_DELAY).toMillis(),
                conf.value(ConfKeys.FLUSH_INTERVAL).toMillis(),
                conf.value(ConfKeys.MIN_REAL_TIME_DURATION).toMillis(),
                conf.value(ConfKeys.STOP_TIMEOUT).toMillis(),
                conf.value(ConfKeys.RECENT_PROGRESS_UPDATES),
                conf.value(ConfKeys.NO_DATA_PROGRESS_INTERVAL).toMillis(),
                conf.value(ConfKeys.RETRY_WINDOW).toMillis(),
                syncsNothing() ? ConfKeys.DURABILITY_PROCESS : ConfKeys.DURABILITY_STRICT,
                new LogUpkeep(
                        conf.value(ConfKeys.SOURCE_LOG_COMPACT_INTERVAL),
                        conf.value(ConfKeys.SOURCE_LOG_CLEANUP_DELAY),
                        conf.value(ConfKeys.SOURCE_LOG_DELETION)),
                new LogUpkeep(
                        conf.value(ConfKeys.SINK_LOG_COMPACT_INTERVAL),
                        conf.value(ConfKeys.SINK_LOG_CLEANUP_DELAY),
                        conf.value(ConfKeys.SINK_LOG_DELETION)),
                conf.value(ConfKeys.MAINTENANCE_BATCHES));
    }

    Connectors connectors() {
        return CONNECTORS;
    }

    SessionBuilder.Seams seams() {
        return seams;
    }

    PrintStream out() {
        return System.out;
    }

    boolean sameName(String one, String other) {
        return conf.value(ConfKeys.CASE_SENSITIVE) ? one.equals(other) : one.equalsIgnoreCase(other);
    }
}
