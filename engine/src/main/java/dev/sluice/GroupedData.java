package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows in groups by keys: what {@code groupBy} gives. The result has the keys, then the aggregates. */
public final class GroupedData {
    private static final int MOST_CUBE_KEYS = 16;

    private final DataFrame frame;
    private final List<Column> keys;
    private final @Nullable List<List<Integer>> sets;
    private final @Nullable Pivot pivot;

    GroupedData(DataFrame frame, List<Column> keys) {
        this(frame, keys, null);
    }

    /** @param sets choices of the keys by which rows are grouped, null for all keys at once */
    GroupedData(DataFrame frame, List<Column> keys, @Nullable List<List<Integer>> sets) {
        this(frame, keys, sets, null);
    }

    private GroupedData(DataFrame frame, List<Column> keys, @Nullable List<List<Integer>> sets, @Nullable Pivot pivot) {
        this.frame = frame;
        this.keys = keys;
        this.sets = sets;
        this.pivot = pivot;
    }

    /** All keys, all but the last, and so on to none. */
    static GroupedData rollup(DataFrame frame, List<Column> keys) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int count = keys.size(); count >= 0; count--) {
            sets.add(IntStream.range(0, count).boxed().toList());
        }
        return new GroupedData(frame, keys, keys.isEmpty() ? null : sets);
    }

    /** Every choice of the keys. */
    static GroupedData cube(DataFrame frame, List<Column> keys) {
        if (keys.size() > MOST_CUBE_KEYS) {
            throw SluiceException.analysis(
                            ErrorCondition.GROUPING_SIZE_LIMIT_EXCEEDED, "a cube of so many keys is not possible")
                    .found(keys.size() + " keys")
                    .expected("at most " + MOST_CUBE_KEYS)
                    .mend("use fewer keys, or groupingSets(...) for the choices that are wanted")
                    .build();
        }
        List<List<Integer>> sets = new ArrayList<>();
        for (int choice = 0; choice < 1 << keys.size(); choice++) {
            int leftOut = choice;
            sets.add(IntStream.range(0, keys.size())
                    .filter(key -> (leftOut & 1 << key) == 0)
                    .boxed()
                    .toList());
        }
        return new GroupedData(frame, keys, keys.isEmpty() ? null : sets);
    }

    DataFrame frame() {
        return frame;
    }

    List<Column> keys() {
        return keys;
    }

    /** A column for each value of this column, in order, in place of one for each aggregate. Static data only. */
    public GroupedData pivot(String pivotColumn) {
        return pivot(frame.col(pivotColumn));
    }

    /** A column for each of these values of the column. */
    public GroupedData pivot(String pivotColumn, List<Object> values) {
        return pivot(frame.col(pivotColumn), values);
    }

    /** A column for each value of this one, in order; the values are asked for at the call. */
    public GroupedData pivot(Column pivotColumn) {
        Pivot.requirePlain(this);
        return pivot(pivotColumn, Pivot.valuesOf(frame, Given.value(pivotColumn, "the column of pivot(...)")));
    }

    /** A column for each of these values of this one. */
    public GroupedData pivot(Column pivotColumn, List<Object> values) {
        Pivot.requirePlain(this);
        Given.value(values, "the values of pivot(...)");
        return new GroupedData(
                frame, keys, null, new Pivot(this, Given.value(pivotColumn, "the column of pivot(...)"), values));
    }

    boolean isPivoted() {
        return pivot != null;
    }

    boolean hasSets() {
        return sets != null;
    }

    public DataFrame agg(Column first, Column... more) {
        List<Column> aggregates = new ArrayList<>();
        aggregates.add(Given.value(first, "the aggregate of agg(...)"));
        aggregates.addAll(Given.values(more, "the aggregates of agg(...)"));
        return aggregate(aggregates);
    }

    /** An aggregate, by its name, for each column: {@code "price"} to {@code "avg"}; {@code "*"} is for {@code "count"}. */
    public DataFrame agg(Map<String, String> functionsOfColumns) {
        List<Column> aggregates = new ArrayList<>();
        Given.entries(functionsOfColumns, "the aggregates of agg(...)")
                .forEach((name, function) -> aggregates.add(named(function, functions.col(name))));
        // A function that does not exist is told before a column that is no key.
        frame.select(aggregates.toArray(Column[]::new));
        return aggregate(aggregates);
    }

    private static Column named(String function, Column column) {
        return switch (function.toLowerCase(Locale.ROOT)) {
            case "average" -> functions.avg(column);
            case "count", "size" -> functions.count(column);
            case String other -> Column.call(other, column);
        };
    }

    /** How many rows each group has, as {@code count}. */
    public DataFrame count() {
        return aggregate(List.of(functions.count(functions.lit(1)).as("count")));
    }

    /** Of these columns, or of every numeric one. */
    public DataFrame sum(String... columns) {
        return ofEach(functions::sum, columns);
    }

    /** Of these columns, or of every numeric one. */
    public DataFrame avg(String... columns) {
        return ofEach(functions::avg, columns);
    }

    /** The same as {@link #avg}. */
    public DataFrame mean(String... columns) {
        return avg(columns);
    }

    /** Of these columns, or of every numeric one. */
    public DataFrame min(String... columns) {
        return ofEach(functions::min, columns);
    }

    /** Of these columns, or of every numeric one. */
    public DataFrame max(String... columns) {
        return ofEach(functions::max, columns);
    }

    private DataFrame ofEach(Function<Column, Column> aggregate, String... columns) {
        List<Column> aggregates = new ArrayList<>();
        for (String name : Given.values(columns, "the names of columns")) {
            Column column = functions.col(name);
            requireNumeric(column);
            aggregates.add(aggregate.apply(column));
        }
        if (columns.length == 0) {
            for (int place = 0; place < frame.schema().size(); place++) {
                if (frame.schema().type(place) instanceof ScalarType type && type.isNumeric()) {
                    aggregates.add(aggregate.apply(Column.of(frame.reference(place))));
                }
            }
        }
        return aggregate(aggregates);
    }

    private void requireNumeric(Column column) {
        DataType type = frame.select(column).schema().type(0);
        if (!(type instanceof ScalarType scalar && scalar.isNumeric())) {
            throw SluiceException.analysis(
                            ErrorCondition.AGGREGATE_OF_NO_NUMBER, "\"" + column + "\" is not a numeric column")
                    .found(type.sql())
                    .expected("a numeric type")
                    .mend("use agg(...), which takes functions for other types")
                    .build();
        }
    }

    DataFrame aggregated(List<Column> aggregates) {
        return aggregate(aggregates);
    }

    private DataFrame aggregate(List<Column> aggregates) {
        if (pivot != null) {
            return pivot.aggregate(aggregates);
        }
        return frame.with(new UnresolvedPlan.Aggregate(
                frame.plan(),
                keys.stream().map(Column::expression).toList(),
                aggregates.stream().map(Column::expression).toList(),
                sets));
    }
}
