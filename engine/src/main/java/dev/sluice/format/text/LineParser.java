package dev.sluice.format.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.format.RecordParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a row of each line. */
final class LineParser implements RecordParser {
    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final boolean wantsValue;
    private final boolean isWholeText;
    private final boolean dropsCarriageReturn;
    private final byte[] separator;
    private boolean atFileStart;
    private long position;
    private long recordCount;

    LineParser(boolean wantsValue, boolean isWholeText, @Nullable String separator) {
        this.wantsValue = wantsValue;
        this.isWholeText = isWholeText;
        this.dropsCarriageReturn = separator == null;
        this.separator = separator == null ? LINE_FEED : separator.getBytes(UTF_8);
    }

    @Override
    public void begin(String location, long inputPosition, boolean atStartOfFile) {
        position = inputPosition;
        atFileStart = atStartOfFile;
    }

    @Override
    public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
        int next = start;
        if (atFileStart) {
            if (end - start < BYTE_ORDER_MARK.length && !atEnd) {
                return start;
            }
            atFileStart = false;
            next += startsWith(buffer, start, end, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        }
        if (wantsValue) {
            ((BytesBuilder) builder.column(0)).viewInto(buffer);
        }
        while (next < end && !builder.isFull()) {
            int lineEnd = isWholeText ? end : lineEnd(buffer, next, end);
            boolean isWhole = !isWholeText && lineEnd < end;
            if (!isWhole && !atEnd) {
                break;
            }
            int valueEnd = lineEnd;
            if (isWhole && dropsCarriageReturn && valueEnd > next && buffer[valueEnd - 1] == '\r') {
                valueEnd--;
            }
            if (wantsValue) {
                ((BytesBuilder) builder.column(0)).setView(builder.rowCount(), next, valueEnd - next);
            }
            builder.position(position + (next - start));
            builder.endRow();
            recordCount++;
            next = isWhole ? lineEnd + separator.length : end;
        }
        position += next - start;
        return next;
    }

    @Override
    public void skip(int byteCount) {
        position += byteCount;
    }

    /** The start of the first separator, {@code end} if there is none. */
    private int lineEnd(byte[] buffer, int start, int end) {
        byte first = separator[0];
        for (int index = start; index <= end - separator.length; index++) {
            if (buffer[index] == first && startsWith(buffer, index, end, separator)) {
                return index;
            }
        }
        return end;
    }

    private static boolean startsWith(byte[] buffer, int start, int end, byte[] text) {
        return end - start >= text.length && Arrays.equals(buffer, start, start + text.length, text, 0, text.length);
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
