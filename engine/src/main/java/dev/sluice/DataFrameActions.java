package dev.sluice;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.connector.console.TableText;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.StaticQuery;
import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.types.StructType;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/** The methods of {@link DataFrame} that run it over static data. */
abstract sealed class DataFrameActions permits DataFrameFunctions {
    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_CHARACTERS = 20;

    private final Session session;
    private final Analysis analysis;

    DataFrameActions(Session session, Analysis analysis) {
        this.session = session;
        this.analysis = analysis;
    }

    /** What a step over this makes. */
    final DataFrame with(UnresolvedPlan next) {
        return new DataFrame(session, session.analyze(next, List.of(analysis)));
    }

    /** What a step over this and another table makes. */
    final DataFrame with(UnresolvedPlan next, DataFrameActions other) {
        return new DataFrame(session, session.analyze(next, List.of(analysis, other.analysis)));
    }

    public Session session() {
        return session;
    }

    /** Spark's name of {@link #session}. */
    public Session sparkSession() {
        return session;
    }

    abstract DataFrame self();

    final UnresolvedPlan plan() {
        return analysis.relation();
    }

    final LogicalPlan analyzed() {
        return analysis.plan();
    }

    /** The settings that its steps were made under. */
    final Set<FunctionContext> contexts() {
        return analysis.contexts();
    }

    public StructType schema() {
        return analyzed().schema();
    }

    /** The column at this place, whatever others are called. */
    final UnresolvedExpression reference(int place) {
        Attribute column = analyzed().output().get(place);
        return new UnresolvedExpression.Name(
                List.of(column.name()), column.identity().id());
    }

    public boolean isStreaming() {
        return analyzed().isStreaming();
    }

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
        return first(shown + 1)
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
        return first(count).collectAsList();
    }

    public Row[] take(int count) {
        return first(count).collect();
    }

    public Row[] head(int count) {
        return take(count);
    }

    private DataFrame first(int count) {
        return with(new UnresolvedPlan.Limit(plan(), count));
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

    /** How many rows there are. */
    public long count() {
        return new GroupedData(self(), List.of()).count().first().getLong(0);
    }

    /** The last rows, in order. */
    public Row[] tail(int count) {
        List<Row> rows =
                count < 0 ? first(count).collectAsList() : collect((all, hold) -> Rows.toRows(last(all, count), hold));
        return rows.toArray(Row[]::new);
    }

    private static BatchSequence last(BatchSequence rows, int count) {
        long skip = Math.max(0, rows.rowCount() - count);
        return skip == 0 ? rows : new LaterRows(rows, skip);
    }

    /** The rows one after the other; all are computed first. */
    public Iterator<Row> toLocalIterator() {
        return collectAsList().iterator();
    }

    final <T> T collect(StaticQuery.Collector<T> collector) {
        requireStatic();
        return session.run(self(), plan -> new StaticQuery(plan, session.environment()).collect(collector));
    }

    final void requireStatic() {
        if (isStreaming()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNSUPPORTED_STREAMING_PLAN,
                            "queries with streaming sources must be executed with writeStream.start()")
                    .mend("start the query into a sink, for example writeStream().format(\"memory\").queryName(\"t\")"
                            + ".start(), and read session.table(\"t\")")
                    .build();
        }
    }
}
