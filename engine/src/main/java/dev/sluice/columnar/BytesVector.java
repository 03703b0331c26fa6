package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of STRING as UTF-8, of BINARY, or of wide DECIMAL ({@link Decimals}): row {@code r} is {@code data[starts[r] .. starts[r] + lengths[r])}.
 *
 * <p>Rows are views: they may overlap, stand in any order and leave gaps, so that a reader can point into the buffer it
 * parsed and a filter moves two ints a row. Who keeps a vector beyond its batch copies the bytes.
 */
public record BytesVector(DataType type, byte[] data, int[] starts, int[] lengths, long @Nullable [] validity)
        implements Vector {
    public BytesVector(byte[] data, int[] starts, int[] lengths, long @Nullable [] validity) {
        this(AtomicType.STRING, data, starts, lengths, validity);
    }

    /** The text of a present row. For edges and errors, not for the data path. */
    public String text(int row) {
        return new String(data, starts[row], lengths[row], UTF_8);
    }

    /** A copy of the bytes of a present row. For edges and errors. */
    public byte[] bytes(int row) {
        return Arrays.copyOfRange(data, starts[row], starts[row] + lengths[row]);
    }

    @Override
    public Vector gather(int[] rows, int count) {
        int[] gatheredStarts = new int[count];
        int[] gatheredLengths = new int[count];
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            gatheredStarts[index] = starts[row];
            gatheredLengths[index] = lengths[row];
        }
        return new BytesVector(type, data, gatheredStarts, gatheredLengths, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        long bytes = 8L * rowCount + (validity == null ? 0 : rowCount >>> 3);
        for (int row = 0; row < rowCount; row++) {
            bytes += lengths[row];
        }
        return bytes;
    }
}
