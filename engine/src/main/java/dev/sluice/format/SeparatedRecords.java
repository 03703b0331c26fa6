package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.spi.BadRecords;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts the input at a separator that the user chose, and has each piece parsed as if it were the whole input. */
public final class SeparatedRecords implements RecordParser {
    private static final int NONE = -1;

    private final RecordParser records;
    private final byte[] separator;

    /** How much is left of a piece for which the builder had no room. */
    private int rest = NONE;

    /** @param records takes what it is given up to the end as one record */
    public SeparatedRecords(RecordParser records, String separator) {
        this.records = records;
        this.separator = separator.getBytes(UTF_8);
    }

    @Override
    public void begin(String location, long position, boolean atFileStart) {
        records.begin(location, position, atFileStart);
        rest = NONE;
    }

    @Override
    public int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder) {
        int next = start;
        while (next < end && !builder.isFull()) {
            int pieceEnd = rest == NONE ? indexOf(buffer, next, end) : next + rest;
            if (pieceEnd == NONE && !atEnd) {
                return next;
            }
            pieceEnd = pieceEnd == NONE ? end : pieceEnd;
            next = records.parse(buffer, next, pieceEnd, true, builder);
            rest = pieceEnd - next;
            if (rest == 0) {
                rest = NONE;
                int skipped = Math.min(separator.length, end - pieceEnd);
                records.skip(skipped);
                next += skipped;
            }
        }
        return next;
    }

    private int indexOf(byte[] buffer, int start, int end) {
        for (int index = start; index <= end - separator.length; index++) {
            if (buffer[index] == separator[0]
                    && Arrays.equals(buffer, index, index + separator.length, separator, 0, separator.length)) {
                return index;
            }
        }
        return NONE;
    }

    @Override
    public void keepBad(@Nullable BadRecords taker) {
        records.keepBad(taker);
    }

    @Override
    public void skip(int byteCount) {
        records.skip(byteCount);
    }

    @Override
    public long recordCount() {
        return records.recordCount();
    }

    @Override
    public long malformedRecordCount() {
        return records.malformedRecordCount();
    }

    @Override
    public long droppedRecordCount() {
        return records.droppedRecordCount();
    }
}
