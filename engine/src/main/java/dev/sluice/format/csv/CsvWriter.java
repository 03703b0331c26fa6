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
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordWriter;
import dev.sluice.format.TimePattern;
import dev.sluice.format.TimestampWriter;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of CSV; values are quoted where reading them needs it. */
final class CsvWriter implements RecordWriter {
    private static final int LONGEST_TIME = 64;
    private static final byte[] ARROW = " ->".getBytes(UTF_8);

    private final StructType schema;
    private final TimestampWriter timestamps;
    private final TimestampWriter localTimes = TimestampWriter.withoutZone();
    private final byte[] separator;
    private final byte quote;
    private final byte escape;
    private final byte escapeOfEscape;
    private final byte comment;
    private final byte[] nullValue;

    /** Whether the options say how nulls are written. */
    private final boolean writesNulls;

    private final byte[] emptyValue;
    private final byte[] lineSeparator;
    private final boolean writesHeader;
    private final boolean trimsLeading;
    private final boolean trimsTrailing;
    private final boolean quotesAll;
    private final boolean quotesQuotes;
    private final @Nullable TimePattern timestampPattern;
    private final @Nullable TimePattern localTimestampPattern;
    private final @Nullable TimePattern datePattern;
    private final byte[] time = new byte[LONGEST_TIME];
    private final ByteArray within = new ByteArray(64);
    private boolean isFirstColumn;

    /** Whether texts are parts of a value, and so are neither trimmed nor quoted. */
    private boolean isWithin;

    CsvWriter(StructType schema, Options options, ZoneId zone) {
        this.schema = schema;
        this.timestamps = new TimestampWriter(zone);
        this.separator = CsvOptions.separator(options);
        this.quote = CsvOptions.quote(options);
        this.escape = CsvOptions.escape(options);
        this.escapeOfEscape = CsvOptions.escapeOfEscape(options);
        byte declared = CsvOptions.comment(options);
        this.comment = declared == 0 ? (byte) '#' : declared;
        this.nullValue = options.get(CsvOptions.NULL_VALUE).getBytes(UTF_8);
        this.writesNulls = options.isSet(CsvOptions.NULL_VALUE);
        String empty = options.find(CsvOptions.EMPTY_VALUE);
        this.emptyValue = (empty == null ? "\"\"" : empty).getBytes(UTF_8);
        this.lineSeparator = CsvOptions.writeSeparator(options).getBytes(UTF_8);
        this.writesHeader = options.get(CsvOptions.HEADER);
        this.trimsLeading = CsvOptions.flag(options, CsvOptions.TRIM_LEADING, true);
        this.trimsTrailing = CsvOptions.flag(options, CsvOptions.TRIM_TRAILING, true);
        this.quotesAll = options.get(CsvOptions.QUOTE_ALL);
        this.quotesQuotes = options.get(CsvOptions.ESCAPE_QUOTES);
        this.timestampPattern = RecordOptions.timestampPattern(options, zone);
        this.localTimestampPattern = RecordOptions.localTimestampPattern(options);
        this.datePattern = RecordOptions.datePattern(options, zone);
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
            int rowStart = out.length();
            record(columns, row, out);
            // A record without a byte would be no record, so it is left out, as Spark does.
            if (out.length() > rowStart) {
                out.add(lineSeparator, 0, lineSeparator.length);
            }
        }
    }

    /** @param columns flat, one for each of the schema */
    void record(Vector[] columns, int row, ByteArray out) {
        for (int column = 0; column < columns.length; column++) {
            separate(column, out);
            value(columns[column], row, out);
        }
    }

    private void separate(int column, ByteArray out) {
        isFirstColumn = column == 0;
        if (column > 0) {
            out.add(separator, 0, separator.length);
        }
    }

    private void value(Vector vector, int row, ByteArray out) {
        if (vector.isNull(row)) {
            instead(nullValue, out);
            return;
        }
        if (vector.type() instanceof IntervalType interval) {
            long length =
                    vector instanceof IntVector months ? months.values()[row] : ((LongVector) vector).values()[row];
            text(IntervalText.of(length, interval), out);
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
                } else if (v.type() == AtomicType.TIMESTAMP_NTZ) {
                    localTimestamp(v.values()[row], out);
                } else {
                    text(Long.toString(v.values()[row]), out);
                }
            }
            case DoubleVector v when v.type() == AtomicType.FLOAT -> text(Float.toString((float) v.values()[row]), out);
            case DoubleVector v -> text(Double.toString(v.values()[row]), out);
            case BytesVector v when v.type() == AtomicType.BINARY -> text(HexText.of(v, row), out);
            case BytesVector v -> bytes(v.data(), v.starts()[row], v.starts()[row] + v.lengths()[row], out);
            case ArrayVector v -> nested(v, row, out);
            case MapVector v -> nested(v, row, out);
            case StructVector v -> nested(v, row, out);
            case ConstantVector v -> value(v.single(), 0, out);
            case DictionaryVector v -> value(v.dictionary(), v.ids()[row], out);
        }
    }

    /** A value that has values, as a text that no reader takes apart again; quoted as a whole. */
    private void nested(Vector vector, int row, ByteArray out) {
        if (isWithin) {
            parts(vector, row, out);
            return;
        }
        isWithin = true;
        within.clear();
        parts(vector, row, within);
        isWithin = false;
        bytes(within.array(), 0, within.length(), out);
    }

    private void parts(Vector vector, int row, ByteArray out) {
        switch (vector) {
            case ArrayVector v -> {
                out.add((byte) '[');
                for (int index = 0; index < v.lengths()[row]; index++) {
                    part(index, v.elements(), v.starts()[row] + index, out);
                }
                out.add((byte) ']');
            }
            case MapVector v -> {
                out.add((byte) '{');
                for (int index = 0; index < v.lengths()[row]; index++) {
                    part(index, v.keys(), v.starts()[row] + index, out);
                    out.add(ARROW, 0, ARROW.length);
                    behindBlank(v.values(), v.starts()[row] + index, out);
                }
                out.add((byte) '}');
            }
            case StructVector v -> {
                out.add((byte) '{');
                for (int index = 0; index < v.fields().length; index++) {
                    part(index, v.field(index), row, out);
                }
                out.add((byte) '}');
            }
            default -> throw new IllegalStateException("no value of values: " + vector.type());
        }
    }

    /** A comma before each but the first; a null is nothing, unless the options say how nulls are written. */
    private void part(int index, Vector values, int row, ByteArray out) {
        if (index > 0) {
            out.add((byte) ',');
        }
        if (index > 0 || values.isNull(row)) {
            behindBlank(values, row, out);
        } else {
            value(values, row, out);
        }
    }

    private void behindBlank(Vector values, int row, ByteArray out) {
        if (!values.isNull(row) || writesNulls) {
            out.add((byte) ' ');
            value(values, row, out);
        }
    }

    private void timestamp(long micros, ByteArray out) {
        if (timestampPattern == null) {
            bytes(time, 0, timestamps.write(micros, time, 0), out);
        } else {
            text(timestampPattern.formatTimestamp(micros), out);
        }
    }

    private void localTimestamp(long micros, ByteArray out) {
        if (localTimestampPattern == null) {
            bytes(time, 0, localTimes.write(micros, time, 0), out);
        } else {
            text(localTimestampPattern.formatTimestamp(micros), out);
        }
    }

    private void date(int days, ByteArray out) {
        if (datePattern == null) {
            bytes(time, 0, DateTimes.formatDate(days, time, 0), out);
        } else {
            text(datePattern.formatDate(days), out);
        }
    }

    private void text(String text, ByteArray out) {
        byte[] bytes = text.getBytes(UTF_8);
        bytes(bytes, 0, bytes.length, out);
    }

    private void bytes(byte[] source, int valueStart, int valueEnd, ByteArray out) {
        if (isWithin) {
            out.add(source, valueStart, valueEnd - valueStart);
            return;
        }
        int start = valueStart;
        int end = valueEnd;
        while (trimsLeading && start < end && isBlank(source[start])) {
            start++;
        }
        while (trimsTrailing && end > start && isBlank(source[end - 1])) {
            end--;
        }
        if (start == end) {
            instead(emptyValue, out);
        } else if (quotesAll || needsQuotes(source, start, end) || (isFirstColumn && source[valueStart] == comment)) {
            quoted(source, start, end, out);
        } else {
            out.add(source, start, end - start);
        }
    }

    /** What stands for a null or an empty text: two quotes, which are not quoted again, or a text like others. */
    private void instead(byte[] text, ByteArray out) {
        if (isWithin) {
            out.add(text, 0, text.length);
            return;
        }
        boolean isQuotes = text.length >= 2 && text[0] == quote && text[1] == quote;
        if (!isQuotes && (quotesAll || (text.length > 0 && needsQuotes(text, 0, text.length)))) {
            quoted(text, 0, text.length, out);
        } else {
            out.add(text, 0, text.length);
        }
    }

    private void quoted(byte[] source, int start, int end, ByteArray out) {
        out.add(quote);
        for (int index = start; index < end; index++) {
            byte next = source[index];
            if (next == '\n') {
                out.add(lineSeparator, 0, lineSeparator.length);
                continue;
            }
            if (next == quote) {
                out.add(escape);
            } else if (next == escape && escapeOfEscape != 0) {
                out.add(escapeOfEscape);
            }
            out.add(next);
        }
        out.add(quote);
    }

    private boolean needsQuotes(byte[] source, int start, int end) {
        if (source[start] == quote) {
            return true;
        }
        for (int index = start; index < end; index++) {
            byte next = source[index];
            if (next == '\n' || next == '\r' || next == lineSeparator[0] || (quotesQuotes && next == quote)) {
                return true;
            }
            if (next == separator[0]
                    && end - index >= separator.length
                    && Arrays.equals(source, index, index + separator.length, separator, 0, separator.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte value) {
        return value >= 0 && value <= ' ';
    }
}
