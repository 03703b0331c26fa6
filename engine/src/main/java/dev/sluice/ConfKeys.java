package dev.sluice;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.HeapAmount;
import dev.sluice.format.avro.RegistryAddresses;
import dev.sluice.streaming.StreamingSettings;
import dev.sluice.streaming.watermark.FutureRows;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Every key of {@code session.conf()}; the configuration page is made from it. */
public final class ConfKeys {
    /** Parts of keyed state of a new run. */
    public static final ConfKey<Integer> STATE_PARTITIONS = ConfKey.honoured(
            ConfigOption.atLeast(ConfigOption.integer("spark.sql.shuffle.partitions"), 1)
                    .where("at most 256", value -> value <= 256)
                    .doc("Into how many parts keyed state is divided; unless set, one for each core. It may change at"
                            + " any restart; a batch that is planned by then keeps the number it was planned with."),
            "sluice.state.partitions");

    public static final ConfKey<String> TIME_ZONE = ConfKey.honoured(ConfigOption.string("spark.sql.session.timeZone")
            .where("a time zone such as Europe/Vienna, UTC or +01:00", ConfKeys::isTimeZone)
            .doc("The time zone of texts without one and of parts of a date; unless set, that of the JVM."));

    public static final ConfKey<Boolean> ALLOW_PRECISION_LOSS = ConfKey.honoured(ConfigOption.bool(
                    "spark.sql.decimalOperations.allowPrecisionLoss")
            .defaultsTo(true)
            .doc("Whether a result of DECIMAL arithmetic that needs more than 38 digits gives up places behind the"
                    + " point, down to six, rather than digits before it."));

    public static final ConfKey<Boolean> ANSI_ENABLED = ConfKey.honoured(ConfigOption.bool("spark.sql.ansi.enabled")
            .defaultsTo(true)
            .doc("Whether overflow, division by zero and bad casts are errors; otherwise they give null or wrap."));

    public static final ConfKey<Boolean> CASE_SENSITIVE = ConfKey.honoured(
            ConfigOption.bool("spark.sql.caseSensitive").defaultsTo(false).doc("Whether a column A differs from a."));

    public static final ConfKey<String> DEFAULT_FORMAT =
            ConfKey.honoured(ConfigOption.string("spark.sql.sources.default")
                    .doc("The format of readers and writers that name none; unless set, they have to."));

    public static final ConfKey<String> WAREHOUSE = ConfKey.honoured(ConfigOption.string("spark.sql.warehouse.dir")
            .defaultsTo("spark-warehouse")
            .doc("The folder below which tables have their folders, each under its name."));

    public static final ConfKey<String> CHECKPOINT_LOCATION = ConfKey.honoured(ConfigOption.string(
                    "spark.sql.streaming.checkpointLocation")
            .doc("The folder below which queries without a checkpointLocation of their own keep their checkpoints."));

    public static final ConfKey<Integer> MIN_BATCHES_TO_RETAIN =
            ConfKey.honoured(ConfigOption.atLeast(ConfigOption.integer("spark.sql.streaming.minBatchesToRetain"), 1)
                    .defaultsTo(100)
                    .doc("How many batches can be read again from the checkpoint."));

    public static final ConfKey<Boolean> NO_DATA_BATCHES =
            ConfKey.honoured(ConfigOption.bool("spark.sql.streaming.noDataMicroBatches.enabled")
                    .defaultsTo(true)
                    .doc("Whether a batch runs without new data when the watermark has results to give."));

    public static final ConfKey<Duration> NO_DATA_PROGRESS_INTERVAL =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.noDataProgressEventInterval")
                    .defaultsTo(Duration.ofSeconds(10))
                    .where("not negative", value -> !value.isNegative())
                    .doc("How often a query without data says that it is idle."));

    public static final ConfKey<Integer> RECENT_PROGRESS_UPDATES = ConfKey.honoured(
            ConfigOption.atLeast(ConfigOption.integer("spark.sql.streaming.numRecentProgressUpdates"), 1)
                    .defaultsTo(100)
                    .doc("How many progress updates recentProgress keeps; as in Spark, one fewer than said."));

    public static final ConfKey<Duration> POLLING_DELAY =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.pollingDelay")
                    .defaultsTo(Duration.ofMillis(10))
                    .where("not negative", value -> !value.isNegative())
                    .doc("How long a query waits before it asks its sources again."));

    public static final ConfKey<Duration> FLUSH_INTERVAL =
            ConfKey.own(ConfigOption.duration("sluice.streaming.continuous.flushInterval")
                    .defaultsTo(Duration.ofMillis(1))
                    .where("not negative", value -> !value.isNegative())
                    .doc("How long a continuous query with state waits between the starts of two turns. A group that"
                            + " changes several times meanwhile is handed over once."));

    public static final ConfKey<Duration> MIN_REAL_TIME_DURATION =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.realTimeMode.minBatchDuration")
                    .defaultsTo(Duration.ofSeconds(5))
                    .where("not negative", value -> !value.isNegative())
                    .doc("The shortest duration that Trigger.RealTime accepts."));

    public static final ConfKey<Duration> STOP_TIMEOUT =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.stopTimeout")
                    .defaultsTo(Duration.ZERO)
                    .where("not negative", value -> !value.isNegative())
                    .doc("How long stop() waits for the query to end; 0 waits without bound."));

    public static final ConfKey<String> WATERMARK_POLICY = ConfKey.honoured(ConfigOption.string(
                    "spark.sql.streaming.multipleWatermarkPolicy")
            .defaultsTo("min")
            .where("min or max", value -> value.equalsIgnoreCase("min") || value.equalsIgnoreCase("max"))
            .doc("Whether the watermark of a query with several event-time columns is the smallest or the largest."));

    public static final ConfKey<String> ON_FUTURE_ROWS = ConfKey.own(ConfigOption.string(FutureRows.ACTION_KEY)
            .defaultsTo(FutureRows.DEFAULT.action().text())
            .where("advance, clamp or fail", FutureRows.Action::isOne)
            .doc("What a row does that takes the watermark further past the clock than " + FutureRows.SKEW_KEY
                    + " says, where it makes all other rows late: advance, move it with a warning, as in Spark without"
                    + " one; clamp, move it so far and no further; fail, fail its batch before anything of it is visible."
                    + " It may change at any restart."));

    public static final ConfKey<Duration> MAX_FUTURE_SKEW = ConfKey.own(ConfigOption.duration(FutureRows.SKEW_KEY)
            .defaultsTo(Duration.ofMillis(FutureRows.DEFAULT.maxSkewMillis()))
            .where("not negative", value -> !value.isNegative())
            .doc("How far past the time of its batch a row may take the watermark before it is one of the far"
                    + " future."));

    public static final ConfKey<HeapAmount> MEMORY_BUDGET = ConfKey.own(ConfigOption.heapAmount("sluice.memory.budget")
            .defaultsTo(new HeapAmount.Fraction(0.5))
            .doc("How much of the heap the queries of the session may keep: state, tables of the memory sink, rows of"
                    + " foreachBatch, of sorts and of results. Rows beyond it go to the scratch folder; state beyond it"
                    + " fails its query."));

    public static final ConfKey<String> SCRATCH_DIRECTORY = ConfKey.honoured(
            ConfigOption.string("spark.local.dir")
                    .where("one folder", value -> !value.isBlank() && !value.contains(","))
                    .doc("Where rows go that do not fit into memory; unless set, a folder of this user in the temporary"
                            + " folder of the machine, closed to other users."),
            "sluice.scratch.directory");

    public static final ConfKey<Boolean> PARTITION_TYPE_INFERENCE =
            ConfKey.honoured(ConfigOption.bool("spark.sql.sources.partitionColumnTypeInference.enabled")
                    .defaultsTo(true)
                    .doc("Whether columns that folders name get the types of their values; otherwise they are texts."));

    public static final ConfKey<Boolean> SCHEMA_INFERENCE =
            ConfKey.honoured(ConfigOption.bool("spark.sql.streaming.schemaInference")
                    .defaultsTo(false)
                    .doc("Whether a stream of files that was given no schema gets that of the files there are."));

    public static final ConfKey<Integer> SOURCE_LOG_COMPACT_INTERVAL = ConfKey.honoured(ConfigOption.atLeast(
                    ConfigOption.integer("spark.sql.streaming.fileSource.log.compactInterval"), 1)
            .defaultsTo(10)
            .doc("After how many entries the log of a file source is compacted; one that has compactions keeps its"
                    + " rhythm."));

    public static final ConfKey<Duration> SOURCE_LOG_CLEANUP_DELAY =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.fileSource.log.cleanupDelay")
                    .defaultsTo(Duration.ofMinutes(10))
                    .where("not negative", value -> !value.isNegative())
                    .doc("How old a compacted entry in the log of a file source must be to be deleted."));

    public static final ConfKey<Boolean> SOURCE_LOG_DELETION =
            ConfKey.honoured(ConfigOption.bool("spark.sql.streaming.fileSource.log.deletion")
                    .defaultsTo(true)
                    .doc("Whether compacted entries in the log of a file source are deleted."));

    public static final ConfKey<Integer> SINK_LOG_COMPACT_INTERVAL = ConfKey.honoured(ConfigOption.atLeast(
                    ConfigOption.integer("spark.sql.streaming.fileSink.log.compactInterval"), 1)
            .defaultsTo(10)
            .doc("After how many entries the manifest of a file sink is compacted; one that has compactions keeps its"
                    + " rhythm."));

    public static final ConfKey<Duration> SINK_LOG_CLEANUP_DELAY =
            ConfKey.honoured(ConfigOption.duration("spark.sql.streaming.fileSink.log.cleanupDelay")
                    .defaultsTo(Duration.ofMinutes(10))
                    .where("not negative", value -> !value.isNegative())
                    .doc("How old a compacted entry in the manifest of a file sink must be to be deleted."));

    public static final ConfKey<Boolean> SINK_LOG_DELETION =
            ConfKey.honoured(ConfigOption.bool("spark.sql.streaming.fileSink.log.deletion")
                    .defaultsTo(true)
                    .doc("Whether compacted entries in the manifest of a file sink are deleted."));

    /** {@code io.retryWindow} of the fault model. */
    public static final ConfKey<Duration> RETRY_WINDOW = ConfKey.own(ConfigOption.duration("sluice.io.retryWindow")
            .defaultsTo(Duration.ofSeconds(30))
            .doc("How long a query waits for space on a full disk before it fails."));

    static final String DURABILITY_STRICT = "strict";
    static final String DURABILITY_PROCESS = "process";

    public static final ConfKey<String> DURABILITY = ConfKey.own(ConfigOption.string("sluice.checkpoint.durability")
            .defaultsTo(DURABILITY_STRICT)
            .where("strict or process", ConfKeys::isDurability)
            .doc("What a query started after this survives: strict, the loss of power; process, only the death of the"
                    + " process, because nothing is synced to disk."));

    public static final ConfKey<Integer> MAINTENANCE_BATCHES =
            ConfKey.own(ConfigOption.atLeast(ConfigOption.integer("sluice.checkpoint.maintenanceBatches"), 1)
                    .defaultsTo(StreamingSettings.DEFAULT.maintenanceBatches())
                    .doc("How many batches go by before a checkpoint is tidied, beside the next ones: old entries are"
                            + " deleted, and as many files of state become one. A smaller number keeps fewer files and"
                            + " writes more."));

    public static final ConfKey<Boolean> LIVE_LINE = ConfKey.own(ConfigOption.bool("sluice.streaming.liveLine")
            .defaultsTo(true)
            .doc("Whether each query shows its newest progress in one line on the terminal, if there is one."));

    public static final ConfKey<String> APPLICATION_NAME = ConfKey.honoured(
            ConfigOption.string("spark.app.name").defaultsTo("sluice").doc("What the program calls itself."));

    public static final ConfKey<String> SCHEMA_REGISTRIES = ConfKey.ofProcess(RegistryAddresses.ALLOWED);

    private static final String OWN_STATE = "state is kept in the engine's own tables and files";
    private static final String OWN_FORMATS = "files have the formats of this engine, which name their version";

    private static final List<ConfKey<?>> ALL = List.of(
            STATE_PARTITIONS,
            TIME_ZONE,
            ANSI_ENABLED,
            ALLOW_PRECISION_LOSS,
            CASE_SENSITIVE,
            DEFAULT_FORMAT,
            WAREHOUSE,
            CHECKPOINT_LOCATION,
            MIN_BATCHES_TO_RETAIN,
            NO_DATA_BATCHES,
            NO_DATA_PROGRESS_INTERVAL,
            RECENT_PROGRESS_UPDATES,
            POLLING_DELAY,
            FLUSH_INTERVAL,
            MIN_REAL_TIME_DURATION,
            STOP_TIMEOUT,
            WATERMARK_POLICY,
            ON_FUTURE_ROWS,
            MAX_FUTURE_SKEW,
            MEMORY_BUDGET,
            SCRATCH_DIRECTORY,
            PARTITION_TYPE_INFERENCE,
            SCHEMA_INFERENCE,
            SOURCE_LOG_COMPACT_INTERVAL,
            SOURCE_LOG_CLEANUP_DELAY,
            SOURCE_LOG_DELETION,
            SINK_LOG_COMPACT_INTERVAL,
            SINK_LOG_CLEANUP_DELAY,
            SINK_LOG_DELETION,
            DURABILITY,
            RETRY_WINDOW,
            MAINTENANCE_BATCHES,
            LIVE_LINE,
            APPLICATION_NAME,
            SCHEMA_REGISTRIES,
            ConfKey.noEffect(
                    "spark.sql.streaming.forceDeleteTempCheckpointLocation",
                    "false",
                    "a temporary checkpoint is always deleted when its query ends"),
            ConfKey.noEffect("spark.master", "local[*]", "everything runs in this process"),
            ConfKey.fixed("spark.sql.timestampType", "TIMESTAMP_LTZ", "a TIMESTAMP is an instant"),
            ConfKey.fixed(
                    "spark.sql.streaming.stopActiveRunOnRestart",
                    "false",
                    "a second start on a checkpoint in use is refused, it does not stop the first"),
            ConfKey.fixed("spark.sql.streaming.unsupportedOperationCheck", "true", "plans are always checked"),
            ConfKey.fixed(
                    "spark.sql.streaming.statefulOperator.checkCorrectness.enabled",
                    "true",
                    "plans are always checked"),
            ConfKey.fixed("spark.sql.streaming.statefulOperator.allowMultiple", "true", "plans are checked one by one"),
            ConfKey.fixed(
                    "spark.sql.streaming.fileSource.schema.forceNullable",
                    "true",
                    "any field of a file may be missing"),
            ConfKey.fixed(
                    "spark.sql.streaming.fileStreamSink.ignoreMetadata", "false", "uncommitted files are never read"),
            ConfKey.fixed(
                    "spark.sql.streaming.checkpoint.verifyMetadataExists.enabled",
                    "true",
                    "checkpoints are always checked"),
            ConfKey.fixed(
                    "spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart",
                    "true",
                    "checkpoints are always checked"),
            ConfKey.fixed(
                    "spark.sql.streaming.stateStore.stateSchemaCheck", "true", "the schema of state is always checked"),
            ConfKey.noEffect(
                    "spark.sql.streaming.stateStore.commitValidation.enabled",
                    "true",
                    "rows of foreachBatch are computed before the function runs"),
            ConfKey.noEffect("spark.sql.streaming.stateStore.providerClass", "", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.stateStore.minDeltasForSnapshot", "10", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.stateStore.maintenanceInterval", "60000ms", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.stateStore.compression.codec", "lz4", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.maxBatchesToRetainInMemory", "2", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.statefulOperator.useStrictDistribution", "true", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.sessionWindow.merge.sessions.in.local.partition", "false", OWN_STATE),
            ConfKey.noEffect("spark.sql.streaming.stateStore.checkpointFormatVersion", "1", OWN_FORMATS),
            ConfKey.noEffect("spark.sql.streaming.offsetLog.formatVersion", "1", OWN_FORMATS),
            ConfKey.noEffect("spark.sql.streaming.aggregation.stateFormatVersion", "2", OWN_FORMATS),
            ConfKey.noEffect("spark.sql.streaming.join.stateFormatVersion", "2", OWN_FORMATS),
            ConfKey.noEffect("spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion", "2", OWN_FORMATS),
            ConfKey.noEffect("spark.sql.streaming.sessionWindow.stateFormatVersion", "1", OWN_FORMATS),
            ConfKey.noEffect(
                    "spark.sql.streaming.fileSource.cleaner.numThreads",
                    "1",
                    "files that were read are moved by the thread of the query"),
            ConfKey.noEffect("spark.sql.streaming.asyncLogPurge.enabled", "true", "logs are purged between batches"),
            ConfKey.noEffect("spark.sql.streaming.metricsEnabled", "false", "figures are part of every progress event"),
            ConfKey.noEffect(
                    "spark.sql.streaming.triggerAvailableNowWrapper.enabled",
                    "false",
                    "a query with a source that cannot fix its end runs as one batch"),
            ConfKey.noEffect(
                    "spark.sql.streaming.continuous.epochBacklogQueueSize",
                    "10000",
                    "continuous queries have no such queue"),
            ConfKey.noEffect(
                    "spark.sql.streaming.continuous.executorQueueSize",
                    "1024",
                    "continuous queries have no such queue"),
            ConfKey.noEffect(
                    "spark.sql.streaming.continuous.executorPollIntervalMs",
                    "100",
                    "continuous queries do not poll a queue"));

    private ConfKeys() {}

    /** Every declared key: the honoured ones first. */
    public static List<ConfKey<?>> all() {
        return ALL;
    }

    private static boolean isDurability(String name) {
        return name.equalsIgnoreCase(DURABILITY_STRICT) || name.equalsIgnoreCase(DURABILITY_PROCESS);
    }

    private static boolean isTimeZone(String id) {
        try {
            ZoneId.of(id, ZoneId.SHORT_IDS);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
