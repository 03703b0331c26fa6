package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Rows in groups by keys: what {@code groupBy} gives. The result has the keys, then the aggregates. */
public final class GroupedData {
    private final DataFrame frame;
    private final List<Column> keys;

    GroupedData(DataFrame frame, List<Column> keys) {
        this.frame = frame;
        this.keys = keys;
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
                if (frame.schema().type(place) instanceof AtomicType type && type.isNumeric()) {
                    aggregates.add(aggregate.apply(Column.of(frame.reference(place))));
                }
            }
        }
        return aggregate(aggregates);
    }

    private void requireNumeric(Column column) {
        DataType type = frame.select(column).schema().type(0);
        if (!(type instanceof AtomicType atomic && atomic.isNumeric())) {
            throw SluiceException.analysis(
                            ErrorCondition.AGGREGATE_OF_NO_NUMBER, "\"" + column + "\" is not a numeric column")
                    .found(type.sql())
                    .expected("a numeric type")
                    .mend("use agg(...), which takes functions for other types")
                    .build();
        }
    }

    private DataFrame aggregate(List<Column> aggregates) {
        return new DataFrame(
                frame.session(),
                new UnresolvedPlan.Aggregate(
                        frame.plan(),
                        keys.stream().map(Column::expression).toList(),
                        aggregates.stream().map(Column::expression).toList()));
    }
}
