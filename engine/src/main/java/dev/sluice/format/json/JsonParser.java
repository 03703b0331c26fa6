package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.TimestampParser;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Makes a row of each record. Where a record ends is found by reading it; only after one that is not JSON, the line break
 * is looked for.
 */
final class JsonParser implements RecordParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MAX_EXCERPT_BYTES = 256;
    private static final int NO_COLUMN = -1;

    private final ParseMode mode;
    private final boolean isMultiLine;
    private final int corruptRecordIndex;
    private final int[] columnOfField;
    private final ReadContext context;
    private final JsonScanner scanner;
    private final ObjectReader root;
    private String location = "";
    private long position;
    private boolean atFileStart;
    private long recordCount;
    private long malformedRecordCount;

    JsonParser(StructType wanted, Options options, ZoneId timeZone) {
        mode = options.get(RecordOptions.MODE);
        isMultiLine = options.get(JsonOptions.MULTI_LINE);
        corruptRecordIndex =
                wanted.indexOf(options.get(RecordOptions.CORRUPT_RECORD)).orElse(NO_COLUMN);
        scanner = new JsonScanner(options);
        context = new ReadContext(
                scanner,
                new TimestampParser(timeZone),
                JsonOptions.timestampPattern(options, timeZone),
                JsonOptions.datePattern(options, timeZone));
        columnOfField = new int[corruptRecordIndex == NO_COLUMN ? wanted.size() : wanted.size() - 1];
        for (int field = 0; field < columnOfField.length; field++) {
            columnOfField[field] = corruptRecordIndex == NO_COLUMN || field < corruptRecordIndex ? field : field + 1;
        }
        BatchBuilder unbound = new BatchBuilder(wanted, 1);
        root = new ObjectReader(wanted.project(columnOfField), field -> unbound.column(columnOfField[field]), context);
    }

    @Override
    public void begin(String inputLocation, long inputPosition, boolean atStartOfFile) {
        location = inputLocation;
        position = inputPosition;
        atFileStart = atStartOfFile;
    }

    @Override
    public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
        root.bind(field -> builder.column(columnOfField[field]), buffer);
        int next = start;
        if (atFileStart) {
            if (end - start < BYTE_ORDER_MARK.length && !atEnd) {
                return start;
            }
            atFileStart = false;
            next = hasByteOrderMark(buffer, start, end) ? start + BYTE_ORDER_MARK.length : start;
        }
        // A line that is cut off is not even begun.
        int wholeEnd = atEnd || isMultiLine ? end : lastLineEnd(buffer, next, end);
        while (!builder.isFull()) {
            int recordStart = skipBetweenRecords(buffer, next, wholeEnd);
            if (recordStart == wholeEnd) {
                next = wholeEnd;
                break;
            }
            int row = builder.rowCount();
            int recordEnd =
                    buffer[recordStart] == '{' ? root.read(buffer, recordStart + 1, wholeEnd, row) : JsonScanner.BAD;
            int lineEnd = recordEnd < 0 ? recordEnd : lineEnd(buffer, recordEnd, wholeEnd, atEnd);
            if (lineEnd >= 0 && !context.hasMismatch) {
                if (!context.escapedTexts.isEmpty()) {
                    context.escapedTexts.decodeInto(buffer, row);
                }
                builder.endRow();
                recordCount++;
                next = lineEnd;
                continue;
            }
            boolean isJson = lineEnd >= 0;
            if (!isJson) {
                clearRow(builder, row);
                lineEnd = endOfWhatIsNotJson(buffer, recordStart, wholeEnd, atEnd, lineEnd);
                if (lineEnd < 0) {
                    next = lineStart(buffer, start, recordStart);
                    break;
                }
            }
            takeMalformed(buffer, start, recordStart, lineEnd, builder, isJson);
            next = lineEnd;
        }
        position += next - start;
        return next;
    }

    private static boolean hasByteOrderMark(byte[] buffer, int start, int end) {
        return end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        buffer, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** Behind the last line feed, {@code start} without any. */
    private static int lastLineEnd(byte[] buffer, int start, int end) {
        int lineEnd = end;
        while (lineEnd > start && buffer[lineEnd - 1] != '\n') {
            lineEnd--;
        }
        return lineEnd;
    }

    private int skipBetweenRecords(byte[] buffer, int start, int end) {
        int next = start;
        while (next < end && buffer[next] != '{' && isBetweenRecords(buffer[next])) {
            next++;
        }
        return next;
    }

    private boolean isBetweenRecords(byte value) {
        return value == '\n'
                || scanner.isBlank(value)
                || (isMultiLine && (value == '[' || value == ',' || value == ']'));
    }

    /** Where the blanks begin that stand on the line before a record, and belong to its text. */
    private int lineStart(byte[] buffer, int start, int recordStart) {
        int lineStart = recordStart;
        while (!isMultiLine && lineStart > start && scanner.isBlank(buffer[lineStart - 1])) {
            lineStart--;
        }
        return lineStart;
    }

    /** Behind the line break after an object. What else stands on the line does not count, as in Spark. */
    private int lineEnd(byte[] buffer, int start, int end, boolean atEnd) {
        if (isMultiLine || (start < end && buffer[start] == '\n')) {
            return isMultiLine ? start : start + 1;
        }
        int lineEnd = JsonScanner.lineEnd(buffer, start, end);
        return lineEnd < 0 && atEnd ? end : lineEnd;
    }

    /** Where reading goes on after what is not JSON; negative if that cannot be told yet. */
    private int endOfWhatIsNotJson(byte[] buffer, int recordStart, int end, boolean atEnd, int problem) {
        if (problem == JsonScanner.CUT && isMultiLine && !atEnd) {
            return JsonScanner.CUT;
        }
        // Line breaks say nothing about objects that may hold them: the rest of the file is one malformed record.
        int lineEnd = isMultiLine ? JsonScanner.CUT : JsonScanner.lineEnd(buffer, recordStart, end);
        return lineEnd < 0 && atEnd ? end : lineEnd;
    }

    private void takeMalformed(
            byte[] buffer, int start, int recordStart, int lineEnd, BatchBuilder builder, boolean isJson) {
        recordCount++;
        malformedRecordCount++;
        int row = builder.rowCount();
        int textStart = lineStart(buffer, start, recordStart);
        int textEnd = lineEnd;
        while (textEnd > recordStart && (buffer[textEnd - 1] == '\n' || buffer[textEnd - 1] == '\r')) {
            textEnd--;
        }
        switch (mode) {
            case PERMISSIVE -> {
                if (corruptRecordIndex != NO_COLUMN) {
                    BytesBuilder column = (BytesBuilder) builder.column(corruptRecordIndex);
                    column.set(row, buffer, textStart, textEnd - textStart);
                }
                context.escapedTexts.decodeInto(buffer, row);
                context.hasMismatch = false;
                builder.endRow();
            }
            case DROPMALFORMED -> clearRow(builder, row);
            case FAILFAST -> throw malformed(buffer, recordStart, textEnd, position + (recordStart - start), isJson);
        }
    }

    private void clearRow(BatchBuilder builder, int row) {
        for (int column : columnOfField) {
            builder.column(column).setNull(row);
        }
        context.escapedTexts.clear();
        context.hasMismatch = false;
    }

    private SluiceException malformed(byte[] buffer, int start, int end, long recordPosition, boolean isJson) {
        int length = Math.min(end - start, MAX_EXCERPT_BYTES);
        String excerpt = new String(buffer, start, length, UTF_8) + (length < end - start ? "..." : "");
        return SluiceException.of(
                        ErrorCondition.MALFORMED_RECORD,
                        isJson
                                ? "a record has a value that does not fit the type of its field"
                                : "a record is not a JSON object")
                .at(location)
                .at("byte " + recordPosition)
                .found(excerpt)
                .expected("a JSON object of the fields of the schema")
                .mend(
                        "correct the record, or use mode PERMISSIVE to get nulls in its place or DROPMALFORMED to leave it out")
                .build();
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
