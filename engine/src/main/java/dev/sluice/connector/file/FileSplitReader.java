package dev.sluice.connector.file;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordParser;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.SplitReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one split through one buffer that the rows point into. The buffer is refilled only while no row
 * uses it: at the beginning of a call of {@link #next}, or while a call has found no row yet.
 */
final class FileSplitReader implements SplitReader {
    private static final int BUFFER_BYTES = 512 << 10;

    private final CheckpointFs files;
    private final FileSplit split;
    private final RecordParser parser;
    private final Compression compression;
    private final Encoding encoding;
    private final Leniency leniency;
    private final LeftOutFiles leftOut;
    private final int maxLineBytes;
    private final ContentLimit contentLimit;
    /** With room behind its last byte for what parsers look at. */
    private byte[] buffer = new byte[RecordParser.SLACK_BYTES];

    /** Where in the content the first byte of the buffer stands. */
    private long bufferPosition;

    private int next;
    private int limit;
    private boolean atEnd;
    private boolean isDone;
    private boolean mayBeginWithMark;
    private @Nullable ByteInput input;
    private @Nullable CheckedInput checked;

    FileSplitReader(
            CheckpointFs files,
            FileSplit split,
            RecordParser parser,
            Encoding encoding,
            Leniency leniency,
            LeftOutFiles leftOut,
            int maxLineBytes,
            ContentLimit contentLimit) {
        this.files = files;
        this.split = split;
        this.parser = parser;
        this.compression = Compression.of(split.file().path());
        this.encoding = encoding;
        this.mayBeginWithMark = split.start() == 0 && !encoding.isGiven();
        this.leniency = split.file().checksum() == null ? leniency : Leniency.NONE;
        this.leftOut = leftOut;
        this.maxLineBytes = maxLineBytes;
        this.contentLimit = contentLimit;
    }

    @Override
    public boolean next(BatchBuilder builder, Deadline deadline) {
        if (isDone) {
            return false;
        }
        try {
            return nextOf(builder);
        } catch (SluiceException unreadable) {
            // A device that fails does not make a file corrupt.
            if (!leniency.corrupt() || unreadable.condition() != ErrorCondition.FAILED_READ_FILE) {
                throw unreadable;
            }
            leftOut.corrupt(split.file(), unreadable);
            isDone = true;
            return false;
        }
    }

    private boolean nextOf(BatchBuilder builder) {
        try {
            ByteInput open = input == null ? open() : input;
            if (open == null) {
                isDone = true;
                return false;
            }
            while (true) {
                if (next < limit || atEnd) {
                    next = parser.parse(buffer, next, limit, atEnd, builder);
                    if (atEnd && next == limit) {
                        requireStillUnchanged();
                        requireChecksum();
                        isDone = true;
                        return false;
                    }
                    if (builder.rowCount() > 0) {
                        return true;
                    }
                    if (atEnd) {
                        throw FileErrors.unreadable(
                                split.file().path(), bufferPosition + next, "a last record that has no end");
                    }
                }
                refill(open);
                if (mayBeginWithMark) {
                    mayBeginWithMark = false;
                    requireNoForeignMark();
                }
            }
        } catch (NoSuchFileException gone) {
            if (leniency.missing() && input == null) {
                leftOut.lost(split.file());
                isDone = true;
                return false;
            }
            throw FileErrors.missing(split.file().path());
        } catch (IOException failed) {
            throw FileErrors.failed("reading", split.file().path(), failed);
        }
    }

    private @Nullable ByteInput open() throws IOException {
        CheckpointFs.Stat stat = files.stat(split.file().path());
        if (stat == null && leniency.missing()) {
            leftOut.lost(split.file());
            return null;
        }
        requireUnchanged(stat);
        CheckpointFs.Input raw = files.open(split.file().path());
        if (split.file().checksum() != null) {
            checked = new CheckedInput(raw);
            raw = checked;
        }
        ContentLimit limitOfContent = contentLimit.ofFile(raw.length());
        long from = Math.max(0, split.start() - 1);
        ByteInput opened = switch (compression) {
            case NONE -> new PlainInput(raw, from);
            case GZIP -> new GzipInput(split.file().path(), raw, limitOfContent);
            case DEFLATE -> new DeflateInput(split.file().path(), raw, limitOfContent);
            case BZIP2, LZ4, SNAPPY, ZSTD ->
                LibraryCodecs.decompressing(compression, split.file().path(), raw, limitOfContent);
        };
        boolean isUtf8 = encoding.charset().equals(StandardCharsets.UTF_8);
        if (!isUtf8) {
            opened = new DecodedInput(split.file().path(), opened, encoding.charset());
        }
        input = opened;
        int capacity = compression != Compression.NONE || !isUtf8
                ? BUFFER_BYTES
                : Math.clamp(split.file().length() - from + 1, 16, BUFFER_BYTES);
        buffer = new byte[capacity + RecordParser.SLACK_BYTES];
        bufferPosition = from;
        if (split.start() > 0) {
            skipPartialRecord(opened);
        }
        parser.begin(split.file().path().toString(), bufferPosition + next, split.start() == 0);
        return opened;
    }

    /** The record that is under way where the split starts belongs to the split before. */
    private void skipPartialRecord(ByteInput open) throws IOException {
        while (true) {
            int count = open.read(buffer, 0, capacity());
            int lineFeed = count < 0 ? -1 : indexOf(buffer, 0, count);
            if (count < 0 || (lineFeed >= 0 ? bufferPosition + lineFeed + 1 : bufferPosition + count) >= split.end()) {
                atEnd = true;
                next = 0;
                limit = 0;
                return;
            }
            if (lineFeed >= 0) {
                next = lineFeed + 1;
                limit = count;
                endAtLastRecord(next);
                return;
            }
            bufferPosition += count;
        }
    }

    private int capacity() {
        return buffer.length - RecordParser.SLACK_BYTES;
    }

    private void refill(ByteInput open) throws IOException {
        int tail = limit - next;
        if (tail == capacity()) {
            if (tail >= maxLineBytes) {
                throw SluiceException.of(ErrorCondition.MALFORMED_RECORD, "a record is too long")
                        .at(split.file().path().toString())
                        .at("byte " + (bufferPosition + next))
                        .found("more than " + tail + " bytes")
                        .expected("at most maxLineBytes=" + maxLineBytes)
                        .mend("raise maxLineBytes, which costs memory for each reader, or mend the file")
                        .build();
            }
            int larger = (int) Math.min(maxLineBytes, capacity() * 2L);
            buffer = Arrays.copyOf(buffer, larger + RecordParser.SLACK_BYTES);
        } else if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, tail);
        }
        bufferPosition += next;
        next = 0;
        limit = tail;
        // Filled whole, so that a record which does not fit is begun again only as often as the buffer doubles.
        while (limit < capacity() && !atEnd) {
            int count = open.read(buffer, limit, capacity() - limit);
            if (count < 0) {
                atEnd = true;
            } else {
                limit += count;
            }
        }
        endAtLastRecord(tail);
    }

    /** Text of two or four bytes a character, read as UTF-8, would be rows of rubbish. */
    private void requireNoForeignMark() {
        String marked = Encoding.ofMark(buffer, limit);
        if (marked != null) {
            throw FileErrors.otherEncoding(split.file().path(), marked, encoding.isOption());
        }
    }

    /** Cuts the buffer behind the first line feed at or after the last byte of the split, if it is there. */
    private void endAtLastRecord(int from) {
        if (compression != Compression.NONE || split.end() >= split.file().length()) {
            return;
        }
        long lastByte = split.end() - 1 - bufferPosition;
        if (lastByte >= limit) {
            return;
        }
        int lineFeed = indexOf(buffer, (int) Math.max(from, lastByte), limit);
        if (lineFeed >= 0) {
            limit = lineFeed + 1;
            atEnd = true;
        }
    }

    private static int indexOf(byte[] bytes, int start, int end) {
        for (int index = start; index < end; index++) {
            if (bytes[index] == '\n') {
                return index;
            }
        }
        return -1;
    }

    private void requireStillUnchanged() throws IOException {
        CheckpointFs.Stat now = files.stat(split.file().path());
        if (now != null || !leniency.missing()) {
            requireUnchanged(now);
        }
    }

    /** Of a file that an output has committed, which is always read whole. */
    private void requireChecksum() {
        String expected = split.file().checksum();
        if (checked != null && expected != null && !expected.equals(checked.checksum())) {
            throw FileErrors.damaged(split.file().path(), checked.checksum(), expected);
        }
    }

    private void requireUnchanged(CheckpointFs.@Nullable Stat now) {
        FileEntry planned = split.file();
        if (now == null) {
            throw planned.checksum() == null
                    ? FileErrors.missing(planned.path())
                    : FileErrors.committedMissing(planned.path());
        }
        if (!planned.isUnchanged(now)) {
            if (leniency.changed()) {
                leftOut.acceptedChange(planned);
                return;
            }
            throw FileErrors.changed(
                    planned.path(),
                    now.length() + " bytes, modified " + now.modifiedNanos() + ", file " + now.fileKey(),
                    planned.length() + " bytes, modified " + planned.modifiedNanos() + ", file " + planned.fileKey());
        }
    }

    @Override
    public long recordCount() {
        return parser.recordCount();
    }

    @Override
    public long malformedRecordCount() {
        return parser.malformedRecordCount();
    }

    @Override
    public long droppedRecordCount() {
        return parser.droppedRecordCount();
    }

    @Override
    public void close() {
        ByteInput open = input;
        if (open == null) {
            return;
        }
        input = null;
        isDone = true;
        try {
            open.close();
        } catch (IOException failed) {
            throw FileErrors.failed("closing", split.file().path(), failed);
        }
    }
}
