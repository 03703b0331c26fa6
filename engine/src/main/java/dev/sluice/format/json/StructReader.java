package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.format.DateTimes;
import dev.sluice.format.Words;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object into columns.
 *
 * <p>Each name is first compared with the one that followed the last name in an earlier object. Values of usual form are
 * read at once; for all others there is a second, careful way. Methods return the position behind what they read, or
 * {@link JsonScanner#CUT} or {@link JsonScanner#BAD}.
 */
final class StructReader {
    private static final byte[] NO_BYTES = {};
    private static final int ISO_MILLIS_LENGTH = 24;

    private final ReadContext context;
    private final JsonScanner scanner;
    private final Field[] fields;
    private final FieldNames names = new FieldNames();
    private final FieldName first = new FieldName(NO_BYTES, null);
    private final FieldName endOfObject = new FieldName(NO_BYTES, null);
    private FieldName found = endOfObject;

    StructReader(StructType type, IntFunction<VectorBuilder> columns, ReadContext context) {
        this.context = context;
        this.scanner = context.scanner;
        this.fields = new Field[type.size()];
        for (int index = 0; index < fields.length; index++) {
            StructField field = type.field(index);
            fields[index] = new Field(field.name(), field.dataType(), columns.apply(index), context);
        }
    }

    /** From here on values go to these columns, texts as views into {@code buffer}. */
    void bind(IntFunction<VectorBuilder> columns, byte[] buffer) {
        for (int index = 0; index < fields.length; index++) {
            fields[index].bind(columns.apply(index), buffer);
        }
    }

    /** Reads an object from behind its opening brace. */
    int read(byte[] buffer, int start, int end, int row) {
        int position = start;
        FieldName previous = first;
        while (true) {
            FieldName name = previous.successor;
            if (name != null && name.isAt(buffer, position, end)) {
                position += name.length;
                if (buffer[position] <= ' ') {
                    position = scanner.skipBlanks(buffer, position, end);
                }
            } else {
                position = readName(buffer, position, end, previous);
                name = found;
                if (position < 0 || name == endOfObject) {
                    return position;
                }
            }
            Field field = name.field;
            position = field == null
                    ? scanner.skipValue(buffer, position, end)
                    : readValue(field, buffer, position, end, row);
            if (position < 0) {
                return position;
            }
            if (position >= end) {
                return JsonScanner.CUT;
            }
            byte next = buffer[position];
            if (next != ',' && next != '}') {
                position = scanner.skipBlanks(buffer, position, end);
                if (position >= end) {
                    return JsonScanner.CUT;
                }
                next = buffer[position];
            }
            position++;
            if (next == '}') {
                return position;
            }
            if (next != ',') {
                return JsonScanner.BAD;
            }
            previous = name;
        }
    }

    /** Reads a name that was not the expected one, up to its value, and makes it the one expected after {@code previous}. */
    private int readName(byte[] buffer, int start, int end, FieldName previous) {
        int nameStart = scanner.skipBlanks(buffer, start, end);
        if (nameStart >= end) {
            return JsonScanner.CUT;
        }
        if (buffer[nameStart] == '}' && previous == first) {
            found = endOfObject;
            return nameStart + 1;
        }
        int nameEnd = scanner.skipName(buffer, nameStart, end);
        if (nameEnd < 0) {
            return nameEnd;
        }
        int position = scanner.skipBlanks(buffer, nameEnd, end);
        if (position >= end) {
            return JsonScanner.CUT;
        }
        if (buffer[position] != ':') {
            return JsonScanner.BAD;
        }
        position = scanner.skipBlanks(buffer, position + 1, end);
        if (position >= end) {
            return JsonScanner.CUT;
        }
        FieldName name = names.find(buffer, start, position);
        if (name == null) {
            int quote = scanner.isQuote(buffer[nameStart]) ? 1 : 0;
            name = names.add(buffer, start, position, field(buffer, nameStart + quote, nameEnd - quote));
        }
        previous.successor = name;
        found = name;
        return position;
    }

    private @Nullable Field field(byte[] buffer, int start, int end) {
        byte[] name = Arrays.copyOfRange(buffer, start, end);
        int length = Escapes.decode(name, 0, name.length, name, 0);
        for (Field field : fields) {
            if (Arrays.equals(field.name, 0, field.name.length, name, 0, length)) {
                return field;
            }
        }
        return null;
    }

    private int readValue(Field field, byte[] buffer, int start, int end, int row) {
        if (start >= end) {
            return JsonScanner.CUT;
        }
        return switch (field.type) {
            case FieldType.STRING -> readText(field, buffer, start, end, row);
            case FieldType.TIMESTAMP -> readTimestamp(field, buffer, start, end, row);
            case FieldType.DOUBLE -> readDouble(field, buffer, start, end, row);
            case FieldType.BIGINT, FieldType.INT -> readWhole(field, buffer, start, end, row);
            case FieldType.BOOLEAN -> readBoolean(field, buffer, start, end, row);
            case FieldType.DATE -> readDate(field, buffer, start, end, row);
            default -> readStruct(field, buffer, start, end, row);
        };
    }

    private int readText(Field field, byte[] buffer, int start, int end, int row) {
        if (buffer[start] == '"') {
            int close = JsonScanner.plainTextEnd(buffer, start + 1, end);
            if (close < end && buffer[close] == '"' && context.escapedTexts.isEmpty()) {
                ((BytesBuilder) field.column).setView(row, start + 1, close - start - 1);
                return close + 1;
            }
        }
        return readTextCarefully(field, buffer, start, end, row);
    }

    /** A text with escapes or in single quotes, a null, or any other value as its own text. */
    private int readTextCarefully(Field field, byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        boolean isText = scanner.isQuote(buffer[start]);
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        BytesBuilder column = (BytesBuilder) field.column;
        context.escapedTexts.remove(column);
        int textStart = isText ? start + 1 : start;
        int textEnd = isText ? position - 1 : position;
        column.setView(row, textStart, textEnd - textStart);
        if (isText && hasEscape(buffer, textStart, textEnd)) {
            context.escapedTexts.add(column, textStart, textEnd);
        }
        return position;
    }

    private static boolean hasEscape(byte[] buffer, int start, int end) {
        for (int index = start; index < end; index++) {
            if (buffer[index] == '\\') {
                return true;
            }
        }
        return false;
    }

    private int readTimestamp(Field field, byte[] buffer, int start, int end, int row) {
        int textStart = start + 1;
        if (end - textStart > ISO_MILLIS_LENGTH
                && buffer[start] == '"'
                && buffer[textStart + ISO_MILLIS_LENGTH] == '"'
                && buffer[textStart + ISO_MILLIS_LENGTH - 1] == 'Z'
                && context.timestampPattern == null) {
            long micros = context.timestamps.parseUsual(buffer, textStart, ISO_MILLIS_LENGTH);
            if (micros != DateTimes.INVALID) {
                ((LongBuilder) field.column).set(row, micros);
                return textStart + ISO_MILLIS_LENGTH + 1;
            }
        }
        return readTimestampCarefully(field, buffer, start, end, row);
    }

    private int readTimestampCarefully(Field field, byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        long micros = DateTimes.INVALID;
        if (scanner.isQuote(buffer[start])) {
            micros = timestamp(buffer, start + 1, position - 1);
        } else if (isNumber(buffer[start]) && Numbers.isLong(buffer, start, position)) {
            long seconds = Numbers.toLong(buffer, start, position);
            long inMicros = seconds * 1_000_000;
            micros = inMicros / 1_000_000 == seconds ? inMicros : DateTimes.INVALID;
        }
        if (micros == DateTimes.INVALID) {
            context.hasMismatch = true;
        } else {
            ((LongBuilder) field.column).set(row, micros);
        }
        return position;
    }

    private long timestamp(byte[] buffer, int start, int end) {
        TimePattern pattern = context.timestampPattern;
        if (pattern != null) {
            return pattern.parseTimestamp(text(buffer, start, end));
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return context.timestamps.parse(text, 0, text.length);
        }
        return context.timestamps.parse(buffer, start, end - start);
    }

    private static String text(byte[] buffer, int start, int end) {
        byte[] text = Arrays.copyOfRange(buffer, start, end);
        return new String(text, 0, Escapes.decode(text, 0, text.length, text, 0), UTF_8);
    }

    private int readDate(Field field, byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        int days = scanner.isQuote(buffer[start]) ? date(buffer, start + 1, position - 1) : DateTimes.INVALID_DATE;
        if (days == DateTimes.INVALID_DATE) {
            context.hasMismatch = true;
        } else {
            ((IntBuilder) field.column).set(row, days);
        }
        return position;
    }

    private int date(byte[] buffer, int start, int end) {
        TimePattern pattern = context.datePattern;
        if (pattern != null) {
            return pattern.parseDate(text(buffer, start, end));
        }
        if (hasEscape(buffer, start, end)) {
            byte[] text = text(buffer, start, end).getBytes(UTF_8);
            return DateTimes.parseDate(text, 0, text.length);
        }
        return DateTimes.parseDate(buffer, start, end - start);
    }

    private int readDouble(Field field, byte[] buffer, int start, int end, int row) {
        boolean isNegative = buffer[start] == '-';
        int digitsStart = isNegative ? start + 1 : start;
        // Both parts lie in a word each, and each word within what can be read.
        if (digitsStart + 2 * Words.BYTES < end) {
            long digits = Words.digitValues(Words.get(buffer, digitsStart));
            int count = Words.firstMark(Words.nonDigits(digits));
            if (count > 0 && count < Words.BYTES && (count == 1 || buffer[digitsStart] != '0')) {
                long whole = Words.number(digits, count);
                int position = digitsStart + count;
                double value = whole;
                if (buffer[position] == '.') {
                    long fraction = Words.digitValues(Words.get(buffer, position + 1));
                    int fractionCount = Words.firstMark(Words.nonDigits(fraction));
                    if (fractionCount == 0) {
                        return readDoubleCarefully(field, buffer, start, end, row);
                    }
                    value = (whole * Numbers.wholePower(fractionCount) + Words.number(fraction, fractionCount))
                            / Numbers.power(fractionCount);
                    position += 1 + fractionCount;
                }
                if (buffer[position] == ',' || buffer[position] == '}') {
                    ((DoubleBuilder) field.column).set(row, isNegative ? -value : value);
                    return position;
                }
            }
        }
        return readDoubleCarefully(field, buffer, start, end, row);
    }

    private int readDoubleCarefully(Field field, byte[] buffer, int start, int end, int row) {
        byte kind = buffer[start];
        if (kind == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        DoubleBuilder column = (DoubleBuilder) field.column;
        double nonNumeric;
        if (scanner.isQuote(kind)) {
            byte[] text = text(buffer, start + 1, position - 1).getBytes(UTF_8);
            nonNumeric = nonNumeric(text, 0, text.length);
        } else {
            nonNumeric = nonNumeric(buffer, start, position);
        }
        if (nonNumeric != 0) {
            column.set(row, nonNumeric);
        } else if (isNumber(kind)) {
            column.set(row, Numbers.toDouble(buffer, start, position));
        } else {
            context.hasMismatch = true;
        }
        return position;
    }

    /** The number that is none, 0 for other texts. */
    private double nonNumeric(byte[] buffer, int start, int end) {
        if (start >= end || end - start > "+Infinity".length() || scanner.skipNonNumeric(buffer, start, end) != end) {
            return 0;
        }
        boolean isNan = buffer[start] == 'N';
        boolean isNegative = buffer[start] == '-';
        return isNan ? Double.NaN : isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private int readWhole(Field field, byte[] buffer, int start, int end, int row) {
        boolean isNegative = buffer[start] == '-';
        int digitsStart = isNegative ? start + 1 : start;
        if (digitsStart + Words.BYTES < end) {
            long digits = Words.digitValues(Words.get(buffer, digitsStart));
            int count = Words.firstMark(Words.nonDigits(digits));
            byte next = buffer[digitsStart + count];
            if (count > 0 && (next == ',' || next == '}') && (count == 1 || buffer[digitsStart] != '0')) {
                long magnitude = Words.number(digits, count);
                setWhole(field, row, isNegative ? -magnitude : magnitude);
                return digitsStart + count;
            }
        }
        return readWholeCarefully(field, buffer, start, end, row);
    }

    private static void setWhole(Field field, int row, long value) {
        if (field.type == FieldType.BIGINT) {
            ((LongBuilder) field.column).set(row, value);
        } else {
            ((IntBuilder) field.column).set(row, (int) value);
        }
    }

    private int readWholeCarefully(Field field, byte[] buffer, int start, int end, int row) {
        if (buffer[start] == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (position < 0) {
            return position;
        }
        if (isNumber(buffer[start]) && Numbers.isLong(buffer, start, position)) {
            long value = Numbers.toLong(buffer, start, position);
            if (field.type == FieldType.BIGINT || value == (int) value) {
                setWhole(field, row, value);
                return position;
            }
        }
        context.hasMismatch = true;
        return position;
    }

    private int readBoolean(Field field, byte[] buffer, int start, int end, int row) {
        byte kind = buffer[start];
        if (kind == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        int position = scanner.skipValue(buffer, start, end);
        if (kind != 't' && kind != 'f') {
            context.hasMismatch = true;
        } else if (position >= 0) {
            ((BooleanBuilder) field.column).set(row, kind == 't');
        }
        return position;
    }

    private int readStruct(Field field, byte[] buffer, int start, int end, int row) {
        StructReader inner = field.inner;
        if (buffer[start] == '{' && inner != null) {
            StructBuilder column = (StructBuilder) field.column;
            if (column.isSet(row)) {
                column.setNull(row);
            }
            column.setPresent(row);
            return inner.read(buffer, start + 1, end, row);
        }
        if (buffer[start] == 'n') {
            return readNull(field, buffer, start, end, row);
        }
        context.hasMismatch = true;
        return scanner.skipValue(buffer, start, end);
    }

    private int readNull(Field field, byte[] buffer, int start, int end, int row) {
        int position = scanner.skipNull(buffer, start, end);
        if (position >= 0) {
            field.column.setNull(row);
        }
        return position;
    }

    private static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }
}
