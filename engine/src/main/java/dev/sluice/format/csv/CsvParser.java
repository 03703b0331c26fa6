package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.BadRecordKeeper;
import dev.sluice.format.DateTimes;
import dev.sluice.format.Excerpt;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.TimePattern;
import dev.sluice.format.TimestampParser;
import dev.sluice.format.Utf8Check;
import dev.sluice.spi.BadRecords;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalText;
import dev.sluice.types.IntervalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fills columns from records of CSV. */
final class CsvParser extends CsvRecords {
    /** Numbers of so few characters are rounded to a double and then to a float as they are to a float at once. */
    private static final int MAX_SHORT_FLOAT = 9;

    private static final int NONE = -1;
    private static final String WRONG_VALUE = "a record has a value that does not fit the type of its column";
    private static final String WRONG_COUNT = "a record has more or fewer fields than the schema";

    private final StructType positional;
    private final int[] fields;

    /** The type of each column, null where it is none of the simple ones. */
    private final @Nullable AtomicType[] types;

    private final int[] textColumns;
    private final int corruptColumn;
    private final ParseMode mode;
    private final BadRecordKeeper bad;
    private final boolean checksHeader;
    private final byte[] nullValue;
    private final String nanValue;
    private final String positiveInfinity;
    private final String negativeInfinity;
    private final @Nullable TimePattern timestampPattern;
    private final @Nullable TimePattern localTimestampPattern;
    private final @Nullable TimePattern datePattern;
    private final boolean fallsBack;
    private final TimestampParser timestamps;

    /** Whether only some columns are read, so that the number of fields does not matter. */
    private final boolean isPruned;

    private long recordCount;
    private long malformedRecordCount;
    private long droppedRecordCount;

    CsvParser(StructType whole, StructType wanted, Options options, ZoneId sessionZone, boolean isText) {
        super(options, isText);
        String corrupt = options.get(RecordOptions.CORRUPT_RECORD);
        this.positional = new StructType(whole.fields().stream()
                .filter(field -> !field.name().equals(corrupt))
                .toList());
        this.fields = new int[wanted.size()];
        for (int column = 0; column < fields.length; column++) {
            fields[column] = positional.indexOf(wanted.field(column).name()).orElse(NONE);
        }
        this.corruptColumn = wanted.indexOf(corrupt).orElse(NONE);
        this.types = new AtomicType[fields.length];
        for (int column = 0; column < fields.length; column++) {
            types[column] = wanted.type(column) instanceof AtomicType atomic ? atomic : null;
        }
        this.textColumns = IntStream.range(0, fields.length)
                .filter(column -> column != corruptColumn && isText(types[column]))
                .toArray();
        this.isPruned = corruptColumn == NONE && wanted.size() < positional.size();
        this.mode = options.get(RecordOptions.MODE);
        this.bad = new BadRecordKeeper(options);
        this.checksHeader = !options.get(CsvOptions.ENFORCE_SCHEMA);
        this.nullValue = options.get(CsvOptions.NULL_VALUE).getBytes(UTF_8);
        this.nanValue = options.get(CsvOptions.NAN_VALUE);
        this.positiveInfinity = options.get(CsvOptions.POSITIVE_INFINITY);
        this.negativeInfinity = options.get(CsvOptions.NEGATIVE_INFINITY);
        ZoneId zone = RecordOptions.zone(options, sessionZone);
        this.timestamps = new TimestampParser(zone);
        this.timestampPattern = RecordOptions.timestampPattern(options, zone);
        this.localTimestampPattern = RecordOptions.localTimestampPattern(options);
        this.datePattern = RecordOptions.datePattern(options, zone);
        this.fallsBack = options.get(RecordOptions.TIME_FALLBACK);
    }

    @Override
    void bind(byte[] buffer, BatchBuilder builder) {
        for (int column : textColumns) {
            ((BytesBuilder) builder.column(column)).viewInto(buffer);
        }
    }

    @Override
    void header(byte[] buffer) {
        if (!checksHeader) {
            return;
        }
        String[] names = new String[tokenizer.count()];
        for (int field = 0; field < names.length; field++) {
            select(buffer, field);
            names[field] = text();
        }
        if (!isSame(names, positional.fieldNames())) {
            throw SluiceException.of(
                            ErrorCondition.MALFORMED_RECORD, "the header does not have the names of the schema")
                    .at(location)
                    .found(String.join(", ", names))
                    .expected(String.join(", ", positional.fieldNames()))
                    .mend("correct the schema, or set enforceSchema to true to go by position alone")
                    .build();
        }
    }

    private static boolean isSame(String[] names, String[] others) {
        boolean isSame = names.length == others.length;
        for (int index = 0; isSame && index < names.length; index++) {
            isSame = names[index].equalsIgnoreCase(others[index]);
        }
        return isSame;
    }

    @Override
    void record(byte[] buffer, int start, int end, long offset, BatchBuilder builder) {
        recordCount++;
        int row = builder.rowCount();
        boolean hasAllFields = isPruned || tokenizer.count() == positional.size();
        boolean isFine = hasAllFields;
        for (int column = 0; column < fields.length; column++) {
            int field = fields[column];
            if (field != NONE && field < tokenizer.count() && !isNull(buffer, field)) {
                isFine &= set(builder.column(column), types[column], row);
            }
        }
        if (!isFine) {
            malformedRecordCount++;
            int textEnd = end;
            while (!isWhole && textEnd > start && (buffer[textEnd - 1] == '\n' || buffer[textEnd - 1] == '\r')) {
                textEnd--;
            }
            bad.keep(location, offset, buffer, start, textEnd, hasAllFields ? WRONG_VALUE : WRONG_COUNT);
            switch (mode) {
                case PERMISSIVE -> {
                    if (corruptColumn != NONE) {
                        ((BytesBuilder) builder.column(corruptColumn)).set(row, buffer, start, textEnd - start);
                    }
                }
                case DROPMALFORMED -> {
                    droppedRecordCount++;
                    for (int column = 0; column < fields.length; column++) {
                        builder.column(column).setNull(row);
                    }
                    return;
                }
                case FAILFAST -> throw malformed(buffer, start, textEnd, offset, hasAllFields);
            }
        }
        // Escapes go last: until here the text of the record is as it was read.
        for (int column : textColumns) {
            BytesBuilder texts = (BytesBuilder) builder.column(column);
            if (texts.isSet(row)) {
                setText(texts, row, buffer, fields[column]);
            }
        }
        builder.position(offset);
        builder.endRow();
    }

    private SluiceException malformed(byte[] buffer, int start, int end, long offset, boolean hasAllFields) {
        SluiceException.Builder error = SluiceException.of(ErrorCondition.MALFORMED_RECORD, "a record cannot be parsed")
                .at(location)
                .at("byte " + offset)
                .found(Excerpt.of(buffer, start, end))
                .expected(positional.toDDL())
                .mend("correct the record, or set mode to PERMISSIVE (nulls) or DROPMALFORMED (left out)");
        return hasAllFields ? error.build() : error.cause(wrongCount()).build();
    }

    private SluiceException wrongCount() {
        return SluiceException.of(ErrorCondition.MALFORMED_CSV_RECORD, WRONG_COUNT)
                .at(location)
                .found(tokenizer.count() + " fields")
                .expected(positional.size() + " fields")
                .build();
    }

    @SuppressWarnings("ReferenceEquality") // Whether the text lies in this array, not whether it is the same.
    private void setText(BytesBuilder texts, int row, byte[] buffer, int field) {
        tokenizer.unescape(buffer, field);
        select(buffer, field);
        if (source == buffer) {
            texts.setView(row, valueStart, valueLength);
        } else {
            texts.set(row, source, valueStart, valueLength);
        }
    }

    /** Selects the field. */
    private boolean isNull(byte[] buffer, int field) {
        select(buffer, field);
        if (valueLength == 0) {
            return !tokenizer.isQuoted(field) || nullValue.length == 0;
        }
        return valueLength == nullValue.length
                && Arrays.equals(source, valueStart, valueStart + valueLength, nullValue, 0, nullValue.length);
    }

    private static boolean isText(@Nullable AtomicType type) {
        return type == AtomicType.STRING || type == AtomicType.BINARY;
    }

    /** Whether the selected field is a value of the type; if so it is set, a text for now only as present. */
    private boolean set(VectorBuilder column, @Nullable AtomicType type, int row) {
        try {
            if (type == null) {
                return setOther(column, row);
            }
            switch (type) {
                case STRING -> {
                    if (!Utf8Check.passes(source, valueStart, valueStart + valueLength)) {
                        return false;
                    }
                    ((BytesBuilder) column).setView(row, 0, 0);
                }
                case BINARY -> ((BytesBuilder) column).setView(row, 0, 0);
                case DOUBLE -> ((DoubleBuilder) column).set(row, parseReal(Double::parseDouble));
                case FLOAT -> ((DoubleBuilder) column).set(row, parseFloat());
                case BIGINT -> ((LongBuilder) column).set(row, CsvNumbers.parseLong(source, valueStart, valueLength));
                case TINYINT, SMALLINT, INT -> {
                    long value = CsvNumbers.parseLong(source, valueStart, valueLength);
                    if (!fits(value, type)) {
                        return false;
                    }
                    ((IntBuilder) column).set(row, (int) value);
                }
                case TIMESTAMP -> {
                    return setTimestamp((LongBuilder) column, row);
                }
                case TIMESTAMP_NTZ -> {
                    return setLocalTimestamp((LongBuilder) column, row);
                }
                case DATE -> {
                    return setDate((IntBuilder) column, row);
                }
                case BOOLEAN -> {
                    String text = text();
                    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                        return false;
                    }
                    ((BooleanBuilder) column).set(row, Boolean.parseBoolean(text));
                }
            }
            return true;
        } catch (NumberFormatException | ArithmeticException unreadable) {
            return false;
        }
    }

    private boolean setOther(VectorBuilder column, int row) {
        return switch (column.type()) {
            case DecimalType decimal -> Decimals.setRounded(column, row, new BigDecimal(text().replace(",", "")));
            case IntervalType interval -> setInterval(column, interval, row);
            default -> throw new IllegalStateException("csv has no field of type " + column.type());
        };
    }

    private static boolean fits(long value, AtomicType type) {
        if (type == AtomicType.TINYINT) {
            return value == (byte) value;
        }
        return type == AtomicType.SMALLINT ? value == (short) value : value == (int) value;
    }

    /** Rounded once: numbers of more digits may lie so near to the middle between floats that as doubles they lie there. */
    private double parseFloat() {
        return valueLength <= MAX_SHORT_FLOAT
                ? (float) parseReal(Double::parseDouble)
                : parseText(text(), Float::parseFloat);
    }

    private double parseReal(ToDoubleFunction<String> parser) {
        double simple = CsvNumbers.parseSimpleDouble(source, valueStart, valueLength);
        return Double.isNaN(simple) ? parseText(text(), parser) : simple;
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

    private boolean setDate(IntBuilder values, int row) {
        int days = datePattern == null ? DateTimes.INVALID_DATE : datePattern.parseDate(text());
        if (days == DateTimes.INVALID_DATE && (datePattern == null || fallsBack)) {
            days = DateTimes.parseDate(source, valueStart, valueLength);
        }
        if (days == DateTimes.INVALID_DATE) {
            return false;
        }
        values.set(row, days);
        return true;
    }

    private boolean setTimestamp(LongBuilder values, int row) {
        long micros = timestampPattern == null ? DateTimes.INVALID : timestampPattern.parseTimestamp(text());
        if (micros == DateTimes.INVALID && (timestampPattern == null || fallsBack)) {
            micros = timestamps.parse(source, valueStart, valueLength);
        }
        if (micros == DateTimes.INVALID) {
            return false;
        }
        values.set(row, micros);
        return true;
    }

    private boolean setLocalTimestamp(LongBuilder values, int row) {
        long micros =
                localTimestampPattern == null ? DateTimes.INVALID : localTimestampPattern.parseLocalTimestamp(text());
        if (micros == DateTimes.INVALID && (localTimestampPattern == null || fallsBack)) {
            micros = DateTimes.parseLocalTimestamp(source, valueStart, valueLength, false);
        }
        if (micros == DateTimes.INVALID) {
            return false;
        }
        values.set(row, micros);
        return true;
    }

    private boolean setInterval(VectorBuilder column, IntervalType type, int row) {
        OptionalLong length = IntervalText.parse(text(), type);
        if (length.isPresent()) {
            switch (column) {
                case IntBuilder months -> months.set(row, (int) length.getAsLong());
                case LongBuilder micros -> micros.set(row, length.getAsLong());
                default -> throw new IllegalStateException("no column of intervals: " + column.type());
            }
        }
        return length.isPresent();
    }

    @Override
    public void keepBad(@Nullable BadRecords taker) {
        bad.to(taker);
    }

    @Override
    public long recordCount() {
        return recordCount;
    }

    @Override
    public long malformedRecordCount() {
        return malformedRecordCount;
    }

    @Override
    public long droppedRecordCount() {
        return droppedRecordCount;
    }
}
