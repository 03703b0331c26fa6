package dev.sluice.types;

import java.util.Locale;

/**
 * A type without parameters, whose values have no parts. The comment of each says what stands in the array that its
 * {@link Storage} names. Numbers stand in the order in which one is widened to the next.
 */
public enum AtomicType implements ScalarType {
    BOOLEAN("boolean", Storage.BOOLEANS),
    /** 8 bits with a sign. */
    TINYINT("byte", Storage.INTS),
    /** 16 bits with a sign. */
    SMALLINT("short", Storage.INTS),
    /** 32 bits with a sign. */
    INT("integer", Storage.INTS),
    /** 64 bits with a sign. */
    BIGINT("long", Storage.LONGS),
    /** Doubles each of which a {@code float} holds exactly. */
    FLOAT("float", Storage.DOUBLES),
    DOUBLE("double", Storage.DOUBLES),
    /** UTF-8. */
    STRING("string", Storage.BYTES),
    /** Any bytes. */
    BINARY("binary", Storage.BYTES),
    /** Days since 1970-01-01. */
    DATE("date", Storage.INTS),
    /** Microseconds since 1970-01-01T00:00Z: an instant, not a wall-clock reading. */
    TIMESTAMP("timestamp", Storage.LONGS),
    /** What a clock on the wall reads, as microseconds since it read 1970-01-01T00:00: no instant. */
    TIMESTAMP_NTZ("timestamp_ntz", Storage.LONGS);

    private final String typeName;
    private final Storage storage;

    AtomicType(String typeName, Storage storage) {
        this.typeName = typeName;
        this.storage = storage;
    }

    @Override
    public Storage storage() {
        return storage;
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

    @Override
    public boolean isNumeric() {
        return switch (this) {
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
            case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> false;
        };
    }

    @Override
    public boolean isIntegral() {
        return isNumeric() && storage != Storage.DOUBLES;
    }
}
