package dev.sluice.types;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers of at most {@code precision} digits, {@code scale} of them behind the point. Vectors hold the digits without
 * the point: as longs where these hold all of them, else as {@link #WIDE_BYTES} bytes that stand in the order of the numbers.
 */
public record DecimalType(int precision, int scale) implements ScalarType {
    public static final int MAX_PRECISION = 38;

    /** Longs hold every number of so many digits. */
    public static final int MAX_LONG_DIGITS = 18;

    /** How many bytes hold the digits of a wide number. */
    public static final int WIDE_BYTES = 16;

    /** So many places behind the point stay where digits are given up for room before it. */
    private static final int LEAST_ADJUSTED_SCALE = 6;

    /** What DECIMAL without figures is. */
    public static final DecimalType DEFAULT = new DecimalType(10, 0);

    public DecimalType {
        if (precision > MAX_PRECISION) {
            throw SluiceException.analysis(
                            ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION,
                            "Decimal precision " + precision + " exceeds max precision " + MAX_PRECISION + ".")
                    .mend("ask for " + MAX_PRECISION + " digits at most")
                    .build();
        }
        if (scale > precision || precision < 0 || scale < 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_DECIMAL_SCALE,
                            "Decimal scale (" + scale + ") cannot be greater than precision (" + precision + ").")
                    .expected("a precision from 1 to " + MAX_PRECISION + ", and a scale from 0 to the precision")
                    .mend("write it as DECIMAL(precision, scale), for example DECIMAL(10, 2)")
                    .build();
        }
    }

    /** The type that holds every number of another numeric type, or of the reals a usual part of them. */
    public static DecimalType of(ScalarType number) {
        return switch (number) {
            case DecimalType decimal -> decimal;
            case IntervalType interval -> throw new IllegalArgumentException("no number: " + interval);
            case AtomicType atomic ->
                switch (atomic) {
                    case TINYINT -> new DecimalType(3, 0);
                    case SMALLINT -> new DecimalType(5, 0);
                    case INT -> new DecimalType(10, 0);
                    case BIGINT -> new DecimalType(20, 0);
                    case FLOAT -> new DecimalType(14, 7);
                    case DOUBLE -> new DecimalType(30, 15);
                    case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
                        throw new IllegalArgumentException("no number: " + atomic);
                };
        };
    }

    /** The narrowest type that holds a number. */
    public static DecimalType of(BigDecimal number) {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        return new DecimalType(Math.max(plain.precision(), plain.scale()), plain.scale());
    }

    /** Precision and scale, each cut off at the greatest there is. */
    public static DecimalType bounded(int precision, int scale) {
        return new DecimalType(Math.min(precision, MAX_PRECISION), Math.min(scale, MAX_PRECISION));
    }

    /**
     * The type of a result that would need so many digits.
     *
     * @param mayLosePrecision whether places behind the point are given up, down to six, so that digits before it stay
     */
    public static DecimalType adjusted(int precision, int scale, boolean mayLosePrecision) {
        if (precision <= MAX_PRECISION || !mayLosePrecision) {
            return bounded(precision, scale);
        }
        int leastScale = Math.min(scale, LEAST_ADJUSTED_SCALE);
        return new DecimalType(MAX_PRECISION, Math.max(MAX_PRECISION - (precision - scale), leastScale));
    }

    /** The type that holds the numbers of both; where 38 digits do not, places behind the point are given up. */
    public DecimalType wider(DecimalType other) {
        int widerScale = Math.max(scale, other.scale);
        int whole = Math.max(precision - scale, other.precision - other.scale);
        int excess = Math.max(0, whole + widerScale - MAX_PRECISION);
        return new DecimalType(whole + widerScale - excess, Math.max(0, widerScale - excess));
    }

    /** Whether every number of the other type is one of this. */
    public boolean isWiderThan(DecimalType other) {
        return precision - scale >= other.precision - other.scale && scale >= other.scale;
    }

    /** Whether vectors hold the digits as bytes. */
    public boolean isWide() {
        return precision > MAX_LONG_DIGITS;
    }

    /** Ten to the power of 0 to 18. */
    public static long powerOfTen(int exponent) {
        long power = 1;
        for (int digit = 0; digit < exponent; digit++) {
            power *= 10;
        }
        return power;
    }

    /** The first number that has too many digits, without the point. */
    public BigInteger limit() {
        return BigInteger.TEN.pow(precision);
    }

    @Override
    public Storage storage() {
        return isWide() ? Storage.BYTES : Storage.LONGS;
    }

    @Override
    public boolean isNumeric() {
        return true;
    }

    @Override
    public String sql() {
        return "DECIMAL(" + precision + "," + scale + ")";
    }

    @Override
    public String simpleString() {
        return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    public String typeName() {
        return simpleString();
    }

    @Override
    public String toString() {
        return sql();
    }
}
