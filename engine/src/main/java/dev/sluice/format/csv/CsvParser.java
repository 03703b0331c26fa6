package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.ListBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.DateTimes;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Fills columns from records of CSV. */
final class CsvParser implements RecordParser {
    /** Numbers of so few characters are rounded to a double and then to a float as they are to a float at once. */
    private static final int MAX_SHORT_FLOAT = 9;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int NONE = -1;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final CsvTokenizer tokenizer;
    private final StructType positional;
    private final int[] fields;
    private final int corruptColumn;
    private final ParseMode mode;
    private final byte comment;
    private final boolean hasHeader;
    private final boolean checksHeader;
    private final byte[] nullValue;
    private final byte[] emptyValue;
    private final String nanValue;
    private final String positiveInfinity;
    private final String negativeInfinity;
    private final @Nullable DateTimeFormatter timestampFormat;
    private final @Nullable DateTimeFormatter dateFormat;
    private final ZoneId zone;

    private String location = "";
    private long origin;
    private boolean expectsMark;
    private boolean expectsHeader;
    private long recordCount;
    private long malformedRecordCount;

    CsvParser(StructType whole, StructType wanted, Options options, ZoneId zone) {
        String corrupt = options.get(RecordOptions.CORRUPT_RECORD);
        this.positional = new StructType(whole.fields().stream()
                .filter(field -> !field.name().equals(corrupt))
                .toList());
        this.fields = new int[wanted.size()];
        for (int column = 0; column < fields.length; column++) {
            fields[column] = positional.indexOf(wanted.field(column).name()).orElse(NONE);
        }
        this.corruptColumn = wanted.indexOf(corrupt).orElse(NONE);
        this.tokenizer = new CsvTokenizer(
                CsvOptions.separator(options),
                CsvOptions.quote(options),
                CsvOptions.escape(options),
                options.get(CsvOptions.MULTI_LINE),
                CsvOptions.flag(options, CsvOptions.TRIM_LEADING, false),
                CsvOptions.flag(options, CsvOptions.TRIM_TRAILING, false));
        this.mode = options.get(RecordOptions.MODE);
        this.comment = CsvOptions.comment(options);
        this.hasHeader = options.get(CsvOptions.HEADER);
        this.checksHeader = !options.get(CsvOptions.ENFORCE_SCHEMA);
        this.nullValue = options.get(CsvOptions.NULL_VALUE).getBytes(UTF_8);
        String empty = options.find(CsvOptions.EMPTY_VALUE);
        this.emptyValue = (empty == null ? "" : empty).getBytes(UTF_8);
        this.nanValue = options.get(CsvOptions.NAN_VALUE);
        this.positiveInfinity = options.get(CsvOptions.POSITIVE_INFINITY);
        this.negativeInfinity = options.get(CsvOptions.NEGATIVE_INFINITY);
        this.timestampFormat = CsvOptions.timestampFormat(options);
        this.dateFormat = CsvOptions.dateFormat(options);
        this.zone = zone;
    }

    @Override
    public void begin(String nameOfInput, long position, boolean atFileStart) {
        location = nameOfInput;
        origin = position;
        expectsMark = atFileStart;
        expectsHeader = atFileStart && hasHeader;
    }

    @Override
    public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
        int next = start;
        if (expectsMark) {
            if (end - start < BYTE_ORDER_MARK.length && !atEnd) {
                return start;
            }
            expectsMark = false;
            boolean hasMark = end - start >= BYTE_ORDER_MARK.length
                    && Arrays.equals(buffer, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
            next += hasMark ? BYTE_ORDER_MARK.length : 0;
        }
        if (emptyValue.length == 0) {
            for (int column = 0; column < fields.length; column++) {
                if (column != corruptColumn
                        && builder.column(column) instanceof BytesBuilder texts
                        && !isDecimal(texts)) {
                    texts.viewInto(buffer);
                }
            }
        }
        while (next < end && !builder.isFull()) {
            int recordEnd;
            if (isSkipped(buffer, next, end)) {
                recordEnd = lineEnd(buffer, next, end, atEnd);
            } else {
                recordEnd = tokenizer.tokenize(buffer, next, end, atEnd);
                if (recordEnd != CsvTokenizer.INCOMPLETE) {
                    if (expectsHeader) {
                        expectsHeader = false;
                        header(buffer);
                    } else {
                        record(buffer, next, recordEnd, origin + (next - start), builder);
                    }
                }
            }
            if (recordEnd == CsvTokenizer.INCOMPLETE) {
                break;
            }
            next = recordEnd;
        }
        origin += next - start;
        return next;
    }

    /** Whether a line is blank or a comment, as far as can be seen: a line that is cut off is looked at again. */
    private boolean isSkipped(byte[] buffer, int start, int end) {
        byte first = buffer[start];
        if (first > ' ' || first < 0) {
            return comment != 0 && first == comment;
        }
        int index = start;
        while (index < end && buffer[index] != '\n') {
            if (buffer[index] > ' ' || buffer[index] < 0) {
                return false;
            }
            index++;
        }
        return true;
    }

    private static int lineEnd(byte[] buffer, int start, int end, boolean atEnd) {
        for (int index = start; index < end; index++) {
            if (buffer[index] == '\n') {
                return index + 1;
            }
        }
        return atEnd ? end : CsvTokenizer.INCOMPLETE;
    }

    private void header(byte[] buffer) {
        if (!checksHeader) {
            return;
        }
        String[] names = new String[tokenizer.count()];
        for (int field = 0; field < names.length; field++) {
            names[field] = text(buffer, field);
        }
        if (!Arrays.equals(names, positional.fieldNames())) {
            throw SluiceException.of(
                            ErrorCondition.MALFORMED_RECORD, "the header does not have the names of the schema")
                    .at(location)
                    .found(String.join(", ", names))
                    .expected(String.join(", ", positional.fieldNames()))
                    .mend("correct the schema, or set enforceSchema to true to go by position alone")
                    .build();
        }
    }

    private void record(byte[] buffer, int start, int end, long offset, BatchBuilder builder) {
        recordCount++;
        int row = builder.rowCount();
        boolean isWhole = tokenizer.count() == positional.size();
        for (int column = 0; column < fields.length; column++) {
            int field = fields[column];
            if (field != NONE && field < tokenizer.count() && !isNull(buffer, field)) {
                isWhole &= set(builder.column(column), row, buffer, field);
            }
        }
        if (!isWhole) {
            malformedRecordCount++;
            int textEnd = end;
            while (textEnd > start && (buffer[textEnd - 1] == '\n' || buffer[textEnd - 1] == '\r')) {
                textEnd--;
            }
            switch (mode) {
                case PERMISSIVE -> {
                    if (corruptColumn != NONE) {
                        ((BytesBuilder) builder.column(corruptColumn)).set(row, buffer, start, textEnd - start);
                    }
                }
                case DROPMALFORMED -> {
                    for (int column = 0; column < fields.length; column++) {
                        builder.column(column).setNull(row);
                    }
                    return;
                }
                case FAILFAST ->
                    throw SluiceException.of(ErrorCondition.MALFORMED_RECORD, "a record cannot be parsed")
                            .at(location)
                            .at("byte " + offset)
                            .found(new String(buffer, start, textEnd - start, UTF_8))
                            .expected(positional.toDDL())
                            .mend("correct the record, or set mode to PERMISSIVE (nulls) or DROPMALFORMED (left out)")
                            .build();
            }
        }
        // Escapes go last: until here the text of the record is as it was read.
        for (int column = 0; column < fields.length; column++) {
            int field = fields[column];
            if (field != NONE
                    && builder.column(column) instanceof BytesBuilder texts
                    && texts.isSet(row)
                    && !isDecimal(texts)) {
                setText(texts, row, buffer, field);
            }
        }
        builder.endRow();
    }

    private void setText(BytesBuilder texts, int row, byte[] buffer, int field) {
        tokenizer.unescape(buffer, field);
        int start = tokenizer.start(field);
        int length = tokenizer.end(field) - start;
        if (emptyValue.length == 0) {
            texts.setView(row, start, length);
        } else if (length == 0) {
            texts.set(row, emptyValue, 0, emptyValue.length);
        } else {
            texts.set(row, buffer, start, length);
        }
    }

    private boolean isNull(byte[] buffer, int field) {
        int start = tokenizer.start(field);
        int length = tokenizer.end(field) - start;
        if (length == 0) {
            return !tokenizer.isQuoted(field) || Arrays.equals(emptyValue, nullValue);
        }
        return length == nullValue.length
                && Arrays.equals(buffer, start, start + length, nullValue, 0, nullValue.length);
    }

    /** Whether the field is a value of the type; if so it is set, a text for now only as present. */
    private boolean set(VectorBuilder column, int row, byte[] buffer, int field) {
        int start = tokenizer.start(field);
        int length = tokenizer.end(field) - start;
        try {
            if (isDecimal(column)) {
                return Decimals.setRounded(
                        column, row, new BigDecimal(text(buffer, field).replace(",", "")));
            }
            switch (column) {
                case BytesBuilder texts -> texts.setView(row, 0, 0);
                case BooleanBuilder values -> {
                    String text = text(buffer, field);
                    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                        return false;
                    }
                    values.set(row, Boolean.parseBoolean(text));
                }
                case IntBuilder values -> {
                    if (values.type() == AtomicType.DATE) {
                        return setDate(values, row, buffer, field);
                    }
                    long value = CsvNumbers.parseLong(buffer, start, length);
                    if (!fits(value, values.type())) {
                        return false;
                    }
                    values.set(row, (int) value);
                }
                case LongBuilder values -> {
                    if (values.type() == AtomicType.TIMESTAMP) {
                        return setTimestamp(values, row, buffer, field);
                    }
                    values.set(row, CsvNumbers.parseLong(buffer, start, length));
                }
                case DoubleBuilder values ->
                    values.set(
                            row,
                            values.type() == AtomicType.FLOAT
                                    ? parseFloat(buffer, field)
                                    : parseReal(buffer, field, Double::parseDouble));
                case StructBuilder struct ->
                    throw new IllegalStateException("csv has no field of type " + struct.type());
                case ListBuilder list -> throw new IllegalStateException("csv has no field of type " + list.type());
            }
            return true;
        } catch (NumberFormatException | ArithmeticException | DateTimeParseException unreadable) {
            return false;
        }
    }

    private static boolean isDecimal(VectorBuilder column) {
        return column.type() instanceof DecimalType;
    }

    private static boolean fits(long value, DataType type) {
        if (type == AtomicType.TINYINT) {
            return value == (byte) value;
        }
        return type == AtomicType.SMALLINT ? value == (short) value : value == (int) value;
    }

    /** Rounded once: numbers of more digits may lie so near to the middle between floats that as doubles they lie there. */
    private double parseFloat(byte[] buffer, int field) {
        boolean isShort = tokenizer.end(field) - tokenizer.start(field) <= MAX_SHORT_FLOAT;
        return isShort
                ? (float) parseReal(buffer, field, Double::parseDouble)
                : parseText(text(buffer, field), Float::parseFloat);
    }

    private double parseReal(byte[] buffer, int field, ToDoubleFunction<String> parser) {
        int start = tokenizer.start(field);
        double simple = CsvNumbers.parseSimpleDouble(buffer, start, tokenizer.end(field) - start);
        return Double.isNaN(simple) ? parseText(text(buffer, field), parser) : simple;
    }

    private double parseText(String text, ToDoubleFunction<String> parser) {
        if (text.equals(nanValue)) {
            return Double.NaN;
        }
        if (text.equals(positiveInfinity)) {
            return Double.POSITIVE_INFINITY;
        }
        return text.equals(negativeInfinity) ? Double.NEGATIVE_INFINITY : parser.applyAsDouble(text);
    }

    private boolean setDate(IntBuilder values, int row, byte[] buffer, int field) {
        int start = tokenizer.start(field);
        if (dateFormat != null) {
            LocalDate date = LocalDate.parse(text(buffer, field), dateFormat);
            values.set(row, Math.toIntExact(date.toEpochDay()));
            return true;
        }
        int days = DateTimes.parseDate(buffer, start, tokenizer.end(field) - start);
        if (days == DateTimes.INVALID_DATE) {
            return false;
        }
        values.set(row, days);
        return true;
    }

    private boolean setTimestamp(LongBuilder values, int row, byte[] buffer, int field) {
        int start = tokenizer.start(field);
        if (timestampFormat != null) {
            values.set(row, micros(text(buffer, field), timestampFormat));
            return true;
        }
        long micros = DateTimes.parseTimestamp(buffer, start, tokenizer.end(field) - start, zone);
        if (micros == DateTimes.INVALID) {
            return false;
        }
        values.set(row, micros);
        return true;
    }

    private long micros(String text, DateTimeFormatter formatter) {
        TemporalAccessor parsed = formatter.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
        Instant instant = switch (parsed) {
            case Instant withZone -> withZone;
            case LocalDateTime local -> local.atZone(zone).toInstant();
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            default -> throw new IllegalStateException("a time of " + parsed.getClass());
        };
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000L);
    }

    private String text(byte[] buffer, int field) {
        int start = tokenizer.start(field);
        return new String(buffer, start, tokenizer.end(field) - start, UTF_8);
    }

    @Override
    public long recordCount() {
        return recordCount;
    }

    @Override
    public long malformedRecordCount() {
        return malformedRecordCount;
    }
}
