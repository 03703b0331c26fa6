package dev.sluice;

import dev.sluice.columnar.Batch;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.Explain;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.Planner;
import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.StructField;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table, static or growing, described by the steps that make it; nothing runs until rows are asked for or a query is
 * started. Immutable. A mistake in a step shows at the call, with the columns there are.
 */
public final class DataFrame extends DataFrameSets {
    DataFrame(Session session, Analysis analysis) {
        super(session, analysis);
    }

    @Override
    DataFrame self() {
        return this;
    }

    // What it is.

    public String[] columns() {
        return schema().fieldNames();
    }

    public void printSchema() {
        session().out().print(schema().treeString() + "\n");
    }

    /**
     * The column of this name, which has to exist. It means this column also where another table, as in a join, has one of
     * the same name.
     */
    public Column col(String name) {
        Column column = functions.col(name);
        return column.expression() instanceof UnresolvedExpression.Name given
                ? Column.of(session().identified(analyzed(), given))
                : column;
    }

    /** The same as {@link #col}. */
    public Column apply(String name) {
        return col(name);
    }

    /** Whether the rows are there without reading any source. */
    public boolean isLocal() {
        return analyzed() instanceof LogicalPlan.LocalRows;
    }

    /** What will run. */
    public void explain() {
        explain(false);
    }

    /** @param extended whether to show every stage, from what was said to what runs */
    public void explain(boolean extended) {
        session().out().println(explainString(extended));
    }

    /** @param mode {@code simple} or {@code extended} */
    public void explain(String mode) {
        switch (Given.value(mode, "the mode of explain(...)")) {
            case "simple" -> explain(false);
            case "extended" -> explain(true);
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_PARAMETER_VALUE, "there is no explain mode \"" + mode + "\"")
                        .expected("simple or extended")
                        .mend("choose one of these")
                        .build();
        }
    }

    String explainString(boolean extended) {
        LogicalPlan optimized =
                session().optimize(isStreaming() ? analyzed() : session().withCached(this));
        PhysicalPlan physical = Planner.plan(
                optimized,
                isStreaming() ? dev.sluice.spi.sink.OutputMode.UPDATE : dev.sluice.spi.sink.OutputMode.COMPLETE);
        return extended
                ? Explain.extended(plan().treeString(), analyzed(), optimized, physical)
                : Explain.physical(physical);
    }

    // Where values are missing, and what the values are like.

    /** Steps for values that are missing. */
    public DataFrameNaFunctions na() {
        return new DataFrameNaFunctions(this);
    }

    /**
     * How many values there are, their mean, standard deviation, least and greatest, as texts: a row for each, a column for
     * each column. Computed at this call.
     *
     * @param columns none for all columns that are numbers or texts
     */
    public DataFrame describe(String... columns) {
        return Summary.describe(this, Given.values(columns, "the columns of describe(...)"));
    }

    /**
     * Figures of all columns that are numbers or texts, as texts. Computed at this call.
     *
     * @param statistics of {@code count}, {@code mean}, {@code stddev}, {@code min}, {@code max}, and parts of all values
     *     such as {@code 25%}; none for these with 25%, 50% and 75%
     */
    public DataFrame summary(String... statistics) {
        return Summary.of(this, Given.values(statistics, "the statistics of summary(...)"));
    }

    /**
     * The same rows, of which these aggregates are computed while they pass. A stream tells them in its progress, under this
     * name.
     */
    public DataFrame observe(String name, Column metric, Column... more) {
        return observe(Given.value(name, "the name of observe(...)"), functions.joined(metric, more), null);
    }

    private DataFrame observe(String name, Column[] metrics, @Nullable Consumer<Batch> waiting) {
        List<UnresolvedExpression> expressions = Given.values(metrics, "the metrics of observe(...)").stream()
                .map(Column::expression)
                .toList();
        return with(new UnresolvedPlan.Observe(plan(), name, expressions, waiting));
    }

    /** The same rows, of which these aggregates are computed for the observation by the first query. Static data only. */
    public DataFrame observe(Observation observation, Column metric, Column... more) {
        if (isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "an Observation cannot wait for a stream")
                    .mend("say observe(name, ...), and read observedMetrics() of the progress")
                    .build();
        }
        String name = Given.value(observation, "the observation").name();
        DataFrame observed = observe(name, functions.joined(metric, more), observation::set);
        observation.use();
        return observed;
    }

    // A name, under which the session finds it.

    /** Under this name {@link Session#table} gives it, in place of what had the name before. */
    public void createOrReplaceTempView(String viewName) {
        session().views().put(Given.value(viewName, "the name of the view"), this, false, true);
    }

    /** Under this name, which is free, {@link Session#table} gives it. */
    public void createTempView(String viewName) {
        session().views().put(Given.value(viewName, "the name of the view"), this, false, false);
    }

    /** As {@link #createOrReplaceTempView}, under {@code global_temp.} and this name. */
    public void createOrReplaceGlobalTempView(String viewName) {
        session().views().put(Given.value(viewName, "the name of the view"), this, true, true);
    }

    /** As {@link #createTempView}, under {@code global_temp.} and this name. */
    public void createGlobalTempView(String viewName) {
        session().views().put(Given.value(viewName, "the name of the view"), this, true, false);
    }

    // What asks for nothing here: one process divides the work by itself, and rows are computed when they are asked
    // for.

    /** Does nothing: the work is divided by the engine. */
    public DataFrame repartition(int count) {
        return Partitions.unchanged(this, count);
    }

    /** Does nothing: the work is divided by the engine. */
    public DataFrame repartition(int count, Column... columns) {
        return Partitions.unchanged(Partitions.unchanged(this, columns), count);
    }

    /** Does nothing: the work is divided by the engine. */
    public DataFrame repartition(Column... columns) {
        return Partitions.unchanged(this, columns);
    }

    /** Does nothing: the work is divided by the engine. */
    public DataFrame repartitionByRange(int count, Column... columns) {
        return Partitions.unchanged(Partitions.unchanged(this, columns), count);
    }

    /** Does nothing: the work is divided by the engine. */
    public DataFrame repartitionByRange(Column... columns) {
        return Partitions.unchanged(this, columns);
    }

    /** Does nothing: the work is divided by the engine. */
    public DataFrame coalesce(int count) {
        return Partitions.unchanged(this, count);
    }

    /** Does nothing: the engine chooses how it joins. */
    public DataFrame hint(String name, Object... parameters) {
        Given.value(name, "the name of hint(...)");
        Given.value(parameters, "the parameters of hint(...)");
        return this;
    }

    /**
     * The rows as they are now, computed at this call and kept in memory until the session is closed. Static data only.
     *
     * @throws SluiceException {@code MEMORY_LIMIT_EXCEEDED} if the memory budget has no room for them
     */
    public DataFrame checkpoint() {
        return collect((rows, hold) -> session().kept(schema(), rows));
    }

    /** The same as {@link #checkpoint}: nothing goes to disk in either. */
    public DataFrame localCheckpoint() {
        return checkpoint();
    }

    /**
     * Keeps the rows of static data once they have been computed, for every action over this table or one made of it, until
     * {@link #unpersist} or the end of the session: in memory, and on disk where memory is short.
     */
    public DataFrame cache() {
        return persist();
    }

    /** The same as {@link #cache}. */
    public DataFrame persist() {
        return persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** @param level what {@link #storageLevel} says; where rows are kept does not depend on it */
    public DataFrame persist(StorageLevel level) {
        Given.value(level, "the storage level");
        requireStatic();
        session().cache(plan(), level);
        return this;
    }

    /** Lets the rows of {@link #cache} go. */
    public DataFrame unpersist() {
        session().uncache(plan());
        return this;
    }

    /** @param blocking makes no difference: the rows are gone once no action reads them */
    public DataFrame unpersist(boolean blocking) {
        return unpersist();
    }

    /** That of {@link #persist(StorageLevel)}, or {@link StorageLevel#NONE} if the rows are not kept. */
    public StorageLevel storageLevel() {
        return session().cachedLevel(plan());
    }

    // Writing.

    /** Writes static data. */
    public DataFrameWriter write() {
        if (isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.CALL_ON_STREAMING_DATASET_UNSUPPORTED, "write() was called on a stream")
                    .mend("use writeStream()")
                    .build();
        }
        return new DataFrameWriter(this);
    }

    /** Writes a stream. */
    public DataStreamWriter writeStream() {
        if (!isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.WRITE_STREAM_NOT_ALLOWED, "writeStream() was called on static data")
                    .mend("use write(), or read with readStream()")
                    .build();
        }
        return new DataStreamWriter(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (StructField field : schema()) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(field.name())
                    .append(": ")
                    .append(field.dataType().simpleString());
        }
        return text.append(']').toString();
    }
}
