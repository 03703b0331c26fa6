package dev.sluice.builtin.support;

import dev.sluice.types.AtomicType;

/** The whole numbers that a type has. */
public record NumberRange(int bits, long least, long greatest) {
    private NumberRange(int bits) {
        this(bits, -1L << (bits - 1), ~(-1L << (bits - 1)));
    }

    private static final NumberRange OF_TINYINT = new NumberRange(Byte.SIZE);
    private static final NumberRange OF_SMALLINT = new NumberRange(Short.SIZE);
    private static final NumberRange OF_INT = new NumberRange(Integer.SIZE);
    private static final NumberRange OF_BIGINT = new NumberRange(Long.SIZE);

    /** @param type an integral one */
    public static NumberRange of(AtomicType type) {
        return switch (type) {
            case TINYINT -> OF_TINYINT;
            case SMALLINT -> OF_SMALLINT;
            case INT -> OF_INT;
            case BIGINT -> OF_BIGINT;
            case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
                throw new IllegalArgumentException("not integral: " + type);
        };
    }

    public boolean has(long value) {
        return value >= least && value <= greatest;
    }

    /** The number that the last bits are. */
    public long wrapped(long value) {
        return value << (Long.SIZE - bits) >> (Long.SIZE - bits);
    }
}
