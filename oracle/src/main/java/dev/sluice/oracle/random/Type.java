package dev.sluice.oracle.random;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A data type as DDL says it.
 *
 * @param fields of a struct; empty for any other type
 */
public record Type(String ddl, List<Field> fields) {
    static final Type BOOLEAN = atomic("BOOLEAN");
    static final Type INT = atomic("INT");
    static final Type BIGINT = atomic("BIGINT");
    static final Type DOUBLE = atomic("DOUBLE");
    static final Type STRING = atomic("STRING");
    static final Type DATE = atomic("DATE");
    static final Type TIMESTAMP = atomic("TIMESTAMP");

    static final List<Type> ATOMIC = List.of(BOOLEAN, INT, BIGINT, DOUBLE, STRING, DATE, TIMESTAMP);

    public Type {
        fields = List.copyOf(fields);
    }

    private static Type atomic(String ddl) {
        return new Type(ddl, List.of());
    }

    static Type struct(List<Field> fields) {
        return new Type(
                fields.stream()
                        .map(field -> field.name() + ": " + field.type().ddl())
                        .collect(Collectors.joining(", ", "STRUCT<", ">")),
                fields);
    }

    boolean isStruct() {
        return !fields.isEmpty();
    }

    boolean isNumber() {
        return equals(INT) || equals(BIGINT) || equals(DOUBLE);
    }
}
