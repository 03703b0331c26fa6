package dev.sluice.types;

import java.util.Locale;

/** A type whose values have no parts. The comment of each says how a vector holds it. */
public enum AtomicType implements DataType {
    /** {@code boolean}. */
    BOOLEAN("boolean"),
    /** 32-bit {@code int}. */
    INT("integer"),
    /** 64-bit {@code long}. */
    BIGINT("long"),
    /** 64-bit {@code double}. */
    DOUBLE("double"),
    /** UTF-8 bytes. */
    STRING("string"),
    /** Days since 1970-01-01 in an {@code int}. */
    DATE("date"),
    /** Microseconds since 1970-01-01T00:00Z in a {@code long}: an instant, not a wall-clock reading. */
    TIMESTAMP("timestamp");

    private final String typeName;

    AtomicType(String typeName) {
        this.typeName = typeName;
    }

    @Override
    public String sql() {
        return name();
    }

    @Override
    public String simpleString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public String toString() {
        return name();
    }

    /** Whether values are numbers that arithmetic accepts: INT, BIGINT, DOUBLE. */
    public boolean isNumeric() {
        return this == INT || this == BIGINT || this == DOUBLE;
    }
}
