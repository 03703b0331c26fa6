package dev.sluice;

import static dev.sluice.functions.first;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.when;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns for the values of a column: rows are grouped by the keys and this column, then the groups of each key are put
 * beside each other. A value that a key does not have is null.
 */
final class Pivot {
    /** Spark's limit of values that nobody has named. */
    private static final int MOST_VALUES = 10_000;

    private final GroupedData grouped;
    private final Column column;
    private final List<Object> values;

    Pivot(GroupedData grouped, Column column, List<Object> values) {
        this.grouped = grouped;
        this.column = column;
        this.values = values;
    }

    static void requirePlain(GroupedData grouped) {
        if (grouped.isPivoted() || grouped.hasSets()) {
            throw SluiceException.analysis(
                            grouped.isPivoted() ? ErrorCondition.REPEATED_PIVOT : ErrorCondition.PIVOT_AFTER_GROUP_BY,
                            "pivot(...) stands behind something else than groupBy(...)")
                    .mend("call it once, right after groupBy(...)")
                    .build();
        }
    }

    /** All values of a column, in order. */
    static List<Object> valuesOf(DataFrame frame, Column column) {
        DataFrame distinct = frame.select(column.as("value")).distinct().orderBy("value");
        List<@Nullable Object> found = new ArrayList<>();
        distinct.limit(MOST_VALUES + 1).collectAsList().forEach(row -> found.add(row.get(0)));
        if (found.size() > MOST_VALUES) {
            throw SluiceException.analysis(ErrorCondition.TOO_MANY_PIVOT_VALUES, "the column has too many values")
                    .at("pivot(" + column + ")")
                    .expected("at most " + MOST_VALUES)
                    .mend("name the values: pivot(column, values)")
                    .build();
        }
        return found;
    }

    DataFrame aggregate(List<Column> aggregates) {
        aggregates.forEach(this::requireAggregate);
        List<Column> keys = new ArrayList<>(grouped.keys());
        int keyCount = keys.size();
        keys.add(column.as("pivot"));
        DataFrame groups = new GroupedData(grouped.frame(), keys).aggregated(aggregates);
        List<Column> groupKeys = new ArrayList<>();
        for (int key = 0; key < keyCount; key++) {
            groupKeys.add(Column.of(groups.reference(key)));
        }
        List<Column> pivoted = new ArrayList<>();
        Column pivot = Column.of(groups.reference(keyCount));
        List<String> names = names();
        for (int place = 0; place < values.size(); place++) {
            Column isValue = pivot.eqNullSafe(values.get(place));
            for (int index = 0; index < aggregates.size(); index++) {
                Column result = Column.of(groups.reference(keyCount + 1 + index));
                String name = names.get(place);
                pivoted.add(first(when(isValue, result).otherwise(lit(null)), true)
                        .as(aggregates.size() == 1 ? name : name + "_" + groups.columns()[keyCount + 1 + index]));
            }
        }
        return new GroupedData(groups, groupKeys).aggregated(pivoted);
    }

    private void requireAggregate(Column result) {
        if (!grouped.frame().session().hasAggregate(result.expression())) {
            throw SluiceException.analysis(
                            ErrorCondition.PIVOT_WITHOUT_AGGREGATE, "\"" + result + "\" has no aggregate in it")
                    .at("pivot(...)")
                    .mend("put it into an aggregate, for example first(...)")
                    .build();
        }
    }

    /** The values as casts to STRING have them. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (!values.isEmpty()) {
            Column[] texts =
                    values.stream().map(value -> lit(value).cast("STRING")).toArray(Column[]::new);
            Row row = grouped.frame().session().range(1).select(texts).first();
            for (int place = 0; place < texts.length; place++) {
                names.add(row.isNullAt(place) ? "null" : row.getString(place));
            }
        }
        return names;
    }
}
