package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns that names can mean: those of the child of a node. */
record Scope(List<Attribute> columns, boolean caseSensitive) {
    Scope {
        columns = List.copyOf(columns);
    }

    Expression column(int ordinal) {
        Attribute column = columns.get(ordinal);
        return new Expression.InputRef(ordinal, column.name(), column.type(), column.nullable());
    }

    /** @param parts a column, then fields of the struct that it is */
    Expression resolve(List<String> parts) {
        Expression found = column(ordinalOf(parts.getFirst(), String.join(".", parts)));
        for (String field : parts.subList(1, parts.size())) {
            found = field(found, field);
        }
        return found;
    }

    int ordinalOf(String name, String shown) {
        List<Integer> found = new ArrayList<>();
        for (int ordinal = 0; ordinal < columns.size(); ordinal++) {
            if (isSame(columns.get(ordinal).name(), name)) {
                found.add(ordinal);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<String> names = columns.stream().map(Attribute::name).toList();
        if (found.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_COLUMN, "A column with name `" + shown + "` cannot be resolved")
                    .found("columns " + String.join(", ", names))
                    .mend(NearestName.suggestion(name, names))
                    .build();
        }
        throw SluiceException.analysis(ErrorCondition.AMBIGUOUS_REFERENCE, "Reference `" + shown + "` is ambiguous")
                .found(found.size() + " columns of this name among " + String.join(", ", names))
                .mend("rename one of them with withColumnRenamed(...) or .as(...) before this step")
                .build();
    }

    /** @param struct the column, then fields, that lead to a struct */
    List<NamedExpression> fields(List<String> struct) {
        Expression found = resolve(struct);
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
        StructType type = structType(struct, name);
        int[] found = IntStream.range(0, type.size())
                .filter(field -> isSame(type.field(field).name(), name))
                .toArray();
        if (found.length == 1) {
            return new Expression.GetField(struct, found[0]);
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
