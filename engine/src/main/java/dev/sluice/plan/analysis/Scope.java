package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.ColumnId;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that names can mean: those of the child of a node.
 *
 * @param hiddenFrom the first of the columns that only names with their table mean
 * @param hiddenTo the first column after those
 */
record Scope(List<Attribute> columns, boolean caseSensitive, int hiddenFrom, int hiddenTo) {
    Scope {
        columns = List.copyOf(columns);
    }

    Scope(List<Attribute> columns, boolean caseSensitive) {
        this(columns, caseSensitive, 0, 0);
    }

    /** The same columns, of which some are only meant by names with their table. */
    Scope hiding(int from, int to) {
        return new Scope(columns, caseSensitive, from, to);
    }

    Expression column(int ordinal) {
        Attribute column = columns.get(ordinal);
        return new Expression.InputRef(ordinal, column.name(), column.type(), column.nullable());
    }

    Expression resolve(UnresolvedExpression.Name name) {
        return resolve(name, this::field);
    }

    /** @param part gives what a further part of the name means of what the parts before it mean */
    Expression resolve(UnresolvedExpression.Name name, BiFunction<Expression, String, Expression> part) {
        return resolve(name.parts(), name.id(), part);
    }

    /**
     * @param parts a column, with or without its table, then fields of the struct that it is
     * @param id of the column if the first part is that of one table
     */
    private Expression resolve(
            List<String> parts, @Nullable ColumnId id, BiFunction<Expression, String, Expression> part) {
        boolean isQualified =
                id == null && parts.size() > 1 && !qualified(parts).isEmpty();
        int ordinal =
                id != null ? ordinalOf(id, parts) : isQualified ? only(qualified(parts), parts) : ordinalOf(parts);
        Expression found = column(ordinal);
        for (String field : parts.subList(isQualified ? 2 : 1, parts.size())) {
            found = part.apply(found, field);
        }
        return found;
    }

    /** The same name, by the id of the column that it means here: it means this column wherever it is. */
    UnresolvedExpression.Name identified(UnresolvedExpression.Name name) {
        resolve(name);
        Attribute column = columns.get(matching(name).getFirst());
        boolean isQualified = name.id() == null
                && name.parts().size() > 1
                && !qualified(name.parts()).isEmpty();
        List<String> parts = isQualified ? name.parts().subList(1, name.parts().size()) : name.parts();
        return new UnresolvedExpression.Name(parts, column.identity().id());
    }

    private int ordinalOf(List<String> parts) {
        return ordinalOf(parts.getFirst(), String.join(".", parts));
    }

    /** The columns of this name, however it is written. */
    List<Integer> called(String name) {
        return where(column -> isSame(column.name(), name)).stream()
                .filter(ordinal -> ordinal < hiddenFrom || ordinal >= hiddenTo)
                .toList();
    }

    /** Whether the name is that of a column by its table. */
    boolean hasOfTable(UnresolvedExpression.Name name) {
        return name.id() != null
                ? !matching(name).isEmpty()
                : name.parts().size() > 1 && !qualified(name.parts()).isEmpty();
    }

    /** The columns that a name may mean. */
    List<Integer> matching(UnresolvedExpression.Name name) {
        ColumnId id = name.id();
        if (id != null) {
            return where(column -> id.equals(column.identity().id()));
        }
        List<Integer> qualified = name.parts().size() > 1 ? qualified(name.parts()) : List.of();
        String first = name.parts().getFirst();
        return qualified.isEmpty() ? called(first) : qualified;
    }

    /** The columns of the table that the first part names, under the name that is the second. */
    private List<Integer> qualified(List<String> parts) {
        return where(column -> isOf(parts.getFirst(), column) && isSame(column.name(), parts.get(1)));
    }

    private boolean isOf(String table, Attribute column) {
        String qualifier = column.identity().qualifier();
        return qualifier != null && isSame(qualifier, table);
    }

    private List<Integer> where(Predicate<Attribute> isWanted) {
        List<Integer> found = new ArrayList<>(1);
        for (int ordinal = 0; ordinal < columns.size(); ordinal++) {
            if (isWanted.test(columns.get(ordinal))) {
                found.add(ordinal);
            }
        }
        return found;
    }

    private boolean hasCopyOf(ColumnId id) {
        for (Attribute column : columns) {
            if (id.equals(column.identity().copyOf())) {
                return true;
            }
        }
        return false;
    }

    /** Columns of one id are one column, handed on more than once; but a table joined with itself has two of each. */
    private int ordinalOf(ColumnId id, List<String> parts) {
        String shown = String.join(".", parts);
        if (hasCopyOf(id)) {
            throw SluiceException.analysis(
                            ErrorCondition.AMBIGUOUS_SELF_JOIN,
                            "The column `" + shown + "` may be that of either side of a join of a table with itself")
                    .mend("give each side a name with alias(...), and say col(\"name.column\")")
                    .build();
        }
        List<Integer> found = where(column -> id.equals(column.identity().id()));
        if (found.isEmpty()) {
            boolean isReplaced = columns.stream().anyMatch(column -> isSame(column.name(), parts.getFirst()));
            throw SluiceException.analysis(
                            isReplaced
                                    ? ErrorCondition.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION
                                    : ErrorCondition.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT,
                            "The column `" + shown + "` is that of another table")
                    .found("columns " + String.join(", ", names()))
                    .mend("say col(\"" + shown + "\") to mean whatever has this name, or take the column from the table"
                            + " that the step is called on")
                    .build();
        }
        return found.getFirst();
    }

    private List<String> names() {
        return columns.stream().map(Attribute::name).toList();
    }

    /** The columns of the table of this name; none if there is no such table. */
    List<Integer> ofTable(String table) {
        return where(column -> isOf(table, column));
    }

    /** @throws SluiceException if the name means several columns */
    void requireOne(UnresolvedExpression.Name name) {
        List<Integer> found = matching(name);
        if (name.id() == null && found.size() > 1) {
            throw ambiguous(String.join(".", name.parts()), found.size());
        }
    }

    private int only(List<Integer> found, List<String> parts) {
        if (found.size() > 1) {
            throw ambiguous(String.join(".", parts), found.size());
        }
        return found.getFirst();
    }

    private SluiceException ambiguous(String shown, int count) {
        return SluiceException.analysis(ErrorCondition.AMBIGUOUS_REFERENCE, "Reference `" + shown + "` is ambiguous")
                .found(count + " columns of this name among " + String.join(", ", names()))
                .mend("rename one of them with withColumnRenamed(...) or .as(...) before this step")
                .build();
    }

    int ordinalOf(String name, String shown) {
        List<Integer> found = called(name);
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_COLUMN, "A column with name `" + shown + "` cannot be resolved")
                    .found("columns " + String.join(", ", names()))
                    .mend(NearestName.suggestion(name, names()))
                    .build();
        }
        throw ambiguous(shown, found.size());
    }

    /** @param struct the column, then fields, that lead to a struct */
    List<NamedExpression> fields(List<String> struct) {
        if (matching(new UnresolvedExpression.Name(struct)).isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.CANNOT_RESOLVE_STAR_EXPAND,
                            "`" + String.join(".", struct) + ".*` is of no table and no column")
                    .found("columns " + String.join(", ", names()))
                    .mend("name a struct among the columns, or a table that was given its name with alias(...)")
                    .build();
        }
        Expression found = resolve(struct, null, this::field);
        StructType type = structType(found, "*");
        return IntStream.range(0, type.size())
                .mapToObj(field -> new NamedExpression(
                        new Expression.GetField(found, field), type.field(field).name()))
                .toList();
    }

    private static StructType structType(Expression struct, String field) {
        if (struct.type() instanceof StructType type) {
            return type;
        }
        throw SluiceException.analysis(
                        ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE,
                        "Can't extract `" + field + "` from `" + struct.sql() + "`")
                .found("type " + struct.type().sql())
                .expected("a struct")
                .mend("write a name that has a dot in it in back quotes: `a.b`")
                .build();
    }

    Expression field(Expression struct, String name) {
        return new Expression.GetField(struct, fieldOrdinal(struct, structType(struct, name), name));
    }

    /** The position of a field of {@code type}, the type of {@code struct} or of its elements. */
    int fieldOrdinal(Expression struct, StructType type, String name) {
        int[] found = IntStream.range(0, type.size())
                .filter(field -> isSame(type.field(field).name(), name))
                .toArray();
        if (found.length == 1) {
            return found[0];
        }
        if (found.length > 1) {
            throw SluiceException.analysis(
                            ErrorCondition.AMBIGUOUS_REFERENCE_TO_FIELDS,
                            "Ambiguous reference to the field `" + name + "` of `" + struct.sql() + "`")
                    .found(found.length + " fields of this name in " + type.sql())
                    .mend("give the fields of the struct different names where it is made")
                    .build();
        }
        List<String> names = type.fields().stream().map(StructField::name).toList();
        throw SluiceException.analysis(
                        ErrorCondition.FIELD_NOT_FOUND, "No such struct field `" + name + "` in `" + struct.sql() + "`")
                .found("fields " + String.join(", ", names))
                .mend(NearestName.suggestion(name, names))
                .build();
    }

    boolean isSame(String left, String right) {
        return caseSensitive ? left.equals(right) : left.equalsIgnoreCase(right);
    }
}
