package dev.sluice;

import static dev.sluice.functions.coalesce;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.when;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Steps for values that are missing, null or NaN: what {@link DataFrame#na} gives. */
public final class DataFrameNaFunctions {
    private final DataFrame frame;

    DataFrameNaFunctions(DataFrame frame) {
        this.frame = frame;
    }

    // Rows that lack values go.

    /** Without the rows in which a value is missing. */
    public DataFrame drop() {
        return drop("any");
    }

    /** @param how {@code any} for rows in which a value is missing, {@code all} for those without a single one */
    public DataFrame drop(String how) {
        return drop(how, all());
    }

    /** Without the rows in which one of these columns has no value. */
    public DataFrame drop(String[] columns) {
        return drop("any", columns);
    }

    /** @param how {@code any} or {@code all} of these columns */
    public DataFrame drop(String how, String[] columns) {
        return drop(how, named(columns));
    }

    private DataFrame drop(String how, List<Column> columns) {
        return switch (Given.value(how, "the word of drop(...)").toLowerCase(Locale.ROOT)) {
            case "any" -> drop(columns.size(), columns);
            case "all" -> drop(1, columns);
            default ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_PARAMETER_VALUE,
                                "drop(...) does not know the word \"" + how + "\"")
                        .expected("any or all")
                        .mend("choose one of these")
                        .build();
        };
    }

    /** Without the rows that have fewer values. */
    public DataFrame drop(int minNonNulls) {
        return drop(minNonNulls, all());
    }

    /** Without the rows that have fewer values in these columns. */
    public DataFrame drop(int minNonNulls, String[] columns) {
        return drop(minNonNulls, named(columns));
    }

    private DataFrame drop(int minNonNulls, List<Column> columns) {
        List<Column> present = columns.stream()
                .map(column -> when(isMissing(column), 0).otherwise(1))
                .toList();
        return frame.filter(sum(present).geq(minNonNulls));
    }

    /** Half and half, so that the sum of many columns is not as deep as they are many. */
    private static Column sum(List<Column> numbers) {
        int half = numbers.size() / 2;
        return switch (numbers.size()) {
            case 0 -> lit(0);
            case 1 -> numbers.getFirst();
            default -> sum(numbers.subList(0, half)).plus(sum(numbers.subList(half, numbers.size())));
        };
    }

    private List<Column> named(String[] columns) {
        return Given.values(columns, "the columns of drop(...)").stream()
                .map(frame::col)
                .toList();
    }

    private List<Column> all() {
        return IntStream.range(0, frame.schema().size())
                .mapToObj(place -> Column.of(frame.reference(place)))
                .toList();
    }

    private Column isMissing(Column column) {
        return isReal(typeOf(column)) ? column.isNull().or(column.isNaN()) : column.isNull();
    }

    private DataType typeOf(Column column) {
        return frame.select(column).schema().type(0);
    }

    // Values that are missing are given.

    /** For what is missing in the columns that are numbers. */
    public DataFrame fill(long value) {
        return fill(value, allPlaces(), DataFrameNaFunctions::isNumeric);
    }

    /** For what is missing in those of these columns that are numbers. */
    public DataFrame fill(long value, String[] columns) {
        return fill(value, places(columns), DataFrameNaFunctions::isNumeric);
    }

    /** For what is missing in the columns that are numbers. */
    public DataFrame fill(double value) {
        return fill(value, allPlaces(), DataFrameNaFunctions::isNumeric);
    }

    /** For what is missing in those of these columns that are numbers. */
    public DataFrame fill(double value, String[] columns) {
        return fill(value, places(columns), DataFrameNaFunctions::isNumeric);
    }

    /** For what is missing in the columns that are texts. */
    public DataFrame fill(String value) {
        return fill(Given.value(value, "the text of fill(...)"), allPlaces(), DataFrameNaFunctions::isText);
    }

    /** For what is missing in those of these columns that are texts. */
    public DataFrame fill(String value, String[] columns) {
        return fill(Given.value(value, "the text of fill(...)"), places(columns), DataFrameNaFunctions::isText);
    }

    /** For what is missing in the columns that are truth values. */
    public DataFrame fill(boolean value) {
        return fill(value, allPlaces(), type -> type == AtomicType.BOOLEAN);
    }

    /** For what is missing in those of these columns that are truth values. */
    public DataFrame fill(boolean value, String[] columns) {
        return fill(value, places(columns), type -> type == AtomicType.BOOLEAN);
    }

    /** For what is missing in each of these columns, a number, text or truth value of its own. */
    public DataFrame fill(Map<String, Object> values) {
        Map<Integer, Object> byPlace = new HashMap<>();
        Given.entries(values, "the values of fill(...)").forEach((name, value) -> byPlace.put(place(name), value));
        return changed((place, column) -> byPlace.containsKey(place) ? filled(column, byPlace.get(place)) : null);
    }

    private DataFrame fill(Object value, List<Integer> places, Predicate<DataType> fits) {
        return changed((place, column) ->
                places.contains(place) && fits.test(frame.schema().type(place)) ? filled(column, value) : null);
    }

    private Column filled(Column column, @Nullable Object value) {
        DataType type = typeOf(column);
        Column present = isReal(type) ? when(isMissing(column), lit(null)).otherwise(column) : column;
        return coalesce(present, lit(value).cast(type));
    }

    // Values are given for others.

    /**
     * Values of a column for others: numbers, texts or truth values, whichever the map holds. A column of another type stays
     * as it is.
     *
     * @param column {@code *} for all
     */
    public <T> DataFrame replace(String column, Map<T, T> replacement) {
        return Given.value(column, "the column of replace(...)").equals("*")
                ? replace(allPlaces(), replacement)
                : replace(new String[] {column}, replacement);
    }

    /** As {@link #replace(String, Map)} in each of these columns. */
    public <T> DataFrame replace(String[] columns, Map<T, T> replacement) {
        return replace(places(columns), replacement);
    }

    private <T> DataFrame replace(List<Integer> places, Map<T, T> replacement) {
        Map<T, T> given = Given.value(replacement, "the values of replace(...)");
        if (given.isEmpty()) {
            return frame;
        }
        Object sample = given.keySet().iterator().next();
        return changed((place, column) ->
                places.contains(place) && isOfType(sample, frame.schema().type(place))
                        ? replaced(column, given)
                        : null);
    }

    private static boolean isOfType(@Nullable Object key, DataType type) {
        return switch (key) {
            case Number ignored -> isNumeric(type);
            case String ignored -> type == AtomicType.STRING;
            case Boolean ignored -> type == AtomicType.BOOLEAN;
            case null, default ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_PARAMETER_VALUE, "replace(...) does not take such values")
                        .found(String.valueOf(key))
                        .expected("numbers, texts or truth values")
                        .mend("use withColumn(...) with when(...)")
                        .build();
        };
    }

    private <T> Column replaced(Column column, Map<T, T> replacement) {
        DataType type = typeOf(column);
        List<UnresolvedExpression> conditions = new ArrayList<>();
        List<UnresolvedExpression> values = new ArrayList<>();
        replacement.forEach((from, to) -> {
            conditions.add(column.equalTo(lit(from).cast(type)).expression());
            values.add(lit(to).cast(type).expression());
        });
        return Column.of(new UnresolvedExpression.CaseWhen(conditions, values, column.expression()));
    }

    private static boolean isText(DataType type) {
        return type == AtomicType.STRING;
    }

    private static boolean isReal(DataType type) {
        return type == AtomicType.DOUBLE || type == AtomicType.FLOAT;
    }

    private static boolean isNumeric(DataType type) {
        return type instanceof ScalarType scalar && scalar.isNumeric();
    }

    private List<Integer> allPlaces() {
        return IntStream.range(0, frame.schema().size()).boxed().toList();
    }

    private List<Integer> places(String[] columns) {
        return Given.values(columns, "the columns").stream().map(this::place).toList();
    }

    private int place(String name) {
        String known = frame.select(frame.col(name)).columns()[0];
        List<String> names = Arrays.asList(frame.columns());
        for (int place = 0; place < names.size(); place++) {
            if (frame.session().sameName(names.get(place), known)) {
                return place;
            }
        }
        throw new IllegalStateException("no column " + known + " among " + names);
    }

    /** All columns, some of them computed anew under the same name; {@code change} gives null for those that are not. */
    private DataFrame changed(BiFunction<Integer, Column, @Nullable Column> change) {
        List<UnresolvedExpression> all = new ArrayList<>();
        int place = 0;
        for (StructField field : frame.schema()) {
            Column column = Column.of(frame.reference(place));
            Column changed = change.apply(place, column);
            all.add((changed == null ? column : changed.as(field.name())).expression());
            place++;
        }
        return frame.select(all);
    }
}
