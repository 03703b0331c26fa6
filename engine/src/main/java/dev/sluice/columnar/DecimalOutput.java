package dev.sluice.columnar;

import dev.sluice.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Collects the decimals of a result column. */
public final class DecimalOutput {
    private final DecimalType type;
    private final long[] longs;
    private final byte[] data;
    private final int[] starts;
    private final int[] lengths;

    public DecimalOutput(DecimalType type, int rowCount) {
        this.type = type;
        int wideCount = type.isWide() ? rowCount : 0;
        this.longs = new long[type.isWide() ? 0 : rowCount];
        this.data = new byte[Math.multiplyExact(wideCount, DecimalType.WIDE_BYTES)];
        this.starts = new int[wideCount];
        this.lengths = new int[wideCount];
        for (int row = 0; row < wideCount; row++) {
            starts[row] = row * DecimalType.WIDE_BYTES;
            lengths[row] = DecimalType.WIDE_BYTES;
        }
    }

    /** Sets a row to digits of the scale of the type, of which there are not too many. */
    public void set(int row, BigInteger digits) {
        if (type.isWide()) {
            Decimals.put(data, starts[row], digits);
        } else {
            longs[row] = digits.longValue();
        }
    }

    /** As {@link #set(int, BigInteger)}, for a number of 128 bits. */
    public void set(int row, long high, long low) {
        if (type.isWide()) {
            Decimals.put(data, starts[row], high, low);
        } else {
            longs[row] = low;
        }
    }

    /**
     * Sets a row to a number, its places brought to those of the type, halves away from zero.
     *
     * @return whether the type has room for it; if not, the row is left as it is
     */
    public boolean setRounded(int row, BigDecimal number) {
        BigInteger digits = Decimals.rounded(number, type);
        if (digits == null) {
            return false;
        }
        set(row, digits);
        return true;
    }

    public Vector vector(long @Nullable [] validity) {
        return type.isWide()
                ? new BytesVector(type, data, starts, lengths, validity)
                : new LongVector(type, longs, validity);
    }
}
