package dev.sluice.format.csv;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordOptions;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.time.ZoneId;

/** Writes structs as records of CSV without line breaks behind them. For one thread. */
public final class CsvTexts {
    private final CsvWriter writer;

    /** @param type whose fields may have fields of their own, which no file can hold */
    public CsvTexts(StructType type, Options options, ZoneId timeZone) {
        this.writer = new CsvWriter(type, options, RecordOptions.zone(options, timeZone));
    }

    /** The record of each row; null where there is no struct, and where the record has no character, as of one null alone. */
    public BytesVector write(StructVector structs, int rowCount) {
        Vector[] columns = new Vector[structs.fields().length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Vectors.flat(structs.field(column), rowCount);
        }
        ByteArray out = new ByteArray(Math.max(64, rowCount * 32));
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        long[] present = new long[Validity.wordCount(rowCount)];
        int nullCount = 0;
        for (int row = 0; row < rowCount; row++) {
            starts[row] = out.length();
            if (!structs.isNull(row)) {
                writer.record(columns, row, out);
            }
            lengths[row] = out.length() - starts[row];
            if (lengths[row] == 0) {
                nullCount++;
            } else {
                Validity.setPresent(present, row);
            }
        }
        return new BytesVector(AtomicType.STRING, out.array(), starts, lengths, nullCount == 0 ? null : present);
    }
}
