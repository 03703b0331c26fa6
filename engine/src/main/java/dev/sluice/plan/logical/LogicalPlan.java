package dev.sluice.plan.logical;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.spi.function.RowMapper;
import dev.sluice.types.StructType;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose names and types are settled: expressions speak of the columns of the child by position. A node knows
 * its children and its output and nothing of rules or operators.
 */
public sealed interface LogicalPlan extends PlanTree<LogicalPlan> {
    List<Attribute> output();

    default StructType schema() {
        return Attribute.schema(output());
    }

    default boolean isStreaming() {
        for (LogicalPlan child : children()) {
            if (child.isStreaming()) {
                return true;
            }
        }
        return false;
    }

    /** A node without children. */
    sealed interface Leaf extends LogicalPlan {
        @Override
        default List<LogicalPlan> children() {
            return List.of();
        }
    }

    /** A node of one child. */
    sealed interface OneChild extends LogicalPlan {
        LogicalPlan child();

        @Override
        default List<LogicalPlan> children() {
            return List.of(child());
        }
    }

    /** A node whose columns are those of its child. */
    sealed interface SameColumns extends OneChild {
        @Override
        default List<Attribute> output() {
            return child().output();
        }
    }

    /**
     * Rows of a source.
     *
     * @param relation which source, by identity: the same stream used twice is one source with one offset
     * @param output the columns read, a subset of the relation's schema after pruning
     */
    record Scan(SourceRelation relation, List<Attribute> output) implements Leaf {
        public Scan {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "Scan " + relation.describe() + " " + names(output);
        }

        @Override
        public boolean isStreaming() {
            return relation.settings().isStreaming();
        }
    }

    /** Rows that the program or a query keeps. */
    record LocalRows(List<Attribute> output, BatchSequence rows) implements Leaf {
        public LocalRows {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "LocalRows " + names(output);
        }
    }

    /** The rows of a plan, which are kept once they have been computed. */
    record Kept(LogicalPlan child, BatchSequence rows) implements SameColumns {
        @Override
        public String describe() {
            return "Kept " + names(output());
        }
    }

    /** The numbers {@code start}, {@code start + step}, ... below (or above) {@code end}, as a column {@code id}. */
    record Range(long start, long end, long step, List<Attribute> output) implements Leaf {
        /** @throws ArithmeticException if a {@code long} does not hold it */
        public long rowCount() {
            BigInteger span = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
            BigInteger[] steps = span.divideAndRemainder(BigInteger.valueOf(step));
            BigInteger count = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
            boolean isEmpty = span.signum() != Long.signum(step);
            return isEmpty ? 0 : count.longValueExact();
        }

        @Override
        public String describe() {
            return "Range (" + start + ", " + end + ", step " + step + ")";
        }
    }

    /** Computes columns. {@code output} has the marks of event time that the expressions carry on. */
    record Project(LogicalPlan child, List<NamedExpression> columns, List<Attribute> output) implements OneChild {
        public Project {
            columns = List.copyOf(columns);
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "Project " + texts(columns, NamedExpression::sql);
        }
    }

    /**
     * What a function of the program makes of the rows, of which it may ask every column.
     *
     * @param what names the function in plans and errors
     */
    record MapRows(LogicalPlan child, String what, RowMapper function, List<Attribute> output) implements OneChild {
        public MapRows {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "MapRows " + what;
        }
    }

    /**
     * The same rows, of which aggregates are computed on the way.
     *
     * @param metrics over the results of the aggregates
     * @param waiting is given the one row of the metrics when a query over static data ends; null for nobody
     */
    record Observe(
            LogicalPlan child,
            String name,
            List<AggregateCall> aggregates,
            List<NamedExpression> metrics,
            @Nullable Consumer<Batch> waiting)
            implements SameColumns {
        public Observe {
            aggregates = List.copyOf(aggregates);
            metrics = List.copyOf(metrics);
        }

        @Override
        public String describe() {
            return "Observe " + name + " " + texts(metrics, NamedExpression::sql);
        }
    }

    /** Keeps the rows where {@code condition} is true. */
    record Filter(LogicalPlan child, Expression condition) implements SameColumns {
        @Override
        public String describe() {
            return "Filter " + condition.sql();
        }
    }

    /**
     * Observes the event time of every row that passes; at the end of the batch the watermark follows.
     *
     * @param column the position of the event-time column
     * @param idleMillis after which its sources, if they are silent, do not hold other watermarks back; null for never
     */
    record EventTimeWatermark(
            LogicalPlan child,
            int column,
            long delayMillis,
            @Nullable Long idleMillis,
            List<Attribute> output) implements OneChild {
        public EventTimeWatermark {
            output = List.copyOf(output);
        }

        /** The same over another child, which may have other columns beside the event time. */
        public EventTimeWatermark over(LogicalPlan other, int itsColumn, List<Attribute> itsOutput) {
            return new EventTimeWatermark(other, itsColumn, delayMillis, idleMillis, itsOutput);
        }

        @Override
        public String describe() {
            return "EventTimeWatermark " + output.get(column).name() + ", delay " + delayMillis + " ms"
                    + (idleMillis == null ? "" : ", idle after " + idleMillis + " ms");
        }
    }

    /**
     * A row for each window a row is in, with the window as an additional last column; rows without a time are dropped.
     *
     * @param time an expression of type TIMESTAMP or TIMESTAMP_NTZ over the child
     */
    record AssignWindows(LogicalPlan child, Expression time, WindowSpec spec, List<Attribute> output)
            implements OneChild {
        public AssignWindows {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "AssignWindows " + time.sql() + ", duration " + spec.durationMicros() + " us, slide "
                    + spec.slideMicros() + " us, start " + spec.offsetMicros() + " us";
        }
    }

    /**
     * A row for each element of an array, or entry of a map, with its parts as additional last columns: the place if it is
     * asked for, then the element, the fields of the struct that it is, or key and value.
     *
     * @param isInline whether elements are structs that are taken apart
     * @param isOuter whether a row without elements stays, with nulls as these columns
     */
    record Generate(
            LogicalPlan child,
            Expression collection,
            boolean withPosition,
            boolean isInline,
            boolean isOuter,
            List<Attribute> output)
            implements OneChild {
        public Generate {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "Generate " + collection.sql() + (withPosition ? ", with positions" : "")
                    + (isOuter ? ", outer" : "");
        }

        /** The same over another child, whose columns are those of this one or some of them. */
        public Generate over(LogicalPlan newChild, Expression newCollection) {
            List<Attribute> columns = new ArrayList<>(newChild.output());
            columns.addAll(output.subList(child.output().size(), output.size()));
            return new Generate(newChild, newCollection, withPosition, isInline, isOuter, columns);
        }
    }

    /**
     * The session that a row would be alone, from its time to the gap after it, as an additional last column; rows without a
     * time, or without a gap above zero, are dropped. An aggregate by that column merges sessions that overlap or touch.
     *
     * @param time an expression of type TIMESTAMP or TIMESTAMP_NTZ over the child
     * @param gap an expression of type STRING over the child, an interval
     * @param zone where the days and months of a gap are counted
     */
    record AssignSessions(LogicalPlan child, Expression time, Expression gap, ZoneId zone, List<Attribute> output)
            implements OneChild {
        public AssignSessions {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "AssignSessions " + time.sql() + ", gap " + gap.sql();
        }
    }

    /**
     * Groups rows by keys. The output is the keys, then the aggregates.
     *
     * @param keys empty for one group of all rows
     */
    record Aggregate(
            LogicalPlan child, List<NamedExpression> keys, List<AggregateCall> aggregates, List<Attribute> output)
            implements OneChild {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            output = List.copyOf(output);
        }

        /** The position of the key that is a session, -1 if there is none. */
        public int sessionKey() {
            for (int key = 0; key < keys.size(); key++) {
                if (output.get(key).isSession()) {
                    return key;
                }
            }
            return -1;
        }

        @Override
        public String describe() {
            return "Aggregate " + texts(keys, NamedExpression::sql)
                    + " "
                    + texts(aggregates, call -> call.sql() + " AS " + call.outputName());
        }
    }

    /**
     * Each row once for each projection.
     *
     * @param projections each an expression for each column of the output
     */
    record Expand(LogicalPlan child, List<List<Expression>> projections, List<Attribute> output) implements OneChild {
        public Expand {
            projections = List.copyOf(projections);
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "Expand "
                    + projections.stream()
                            .map(columns -> texts(columns, Expression::sql))
                            .collect(Collectors.joining(", "));
        }
    }

    /**
     * One row, the first, of those that are equal in some columns, late rows left out.
     *
     * @param keys the positions of these columns, without repetitions
     * @param eventTime the position of the column that rows are late by; -1 where there is none
     * @param delayMillis how long after its event time a row is remembered; null for as long as its key says, which is
     *     for ever unless a key is an event time
     */
    record Deduplicate(
            LogicalPlan child,
            List<Integer> keys,
            int eventTime,
            @Nullable Long delayMillis) implements SameColumns {
        public Deduplicate {
            keys = List.copyOf(keys);
        }

        /** The key that says when rows are forgotten, as an index of {@link #keys}; -1 if there is none. */
        public int expiringKey() {
            return delayMillis == null ? keys.indexOf(eventTime) : -1;
        }

        @Override
        public String describe() {
            return (delayMillis == null ? "Deduplicate " : "DeduplicateWithinWatermark ")
                    + names(keys.stream().map(key -> output().get(key)).toList());
        }
    }

    /** All rows of all children, columns matched by position; types already agree. */
    record Union(List<LogicalPlan> children, List<Attribute> output) implements LogicalPlan {
        public Union {
            children = List.copyOf(children);
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "Union";
        }
    }

    /**
     * Pairs of rows of two tables, or rows of the left one alone.
     *
     * @param condition over the columns of the left side, then those of the right; null if every pair is wanted
     * @param output the columns of the left side, then those of the right if the type has them
     */
    record Join(
            LogicalPlan left,
            LogicalPlan right,
            JoinType type,
            @Nullable Expression condition,
            List<Attribute> output) implements LogicalPlan {
        public Join {
            output = List.copyOf(output);
        }

        /** A join of these children, whose columns keep what they may be called by. */
        public static Join of(LogicalPlan left, LogicalPlan right, JoinType type, @Nullable Expression condition) {
            return new Join(left, right, type, condition, outputOf(left.output(), right.output(), type));
        }

        /** What comes out: the columns of a side that may be missing are null then. */
        public static List<Attribute> outputOf(List<Attribute> left, List<Attribute> right, JoinType type) {
            List<Attribute> output = new ArrayList<>();
            left.forEach(column -> output.add(type.keepsRight() ? column.withNulls() : column));
            if (type.hasRight()) {
                right.forEach(column -> output.add(type.keepsLeft() ? column.withNulls() : column));
            }
            return output;
        }

        @Override
        public List<LogicalPlan> children() {
            return List.of(left, right);
        }

        @Override
        public String describe() {
            return "Join " + type + (condition == null ? "" : " " + condition.sql());
        }
    }

    /** Rows in order; on streams only above an aggregate in complete mode. */
    record Sort(LogicalPlan child, List<SortOrder> orders) implements SameColumns {
        public Sort {
            orders = List.copyOf(orders);
        }

        @Override
        public String describe() {
            return "Sort " + texts(orders, SortOrder::sql);
        }
    }

    /** The first {@code count} rows; of a stream, those of its whole life, unless it is the result of an aggregation. */
    record Limit(LogicalPlan child, int count) implements SameColumns {
        @Override
        public String describe() {
            return "Limit " + count;
        }
    }

    /** All rows but the first {@code count}; static data only. */
    record Offset(LogicalPlan child, int count) implements SameColumns {
        @Override
        public String describe() {
            return "Offset " + count;
        }
    }

    /**
     * Rows by chance, which is a function of the seed and of the place of the row in its split; static data only.
     *
     * @param from the least chance, from 0 to 1, of a row that is kept; 0 with replacement
     * @param to above the chance of each row that is kept; with replacement how often a row comes out on average
     */
    record Sample(LogicalPlan child, double from, double to, boolean withReplacement, long seed)
            implements SameColumns {
        @Override
        public String describe() {
            return "Sample " + (withReplacement ? to + " times" : "[" + from + ", " + to + ")") + ", seed " + seed;
        }
    }

    /** Each row as often as {@code times}, a BIGINT, says; not at all where that is null or below one. */
    record Repeat(LogicalPlan child, Expression times) implements SameColumns {
        @Override
        public String describe() {
            return "Repeat " + times.sql();
        }
    }

    /** A key of a sort. */
    record SortOrder(Expression expression, boolean ascending, boolean nullsFirst) {
        public String sql() {
            return expression.sql() + (ascending ? " ASC" : " DESC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
    }

    private static String names(List<Attribute> attributes) {
        return texts(attributes, Attribute::name);
    }

    private static <T> String texts(List<T> parts, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Every node, parents before children. */
    static List<LogicalPlan> nodes(LogicalPlan plan) {
        List<LogicalPlan> nodes = new ArrayList<>();
        collect(plan, nodes);
        return nodes;
    }

    private static void collect(LogicalPlan plan, List<LogicalPlan> nodes) {
        nodes.add(plan);
        plan.children().forEach(child -> collect(child, nodes));
    }
}
