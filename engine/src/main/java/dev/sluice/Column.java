package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the columns of a DataFrame, as the program says it; names are looked up when it is used. Immutable.
 * Arguments of type {@code Object} are columns or values, and values become literals.
 */
public final class Column {
    private final UnresolvedExpression expression;

    private Column(UnresolvedExpression expression) {
        this.expression = expression;
    }

    /** The column of this name; dots lead into structs, {@code *} is every column. */
    public Column(String name) {
        this(AttributeName.parse(Given.value(name, "the name of a column")));
    }

    static Column of(UnresolvedExpression expression) {
        return new Column(expression);
    }

    /** A call with every argument given. */
    static Column call(String function, Column... arguments) {
        return made(
                function,
                Given.values(arguments, "the arguments of " + function + "(...)").stream()
                        .map(Column::expression)
                        .toArray(UnresolvedExpression[]::new));
    }

    UnresolvedExpression expression() {
        return expression;
    }

    private static Column made(String function, UnresolvedExpression... arguments) {
        return new Column(new UnresolvedExpression.Function(function, List.of(arguments)));
    }

    private Column binary(String operator, @Nullable Object other) {
        return made(operator, expression, Values.literal(other));
    }

    public Column plus(@Nullable Object other) {
        return binary("+", other);
    }

    public Column minus(@Nullable Object other) {
        return binary("-", other);
    }

    public Column multiply(@Nullable Object other) {
        return binary("*", other);
    }

    /** Division of numbers; of whole numbers too it is a DOUBLE. */
    public Column divide(@Nullable Object other) {
        return binary("/", other);
    }

    /** The remainder, with the sign of the dividend. */
    public Column mod(@Nullable Object other) {
        return binary("%", other);
    }

    public Column equalTo(@Nullable Object other) {
        return binary("=", other);
    }

    /** Equality for which null equals null, and that is never null. */
    public Column eqNullSafe(@Nullable Object other) {
        return binary("<=>", other);
    }

    public Column notEqual(@Nullable Object other) {
        return made("not", equalTo(other).expression);
    }

    public Column lt(@Nullable Object other) {
        return binary("<", other);
    }

    public Column leq(@Nullable Object other) {
        return binary("<=", other);
    }

    public Column gt(@Nullable Object other) {
        return binary(">", other);
    }

    public Column geq(@Nullable Object other) {
        return binary(">=", other);
    }

    public Column and(Column other) {
        return binary("and", other);
    }

    public Column or(Column other) {
        return binary("or", other);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column bitwiseAND(@Nullable Object other) {
        return binary("&", other);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column bitwiseOR(@Nullable Object other) {
        return binary("|", other);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column bitwiseXOR(@Nullable Object other) {
        return binary("^", other);
    }

    public Column isNull() {
        return made("isnull", expression);
    }

    public Column isNotNull() {
        return made("isnotnull", expression);
    }

    public Column isNaN() {
        return made("isnan", expression);
    }

    /** From {@code lower} to {@code upper}, both included. */
    public Column between(@Nullable Object lower, @Nullable Object upper) {
        return geq(lower).and(leq(upper));
    }

    /** Whether the value is one of these; null if it is not and one of them, or the value itself, is null. */
    public Column isin(@Nullable Object... values) {
        return isInCollection(Arrays.asList(Given.value(values, "the values of isin(...)")));
    }

    /** Whether the value is one of these; null if it is not and one of them, or the value itself, is null. */
    public Column isInCollection(Collection<?> values) {
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(expression);
        Given.value(values, "the values of isInCollection(...)").forEach(value -> arguments.add(Values.literal(value)));
        return new Column(new UnresolvedExpression.Function("in", arguments));
    }

    /** @param position of the first character, counted from 1, or from the end if negative */
    public Column substr(int position, int length) {
        return made("substr", expression, Values.literal(position), Values.literal(length));
    }

    public Column substr(Column position, Column length) {
        return Column.call("substr", this, position, length);
    }

    /** Whether the text is as the pattern: {@code %} is any number of characters, {@code _} is one. */
    public Column like(String pattern) {
        return binary("like", Given.value(pattern, "the pattern of like(...)"));
    }

    /** As {@link #like}, but large and small letters are the same. */
    public Column ilike(String pattern) {
        return binary("ilike", Given.value(pattern, "the pattern of ilike(...)"));
    }

    /** Whether a regular expression of Java matches a part of the text. */
    public Column rlike(String regex) {
        return binary("rlike", Given.value(regex, "the regular expression of rlike(...)"));
    }

    public Column contains(@Nullable Object part) {
        return binary("contains", part);
    }

    public Column startsWith(Column part) {
        return Column.call("startswith", this, part);
    }

    public Column startsWith(String part) {
        return binary("startswith", Given.value(part, "the text of startsWith(...)"));
    }

    public Column endsWith(Column part) {
        return Column.call("endswith", this, part);
    }

    public Column endsWith(String part) {
        return binary("endswith", Given.value(part, "the text of endsWith(...)"));
    }

    /** @param type in DDL, for example {@code "INT"} */
    public Column cast(String type) {
        return cast(DataType.fromDDL(Given.value(type, "the type of cast(...)")));
    }

    public Column cast(DataType type) {
        return new Column(new UnresolvedExpression.Cast(expression, Given.value(type, "the type of cast(...)")));
    }

    /** As a cast, but null for what cannot be cast. */
    public Column try_cast(String type) {
        return try_cast(DataType.fromDDL(Given.value(type, "the type of try_cast(...)")));
    }

    public Column try_cast(DataType type) {
        return new Column(
                new UnresolvedExpression.Cast(expression, Given.value(type, "the type of try_cast(...)"), true));
    }

    public Column as(String name) {
        return new Column(new UnresolvedExpression.Alias(expression, Given.value(name, "the name of as(...)")));
    }

    /** Names for the columns that {@code explode} and its like make. */
    public Column as(String[] names) {
        return new Column(new UnresolvedExpression.Aliases(expression, Given.values(names, "the names of as(...)")));
    }

    public Column alias(String name) {
        return as(name);
    }

    public Column name(String name) {
        return as(name);
    }

    /** A field of a struct. */
    public Column getField(String fieldName) {
        return new Column(
                new UnresolvedExpression.FieldAccess(expression, Given.value(fieldName, "the name of a field")));
    }

    /**
     * The struct with this value in the field of this name, which is added if there is none.
     *
     * @param fieldName dots lead into structs
     */
    public Column withField(String fieldName, Column value) {
        return made(
                UnresolvedExpression.Function.WITH_FIELD,
                expression,
                path(fieldName),
                Given.value(value, "the value of withField(...)").expression);
    }

    /**
     * The struct without the fields of these names.
     *
     * @param fieldNames dots lead into structs
     */
    public Column dropFields(String... fieldNames) {
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(expression);
        for (String name : Given.value(fieldNames, "the names of dropFields(...)")) {
            arguments.add(path(name));
        }
        return new Column(new UnresolvedExpression.Function(UnresolvedExpression.Function.DROP_FIELDS, arguments));
    }

    private static UnresolvedExpression path(String fieldName) {
        List<String> parts = AttributeName.parts(Given.value(fieldName, "the name of a field"));
        return Values.literal(String.join(UnresolvedExpression.Function.PATH_SEPARATOR, parts));
    }

    /** The element of this index of an array, counted from 0, or the value of this key of a map, or a field of a struct. */
    public Column getItem(@Nullable Object key) {
        return key instanceof String name ? getField(name) : binary("[]", key);
    }

    /** The same as {@link #getItem}. */
    public Column apply(@Nullable Object key) {
        return getItem(key);
    }

    public Column asc() {
        return sorted(true, true);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column asc_nulls_first() {
        return sorted(true, true);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column asc_nulls_last() {
        return sorted(true, false);
    }

    public Column desc() {
        return sorted(false, false);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column desc_nulls_first() {
        return sorted(false, true);
    }

    @SuppressWarnings("MemberName") // Spark's spelling.
    public Column desc_nulls_last() {
        return sorted(false, false);
    }

    private Column sorted(boolean ascending, boolean nullsFirst) {
        return new Column(new UnresolvedExpression.SortKey(expression, ascending, nullsFirst));
    }

    /** One more branch after {@code functions.when(...)}. */
    public Column when(Column condition, @Nullable Object value) {
        UnresolvedExpression.CaseWhen open = openCaseWhen("when");
        List<UnresolvedExpression> conditions = new ArrayList<>(open.conditions());
        List<UnresolvedExpression> values = new ArrayList<>(open.values());
        conditions.add(Given.value(condition, "the condition of when(...)").expression);
        values.add(Values.literal(value));
        return new Column(new UnresolvedExpression.CaseWhen(conditions, values, null));
    }

    /** The value where no branch of {@code functions.when(...)} is true; without it that is null. */
    public Column otherwise(@Nullable Object value) {
        UnresolvedExpression.CaseWhen open = openCaseWhen("otherwise");
        return new Column(new UnresolvedExpression.CaseWhen(open.conditions(), open.values(), Values.literal(value)));
    }

    private UnresolvedExpression.CaseWhen openCaseWhen(String method) {
        if (expression instanceof UnresolvedExpression.CaseWhen caseWhen && caseWhen.otherwise() == null) {
            return caseWhen;
        }
        throw SluiceException.analysis(
                        ErrorCondition.INVALID_PARAMETER_VALUE,
                        method + "() was called on a column that is no open when()")
                .found(toString())
                .expected("functions.when(condition, value), with when(...) or one otherwise(...) after it")
                .mend("begin with functions.when, and let otherwise be the last call")
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Column column && expression.equals(column.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    /** The expression in Spark's notation: {@code (a + 1)}. */
    @Override
    public String toString() {
        return UnresolvedText.of(expression);
    }
}
