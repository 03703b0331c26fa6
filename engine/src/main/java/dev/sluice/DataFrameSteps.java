package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The methods of {@link DataFrame} that make another one of it alone. */
abstract sealed class DataFrameSteps extends DataFrameFunctions permits DataFrameSets {
    DataFrameSteps(Session session, Analysis analysis) {
        super(session, analysis);
    }

    public DataFrame select(Column... columns) {
        return select(expressions(columns, "select(...)"));
    }

    public DataFrame select(String first, String... more) {
        return select(functions.columns(first, more));
    }

    DataFrame select(List<UnresolvedExpression> columns) {
        return with(new UnresolvedPlan.Project(plan(), columns));
    }

    /** SQL text is not read yet: the error says what to write instead. */
    public DataFrame selectExpr(String... expressions) {
        return select(Given.values(expressions, "the expressions of selectExpr(...)").stream()
                .map(functions::expr)
                .toArray(Column[]::new));
    }

    /** Keeps the rows where the condition is true. */
    public DataFrame filter(Column condition) {
        return with(new UnresolvedPlan.Filter(
                plan(), Given.value(condition, "the condition of filter(...)").expression()));
    }

    /** SQL text is not read yet: the error says what to write instead. */
    public DataFrame filter(String condition) {
        return filter(functions.expr(condition));
    }

    public DataFrame where(Column condition) {
        return filter(condition);
    }

    /** SQL text is not read yet: the error says what to write instead. */
    public DataFrame where(String condition) {
        return filter(condition);
    }

    /** Replaces the column of this name in its place, or adds it at the end. */
    public DataFrame withColumn(String name, Column column) {
        return withColumns(Map.of(
                Given.value(name, "the name of withColumn(...)"),
                Given.value(column, "the column of withColumn(...)")));
    }

    /** As {@link #withColumn} for each, all computed from the columns as they were. */
    public DataFrame withColumns(Map<String, Column> columns) {
        Map<String, UnresolvedExpression> all = new LinkedHashMap<>();
        Given.entries(columns, "the columns of withColumns(...)")
                .forEach((name, column) -> all.put(name, column.expression()));
        return with(new UnresolvedPlan.WithColumns(plan(), all));
    }

    /** Nothing changes where there is no column of the old name. */
    public DataFrame withColumnRenamed(String oldName, String newName) {
        return withColumnsRenamed(Map.of(
                Given.value(oldName, "the old name of withColumnRenamed(...)"),
                Given.value(newName, "the new name of withColumnRenamed(...)")));
    }

    /** One after the other, in the order of the map: what one has named the next may rename. Columns of the same name are
     * all renamed. */
    public DataFrame withColumnsRenamed(Map<String, String> newNames) {
        Given.entries(newNames, "the names of withColumnsRenamed(...)");
        String[] names = schema().fieldNames();
        boolean isChanged = false;
        for (int index = 0; index < names.length; index++) {
            for (Map.Entry<String, String> renamed : newNames.entrySet()) {
                if (session().sameName(renamed.getKey(), names[index])) {
                    names[index] = renamed.getValue();
                    isChanged = true;
                }
            }
        }
        return isChanged ? with(new UnresolvedPlan.Rename(plan(), List.of(names))) : self();
    }

    /** The same columns under these names, one for each. */
    public DataFrame toDF(String... names) {
        List<String> given = Given.values(names, "the names of toDF(...)");
        StructType schema = schema();
        if (given.size() != schema.size()) {
            throw SluiceException.analysis(
                            ErrorCondition.ASSIGNMENT_ARITY_MISMATCH, "toDF was not given one name for each column")
                    .found(given.size() + " names: " + String.join(", ", given))
                    .expected(schema.size() + " for " + String.join(", ", schema.fieldNames()))
                    .mend("give one name for each column")
                    .build();
        }
        return with(new UnresolvedPlan.Rename(plan(), given));
    }

    /** All columns but these; names that do not exist are ignored. */
    public DataFrame drop(String... names) {
        return with(new UnresolvedPlan.Drop(plan(), Given.values(names, "the names of drop(...)"), List.of()));
    }

    /** All columns but this; of a column taken from a table only that one goes. */
    public DataFrame drop(Column column, Column... more) {
        List<UnresolvedExpression.Name> names = new ArrayList<>();
        for (Column each : functions.joined(Given.value(column, "the column of drop(...)"), more)) {
            if (Given.value(each, "a column of drop(...)").expression() instanceof UnresolvedExpression.Name name) {
                names.add(name);
            }
        }
        return with(new UnresolvedPlan.Drop(plan(), List.of(), names));
    }

    private static List<UnresolvedExpression> expressions(Column[] columns, String method) {
        return Given.values(columns, "the columns of " + method).stream()
                .map(Column::expression)
                .toList();
    }

    /** The rows without repetitions; nulls are equal to each other. As {@link #dropDuplicates(String, String...)} by all columns. */
    public DataFrame distinct() {
        return dropDuplicates();
    }

    /** The same as {@link #distinct}. */
    public DataFrame dropDuplicates() {
        return with(new UnresolvedPlan.Deduplicate(plan(), null));
    }

    /**
     * One row, the first, of those that are equal in these columns. In a stream the keys are remembered for as long as the
     * query lives, or, where one of them is an event time, until the watermark has passed it.
     */
    public DataFrame dropDuplicates(String first, String... more) {
        List<String> names = new ArrayList<>();
        names.add(Given.value(first, "the name of a column"));
        names.addAll(Given.values(more, "the names of columns"));
        return with(new UnresolvedPlan.Deduplicate(plan(), names));
    }

    /** As {@link #dropDuplicates(String, String...)}. */
    public DataFrame dropDuplicates(String[] names) {
        return with(new UnresolvedPlan.Deduplicate(plan(), Given.values(names, "the names of columns")));
    }

    /**
     * As {@link #dropDuplicates()} on a stream with a watermark, where a row is remembered only until the watermark has
     * passed its event time by the delay: enough for repetitions whose event times are closer than that.
     */
    public DataFrame dropDuplicatesWithinWatermark() {
        return with(new UnresolvedPlan.Deduplicate(plan(), null, true));
    }

    /** As {@link #dropDuplicatesWithinWatermark()}, for rows that are equal in these columns. */
    public DataFrame dropDuplicatesWithinWatermark(String first, String... more) {
        List<String> names = new ArrayList<>();
        names.add(Given.value(first, "the name of a column"));
        names.addAll(Given.values(more, "the names of columns"));
        return with(new UnresolvedPlan.Deduplicate(plan(), names, true));
    }

    /** As {@link #dropDuplicatesWithinWatermark(String, String...)}. */
    public DataFrame dropDuplicatesWithinWatermark(String[] names) {
        return with(new UnresolvedPlan.Deduplicate(plan(), Given.values(names, "the names of columns"), true));
    }

    /** The first {@code count} rows. */
    public DataFrame limit(int count) {
        return with(new UnresolvedPlan.Limit(plan(), count));
    }

    public DataFrame orderBy(Column... keys) {
        return with(new UnresolvedPlan.Sort(
                plan(),
                Given.values(keys, "the keys of orderBy(...)").stream()
                        .map(DataFrameSteps::sortKey)
                        .toList()));
    }

    public DataFrame orderBy(String first, String... more) {
        return orderBy(functions.columns(first, more));
    }

    public DataFrame sort(Column... keys) {
        return orderBy(keys);
    }

    public DataFrame sort(String first, String... more) {
        return orderBy(first, more);
    }

    private static UnresolvedExpression.SortKey sortKey(Column column) {
        return column.expression() instanceof UnresolvedExpression.SortKey key
                ? key
                : (UnresolvedExpression.SortKey) column.asc().expression();
    }

    /**
     * Says that the column is the event time, and how long late rows are waited for.
     *
     * @param delayThreshold for example {@code "10 minutes"}
     */
    public DataFrame withWatermark(String eventTime, String delayThreshold) {
        return with(new UnresolvedPlan.WithWatermark(
                plan(),
                Given.value(eventTime, "the column of withWatermark(...)"),
                Given.value(delayThreshold, "the delay of withWatermark(...)")));
    }

    /**
     * As {@link #withWatermark(String, String)}, for one of several inputs that may fall silent: from {@code idleTimeout}
     * after the time of the last batch in which its sources had something new on, it does not hold the watermark of the
     * query back, until they have something new again. Rows that it brings then are late if the others have gone on. Where
     * all inputs are silent, the furthest decides.
     *
     * @param idleTimeout for example {@code "5 minutes"}
     */
    public DataFrame withWatermark(String eventTime, String delayThreshold, String idleTimeout) {
        return with(new UnresolvedPlan.WithWatermark(
                plan(),
                Given.value(eventTime, "the column of withWatermark(...)"),
                Given.value(delayThreshold, "the delay of withWatermark(...)"),
                Given.value(idleTimeout, "the timeout of withWatermark(...)")));
    }

    /** All rows but the first {@code count}. Static data only. */
    public DataFrame offset(int count) {
        return with(new UnresolvedPlan.Offset(plan(), count));
    }

    /** The same as {@link #orderBy(Column...)}: all rows are one partition. */
    public DataFrame sortWithinPartitions(Column... keys) {
        return orderBy(keys);
    }

    /** The same as {@link #orderBy(String, String...)}: all rows are one partition. */
    public DataFrame sortWithinPartitions(String first, String... more) {
        return orderBy(first, more);
    }

    /** The same rows, whose columns may also be called {@code name.column}, which tells the sides of a join apart. */
    public DataFrame alias(String name) {
        return with(new UnresolvedPlan.Named(plan(), Given.value(name, "the name of alias(...)")));
    }

    /** The same as {@link #alias}. */
    public DataFrame as(String name) {
        return alias(name);
    }

    /** What a function of the program makes of it, so that such functions can be called one after the other. */
    public DataFrame transform(Function<DataFrame, DataFrame> function) {
        return Given.value(function, "the function of transform(...)").apply(self());
    }

    // Chance.

    /** About this part of the rows, chosen by chance. */
    public DataFrame sample(double fraction) {
        return sample(false, fraction);
    }

    /** @param seed of the chance: the same seed chooses the same rows of the same input */
    public DataFrame sample(double fraction, long seed) {
        return sample(false, fraction, seed);
    }

    public DataFrame sample(boolean withReplacement, double fraction) {
        return sample(withReplacement, fraction, seed());
    }

    /**
     * Rows by chance. Which they are is not what Spark chooses, but the same whenever the same input is asked.
     *
     * @param withReplacement whether a row may come out more than once
     * @param fraction how often a row comes out on average; without replacement at most 1
     * @param seed of the chance: the same seed chooses the same rows of the same input
     */
    public DataFrame sample(boolean withReplacement, double fraction, long seed) {
        Chances.requireFraction(withReplacement, fraction);
        return with(new UnresolvedPlan.Sample(plan(), 0, fraction, withReplacement, seed));
    }

    /** Every row in one of several parts, by chance, which are as large beside each other as the weights are. */
    public DataFrame[] randomSplit(double[] weights) {
        return randomSplit(weights, seed());
    }

    /** @param seed of the chance: the same seed divides the same input in the same way */
    public DataFrame[] randomSplit(double[] weights, long seed) {
        double[] bounds = Chances.bounds(weights);
        DataFrame[] parts = new DataFrame[weights.length];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = with(new UnresolvedPlan.Sample(plan(), bounds[part], bounds[part + 1], false, seed));
        }
        return parts;
    }

    /** As {@link #randomSplit(double[], long)}. */
    public List<DataFrame> randomSplitAsList(double[] weights, long seed) {
        return List.of(randomSplit(weights, seed));
    }

    private long seed() {
        return session().seams().ids().next().getLeastSignificantBits();
    }
}
