package dev.sluice.types;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An ordered list of fields: the schema of a batch, or the type of a struct column. Names need not be unique. */
public record StructType(List<StructField> fields) implements DataType, Iterable<StructField> {
    public StructType {
        fields = List.copyOf(fields);
    }

    /** A schema without fields, to be grown by {@link #add}. */
    public StructType() {
        this(List.of());
    }

    public StructType(StructField[] fields) {
        this(List.of(given(fields)));
    }

    public static StructType of(StructField... fields) {
        return new StructType(fields);
    }

    private static StructField[] given(StructField @Nullable [] fields) {
        if (fields == null || Arrays.asList(fields).contains(null)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "a field of a schema is null")
                    .expected("fields, each with a name and a type")
                    .mend("pass new StructType() for a schema without fields")
                    .build();
        }
        return fields;
    }

    /** Parses a DDL schema string, for example {@code "station STRING, time TIMESTAMP, at STRUCT<x: INT>"}. */
    public static StructType fromDDL(String ddl) {
        return DdlParser.parseSchema(ddl);
    }

    /** This schema with one more nullable field at its end. */
    public StructType add(String name, DataType dataType) {
        return add(name, dataType, true);
    }

    /** This schema with one more nullable field at its end, its type in DDL. */
    public StructType add(String name, String ddlType) {
        return add(name, DataType.fromDDL(ddlType), true);
    }

    public StructType add(String name, DataType dataType, boolean nullable) {
        List<StructField> longer = new ArrayList<>(fields);
        longer.add(new StructField(name, dataType, nullable));
        return new StructType(longer);
    }

    public int size() {
        return fields.size();
    }

    /** @throws SluiceException if there is no field at this position */
    public StructField field(int index) {
        if (index < 0 || index >= fields.size()) {
            throw SluiceException.of(ErrorCondition.INVALID_PARAMETER_VALUE, "the schema has no field " + index)
                    .found(toDDL())
                    .expected("an index from 0 to " + (fields.size() - 1))
                    .mend("look the index up with indexOf(name)")
                    .build();
        }
        return fields.get(index);
    }

    public DataType type(int index) {
        return field(index).dataType();
    }

    public String[] fieldNames() {
        String[] names = new String[fields.size()];
        for (int index = 0; index < names.length; index++) {
            names[index] = fields.get(index).name();
        }
        return names;
    }

    /** The position of the first field of this name, compared with case. */
    public OptionalInt indexOf(String name) {
        for (int index = 0; index < fields.size(); index++) {
            if (fields.get(index).name().equals(name)) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    /** The fields at these positions, in this order. */
    public StructType project(int... indexes) {
        List<StructField> kept = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            kept.add(field(index));
        }
        return new StructType(kept);
    }

    /** The same fields, every one of them nullable, at any depth: what Spark makes of the schema of a file stream. */
    @Override
    public StructType asNullable() {
        return new StructType(fields.stream()
                .map(field -> new StructField(field.name(), field.dataType().asNullable(), true))
                .toList());
    }

    @Override
    public boolean isOrderable() {
        return fields.stream().allMatch(field -> field.dataType().isOrderable());
    }

    /** The schema as a DDL string that {@link #fromDDL} reads back. */
    public String toDDL() {
        return String.join(", ", fields.stream().map(StructField::ddl).toList());
    }

    @Override
    public String sql() {
        return "STRUCT<"
                + String.join(
                        ", ",
                        fields.stream()
                                .map(field -> DdlParser.quoteIfNeeded(field.name()) + ": "
                                        + field.dataType().sql() + (field.nullable() ? "" : " NOT NULL"))
                                .toList())
                + ">";
    }

    @Override
    public String simpleString() {
        return "struct<"
                + String.join(
                        ",",
                        fields.stream()
                                .map(field ->
                                        field.name() + ":" + field.dataType().simpleString())
                                .toList())
                + ">";
    }

    @Override
    public String typeName() {
        return "struct";
    }

    /** The tree that {@code printSchema} shows, ending with a line break. */
    public String treeString() {
        StringBuilder tree = new StringBuilder("root\n");
        appendTree(tree, " |");
        return tree.toString();
    }

    private void appendTree(StringBuilder tree, String prefix) {
        for (StructField field : fields) {
            tree.append(prefix)
                    .append("-- ")
                    .append(field.name())
                    .append(": ")
                    .append(field.dataType().typeName())
                    .append(" (nullable = ")
                    .append(field.nullable())
                    .append(")\n");
            appendParts(field.dataType(), tree, prefix + "    |");
        }
    }

    private static void appendParts(DataType type, StringBuilder tree, String prefix) {
        switch (type) {
            case StructType struct -> struct.appendTree(tree, prefix);
            case ArrayType array ->
                appendPart(
                        "element", array.elementType(), " (containsNull = " + array.containsNull() + ")", tree, prefix);
            case MapType map -> {
                appendPart("key", map.keyType(), "", tree, prefix);
                appendPart(
                        "value",
                        map.valueType(),
                        " (valueContainsNull = " + map.valueContainsNull() + ")",
                        tree,
                        prefix);
            }
            case ScalarType ignored -> {}
        }
    }

    private static void appendPart(String name, DataType type, String nulls, StringBuilder tree, String prefix) {
        tree.append(prefix)
                .append("-- ")
                .append(name)
                .append(": ")
                .append(type.typeName())
                .append(nulls)
                .append('\n');
        appendParts(type, tree, prefix + "    |");
    }

    @Override
    public Iterator<StructField> iterator() {
        return fields.iterator();
    }

    @Override
    public String toString() {
        return sql();
    }
}
