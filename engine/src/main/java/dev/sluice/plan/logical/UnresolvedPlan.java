package dev.sluice.plan.logical;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.spi.function.RowMapper;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A relation as the user said it: names are not looked up yet and types are open. {@link dev.sluice.plan.analysis.Analyzer}
 * makes a {@link LogicalPlan} of it.
 */
public sealed interface UnresolvedPlan extends PlanTree<UnresolvedPlan> {
    /** One line, for {@code explain}; an apostrophe marks what is not resolved, as in Spark. */
    @Override
    String describe();

    /** A node without children. */
    sealed interface Leaf extends UnresolvedPlan {
        @Override
        default List<UnresolvedPlan> children() {
            return List.of();
        }
    }

    /** A node of one child. */
    sealed interface OneChild extends UnresolvedPlan {
        UnresolvedPlan child();

        @Override
        default List<UnresolvedPlan> children() {
            return List.of(child());
        }
    }

    /** A node of two children. */
    sealed interface TwoChildren extends UnresolvedPlan {
        UnresolvedPlan left();

        UnresolvedPlan right();

        @Override
        default List<UnresolvedPlan> children() {
            return List.of(left(), right());
        }
    }

    /** Rows of a source. */
    record Relation(SourceRelation relation) implements Leaf {
        @Override
        public String describe() {
            return "Relation " + relation.describe();
        }
    }

    /** Rows that the program or a query keeps. */
    record LocalRows(StructType schema, BatchSequence rows) implements Leaf {
        @Override
        public String describe() {
            return "LocalRows [" + String.join(", ", schema.fieldNames()) + "]";
        }
    }

    /** The numbers {@code start}, {@code start + step}, ... below (or above) {@code end}, as a column {@code id}. */
    record Range(long start, long end, long step) implements Leaf {
        @Override
        public String describe() {
            return "Range (" + start + ", " + end + ", step " + step + ")";
        }
    }

    /** Computes columns. */
    record Project(UnresolvedPlan child, List<UnresolvedExpression> columns) implements OneChild {
        public Project {
            columns = List.copyOf(columns);
        }

        @Override
        public String describe() {
            return "'Project [" + UnresolvedText.of(columns) + "]";
        }
    }

    /**
     * All columns of the child, those of these names replaced in their place, the others added at the end; every expression
     * sees the columns of the child.
     */
    record WithColumns(UnresolvedPlan child, Map<String, UnresolvedExpression> columns) implements OneChild {
        public WithColumns {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        @Override
        public String describe() {
            List<String> named = new ArrayList<>();
            columns.forEach((name, expression) -> named.add(UnresolvedText.of(expression) + " AS " + name));
            return "'WithColumns [" + String.join(", ", named) + "]";
        }
    }

    /**
     * All columns but these; names that do not exist are ignored.
     *
     * @param names of columns, all of a name go
     * @param columns each one column
     */
    record Drop(UnresolvedPlan child, List<String> names, List<UnresolvedExpression.Name> columns) implements OneChild {
        public Drop {
            names = List.copyOf(names);
            columns = List.copyOf(columns);
        }

        @Override
        public String describe() {
            List<String> all = new ArrayList<>(names);
            columns.forEach(column -> all.add(UnresolvedText.of(column)));
            return "'Drop [" + String.join(", ", all) + "]";
        }
    }

    /** All columns of the child under new names, one for each. */
    record Rename(UnresolvedPlan child, List<String> names) implements OneChild {
        public Rename {
            names = List.copyOf(names);
        }

        @Override
        public String describe() {
            return "'Rename [" + String.join(", ", names) + "]";
        }
    }

    /**
     * One row, the first, of those that are equal in some columns.
     *
     * @param names of these columns, null for all
     * @param withinWatermark whether a row is remembered only for as long as the delay of the watermark
     */
    record Deduplicate(UnresolvedPlan child, @Nullable List<String> names, boolean withinWatermark)
            implements OneChild {
        public Deduplicate {
            names = names == null ? null : List.copyOf(names);
        }

        public Deduplicate(UnresolvedPlan child, @Nullable List<String> names) {
            this(child, names, false);
        }

        @Override
        public String describe() {
            return "'Deduplicate" + (withinWatermark ? "WithinWatermark " : " ")
                    + (names == null ? "all columns" : "[" + String.join(", ", names) + "]");
        }
    }

    /**
     * What a function of the program makes of the rows.
     *
     * @param what names the function in plans and errors
     * @param schema of its rows, null for that of the child
     */
    record MapRows(
            UnresolvedPlan child, String what, @Nullable StructType schema, RowMapper function) implements OneChild {
        @Override
        public String describe() {
            return "'MapRows " + what;
        }
    }

    /**
     * The same rows, of which aggregates are computed on the way.
     *
     * @param waiting is given the one row of the metrics when a query over static data ends; null for nobody
     */
    record Observe(
            UnresolvedPlan child,
            String name,
            List<UnresolvedExpression> metrics,
            @Nullable Consumer<Batch> waiting) implements OneChild {
        public Observe {
            metrics = List.copyOf(metrics);
        }

        @Override
        public String describe() {
            return "'Observe " + name + " [" + UnresolvedText.of(metrics) + "]";
        }
    }

    /** Keeps the rows where {@code condition} is true. */
    record Filter(UnresolvedPlan child, UnresolvedExpression condition) implements OneChild {
        @Override
        public String describe() {
            return "'Filter " + UnresolvedText.of(condition);
        }
    }

    /**
     * Groups rows by keys. The output is the keys, then the aggregates.
     *
     * @param keys empty for one group of all rows
     * @param sets rows are grouped once for each of them, by the keys at these places, the others being null; null for by
     *     all keys, once
     */
    record Aggregate(
            UnresolvedPlan child,
            List<UnresolvedExpression> keys,
            List<UnresolvedExpression> aggregates,
            @Nullable List<List<Integer>> sets)
            implements OneChild {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            sets = sets == null ? null : List.copyOf(sets);
        }

        public Aggregate(UnresolvedPlan child, List<UnresolvedExpression> keys, List<UnresolvedExpression> aggregates) {
            this(child, keys, aggregates, null);
        }

        @Override
        public String describe() {
            return "'Aggregate [" + UnresolvedText.of(keys) + "] [" + UnresolvedText.of(aggregates) + "]"
                    + (sets == null ? "" : " of sets " + sets);
        }
    }

    /**
     * Says which column is the event time.
     *
     * @param column its name
     * @param delay an interval, for example {@code 10 minutes}
     * @param idleTimeout after which a silent input does not hold others back, an interval; null for never
     */
    record WithWatermark(
            UnresolvedPlan child,
            String column,
            String delay,
            @Nullable String idleTimeout) implements OneChild {
        public WithWatermark(UnresolvedPlan child, String column, String delay) {
            this(child, column, delay, null);
        }

        @Override
        public String describe() {
            return "'EventTimeWatermark " + column + ", delay " + delay
                    + (idleTimeout == null ? "" : ", idle after " + idleTimeout);
        }
    }

    /** All rows of all children, columns matched by position. */
    record Union(List<UnresolvedPlan> children) implements UnresolvedPlan {
        public Union {
            children = List.copyOf(children);
        }

        @Override
        public String describe() {
            return "'Union";
        }
    }

    /** Rows in order. */
    record Sort(UnresolvedPlan child, List<UnresolvedExpression.SortKey> keys) implements OneChild {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public String describe() {
            return "'Sort [" + UnresolvedText.of(keys) + "]";
        }
    }

    /** The first {@code count} rows. */
    record Limit(UnresolvedPlan child, int count) implements OneChild {
        @Override
        public String describe() {
            return "'Limit " + count;
        }
    }

    /** All rows but the first {@code count}. */
    record Offset(UnresolvedPlan child, int count) implements OneChild {
        @Override
        public String describe() {
            return "'Offset " + count;
        }
    }

    /** The same rows, whose columns may be called {@code name.column}. */
    record Named(UnresolvedPlan child, String name) implements OneChild {
        @Override
        public String describe() {
            return "'SubqueryAlias " + name;
        }
    }

    /** @see LogicalPlan.Sample */
    record Sample(UnresolvedPlan child, double from, double to, boolean withReplacement, long seed)
            implements OneChild {
        @Override
        public String describe() {
            return "'Sample " + from + ", " + to + ", " + withReplacement + ", " + seed;
        }
    }

    /** Rows of one side that are, or are not, on the other; columns matched by position. */
    record SetOperation(Kind kind, UnresolvedPlan left, UnresolvedPlan right) implements TwoChildren {
        /** Which rows come out, and how often, if the left side has {@code l} and the right side {@code r} of them. */
        public enum Kind {
            /** Once, if both sides have it. */
            INTERSECT,
            /** The smaller of {@code l} and {@code r}. */
            INTERSECT_ALL,
            /** Once, if only the left side has it. */
            EXCEPT,
            /** {@code l - r} where that is above zero. */
            EXCEPT_ALL
        }

        @Override
        public String describe() {
            return "'SetOperation " + kind;
        }
    }

    /**
     * Pairs of rows of two tables.
     *
     * @param using names of columns that both have, which have to be equal and come out once; empty if there are none
     * @param condition null if every pair is wanted, or there are names
     */
    record Join(
            UnresolvedPlan left,
            UnresolvedPlan right,
            JoinType type,
            List<String> using,
            @Nullable UnresolvedExpression condition)
            implements TwoChildren {
        public Join {
            using = List.copyOf(using);
        }

        @Override
        public String describe() {
            return "'Join " + type + (using.isEmpty() ? "" : " using " + String.join(", ", using))
                    + (condition == null ? "" : " " + UnresolvedText.of(condition));
        }
    }
}
