package dev.sluice.builtin.support;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one row after the other, for functions that are given as what they do with a row. Rows in which an argument
 * is null are not shown, unless the function takes nulls; they are null in the result. For one thread.
 */
public final class RowArguments {
    private Flattener[] flatteners = {};
    private Vector[] flat = {};
    private long @Nullable [] validity;
    private long @Nullable [] ownValidity;
    private int rowCount;
    private int index;

    /**
     * Stands before the first row of a batch.
     *
     * @param deciding how many of the first arguments make the result null where they are; of others the function asks
     */
    void begin(Vector[] arguments, int rows, int deciding) {
        if (flatteners.length != arguments.length) {
            flatteners = new Flattener[arguments.length];
            for (int argument = 0; argument < arguments.length; argument++) {
                flatteners[argument] = new Flattener();
            }
            flat = new Vector[arguments.length];
        }
        validity = null;
        ownValidity = null;
        rowCount = rows;
        index = -1;
        for (int argument = 0; argument < arguments.length; argument++) {
            flat[argument] = flatteners[argument].flat(arguments[argument], rows);
            if (argument < deciding) {
                validity = Validity.and(validity, flat[argument].validity(), rows);
            }
        }
    }

    /** Goes to the next row in which no deciding argument is null; false behind the last one. */
    boolean next() {
        do {
            index++;
        } while (index < rowCount && !Validity.isPresent(validity, index));
        return index < rowCount;
    }

    int index() {
        return index;
    }

    /** The bitmap of the result. */
    long @Nullable [] resultValidity() {
        return ownValidity == null ? validity : ownValidity;
    }

    /** Makes the result of this row null, whatever the function returns. */
    public void giveNull() {
        long[] changeable = ownValidity;
        if (changeable == null) {
            changeable = Kernels.changeable(validity, rowCount);
            ownValidity = changeable;
        }
        Validity.setNull(changeable, index);
    }

    /** How many arguments there are. */
    public int count() {
        return flat.length;
    }

    /** Whether an argument is null that does not decide. */
    public boolean isNull(int argument) {
        return flat[argument].isNull(index);
    }

    public boolean getBoolean(int argument) {
        return ((BooleanVector) flat[argument]).values()[index];
    }

    /** An INT, or the days of a DATE. */
    public int getInt(int argument) {
        return ((IntVector) flat[argument]).values()[index];
    }

    /** A BIGINT, or the microseconds of a TIMESTAMP. */
    public long getLong(int argument) {
        return ((LongVector) flat[argument]).values()[index];
    }

    /** An interval in months or microseconds, whichever it has. */
    public long getLength(int argument) {
        return length(flat[argument], index);
    }

    public static long length(Vector intervals, int row) {
        return intervals instanceof IntVector months ? months.values()[row] : ((LongVector) intervals).values()[row];
    }

    /** A whole number of any type. */
    public long getWhole(int argument) {
        return length(flat[argument], index);
    }

    public double getDouble(int argument) {
        return ((DoubleVector) flat[argument]).values()[index];
    }

    /** A DECIMAL. */
    public BigDecimal getDecimal(int argument) {
        return Decimals.number(flat[argument], index);
    }

    /** A text as an object, for what bytes cannot tell. */
    public String getText(int argument) {
        return ((BytesVector) flat[argument]).text(index);
    }

    /** The array that holds a text, from {@link #start} up to {@link #end}. */
    public byte[] data(int argument) {
        return ((BytesVector) flat[argument]).data();
    }

    public int start(int argument) {
        return ((BytesVector) flat[argument]).starts()[index];
    }

    public int end(int argument) {
        BytesVector texts = (BytesVector) flat[argument];
        return texts.starts()[index] + texts.lengths()[index];
    }
}
