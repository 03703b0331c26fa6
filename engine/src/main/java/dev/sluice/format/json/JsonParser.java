package dev.sluice.format.json;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.BadRecordKeeper;
import dev.sluice.format.Excerpt;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.RecordParser;
import dev.sluice.format.TimestampParser;
import dev.sluice.spi.BadRecords;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of each record, which is an object on a line, or in an array on a line. Where a record ends is found by reading it; only after one that is not JSON, the line break
 * is looked for. Where the whole input is one record, what stands behind its first value does not count.
 */
final class JsonParser implements RecordParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int NO_COLUMN = -1;
    private static final String MISMATCH = "a record has a value that does not fit the type of its field";
    private static final String NO_JSON = "a record is not a JSON object";

    private final ParseMode mode;
    private final BadRecordKeeper bad;
    private final boolean isWhole;
    private final int corruptRecordIndex;
    private final int[] columnOfField;
    private final ReadContext context;
    private final JsonScanner scanner;
    private final ObjectReader root;
    private final ObjectArray array;
    private final boolean takesArrays;
    private String location = "";
    private long position;
    private boolean atFileStart;
    private long recordCount;
    private long malformedRecordCount;
    private long droppedRecordCount;

    /** Whether the next record is the next object of an array, all of which has been checked. */
    private boolean isInArray;

    /** The line of this array, where its records are malformed and keep it. */
    private byte @Nullable [] malformedArray;

    /**
     * @param takesArrays whether an array of objects is a record for each
     * @param isWhole whether all that {@link #parse} is given up to the end of the input is one record
     */
    JsonParser(StructType wanted, Options options, ZoneId timeZone, boolean takesArrays, boolean isWhole) {
        this.takesArrays = takesArrays;
        this.isWhole = isWhole;
        mode = options.get(RecordOptions.MODE);
        bad = new BadRecordKeeper(options);
        corruptRecordIndex =
                wanted.indexOf(options.get(RecordOptions.CORRUPT_RECORD)).orElse(NO_COLUMN);
        scanner = new JsonScanner(options, isWhole);
        context = new ReadContext(
                scanner,
                new TimestampParser(timeZone),
                RecordOptions.timestampPattern(options, timeZone),
                RecordOptions.localTimestampPattern(options),
                RecordOptions.datePattern(options, timeZone),
                options.get(RecordOptions.TIME_FALLBACK));
        columnOfField = new int[corruptRecordIndex == NO_COLUMN ? wanted.size() : wanted.size() - 1];
        for (int field = 0; field < columnOfField.length; field++) {
            columnOfField[field] = corruptRecordIndex == NO_COLUMN || field < corruptRecordIndex ? field : field + 1;
        }
        BatchBuilder unbound = new BatchBuilder(wanted, 1);
        root = new ObjectReader(wanted.project(columnOfField), field -> unbound.column(columnOfField[field]), context);
        array = new ObjectArray(root, scanner);
    }

    @Override
    public void begin(String inputLocation, long inputPosition, boolean atStartOfFile) {
        location = inputLocation;
        position = inputPosition;
        atFileStart = atStartOfFile;
        isInArray = false;
        malformedArray = null;
    }

    @Override
    public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
        if (isWhole && !atEnd) {
            return start;
        }
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
        int wholeEnd = atEnd ? end : lastLineEnd(buffer, next, end);
        while (!builder.isFull()) {
            if (isInArray) {
                next = takeNextOfArray(buffer, next, wholeEnd, atEnd, builder, position + (next - start));
                continue;
            }
            int recordStart = skipBetweenRecords(buffer, next, wholeEnd);
            if (recordStart == wholeEnd) {
                next = wholeEnd;
                break;
            }
            int row = builder.rowCount();
            boolean isArray = takesArrays && buffer[recordStart] == '[';
            int recordEnd = JsonScanner.BAD;
            if (isArray) {
                recordEnd = array.check(buffer, recordStart, wholeEnd, row);
            } else if (buffer[recordStart] == '{') {
                recordEnd = root.read(buffer, recordStart + 1, wholeEnd, row);
            }
            int lineEnd = recordEnd < 0 ? recordEnd : lineEnd(buffer, recordEnd, wholeEnd, atEnd);
            if (lineEnd >= 0 && isArray) {
                next = beginArray(buffer, start, recordStart, lineEnd, builder);
                continue;
            }
            if (lineEnd >= 0 && !context.hasMismatch) {
                if (!context.escapedTexts.isEmpty()) {
                    context.escapedTexts.decodeIn(buffer);
                }
                builder.position(position + (recordStart - start));
                builder.endRow();
                recordCount++;
                next = lineEnd;
                continue;
            }
            boolean isJson = lineEnd >= 0;
            if (!isJson) {
                clearRow(builder, row);
                lineEnd = endOfWhatIsNotJson(buffer, recordStart, wholeEnd, atEnd);
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

    /** @return where the first object is, or the line ends if none is taken */
    private int beginArray(byte[] buffer, int start, int recordStart, int lineEnd, BatchBuilder builder) {
        boolean isMalformed = context.hasMismatch;
        clearRow(builder, builder.rowCount());
        recordCount += array.count();
        if (array.count() == 0) {
            return lineEnd;
        }
        if (isMalformed) {
            malformedRecordCount += array.count();
            int textStart = lineStart(buffer, start, recordStart);
            int textEnd = textEnd(buffer, recordStart, lineEnd);
            bad.keep(location, position + (textStart - start), buffer, textStart, textEnd, MISMATCH);
            switch (mode) {
                case PERMISSIVE -> malformedArray = Arrays.copyOfRange(buffer, textStart, textEnd);
                case DROPMALFORMED -> {
                    droppedRecordCount += array.count();
                    return lineEnd;
                }
                case FAILFAST -> throw malformed(buffer, recordStart, textEnd, position + (recordStart - start), true);
            }
        }
        isInArray = true;
        return scanner.skipBlanks(buffer, recordStart + 1, lineEnd);
    }

    /** @return where the next object is, or the line ends */
    private int takeNextOfArray(
            byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder, long objectPosition) {
        int row = builder.rowCount();
        int objectEnd = root.read(buffer, start + 1, end, row);
        if (malformedArray != null && corruptRecordIndex != NO_COLUMN) {
            ((BytesBuilder) builder.column(corruptRecordIndex)).set(row, malformedArray, 0, malformedArray.length);
        }
        context.escapedTexts.decodeIn(buffer);
        context.hasMismatch = false;
        builder.position(objectPosition);
        builder.endRow();
        int next = scanner.skipBlanks(buffer, objectEnd, end);
        if (buffer[next] == ',') {
            return scanner.skipBlanks(buffer, next + 1, end);
        }
        isInArray = false;
        malformedArray = null;
        return lineEnd(buffer, next + 1, end, atEnd);
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
        while (next < end && buffer[next] != '{') {
            int behind = JsonScanner.isLineBreak(buffer[next]) ? next + 1 : scanner.skipBlanks(buffer, next, end);
            if (behind == next) {
                return next;
            }
            next = behind;
        }
        return next;
    }

    /** Where the blanks begin that stand on the line before a record, and belong to its text. */
    private int lineStart(byte[] buffer, int start, int recordStart) {
        if (isWhole) {
            return start;
        }
        int lineStart = recordStart;
        while (lineStart > start && scanner.isBlank(buffer[lineStart - 1])) {
            lineStart--;
        }
        return lineStart;
    }

    /** Behind the line break after an object. What else stands on the line does not count, as in Spark. */
    private int lineEnd(byte[] buffer, int start, int end, boolean atEnd) {
        if (isWhole) {
            return end;
        }
        if (start < end && buffer[start] == '\n') {
            return start + 1;
        }
        int lineEnd = JsonScanner.lineEnd(buffer, start, end);
        return lineEnd < 0 && atEnd ? end : lineEnd;
    }

    /** Where reading goes on after what is not JSON; negative if that cannot be told yet. */
    private int endOfWhatIsNotJson(byte[] buffer, int recordStart, int end, boolean atEnd) {
        int lineEnd = isWhole ? end : JsonScanner.lineEnd(buffer, recordStart, end);
        return lineEnd < 0 && atEnd ? end : lineEnd;
    }

    private void takeMalformed(
            byte[] buffer, int start, int recordStart, int lineEnd, BatchBuilder builder, boolean isJson) {
        recordCount++;
        malformedRecordCount++;
        int row = builder.rowCount();
        int textStart = lineStart(buffer, start, recordStart);
        int textEnd = textEnd(buffer, recordStart, lineEnd);
        bad.keep(location, position + (textStart - start), buffer, textStart, textEnd, isJson ? MISMATCH : NO_JSON);
        switch (mode) {
            case PERMISSIVE -> {
                if (corruptRecordIndex != NO_COLUMN) {
                    BytesBuilder column = (BytesBuilder) builder.column(corruptRecordIndex);
                    column.set(row, buffer, textStart, textEnd - textStart);
                }
                context.escapedTexts.decodeIn(buffer);
                context.hasMismatch = false;
                builder.position(position + (textStart - start));
                builder.endRow();
            }
            case DROPMALFORMED -> {
                droppedRecordCount++;
                clearRow(builder, row);
            }
            case FAILFAST -> throw malformed(buffer, recordStart, textEnd, position + (recordStart - start), isJson);
        }
    }

    @Override
    public void keepBad(@Nullable BadRecords taker) {
        bad.to(taker);
    }

    @Override
    public void skip(int byteCount) {
        position += byteCount;
    }

    private int textEnd(byte[] buffer, int recordStart, int lineEnd) {
        int textEnd = lineEnd;
        while (!isWhole && textEnd > recordStart && (buffer[textEnd - 1] == '\n' || buffer[textEnd - 1] == '\r')) {
            textEnd--;
        }
        return textEnd;
    }

    private void clearRow(BatchBuilder builder, int row) {
        for (int column : columnOfField) {
            builder.column(column).setNull(row);
        }
        context.escapedTexts.clear();
        context.hasMismatch = false;
    }

    private SluiceException malformed(byte[] buffer, int start, int end, long recordPosition, boolean isJson) {
        String excerpt = Excerpt.of(buffer, start, end);
        SluiceException.Builder error = SluiceException.of(
                        !takesArrays && buffer[start] == '['
                                ? ErrorCondition.CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS
                                : ErrorCondition.MALFORMED_RECORD,
                        isJson ? MISMATCH : NO_JSON)
                .at(location)
                .at("byte " + recordPosition)
                .found(excerpt)
                .expected("a JSON object of the fields of the schema")
                .mend(
                        "correct the record, or use mode PERMISSIVE to get nulls in its place or DROPMALFORMED to leave it out");
        return isJson && buffer[start] == '{' ? error.cause(mismatch(excerpt)).build() : error.build();
    }

    private SluiceException mismatch(String excerpt) {
        return SluiceException.of(ErrorCondition.CANNOT_PARSE_JSON_FIELD, "a value does not fit the type of its field")
                .at(location)
                .found(excerpt)
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

    @Override
    public long droppedRecordCount() {
        return droppedRecordCount;
    }
}
