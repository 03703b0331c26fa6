package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.DateTimes;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.SchemaInference;
import dev.sluice.format.SeparatedRecords;
import dev.sluice.format.TimePattern;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the fields of JSON as Spark does: every name there is, in order, with the narrowest type of its values. */
final class JsonInference implements SchemaInference {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Options options;
    private final JsonScanner scanner;
    private final boolean isWhole;
    private final RecordParser parser;
    private final ZoneId zone;
    private final @Nullable TimePattern timestampPattern;
    private final boolean hasOnlyTexts;
    private final boolean infersTimestamps;
    private final boolean prefersDecimals;
    private JsonShape records = JsonShape.Plain.NOTHING;
    private boolean hasCorrupt;

    /** Whether the record at hand has NaN or an infinity where decimals are preferred, so that Spark cannot read it. */
    private boolean hasNoNumber;

    private int position;

    JsonInference(Options options, ZoneId sessionZone) {
        String separator = JsonOptions.readSeparator(options);
        boolean isMultiLine = options.get(JsonOptions.MULTI_LINE);
        this.options = options;
        this.isWhole = isMultiLine || separator != null;
        this.scanner = new JsonScanner(options, isWhole);
        this.zone = RecordOptions.zone(options, sessionZone);
        this.timestampPattern = RecordOptions.timestampPattern(options, zone);
        this.hasOnlyTexts = options.get(JsonOptions.PRIMITIVES_AS_STRING);
        this.infersTimestamps = options.get(JsonOptions.INFER_TIMESTAMP);
        Records lines = new Records();
        this.parser = separator == null || isMultiLine ? lines : new SeparatedRecords(lines, separator);
        this.prefersDecimals = options.get(JsonOptions.PREFERS_DECIMAL);
    }

    @Override
    public RecordParser parser() {
        return parser;
    }

    @Override
    public StructType schema() {
        JsonShape all = records;
        if (hasCorrupt) {
            all = all.with(JsonShape.struct(options.get(RecordOptions.CORRUPT_RECORD), JsonShape.Plain.TEXT));
        }
        return all.schema(options.get(JsonOptions.DROP_FIELD_IF_ALL_NULL));
    }

    /** The type of one text, whatever JSON it is. */
    DataType typeOf(String text) {
        // Where a number ends is known by what follows it.
        byte[] buffer = (text + " ").getBytes(UTF_8);
        int first = scanner.skipBlanks(buffer, 0, buffer.length);
        if (first >= buffer.length) {
            return AtomicType.STRING;
        }
        int end = scanner.skipValue(buffer, first, buffer.length);
        boolean isWord = Character.isLetterOrDigit(buffer[first]) || buffer[first] == '-';
        if (end < 0 || (isWord && scanner.skipBlanks(buffer, end, buffer.length) == end)) {
            throw SluiceException.analysis(ErrorCondition.MALFORMED_RECORD, "a text is no JSON")
                    .found(text)
                    .mend("pass an example of what the texts are")
                    .build();
        }
        return shape(buffer, first, buffer.length).typeAlone(options.get(JsonOptions.DROP_FIELD_IF_ALL_NULL));
    }

    private void take(byte[] buffer, int start, int end, String location) {
        int first = scanner.skipBlanks(buffer, start, end);
        if (first >= end) {
            return;
        }
        byte kind = buffer[first];
        boolean isRecord = (kind == '{' || kind == '[') && scanner.skipValue(buffer, first, end) >= 0;
        hasNoNumber = false;
        JsonShape shape = isRecord ? shape(buffer, first, end) : JsonShape.Plain.NOTHING;
        isRecord &= !hasNoNumber;
        while (shape instanceof JsonShape.Elements array) {
            shape = array.element();
            isRecord &= shape instanceof JsonShape.Fields
                    || shape instanceof JsonShape.Elements
                    || shape == JsonShape.Plain.NOTHING;
        }
        if (isRecord) {
            records = records.with(shape);
        } else if (options.get(RecordOptions.MODE) == ParseMode.FAILFAST) {
            throw SluiceException.of(ErrorCondition.MALFORMED_RECORD, "a record is not a JSON object")
                    .at(location)
                    .found(new String(buffer, start, Math.min(256, end - start), UTF_8).strip())
                    .expected("a JSON object")
                    .mend("correct the record, or use mode PERMISSIVE or DROPMALFORMED")
                    .build();
        } else {
            hasCorrupt |= options.get(RecordOptions.MODE) == ParseMode.PERMISSIVE;
        }
    }

    /** The shape of the value at {@code start}, which is known to be JSON; the position is behind it. */
    private JsonShape shape(byte[] buffer, int start, int end) {
        byte kind = buffer[start];
        if (kind == '{') {
            return object(buffer, start + 1, end);
        }
        if (kind == '[') {
            return array(buffer, start + 1, end);
        }
        position = scanner.skipValue(buffer, start, end);
        if (scanner.isQuote(kind)) {
            return text(ValueReader.text(buffer, start + 1, position - 1));
        }
        if (kind == 'n') {
            return JsonShape.Plain.NOTHING;
        }
        if (hasOnlyTexts) {
            return JsonShape.Plain.TEXT;
        }
        if (kind == 't' || kind == 'f') {
            return JsonShape.Plain.TRUTH;
        }
        return number(buffer, start, position);
    }

    private JsonShape text(String text) {
        if (text.isEmpty()) {
            return JsonShape.Plain.NOTHING;
        }
        BigDecimal decimal = prefersDecimals ? decimal(text.replace(",", "")) : null;
        if (decimal != null && isDecimal(decimal) && decimal.scale() <= decimal.precision()) {
            return exact(decimal);
        }
        if (!infersTimestamps) {
            return JsonShape.Plain.TEXT;
        }
        byte[] bytes = text.getBytes(UTF_8);
        long micros = timestampPattern == null
                ? DateTimes.parseTimestamp(bytes, 0, bytes.length, zone)
                : timestampPattern.parseTimestamp(text);
        return micros == DateTimes.INVALID ? JsonShape.Plain.TEXT : JsonShape.Plain.TIME;
    }

    private JsonShape number(byte[] buffer, int start, int end) {
        if (Numbers.isLong(buffer, start, end)) {
            return JsonShape.Plain.WHOLE;
        }
        boolean isWhole = true;
        for (int index = buffer[start] == '-' ? start + 1 : start; index < end; index++) {
            isWhole &= buffer[index] >= '0' && buffer[index] <= '9';
        }
        if (!isWhole && !prefersDecimals) {
            return JsonShape.Plain.REAL;
        }
        BigDecimal decimal = decimal(ValueReader.text(buffer, start, end));
        hasNoNumber |= decimal == null;
        return decimal != null && isDecimal(decimal) ? exact(decimal) : JsonShape.Plain.REAL;
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static boolean isDecimal(BigDecimal number) {
        return number.scale() >= 0 && Math.max(number.precision(), number.scale()) <= DecimalType.MAX_PRECISION;
    }

    private static JsonShape exact(BigDecimal decimal) {
        return new JsonShape.Exact(Math.max(decimal.precision(), decimal.scale()), decimal.scale());
    }

    private JsonShape object(byte[] buffer, int start, int end) {
        JsonShape.Fields fields = new JsonShape.Fields();
        int next = scanner.skipBlanks(buffer, start, end);
        while (buffer[next] != '}') {
            int nameEnd = scanner.skipName(buffer, next, end);
            int quote = scanner.isQuote(buffer[next]) ? 1 : 0;
            String name = ValueReader.text(buffer, next + quote, nameEnd - quote);
            int colon = scanner.skipBlanks(buffer, nameEnd, end);
            fields.add(name, shape(buffer, scanner.skipBlanks(buffer, colon + 1, end), end));
            next = behindValue(buffer, end);
        }
        position = next + 1;
        return fields;
    }

    private JsonShape array(byte[] buffer, int start, int end) {
        JsonShape element = JsonShape.Plain.NOTHING;
        int next = scanner.skipBlanks(buffer, start, end);
        while (buffer[next] != ']') {
            element = element.with(shape(buffer, next, end));
            next = behindValue(buffer, end);
        }
        position = next + 1;
        return new JsonShape.Elements(element);
    }

    /** The next name or value, or the closing bracket. */
    private int behindValue(byte[] buffer, int end) {
        int next = scanner.skipBlanks(buffer, position, end);
        return buffer[next] == ',' ? scanner.skipBlanks(buffer, next + 1, end) : next;
    }

    private final class Records implements RecordParser {
        private String location = "";
        private boolean atFileStart;
        private long recordCount;

        @Override
        public void begin(String nameOfInput, long start, boolean atStart) {
            location = nameOfInput;
            atFileStart = atStart;
        }

        @Override
        public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
            if ((isWhole || atFileStart) && !atEnd && (isWhole || end - start < BYTE_ORDER_MARK.length)) {
                return start;
            }
            int next = start;
            if (atFileStart) {
                atFileStart = false;
                boolean hasMark = end - start >= BYTE_ORDER_MARK.length
                        && Arrays.equals(
                                buffer,
                                start,
                                start + BYTE_ORDER_MARK.length,
                                BYTE_ORDER_MARK,
                                0,
                                BYTE_ORDER_MARK.length);
                next += hasMark ? BYTE_ORDER_MARK.length : 0;
            }
            while (next < end) {
                int recordEnd = isWhole ? end : JsonScanner.lineEnd(buffer, next, end);
                if (recordEnd < 0 && !atEnd) {
                    return next;
                }
                recordEnd = recordEnd < 0 ? end : recordEnd;
                int textEnd = recordEnd;
                while (!isWhole && textEnd > next && JsonScanner.isLineBreak(buffer[textEnd - 1])) {
                    textEnd--;
                }
                take(buffer, next, textEnd, location);
                recordCount++;
                next = recordEnd;
            }
            return next;
        }

        @Override
        public long recordCount() {
            return recordCount;
        }

        @Override
        public long malformedRecordCount() {
            return 0;
        }
    }
}
