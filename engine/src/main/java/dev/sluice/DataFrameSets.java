package dev.sluice;

import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.plan.logical.UnresolvedPlan.SetOperation.Kind;
import java.util.List;

/** The methods of {@link DataFrame} that put two of them together, and those that make groups. */
abstract sealed class DataFrameSets extends DataFrameSteps permits DataFrame {
    DataFrameSets(Session session, UnresolvedPlan plan) {
        super(session, plan);
    }

    /** Groups to be aggregated. */
    public GroupedData groupBy(Column... keys) {
        return new GroupedData(self(), Given.values(keys, "the keys of groupBy(...)"));
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
        return with(new UnresolvedPlan.Union(List.of(
                plan(), Given.value(other, "the other side of union(...)").plan())));
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

    /** The rows that both have, each once; columns matched by position, nulls equal to each other. Static data only. */
    public DataFrame intersect(DataFrame other) {
        return compared(Kind.INTERSECT, other, "intersect(...)");
    }

    /** The rows that both have, each as often as in the one that has it less often. Static data only. */
    public DataFrame intersectAll(DataFrame other) {
        return compared(Kind.INTERSECT_ALL, other, "intersectAll(...)");
    }

    /** The rows that the other does not have, each once. Static data only. */
    public DataFrame except(DataFrame other) {
        return compared(Kind.EXCEPT, other, "except(...)");
    }

    /** The rows that are left if each row of the other takes one away. Static data only. */
    public DataFrame exceptAll(DataFrame other) {
        return compared(Kind.EXCEPT_ALL, other, "exceptAll(...)");
    }

    private DataFrame compared(Kind kind, DataFrame other, String method) {
        return with(new UnresolvedPlan.SetOperation(
                kind, plan(), Given.value(other, "the other side of " + method).plan()));
    }
}
