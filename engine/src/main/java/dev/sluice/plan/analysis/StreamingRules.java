package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.spi.sink.OutputMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which plans may run as a stream, and under which output mode: section 4 of the description of the semantics. */
public final class StreamingRules {
    private static final String NUMBERING = "monotonically_increasing_id";

    private StreamingRules() {}

    /** @throws SluiceException an analysis error for the first rule that is broken */
    public static void check(LogicalPlan plan, OutputMode mode) {
        if (!plan.isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.WRITE_STREAM_NOT_ALLOWED,
                            "writeStream can be called only on a streaming DataFrame")
                    .mend("read with session.readStream(), or write static data with write()")
                    .build();
        }
        List<LogicalPlan.Aggregate> aggregates = LogicalPlan.nodes(plan).stream()
                .filter(LogicalPlan.Aggregate.class::isInstance)
                .map(LogicalPlan.Aggregate.class::cast)
                .filter(LogicalPlan::isStreaming)
                .toList();
        checkMode(aggregates, mode);
        aggregates.forEach(StreamingRules::refuseDistinct);
        if (mode != OutputMode.APPEND) {
            checkFollowers(plan, null, mode);
        }
        checkNodes(plan, mode);
        if (mode != OutputMode.COMPLETE) {
            aggregates.forEach(StreamingRules::checkOneEventTime);
        }
    }

    private static void checkMode(List<LogicalPlan.Aggregate> aggregates, OutputMode mode) {
        switch (mode) {
            case COMPLETE -> {
                if (aggregates.isEmpty()) {
                    throw modeUnsupported(mode, "no streaming aggregations")
                            .mend("use append, or aggregate with groupBy(...)")
                            .build();
                }
            }
            case APPEND -> {
                if (!aggregates.isEmpty() && !hasWatermarkedKey(aggregates.getFirst())) {
                    throw modeUnsupported(mode, "streaming aggregations without watermark")
                            .mend("group by window(...) of a column with withWatermark(...), or use update or complete")
                            .build();
                }
                aggregates.stream()
                        .filter(aggregate -> !hasWatermarkedKey(aggregate))
                        .findFirst()
                        .ifPresent(StreamingRules::refuseInnerWithoutWatermark);
            }
            case UPDATE -> {
                if (aggregates.stream().anyMatch(aggregate -> aggregate.sessionKey() >= 0)) {
                    throw modeUnsupported(mode, "session window streaming aggregations")
                            .mend("use append, or complete")
                            .build();
                }
            }
        }
        aggregates.forEach(StreamingRules::checkSession);
    }

    /** Sessions of all rows together would be found in one place; keys that never change do not count. */
    private static void checkSession(LogicalPlan.Aggregate aggregate) {
        int session = aggregate.sessionKey();
        boolean hasOtherKey = IntStream.range(0, aggregate.keys().size())
                .anyMatch(key ->
                        key != session && !(aggregate.keys().get(key).expression() instanceof Expression.Literal));
        if (session >= 0 && !hasOtherKey) {
            throw SluiceException.analysis(
                            ErrorCondition.GLOBAL_SESSION_WINDOW,
                            "Global aggregation with session window in streaming query is not supported")
                    .at(aggregate.describe())
                    .mend("group by a key beside the session")
                    .build();
        }
    }

    /** Only in append mode are the results of an aggregation final, which a stateful operator above it relies on. */
    private static void checkFollowers(LogicalPlan plan, @Nullable LogicalPlan follower, OutputMode mode) {
        if (follower != null && plan instanceof LogicalPlan.Aggregate && plan.isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                            "Multiple stateful operators are not supported in output mode " + text(mode))
                    .found(follower.describe() + " above " + plan.describe())
                    .expected("append")
                    .mend("use append with a watermark, or aggregate once, last of all")
                    .build();
        }
        LogicalPlan next = needsFinalRows(plan) ? plan : follower;
        plan.children().forEach(child -> checkFollowers(child, next, mode));
    }

    private static boolean needsFinalRows(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Aggregate aggregate -> aggregate.isStreaming();
            case LogicalPlan.Deduplicate deduplicate ->
                deduplicate.isStreaming() && (deduplicate.delayMillis() != null || deduplicate.expiringKey() >= 0);
            case LogicalPlan.Join join ->
                join.left().isStreaming() && join.right().isStreaming();
            case LogicalPlan other -> false;
        };
    }

    /** Its groups would never be closed, so nothing would ever reach the aggregation above it. */
    private static void refuseInnerWithoutWatermark(LogicalPlan.Aggregate aggregate) {
        throw SluiceException.analysis(
                        ErrorCondition.STREAMING_OPERATOR_WITHOUT_WATERMARK,
                        "A streaming aggregation below another one has no key with a watermark")
                .at(aggregate.describe())
                .mend("group by window(...) of a column with withWatermark(...) in every aggregation")
                .build();
    }

    private static boolean hasWatermarkedKey(LogicalPlan.Aggregate aggregate) {
        return aggregate.output().subList(0, aggregate.keys().size()).stream().anyMatch(key -> key.eventTime() != null);
    }

    private static SluiceException.Builder modeUnsupported(OutputMode mode, String operation) {
        return SluiceException.analysis(
                ErrorCondition.STREAMING_OUTPUT_MODE_UNSUPPORTED_OPERATION,
                "Invalid streaming output mode: " + text(mode) + ". This output mode is not supported for " + operation
                        + " on streaming DataFrames");
    }

    private static String text(OutputMode mode) {
        return switch (mode) {
            case APPEND -> "append";
            case UPDATE -> "update";
            case COMPLETE -> "complete";
        };
    }

    /** All values of all groups would have to be kept for ever. */
    private static void refuseDistinct(LogicalPlan.Aggregate aggregate) {
        if (aggregate.aggregates().stream().anyMatch(call -> call.aggregate().isDistinct())) {
            throw unsupported(
                    "Distinct aggregations are not supported on streaming DataFrames",
                    "use approx_count_distinct(...), or dropDuplicates(...) before the aggregation");
        }
    }

    private static void checkNodes(LogicalPlan plan, OutputMode mode) {
        for (LogicalPlan node : LogicalPlan.nodes(plan)) {
            switch (node) {
                case LogicalPlan.Sort sort
                when sort.isStreaming() -> {
                    if (mode != OutputMode.COMPLETE || !hasBelow(sort, LogicalPlan.Aggregate.class)) {
                        throw unsupported(
                                "Sorting is not supported on streaming DataFrames, unless it is on an aggregated DataFrame"
                                        + " in Complete output mode",
                                "sort what the sink holds, or aggregate and use complete");
                    }
                }
                case LogicalPlan.Limit limit
                when limit.isStreaming() && mode == OutputMode.UPDATE ->
                    throw unsupported(
                            "Limits are not supported on streaming DataFrames in Update output mode",
                            "use append, or limit the result where it is read");
                case LogicalPlan.Deduplicate deduplicate
                when deduplicate.isStreaming() -> checkDeduplicate(deduplicate);
                case LogicalPlan.EventTimeWatermark watermark
                when hasBelow(watermark, LogicalPlan.EventTimeWatermark.class) ->
                    throw SluiceException.analysis(
                                    ErrorCondition.REDEFINED_WATERMARK, "Redefining watermark is disallowed")
                            .at(watermark.describe())
                            .mend("call withWatermark(...) once on each input; windows and aliases carry it on")
                            .build();
                case LogicalPlan.Union union
                when union.isStreaming() -> {
                    if (!union.children().stream().allMatch(LogicalPlan::isStreaming)) {
                        throw unsupported(
                                "Union between streaming and batch DataFrames is not supported",
                                "read both sides as streams");
                    }
                }
                case LogicalPlan.Sample sample
                when sample.isStreaming() ->
                    throw unsupported(
                            "Sampling is not supported on streaming DataFrames",
                            "filter by a hash of a key, or sample what the sink holds");
                case LogicalPlan.Offset offset
                when offset.isStreaming() ->
                    throw unsupported(
                            "Offset is not supported on streaming DataFrames", "skip rows where the result is read");
                case LogicalPlan.Join join when join.isStreaming() -> StreamJoinRules.check(join, mode);
                case LogicalPlan.Project project
                when project.isStreaming() -> project.columns().forEach(column -> refuseNumbering(column.expression()));
                case LogicalPlan.Filter filter when filter.isStreaming() -> refuseNumbering(filter.condition());
                case LogicalPlan other -> {}
            }
        }
    }

    /** Numbers would begin anew with every batch. */
    private static void refuseNumbering(Expression expression) {
        boolean isNumbering = Expressions.any(
                expression,
                part -> part instanceof Expression.Call call && call.name().equals(NUMBERING));
        if (isNumbering) {
            throw unsupported(
                    NUMBERING + "() is not supported on streaming DataFrames",
                    "use uuid(), or what the source says of a row: its file, its offset");
        }
    }

    private static void checkDeduplicate(LogicalPlan.Deduplicate deduplicate) {
        if (deduplicate.delayMillis() != null && deduplicate.eventTime() < 0) {
            throw unsupported(
                    "dropDuplicatesWithinWatermark is not supported on streaming DataFrames/DataSets without watermark",
                    "call withWatermark(...) before it");
        }
        List<Attribute> marked = deduplicate.output().stream()
                .filter(column -> column.eventTime() != null)
                .toList();
        if (marked.size() > 1) {
            throw severalEventTimes(
                            deduplicate, marked.stream().map(Attribute::name).toList())
                    .expected("one event time in the input")
                    .mend("select(...) only one of them before")
                    .build();
        }
    }

    private static SluiceException.Builder severalEventTimes(LogicalPlan node, List<String> marked) {
        return SluiceException.analysis(
                        ErrorCondition.SEVERAL_EVENT_TIME_COLUMNS, "More than one event time columns are available")
                .at(node.describe())
                .found(String.join(", ", marked));
    }

    private static boolean hasBelow(LogicalPlan plan, Class<? extends LogicalPlan> node) {
        return plan.children().stream()
                .flatMap(child -> LogicalPlan.nodes(child).stream())
                .anyMatch(node::isInstance);
    }

    /** Groups are closed by one event time; columns that are no keys may carry another. */
    private static void checkOneEventTime(LogicalPlan.Aggregate aggregate) {
        List<String> marked = IntStream.range(0, aggregate.keys().size())
                .filter(key -> aggregate.output().get(key).eventTime() != null)
                .mapToObj(key -> aggregate.keys().get(key).expression())
                .distinct()
                .map(Expression::sql)
                .toList();
        if (marked.size() > 1) {
            throw severalEventTimes(aggregate, marked)
                    .expected("one event time among the keys")
                    .mend("group by the window or by the time, not by both")
                    .build();
        }
    }

    private static SluiceException unsupported(String what, String mend) {
        return SluiceException.analysis(ErrorCondition.UNSUPPORTED_STREAMING_PLAN, what)
                .mend(mend)
                .build();
    }
}
