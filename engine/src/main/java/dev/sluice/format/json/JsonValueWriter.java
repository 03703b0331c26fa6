package dev.sluice.format.json;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.Words;
import dev.sluice.types.DataType;
import java.time.ZoneId;
import java.util.Arrays;

/** Writes structs, arrays and maps as texts. For one thread. */
public final class JsonValueWriter {
    private final ValueWriter values;

    /** @param type which {@link JsonFormat#checkWritable} takes as a field */
    public JsonValueWriter(DataType type, Options options, ZoneId timeZone) {
        ZoneId zone = RecordOptions.zone(options, timeZone);
        values = ValueWriter.of(
                type,
                new WriteContext(
                        options.get(JsonOptions.IGNORE_NULL_FIELDS),
                        zone,
                        RecordOptions.timestampPattern(options, zone),
                        RecordOptions.localTimestampPattern(options),
                        RecordOptions.datePattern(options, zone)));
    }

    /** The text of each row, null where there is no value. */
    public BytesVector write(Vector column, int rowCount) {
        Vector flat = Vectors.flat(column, rowCount);
        values.bind(flat, rowCount);
        ByteArray out = new ByteArray(Math.max(64, rowCount * 64));
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            starts[row] = out.length();
            if (!flat.isNull(row)) {
                byte[] target = out.reserve(room(row, out.length()));
                out.length(values.write(row, target, out.length()));
            }
            lengths[row] = out.length() - starts[row];
        }
        long[] validity = flat.validity();
        return new BytesVector(
                out.array(),
                starts,
                lengths,
                validity == null ? null : Arrays.copyOf(validity, Validity.wordCount(rowCount)));
    }

    private int room(int row, int length) {
        long room = values.fixedLength() + values.variableLength(row) + Words.BYTES;
        if (room > Integer.MAX_VALUE - Words.BYTES - length) {
            throw SluiceException.of(ErrorCondition.MEMORY_LIMIT_EXCEEDED, "a value is too large to be written as JSON")
                    .found("room for up to " + room + " bytes behind " + length)
                    .expected("less than 2 GiB")
                    .mend("shorten the texts of the value")
                    .build();
        }
        return (int) room;
    }
}
