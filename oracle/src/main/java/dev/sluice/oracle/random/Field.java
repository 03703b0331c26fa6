package dev.sluice.oracle.random;

import java.util.List;
import java.util.stream.Collectors;

/** A column of a table, or a part of a struct. */
public record Field(String name, Type type) {
    /** The fields as the DDL of a schema. */
    static String ddl(List<Field> fields) {
        return fields.stream()
                .map(field -> field.name() + " " + field.type().ddl())
                .collect(Collectors.joining(", "));
    }
}
