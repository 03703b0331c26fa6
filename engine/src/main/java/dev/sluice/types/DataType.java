package dev.sluice.types;

/**
 * The type of a column or of a field of a struct.
 *
 * <p>The family is closed on purpose: a switch over it has no default, so that the compiler names every place a new
 * type has to be added to.
 */
public sealed interface DataType permits ScalarType, StructType, ArrayType, MapType {
    /** The name in SQL and in DDL schema strings, for example {@code BIGINT} {@code ARRAY<INT>} or {@code STRUCT<a: INT>}. */
    String sql();

    /** Spark's lower-case name, as {@code printSchema} and error texts show it, for example {@code bigint}. */
    String simpleString();

    /** Spark's name in {@code printSchema} and JSON schemas, for example {@code long} where {@link #sql} says BIGINT. */
    String typeName();

    /** The same type whose fields, elements and values may all be null, at any depth. */
    default DataType asNullable() {
        return this;
    }

    /** Whether values can be compared and sorted: all but those that have a map in them. */
    default boolean isOrderable() {
        return true;
    }

    /** Parses a type as it stands in a DDL schema string, for example {@code "INT"} or {@code "STRUCT<a: INT>"}. */
    static DataType fromDDL(String ddl) {
        return DdlParser.parseType(ddl);
    }
}
