package dev.sluice.types;

import static java.util.Objects.requireNonNull;

/** A named column of a schema, or a named part of a struct. */
public record StructField(String name, DataType dataType, boolean nullable) {
    public StructField {
        requireNonNull(name, "name");
        requireNonNull(dataType, "dataType");
    }

    /** The field as it stands in a DDL schema string, for example {@code `time` TIMESTAMP NOT NULL} without quotes where none are needed. */
    public String ddl() {
        return DdlParser.quoteIfNeeded(name) + " " + dataType.sql() + (nullable ? "" : " NOT NULL");
    }
}
