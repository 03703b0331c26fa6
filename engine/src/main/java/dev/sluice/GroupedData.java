package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import java.util.ArrayList;
import java.util.List;
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

    /** How many rows each group has, as {@code count}. */
    public DataFrame count() {
        return aggregate(List.of(functions.count(functions.lit(1)).as("count")));
    }

    /** Of these columns, or of every numeric one that is no key. */
    public DataFrame sum(String... columns) {
        return ofEach(functions::sum, columns);
    }

    /** Of these columns, or of every numeric one that is no key. */
    public DataFrame avg(String... columns) {
        return ofEach(functions::avg, columns);
    }

    /** The same as {@link #avg}. */
    public DataFrame mean(String... columns) {
        return avg(columns);
    }

    /** Of these columns, or of every numeric one that is no key. */
    public DataFrame min(String... columns) {
        return ofEach(functions::min, columns);
    }

    /** Of these columns, or of every numeric one that is no key. */
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
            for (StructField field : frame.schema()) {
                Column column = Column.of(new UnresolvedExpression.Name(List.of(field.name())));
                if (field.dataType() instanceof AtomicType type && type.isNumeric() && !keys.contains(column)) {
                    aggregates.add(aggregate.apply(column));
                }
            }
        }
        if (aggregates.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "there is no numeric column to aggregate")
                    .found(frame.schema().toDDL())
                    .mend("name the columns, or use agg(...)")
                    .build();
        }
        return aggregate(aggregates);
    }

    private void requireNumeric(Column column) {
        DataType type = frame.select(column).schema().type(0);
        if (!(type instanceof AtomicType atomic && atomic.isNumeric())) {
            throw SluiceException.analysis(
                            ErrorCondition.DATATYPE_MISMATCH, "\"" + column + "\" is not a numeric column")
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
