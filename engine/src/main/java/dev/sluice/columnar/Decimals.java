package dev.sluice.columnar;

import dev.sluice.types.DecimalType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The digits of decimals in vectors. Wide ones are 128 bits, the highest byte first and the sign turned round, so that
 * their bytes stand in the order of the numbers and equal numbers have equal bytes: hashes, keys, sorts and files of state need
 * nothing else.
 */
public final class Decimals {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private Decimals() {}

    /** The digits of a present row, without the point. */
    public static BigInteger digits(Vector decimals, int row) {
        return decimals instanceof LongVector longs
                ? BigInteger.valueOf(longs.values()[row])
                : digits(((BytesVector) decimals).data(), ((BytesVector) decimals).starts()[row]);
    }

    /** The number of a present row. */
    public static BigDecimal number(Vector decimals, int row) {
        int scale = ((DecimalType) decimals.type()).scale();
        return decimals instanceof LongVector longs
                ? BigDecimal.valueOf(longs.values()[row], scale)
                : new BigDecimal(digits(decimals, row), scale);
    }

    /** The digits of a wide number that begins at {@code start}. */
    public static BigInteger digits(byte[] data, int start) {
        long high = high(data, start);
        long low = low(data, start);
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        BigInteger unsigned = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(low < 0 ? unsigned.add(TWO_TO_64) : unsigned);
    }

    /** The upper half of a wide number that begins at {@code start}. */
    public static long high(byte[] data, int start) {
        return (long) LONGS.get(data, start) ^ Long.MIN_VALUE;
    }

    /** The lower half, without sign. */
    public static long low(byte[] data, int start) {
        return (long) LONGS.get(data, start + Long.BYTES);
    }

    /** Writes a wide number of these halves. */
    public static void put(byte[] data, int start, long high, long low) {
        LONGS.set(data, start, high ^ Long.MIN_VALUE);
        LONGS.set(data, start + Long.BYTES, low);
    }

    /** Writes a wide number of at most 127 bits. */
    public static void put(byte[] data, int start, BigInteger digits) {
        put(data, start, digits.shiftRight(Long.SIZE).longValue(), digits.longValue());
    }

    /** The digits of a number brought to the places of a type, halves away from zero; null if there are too many. */
    static @Nullable BigInteger rounded(BigDecimal number, DecimalType type) {
        long firstPlace = (long) number.precision() - number.scale();
        if (number.signum() == 0 || firstPlace < -type.scale()) {
            return BigInteger.ZERO;
        }
        if (firstPlace > type.precision() - type.scale() + 1L) {
            return null;
        }
        BigInteger digits = number.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        return digits.abs().compareTo(type.limit()) < 0 ? digits : null;
    }

    /**
     * Sets a row of a column of DECIMAL to a number, its places brought to those of the type, halves away from zero.
     *
     * @return whether the type has room for it; if not, nothing is set
     */
    public static boolean setRounded(VectorBuilder column, int row, BigDecimal number) {
        BigInteger digits = rounded(number, (DecimalType) column.type());
        if (digits == null) {
            return false;
        }
        if (column instanceof LongBuilder longs) {
            longs.set(row, digits.longValue());
        } else {
            byte[] wide = new byte[DecimalType.WIDE_BYTES];
            put(wide, 0, digits);
            ((BytesBuilder) column).set(row, wide);
        }
        return true;
    }

    /** The vector of one number. */
    static Vector single(DecimalType type, BigDecimal number) {
        DecimalOutput out = new DecimalOutput(type, 1);
        out.set(0, number.unscaledValue());
        return out.vector(null);
    }
}
