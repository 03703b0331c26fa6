package dev.sluice.builtin.aggregate;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableBooleanVector;
import dev.sluice.columnar.MutableLongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sums of decimals in 128 bits: the upper and the lower half, null until there is a value, and whether they did not hold a
 * sum. They hold more than the 38 digits of any type, so whether a sum fits its type is asked at the end.
 */
final class DecimalSums {
    static final StructType BUFFER = new StructType()
            .add("high", AtomicType.BIGINT)
            .add("low", AtomicType.BIGINT)
            .add("overflows", AtomicType.BOOLEAN);

    /** How many columns the sum has in a buffer. */
    static final int WIDTH = BUFFER.size();

    private DecimalSums() {}

    static void add(int[] groups, Vector decimals, int rowCount, MutableVector[] buffers) {
        MutableLongVector highs = (MutableLongVector) buffers[0];
        MutableLongVector lows = (MutableLongVector) buffers[1];
        for (int row = 0; row < rowCount; row++) {
            if (decimals.isNull(row)) {
                continue;
            }
            long high;
            long low;
            if (decimals instanceof LongVector longs) {
                low = longs.values()[row];
                high = low >> 63;
            } else {
                BytesVector wide = (BytesVector) decimals;
                high = Decimals.high(wide.data(), wide.starts()[row]);
                low = Decimals.low(wide.data(), wide.starts()[row]);
            }
            add(groups[row], high, low, highs, lows, buffers[2]);
        }
    }

    static void merge(int[] groups, Vector[] partials, int rowCount, MutableVector[] buffers) {
        LongVector highs = (LongVector) partials[0];
        long[] lows = ((LongVector) partials[1]).values();
        for (int row = 0; row < rowCount; row++) {
            if (!partials[2].isNull(row)) {
                markOverflow(groups[row], buffers[2]);
            }
            if (!highs.isNull(row)) {
                add(
                        groups[row],
                        highs.values()[row],
                        lows[row],
                        (MutableLongVector) buffers[0],
                        (MutableLongVector) buffers[1],
                        buffers[2]);
            }
        }
    }

    private static void add(
            int group, long high, long low, MutableLongVector highs, MutableLongVector lows, MutableVector overflows) {
        long before = highs.values()[group];
        long lowSum = lows.values()[group] + low;
        long carry = Long.compareUnsigned(lowSum, low) < 0 ? 1 : 0;
        long highSum = before + high + carry;
        boolean sameSign = (before ^ high) >= 0;
        if (sameSign && (before ^ highSum) < 0) {
            markOverflow(group, overflows);
        }
        highs.values()[group] = highSum;
        lows.values()[group] = lowSum;
        Validity.setPresent(highs.validity(), group);
        Validity.setPresent(lows.validity(), group);
    }

    private static void markOverflow(int group, MutableVector overflows) {
        ((MutableBooleanVector) overflows).values()[group] = true;
        Validity.setPresent(overflows.validity(), group);
    }

    /** The digits of the sum of a row of gathered buffers that has one; null if 128 bits did not hold it. */
    static @Nullable BigInteger sum(Vector[] buffers, int row) {
        if (!buffers[2].isNull(row)) {
            return null;
        }
        byte[] wide = new byte[2 * Long.BYTES];
        Decimals.put(wide, 0, ((LongVector) buffers[0]).values()[row], ((LongVector) buffers[1]).values()[row]);
        return Decimals.digits(wide, 0);
    }
}
