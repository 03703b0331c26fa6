package dev.sluice;

import dev.sluice.connector.console.TableText;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.Explain;
import dev.sluice.execution.PhysicalPlan;
import dev.sluice.execution.Planner;
import dev.sluice.execution.StaticQuery;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A table, static or growing, described by the steps that make it; nothing runs until rows are asked for or a query is
 * started. Immutable. A mistake in a step shows at the call, with the columns there are.
 */
public final class DataFrame {
    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_CHARACTERS = 20;

    private final Session session;
    private final UnresolvedPlan plan;
    private final LogicalPlan analyzed;

    DataFrame(Session session, UnresolvedPlan plan) {
        this.session = session;
        this.plan = plan;
        this.analyzed = session.analyze(plan);
    }

    private DataFrame with(UnresolvedPlan next) {
        return new DataFrame(session, next);
    }

    public Session session() {
        return session;
    }

    /** Spark's name of {@link #session}. */
    public Session sparkSession() {
        return session;
    }

    UnresolvedPlan plan() {
        return plan;
    }

    LogicalPlan analyzed() {
        return analyzed;
    }

    // What it is.

    public StructType schema() {
        return analyzed.schema();
    }

    public String[] columns() {
        return schema().fieldNames();
    }

    public boolean isStreaming() {
        return analyzed.isStreaming();
    }

    public void printSchema() {
        session.out().print(schema().treeString() + "\n");
    }

    /** The column of this name, which has to exist. */
    public Column col(String name) {
        Column column = functions.col(name);
        select(column);
        return column;
    }

    /** What will run. */
    public void explain() {
        explain(false);
    }

    /** @param extended whether to show every stage, from what was said to what runs */
    public void explain(boolean extended) {
        session.out().println(explainString(extended));
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
        LogicalPlan optimized = session.optimize(analyzed);
        PhysicalPlan physical = Planner.plan(
                optimized,
                isStreaming() ? dev.sluice.spi.sink.OutputMode.UPDATE : dev.sluice.spi.sink.OutputMode.COMPLETE);
        return extended
                ? Explain.extended(plan.treeString(), analyzed, optimized, physical)
                : Explain.physical(physical);
    }

    // Steps.

    public DataFrame select(Column... columns) {
        return select(expressions(columns, "select(...)"));
    }

    public DataFrame select(String first, String... more) {
        return select(functions.columns(first, more));
    }

    DataFrame select(List<UnresolvedExpression> columns) {
        return with(new UnresolvedPlan.Project(plan, columns));
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
                plan, Given.value(condition, "the condition of filter(...)").expression()));
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
        return with(new UnresolvedPlan.WithColumns(plan, all));
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
        String[] names = columns();
        boolean isChanged = false;
        for (int index = 0; index < names.length; index++) {
            for (Map.Entry<String, String> renamed : newNames.entrySet()) {
                if (session.sameName(renamed.getKey(), names[index])) {
                    names[index] = renamed.getValue();
                    isChanged = true;
                }
            }
        }
        return isChanged ? with(new UnresolvedPlan.Rename(plan, List.of(names))) : this;
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
        return with(new UnresolvedPlan.Rename(plan, given));
    }

    /** All columns but these; names that do not exist are ignored. */
    public DataFrame drop(String... names) {
        return with(new UnresolvedPlan.Drop(plan, Given.values(names, "the names of drop(...)")));
    }

    public DataFrame drop(Column column) {
        return Given.value(column, "the column of drop(...)").expression() instanceof UnresolvedExpression.Name name
                        && name.parts().size() == 1
                ? drop(name.parts().getFirst())
                : this;
    }

    private static List<UnresolvedExpression> expressions(Column[] columns, String method) {
        return Given.values(columns, "the columns of " + method).stream()
                .map(Column::expression)
                .toList();
    }

    static UnresolvedExpression reference(StructField field) {
        return new UnresolvedExpression.Name(List.of(field.name()));
    }

    /** Groups to be aggregated. */
    public GroupedData groupBy(Column... keys) {
        return new GroupedData(this, Given.values(keys, "the keys of groupBy(...)"));
    }

    public GroupedData groupBy(String first, String... more) {
        return groupBy(functions.columns(first, more));
    }

    /** Aggregates all rows into one. */
    public DataFrame agg(Column first, Column... more) {
        return groupBy().agg(first, more);
    }

    /** Rows of both, duplicates too, columns matched by position. */
    public DataFrame union(DataFrame other) {
        return with(new UnresolvedPlan.Union(List.of(plan, Given.value(other, "the other side of union(...)").plan)));
    }

    public DataFrame unionAll(DataFrame other) {
        return union(other);
    }

    /** Rows of both, duplicates too, columns matched by name. */
    public DataFrame unionByName(DataFrame other) {
        return unionByName(other, false);
    }

    /** @param allowMissingColumns whether a column that one side lacks is null there, else an error */
    public DataFrame unionByName(DataFrame other, boolean allowMissingColumns) {
        Given.value(other, "the other side of unionByName(...)");
        return UnionByName.of(this, other, allowMissingColumns);
    }

    /** The rows without repetitions; nulls are equal to each other. Static data only. */
    public DataFrame distinct() {
        return dropDuplicates();
    }

    /** The same as {@link #distinct}. */
    public DataFrame dropDuplicates() {
        return with(new UnresolvedPlan.Deduplicate(plan, null));
    }

    /** One row, the first, of those that are equal in these columns. Static data only. */
    public DataFrame dropDuplicates(String first, String... more) {
        List<String> names = new ArrayList<>();
        names.add(Given.value(first, "the name of a column"));
        names.addAll(Given.values(more, "the names of columns"));
        return with(new UnresolvedPlan.Deduplicate(plan, names));
    }

    /** As {@link #dropDuplicates(String, String...)}. */
    public DataFrame dropDuplicates(String[] names) {
        return with(new UnresolvedPlan.Deduplicate(plan, Given.values(names, "the names of columns")));
    }

    /** The first {@code count} rows. */
    public DataFrame limit(int count) {
        return with(new UnresolvedPlan.Limit(plan, count));
    }

    public DataFrame orderBy(Column... keys) {
        return with(new UnresolvedPlan.Sort(
                plan,
                Given.values(keys, "the keys of orderBy(...)").stream()
                        .map(DataFrame::sortKey)
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
                plan,
                Given.value(eventTime, "the column of withWatermark(...)"),
                Given.value(delayThreshold, "the delay of withWatermark(...)")));
    }

    // Rows.

    /** Prints the first 20 rows, long values cut off. */
    public void show() {
        show(SHOWN_ROWS);
    }

    public void show(int numRows) {
        show(numRows, true);
    }

    public void show(boolean truncate) {
        show(SHOWN_ROWS, truncate);
    }

    public void show(int numRows, boolean truncate) {
        show(numRows, truncate ? SHOWN_CHARACTERS : 0, false);
    }

    public void show(int numRows, int truncate) {
        show(numRows, truncate, false);
    }

    /**
     * @param truncate after how many characters a value is cut off; 0 for never
     * @param vertical whether to print a line for each value
     */
    public void show(int numRows, int truncate, boolean vertical) {
        PrintStream out = session.out();
        out.print(showString(numRows, truncate, vertical));
        out.flush();
    }

    String showString(int numRows, int truncate, boolean vertical) {
        int shown = Math.max(0, Math.min(numRows, Integer.MAX_VALUE - 1));
        ZoneId zone = session.conf().timeZone();
        return limit(shown + 1)
                .collect((rows, hold) -> TableText.render(schema(), rows, shown, truncate, vertical, zone) + "\n");
    }

    /** @throws SluiceException {@code MEMORY_LIMIT_EXCEEDED} if the memory budget has no room for all rows as objects */
    public List<Row> collectAsList() {
        return collect(Rows::toRows);
    }

    public Row[] collect() {
        return collectAsList().toArray(Row[]::new);
    }

    public List<Row> takeAsList(int count) {
        return limit(count).collectAsList();
    }

    public Row[] take(int count) {
        return limit(count).collect();
    }

    public Row[] head(int count) {
        return take(count);
    }

    /** @throws NoSuchElementException if there is none */
    public Row first() {
        List<Row> rows = takeAsList(1);
        if (rows.isEmpty()) {
            throw new NoSuchElementException("first() of a DataFrame without rows");
        }
        return rows.getFirst();
    }

    /** The same as {@link #first}. */
    public Row head() {
        return first();
    }

    public boolean isEmpty() {
        return takeAsList(1).isEmpty();
    }

    public long count() {
        return groupBy().count().first().getLong(0);
    }

    private <T> T collect(StaticQuery.Collector<T> collector) {
        if (isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                            "queries with streaming sources must be executed with writeStream.start()")
                    .mend("start the query into a sink, for example writeStream().format(\"memory\").queryName(\"t\")"
                            + ".start(), and read session.table(\"t\")")
                    .build();
        }
        return new StaticQuery(session.optimize(analyzed), session.environment()).collect(collector);
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
