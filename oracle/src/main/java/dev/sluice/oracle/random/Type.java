package dev.sluice.oracle.random;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A data type as DDL says it.
 *
 * @param fields of a struct; empty for any other type
 * @param parts the element of an array, or the key and the value of a map; empty for any other type
 */
public record Type(String ddl, List<Field> fields, List<Type> parts) {
    static final Type BOOLEAN = atomic("BOOLEAN");
    static final Type TINYINT = atomic("TINYINT");
    static final Type SMALLINT = atomic("SMALLINT");
    static final Type INT = atomic("INT");
    static final Type BIGINT = atomic("BIGINT");
    static final Type FLOAT = atomic("FLOAT");
    static final Type DOUBLE = atomic("DOUBLE");
    static final Type DECIMAL = atomic("DECIMAL(10,2)");
    static final Type WIDE_DECIMAL = atomic("DECIMAL(38,18)");
    static final Type STRING = atomic("STRING");
    static final Type BINARY = atomic("BINARY");
    static final Type DATE = atomic("DATE");
    static final Type TIMESTAMP = atomic("TIMESTAMP");
    static final Type LOCAL_TIMESTAMP = atomic("TIMESTAMP_NTZ");
    static final Type CLOCK_INTERVAL = atomic("INTERVAL DAY TO SECOND");
    static final Type CALENDAR_INTERVAL = atomic("INTERVAL YEAR TO MONTH");

    /** Those that every part of a query may have. */
    static final List<Type> ATOMIC = List.of(BOOLEAN, INT, BIGINT, DOUBLE, STRING, DATE, TIMESTAMP);

    static final List<Type> INTEGRAL = List.of(TINYINT, SMALLINT, INT, BIGINT);
    static final List<Type> DECIMALS = List.of(DECIMAL, WIDE_DECIMAL);

    static final List<Type> ALL_ATOMIC = List.of(
            BOOLEAN,
            TINYINT,
            SMALLINT,
            INT,
            BIGINT,
            FLOAT,
            DOUBLE,
            DECIMAL,
            WIDE_DECIMAL,
            STRING,
            BINARY,
            DATE,
            TIMESTAMP,
            LOCAL_TIMESTAMP,
            CLOCK_INTERVAL,
            CALENDAR_INTERVAL);

    static final List<Type> INTERVALS = List.of(CLOCK_INTERVAL, CALENDAR_INTERVAL);

    static final List<Type> NESTED = List.of(
            array(INT),
            array(STRING),
            array(DOUBLE),
            array(DECIMAL),
            array(array(INT)),
            map(STRING, INT),
            map(INT, STRING));

    public Type {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    private static Type atomic(String ddl) {
        return new Type(ddl, List.of(), List.of());
    }

    static Type struct(List<Field> fields) {
        return new Type(
                fields.stream()
                        .map(field -> field.name() + ": " + field.type().ddl())
                        .collect(Collectors.joining(", ", "STRUCT<", ">")),
                fields,
                List.of());
    }

    static Type array(Type element) {
        return new Type("ARRAY<" + element.ddl() + ">", List.of(), List.of(element));
    }

    static Type map(Type key, Type value) {
        return new Type("MAP<" + key.ddl() + ", " + value.ddl() + ">", List.of(), List.of(key, value));
    }

    boolean isStruct() {
        return !fields.isEmpty();
    }

    boolean isArray() {
        return parts.size() == 1;
    }

    boolean isMap() {
        return parts.size() == 2;
    }

    boolean isNested() {
        return !parts.isEmpty() || isStruct();
    }

    /** Whether arithmetic is tried on it in every query. */
    boolean isNumber() {
        return equals(INT) || equals(BIGINT) || equals(DOUBLE);
    }

    /** Whether its digits may be others as a text. */
    boolean isReal() {
        return equals(FLOAT) || equals(DOUBLE);
    }

    boolean isDecimal() {
        return DECIMALS.contains(this);
    }
}
