package dev.sluice.format;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.spi.BadRecords;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of records into rows. Holds the guesses it learned from earlier records; used by one thread at a time. */
public interface RecordParser {
    /** Parsers look at several bytes at a time, and are quickest where an array has this many more behind what they may read. */
    int SLACK_BYTES = 64;

    /**
     * Begins an input.
     *
     * @param location what error texts call it, for example the path of the file
     * @param position the offset in it of the first byte that {@link #parse} will be given, for error texts
     * @param atFileStart whether a byte order mark and a header line are to be expected
     */
    void begin(String location, long position, boolean atFileStart);

    /**
     * Appends a row for each whole record in {@code buffer[start, end)}, until the builder is full.
     *
     * <p>Texts in the rows point into {@code buffer}, which must stay unchanged while the batch is in use. The parser may
     * change bytes it has consumed, to take escapes out of texts.
     *
     * @param atEnd whether the input ends at {@code end}, so that a last record without a line break is whole
     * @return the index of the first byte that was not consumed: {@code end}, or the start of a record that is cut off, or
     *     of the next record when the builder is full
     */
    int parse(byte[] buffer, int start, int end, boolean atEnd, BatchBuilder builder);

    /** Says that this many bytes of the input are no record's and will not be parsed, so that places in error texts stay right. */
    default void skip(int byteCount) {}

    /** From here on records that cannot be parsed are handed on as well, if the options of the parser name a folder for them. */
    default void keepBad(@Nullable BadRecords taker) {}

    /** Records consumed since it was made, whether or not they became rows. */
    long recordCount();

    /** Records among them that could not be parsed. */
    long malformedRecordCount();

    /** Those of them that did not become rows. */
    default long droppedRecordCount() {
        return 0;
    }
}
