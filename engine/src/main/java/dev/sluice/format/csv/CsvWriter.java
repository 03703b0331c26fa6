package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.format.ByteArray;
import dev.sluice.format.DateTimes;
import dev.sluice.format.HexText;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.TimestampWriter;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of CSV; values are quoted where reading them needs it. */
final class CsvWriter implements RecordWriter {
    private static final int LONGEST_TIME = 64;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final StructType schema;
    private final ZoneId zone;
    private final TimestampWriter timestamps;
    private final byte separator;
    private final byte quote;
    private final byte escape;
    private final byte[] nullValue;
    private final byte[] emptyValue;
    private final byte[] lineSeparator;
    private final boolean writesHeader;
    private final boolean trimsLeading;
    private final boolean trimsTrailing;
    private final boolean quotesAll;
    private final boolean quotesQuotes;
    private final @Nullable DateTimeFormatter timestampFormat;
    private final @Nullable DateTimeFormatter dateFormat;

    CsvWriter(StructType schema, Options options, ZoneId zone) {
        this.schema = schema;
        this.zone = zone;
        this.timestamps = new TimestampWriter(zone);
        this.separator = CsvOptions.separator(options);
        this.quote = CsvOptions.quote(options);
        this.escape = CsvOptions.escape(options);
        this.nullValue = options.get(CsvOptions.NULL_VALUE).getBytes(UTF_8);
        String empty = options.find(CsvOptions.EMPTY_VALUE);
        this.emptyValue = (empty == null ? "\"\"" : empty).getBytes(UTF_8);
        this.lineSeparator = CsvOptions.lineBreak(options).getBytes(UTF_8);
        this.writesHeader = options.get(CsvOptions.HEADER);
        this.trimsLeading = CsvOptions.flag(options, CsvOptions.TRIM_LEADING, true);
        this.trimsTrailing = CsvOptions.flag(options, CsvOptions.TRIM_TRAILING, true);
        this.quotesAll = options.get(CsvOptions.QUOTE_ALL);
        this.quotesQuotes = options.get(CsvOptions.ESCAPE_QUOTES);
        this.timestampFormat = CsvOptions.timestampFormat(options);
        this.dateFormat = CsvOptions.dateFormat(options);
    }

    @Override
    public void writeFileStart(ByteArray out) {
        if (writesHeader) {
            for (int column = 0; column < schema.size(); column++) {
                separate(column, out);
                text(schema.field(column).name(), out);
            }
            out.add(lineSeparator, 0, lineSeparator.length);
        }
    }

    @Override
    public void write(Batch batch, ByteArray out) {
        Vector[] columns = new Vector[schema.size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Vectors.flat(batch.vector(column), batch.rowCount());
        }
        for (int row = 0; row < batch.rowCount(); row++) {
            for (int column = 0; column < columns.length; column++) {
                separate(column, out);
                value(columns[column], row, out);
            }
            out.add(lineSeparator, 0, lineSeparator.length);
        }
    }

    private void separate(int column, ByteArray out) {
        if (column > 0) {
            out.add(separator);
        }
    }

    private void value(Vector vector, int row, ByteArray out) {
        if (vector.isNull(row)) {
            out.add(nullValue, 0, nullValue.length);
            return;
        }
        switch (vector) {
            case BooleanVector v -> text(Boolean.toString(v.values()[row]), out);
            case IntVector v -> {
                if (v.type() == AtomicType.DATE) {
                    date(v.values()[row], out);
                } else {
                    text(Integer.toString(v.values()[row]), out);
                }
            }
            case LongVector v
            when v.type() instanceof DecimalType -> text(Decimals.number(v, row).toString(), out);
            case BytesVector v
            when v.type() instanceof DecimalType -> text(Decimals.number(v, row).toString(), out);
            case LongVector v -> {
                if (v.type() == AtomicType.TIMESTAMP) {
                    timestamp(v.values()[row], out);
                } else {
                    text(Long.toString(v.values()[row]), out);
                }
            }
            case DoubleVector v when v.type() == AtomicType.FLOAT -> text(Float.toString((float) v.values()[row]), out);
            case DoubleVector v -> text(Double.toString(v.values()[row]), out);
            case BytesVector v when v.type() == AtomicType.BINARY -> text(HexText.of(v, row), out);
            case BytesVector v -> bytes(v.data(), v.starts()[row], v.starts()[row] + v.lengths()[row], out);
            case ArrayVector v -> throw new IllegalStateException("csv has no field of type " + v.type());
            case MapVector v -> throw new IllegalStateException("csv has no field of type " + v.type());
            case StructVector v -> throw new IllegalStateException("csv has no field of type " + v.type());
            case ConstantVector v -> value(v.single(), 0, out);
            case DictionaryVector v -> value(v.dictionary(), v.ids()[row], out);
        }
    }

    private void timestamp(long micros, ByteArray out) {
        if (timestampFormat == null) {
            byte[] time = new byte[LONGEST_TIME];
            bytes(time, 0, timestamps.write(micros, time, 0), out);
        } else {
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
            text(timestampFormat.format(instant.atZone(zone)), out);
        }
    }

    private void date(int days, ByteArray out) {
        if (dateFormat == null) {
            byte[] date = new byte[LONGEST_TIME];
            bytes(date, 0, DateTimes.formatDate(days, date, 0), out);
        } else {
            text(dateFormat.format(LocalDate.ofEpochDay(days)), out);
        }
    }

    private void text(String text, ByteArray out) {
        byte[] bytes = text.getBytes(UTF_8);
        bytes(bytes, 0, bytes.length, out);
    }

    private void bytes(byte[] source, int valueStart, int valueEnd, ByteArray out) {
        int start = valueStart;
        int end = valueEnd;
        while (trimsLeading && start < end && isBlank(source[start])) {
            start++;
        }
        while (trimsTrailing && end > start && isBlank(source[end - 1])) {
            end--;
        }
        if (start == end) {
            out.add(emptyValue, 0, emptyValue.length);
        } else if (quotesAll || needsQuotes(source, start, end)) {
            out.add(quote);
            for (int index = start; index < end; index++) {
                if (source[index] == quote || source[index] == escape) {
                    out.add(escape);
                }
                out.add(source[index]);
            }
            out.add(quote);
        } else {
            out.add(source, start, end - start);
        }
    }

    private boolean needsQuotes(byte[] source, int start, int end) {
        if (source[start] == quote) {
            return true;
        }
        for (int index = start; index < end; index++) {
            byte next = source[index];
            if (next == separator || next == '\n' || next == '\r' || (quotesQuotes && next == quote)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte value) {
        return value >= 0 && value <= ' ';
    }
}
