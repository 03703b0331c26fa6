package dev.sluice.streaming;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.streaming.log.OffsetEntry;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.streaming.watermark.FutureRows;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that every plan of a run records.
 *
 * @param conf by Spark's names where it has one
 */
record RecordedSettings(Map<String, String> conf) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedSettings.class);
    private static final String PARTITIONS_KEY = "spark.sql.shuffle.partitions";
    private static final String TIME_ZONE_KEY = "spark.sql.session.timeZone";
    private static final String ANSI_KEY = "spark.sql.ansi.enabled";
    private static final String PRECISION_KEY = "spark.sql.decimalOperations.allowPrecisionLoss";

    /** The edition of the rules by which zones have their offsets, such as {@code 2026a}. */
    private static final String ZONE_RULES_KEY = "sluice.timeZoneRules";

    private static final String SILENCE_KEY = "sluice.silenceCountsFromMs";

    private static final String ZONE_RULES =
            ZoneRulesProvider.getVersions("UTC").lastKey();

    /** Those of a query. */
    static RecordedSettings of(PlannedQuery query, QueryEnvironment environment) {
        Map<String, String> conf = new TreeMap<>(texts(query.definition().form().context()));
        conf.put(ZONE_RULES_KEY, ZONE_RULES);
        conf.put(PARTITIONS_KEY, Integer.toString(environment.partitions()));
        StreamingSettings settings = query.definition().settings();
        conf.put(WatermarkPolicy.KEY, settings.watermarkPolicy().text());
        conf.put(FutureRows.ACTION_KEY, settings.futureRows().action().text());
        List<SourceRelation> sources = query.plan().sources();
        conf.putAll(leniency(sources));
        conf.putAll(ofEach(sources, source -> source.provider().places(source.settings(), environment.files())));
        conf.putAll(parsing(sources));
        return new RecordedSettings(conf);
    }

    /** How much each source puts up with. */
    static Map<String, String> leniency(List<SourceRelation> sources) {
        return ofEach(sources, source -> source.provider().leniency(source.settings()));
    }

    private static Map<String, String> ofEach(
            List<SourceRelation> sources, Function<SourceRelation, Map<String, String>> settings) {
        Map<String, String> all = new TreeMap<>();
        for (int index = 0; index < sources.size(); index++) {
            String source = "source " + index + " ";
            settings.apply(sources.get(index)).forEach((name, value) -> all.put(source + name, value));
        }
        return all;
    }

    /** What each source makes rows by, as text. */
    static Map<String, String> parsing(List<SourceRelation> sources) {
        return ofEach(
                sources,
                source -> Map.of(
                        "parsing",
                        source.provider().parsing(source.settings()).entrySet().stream()
                                .map(option -> option.getKey() + "=" + option.getValue())
                                .collect(Collectors.joining(", "))));
    }

    /**
     * Fails where a source has other options than a batch was written with: what the sink holds was made with those, and the
     * state that is rebuilt has to agree with it.
     */
    static void requireAsRecorded(OffsetEntry written, List<SourceRelation> sources) {
        Map<String, String> settings = new TreeMap<>(leniency(sources));
        settings.putAll(parsing(sources));
        settings.forEach((name, now) -> {
            String then = written.conf().get(name);
            if (then != null && !then.equals(now)) {
                throw SluiceException.of(
                                ErrorCondition.CHECKPOINT_INCOMPATIBLE,
                                "options of a source were changed before the state of a batch is rebuilt")
                        .at("batch " + written.batchId())
                        .found(name + " " + now)
                        .expected(name + " " + then)
                        .safe("the state is rebuilt up to batch " + (written.batchId() - 1))
                        .mend("start the query once with the former options, then change them")
                        .build();
            }
        });
    }

    /** As plans record it. */
    private static Map<String, String> texts(FunctionContext context) {
        return Map.of(
                TIME_ZONE_KEY,
                context.timeZone().getId(),
                ANSI_KEY,
                Boolean.toString(context.ansi()),
                PRECISION_KEY,
                Boolean.toString(context.losesPrecision()));
    }

    /**
     * The queries that a run consists of, one after the other, so that no setting changes what a planned batch gives or what
     * the state was made by: a query with state stays with what is recorded, another one finishes with it what was planned.
     *
     * @param asked the query under the settings of its session
     * @param newest the plan of the last batch
     */
    static List<PlannedQuery> queries(PlannedQuery asked, TakenCheckpoint.NewestPlan newest) {
        QueryDefinition definition = asked.definition();
        FunctionContext now = definition.form().context();
        if (!asked.hasState() && !newest.isUnfinished()) {
            return List.of(asked);
        }
        FunctionContext recorded = context(newest.plan().conf(), now);
        if (recorded.equals(now)) {
            return List.of(asked);
        }
        QueryDefinition former = definition.under(recorded);
        if (asked.hasState()) {
            LOG.warn(
                    "{} stays with {}, which its state was made with; the session has {}",
                    definition.describe(),
                    texts(recorded),
                    texts(now));
            return List.of(PlannedQuery.of(former));
        }
        LOG.warn(
                "{} finishes batch {} with {}, by which it was planned, and goes on with {}",
                definition.describe(),
                newest.plan().batchId(),
                texts(recorded),
                texts(now));
        PlannedQuery finishing = PlannedQuery.of(former).toFinish();
        // Spark's Once runs a batch that is planned already, or else one of what is new.
        return definition.trigger() instanceof QueryTrigger.Once ? List.of(finishing) : List.of(finishing, asked);
    }

    /** What is not recorded is as {@code now}. */
    private static FunctionContext context(Map<String, String> recorded, FunctionContext now) {
        String zone = recorded.get(TIME_ZONE_KEY);
        String ansi = recorded.get(ANSI_KEY);
        String precision = recorded.get(PRECISION_KEY);
        return new FunctionContext(
                ansi == null ? now.ansi() : Boolean.parseBoolean(ansi),
                zone == null ? now.timeZone() : zone(zone),
                precision == null ? now.losesPrecision() : Boolean.parseBoolean(precision));
    }

    private static ZoneId zone(String recorded) {
        try {
            return ZoneId.of(recorded, ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            throw SluiceException.of(
                            ErrorCondition.CHECKPOINT_INCOMPATIBLE, "the time zone of the checkpoint is not known here")
                    .found(recorded)
                    .safe("nothing was changed")
                    .mend("run the query with a Java whose time zone data has it")
                    .cause(unknown)
                    .build();
        }
    }

    /** With where the silence of inputs counts from, if that is not all time. */
    RecordedSettings silenceCountsFrom(long millis) {
        if (millis == Long.MIN_VALUE) {
            return this;
        }
        Map<String, String> longer = new TreeMap<>(conf);
        longer.put(SILENCE_KEY, Long.toString(millis));
        return new RecordedSettings(longer);
    }

    /** As a plan says; {@link Long#MIN_VALUE} if it does not. */
    static long silenceCountsFrom(OffsetEntry plan) {
        String recorded = plan.conf().get(SILENCE_KEY);
        return recorded == null ? Long.MIN_VALUE : Long.parseLong(recorded);
    }

    /** In how many parts a batch has the state; what its plan does not say is as {@code now}. */
    static int partitions(OffsetEntry plan, int now) {
        String recorded = plan.conf().get(PARTITIONS_KEY);
        return recorded == null ? now : Integer.parseInt(recorded);
    }

    WatermarkPolicy watermarkPolicy() {
        return WatermarkPolicy.parse(conf.getOrDefault(WatermarkPolicy.KEY, WatermarkPolicy.MIN.text()));
    }

    /** Those of a run that goes on after {@code newest}: the recorded policy wins, what else has changed is told. */
    RecordedSettings after(OffsetEntry newest) {
        newest.conf().forEach((key, recorded) -> {
            String now = conf.get(key);
            if (now != null && !now.equals(recorded)) {
                LOG.warn("{} was {} in batch {} and is {} now", key, recorded, newest.batchId(), now);
            }
        });
        String policy = newest.conf().get(WatermarkPolicy.KEY);
        if (policy == null) {
            return this;
        }
        Map<String, String> kept = new TreeMap<>(conf);
        kept.put(WatermarkPolicy.KEY, policy);
        return new RecordedSettings(kept);
    }
}
