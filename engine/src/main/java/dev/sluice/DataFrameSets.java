package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.analysis.Analysis;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.plan.logical.UnresolvedPlan.SetOperation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of {@link DataFrame} that put two of them together, and those that make groups. */
abstract sealed class DataFrameSets extends DataFrameSteps permits DataFrame {
    DataFrameSets(Session session, Analysis analysis) {
        super(session, analysis);
    }

    /** Groups to be aggregated. */
    public GroupedData groupBy(Column... keys) {
        return new GroupedData(self(), Given.values(keys, "the keys of groupBy(...)"));
    }

    public GroupedData groupBy(String first, String... more) {
        return groupBy(functions.columns(first, more));
    }

    /** Groups by all keys, by all but the last, and so on to one group of all rows; a key left out is null. */
    public GroupedData rollup(Column... keys) {
        return GroupedData.rollup(self(), Given.values(keys, "the keys of rollup(...)"));
    }

    public GroupedData rollup(String first, String... more) {
        return rollup(functions.columns(first, more));
    }

    /** Groups by every choice of the keys, down to one group of all rows; a key left out is null. */
    public GroupedData cube(Column... keys) {
        return GroupedData.cube(self(), Given.values(keys, "the keys of cube(...)"));
    }

    public GroupedData cube(String first, String... more) {
        return cube(functions.columns(first, more));
    }

    /** Groups by each of these choices of the keys; a key left out is null. */
    public GroupedData groupingSets(List<List<Column>> sets, Column... keys) {
        List<Column> all = Given.values(keys, "the keys of groupingSets(...)");
        List<List<Integer>> places = new ArrayList<>();
        for (Object set : Given.value(sets, "the choices of groupingSets(...)")) {
            places.add(places(set, all));
        }
        return new GroupedData(self(), all, places);
    }

    /** The list of a program may hold anything, whatever its type says. */
    private static List<Integer> places(Object set, List<Column> keys) {
        List<Integer> places = new ArrayList<>();
        boolean isChoice = set instanceof List<?>;
        if (set instanceof List<?> columns) {
            for (Object column : columns) {
                places.add(keys.indexOf(Given.value(column, "one of the columns of groupingSets(...)")));
            }
            isChoice = !places.contains(-1);
        }
        if (!isChoice) {
            throw SluiceException.analysis(
                            ErrorCondition.GROUPING_COLUMN_MISMATCH, "a grouping set is no choice of the keys")
                    .found(String.valueOf(set))
                    .expected("a list of some of " + keys)
                    .mend("name what it has among the keys too")
                    .build();
        }
        return places.stream().sorted().toList();
    }

    /** Aggregates all rows into one. */
    public DataFrame agg(Column first, Column... more) {
        return groupBy().agg(first, more);
    }

    /** Rows of both, duplicates too, columns matched by position. */
    public DataFrame union(DataFrame other) {
        DataFrame given = Given.value(other, "the other side of union(...)");
        return with(new UnresolvedPlan.Union(List.of(plan(), given.plan())), given);
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
        return UnionByName.of(self(), other, allowMissingColumns);
    }

    // Joins.

    /** Every row of this beside every row of the other. Static data only, as all joins so far. */
    public DataFrame join(DataFrame right) {
        return join(right, JoinType.INNER, List.of(), null);
    }

    /** Every row of this beside every row of the other. */
    public DataFrame crossJoin(DataFrame right) {
        return join(right, JoinType.CROSS, List.of(), null);
    }

    /** Rows that are equal in the column of this name, which comes out once. */
    public DataFrame join(DataFrame right, String usingColumn) {
        return join(right, new String[] {usingColumn});
    }

    /** Rows that are equal in the columns of these names, which come out once. */
    public DataFrame join(DataFrame right, String[] usingColumns) {
        return join(right, usingColumns, "inner");
    }

    public DataFrame join(DataFrame right, String usingColumn, String joinType) {
        return join(right, new String[] {usingColumn}, joinType);
    }

    /**
     * Rows that are equal in the columns of these names, which come out once, first of all.
     *
     * @param joinType {@code inner}, {@code cross}, {@code left}, {@code right}, {@code full}, {@code left_semi} or
     *     {@code left_anti}
     */
    public DataFrame join(DataFrame right, String[] usingColumns, String joinType) {
        List<String> names = Given.values(usingColumns, "the columns of join(...)");
        return join(right, type(joinType), names, null);
    }

    /** Pairs of rows for which the condition is true. */
    public DataFrame join(DataFrame right, Column condition) {
        return join(right, condition, "inner");
    }

    /**
     * Pairs of rows for which the condition is true.
     *
     * @param joinType {@code inner}, {@code cross}, {@code left}, {@code right}, {@code full}, {@code left_semi} or
     *     {@code left_anti}
     */
    public DataFrame join(DataFrame right, Column condition, String joinType) {
        return join(
                right,
                type(joinType),
                List.of(),
                Given.value(condition, "the condition of join(...)").expression());
    }

    private static JoinType type(String name) {
        return JoinType.named(Given.value(name, "the type of join(...)"));
    }

    private DataFrame join(
            DataFrame right, JoinType type, List<String> using, @Nullable UnresolvedExpression condition) {
        DataFrame other = Given.value(right, "the other side of join(...)");
        return with(new UnresolvedPlan.Join(plan(), other.plan(), type, using, condition), other);
    }

    // Sets.

    /** The rows that both have, each once; columns matched by position, nulls equal to each other. Static data only. */
    public DataFrame intersect(DataFrame other) {
        return compared(Kind.INTERSECT, other, "intersect(...)");
    }

    /** The rows that both have, each as often as in the one that has it less often. Static data only. */
    public DataFrame intersectAll(DataFrame other) {
        return compared(Kind.INTERSECT_ALL, other, "intersectAll(...)");
    }

    /**
     * The rows that the other does not have, each once. The other holds static data; a stream without its rows is grouped by all
     * columns, so in update mode a row comes again with every batch that has it.
     */
    public DataFrame except(DataFrame other) {
        return compared(Kind.EXCEPT, other, "except(...)");
    }

    /** The rows that are left if each row of the other takes one away. Static data only. */
    public DataFrame exceptAll(DataFrame other) {
        return compared(Kind.EXCEPT_ALL, other, "exceptAll(...)");
    }

    private DataFrame compared(Kind kind, DataFrame other, String method) {
        DataFrame given = Given.value(other, "the other side of " + method);
        return with(new UnresolvedPlan.SetOperation(kind, plan(), given.plan()), given);
    }
}
