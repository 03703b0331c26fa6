package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.Excerpt;
import dev.sluice.format.RecordParser;
import java.util.Arrays;

/** Finds the records of CSV and their fields, and passes over comments and blank lines. */
abstract class CsvRecords implements RecordParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    final CsvTokenizer tokenizer;
    final byte[] emptyValue;
    private final byte comment;
    private final boolean hasHeader;
    private final int maxColumns;
    private final int maxChars;

    /** Whether all that is parsed up to the end of the input is one record. */
    final boolean isWhole;

    /** Whether a record may be blank. */
    private final boolean takesBlanks;

    /** The field at hand: an empty one in quotes is what the options say it is. */
    byte[] source = {};

    int valueStart;
    int valueLength;
    String location = "";
    private long origin;
    private boolean expectsMark;
    private boolean expectsHeader;

    /** @param isText whether the input is a text that is one record, rather than a file of records */
    CsvRecords(Options options, boolean isText) {
        this.tokenizer = CsvOptions.tokenizer(options, isText);
        this.isWhole = isText || (CsvOptions.readSeparator(options) != null && !options.get(CsvOptions.MULTI_LINE));
        this.takesBlanks = isText;
        this.comment = CsvOptions.comment(options);
        this.hasHeader = options.get(CsvOptions.HEADER);
        this.maxColumns = options.get(CsvOptions.MAX_COLUMNS);
        this.maxChars = options.get(CsvOptions.MAX_CHARS);
        String empty = options.find(CsvOptions.EMPTY_VALUE);
        this.emptyValue = (empty == null ? "" : empty).getBytes(UTF_8);
    }

    /** From here on fields lie in this buffer. */
    abstract void bind(byte[] buffer, BatchBuilder builder);

    /** Takes the names at the beginning of a file, which are the fields of the tokenizer. */
    abstract void header(byte[] buffer);

    /** Takes a record, whose fields are those of the tokenizer. */
    abstract void record(byte[] buffer, int start, int end, long offset, BatchBuilder builder);

    @Override
    public final void begin(String nameOfInput, long position, boolean atFileStart) {
        location = nameOfInput;
        origin = position;
        expectsMark = atFileStart;
        expectsHeader = atFileStart && hasHeader;
    }

    @Override
    public final int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
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
        bind(buffer, builder);
        while (next < end && !builder.isFull()) {
            int recordEnd;
            if (isSkipped(buffer, next, end)) {
                recordEnd = lineEnd(buffer, next, end, atEnd);
            } else {
                recordEnd = tokenizer.tokenize(buffer, next, end, atEnd);
                if (recordEnd != CsvTokenizer.INCOMPLETE) {
                    checkTokens(buffer, next, recordEnd, origin + (next - start));
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
        if (takesBlanks) {
            return false;
        }
        int index = start;
        while (index < end && (isWhole || !CsvTokenizer.isLineBreak(buffer[index]))) {
            if (buffer[index] > ' ' || buffer[index] < 0) {
                return false;
            }
            index++;
        }
        return true;
    }

    private int lineEnd(byte[] buffer, int start, int end, boolean atEnd) {
        if (isWhole) {
            return end;
        }
        for (int index = start; index < end; index++) {
            if (buffer[index] == '\n') {
                return index + 1;
            }
            if (buffer[index] == '\r' && (index + 1 < end || atEnd)) {
                return index + 1 < end && buffer[index + 1] == '\n' ? index + 2 : index + 1;
            }
        }
        return atEnd ? end : CsvTokenizer.INCOMPLETE;
    }

    private void checkTokens(byte[] buffer, int start, int end, long offset) {
        if (tokenizer.hasForbiddenQuote()) {
            throw SluiceException.of(ErrorCondition.FAILED_READ_FILE, "a value holds a quote that is not escaped")
                    .at(location)
                    .at("byte " + offset)
                    .found(Excerpt.of(buffer, start, end))
                    .safe("nothing of this batch is visible")
                    .mend("correct the record, or choose another unescapedQuoteHandling than RAISE_ERROR")
                    .build();
        }
        if (tokenizer.count() > maxColumns) {
            throw beyond(buffer, start, end, offset, tokenizer.count() + " fields", "at most maxColumns=" + maxColumns);
        }
        for (int field = 0; maxChars >= 0 && field < tokenizer.count(); field++) {
            select(buffer, field);
            int length = text().length();
            if (length > maxChars) {
                throw beyond(
                        buffer, start, end, offset, length + " characters", "at most maxCharsPerColumn=" + maxChars);
            }
        }
    }

    private SluiceException beyond(byte[] buffer, int start, int end, long offset, String found, String expected) {
        return SluiceException.of(ErrorCondition.MALFORMED_CSV_RECORD, "a record is larger than the options allow")
                .at(location)
                .at("byte " + offset)
                .found(found + " in " + Excerpt.of(buffer, start, end))
                .expected(expected)
                .safe("nothing of this batch is visible")
                .mend("raise the limit, or correct the record")
                .build();
    }

    final void select(byte[] buffer, int field) {
        source = tokenizer.source(buffer);
        valueStart = tokenizer.start(field);
        valueLength = tokenizer.end(field) - valueStart;
        if (valueLength == 0 && emptyValue.length > 0 && tokenizer.isQuoted(field)) {
            source = emptyValue;
            valueStart = 0;
            valueLength = emptyValue.length;
        }
    }

    /** The selected field. */
    final String text() {
        return new String(source, valueStart, valueLength, UTF_8);
    }

    @Override
    public final void skip(int byteCount) {
        origin += byteCount;
    }
}
