package dev.sluice.connector.file;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file of one or more members. Whatever is cut or damaged is an error with its place; only zeros
 * may follow the last member.
 */
final class GzipInput implements ByteInput {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private final Path path;
    private final CheckpointFs.Input input;
    private final ContentLimit contentLimit;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 header = new CRC32();
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int limit;
    private long filePosition;
    private long memberBytes;
    private long totalBytes;
    private boolean inMember;
    private boolean hasMember;
    private boolean atEnd;

    GzipInput(Path path, CheckpointFs.Input input, ContentLimit contentLimit) {
        this.path = path;
        this.input = input;
        this.contentLimit = contentLimit;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        while (!atEnd) {
            if (!inMember) {
                readHeader();
                continue;
            }
            int count = inflate(target, start, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int start, int length) throws IOException {
        try {
            if (inflater.needsInput()) {
                if (next == limit && !fill()) {
                    throw damaged("the file is cut inside a member");
                }
                inflater.setInput(buffer, next, limit - next);
            }
            int count = inflater.inflate(target, start, length);
            next = limit - inflater.getRemaining();
            checksum.update(target, start, count);
            memberBytes += count;
            totalBytes += count;
            contentLimit.require(path, totalBytes, filePosition - limit + next);
            if (inflater.finished()) {
                readTrailer();
            } else if (inflater.needsDictionary()) {
                throw damaged("a member needs a preset dictionary");
            }
            return count;
        } catch (DataFormatException broken) {
            throw damaged("damaged compressed data: " + broken.getMessage());
        }
    }

    private void readHeader() throws IOException {
        header.reset();
        int first = nextByte();
        if (first < 0 && hasMember) {
            atEnd = true;
            return;
        }
        if (first < 0) {
            throw damaged("an empty file is no gzip file");
        }
        if (first == 0 && hasMember) {
            requireZeros();
            return;
        }
        header.update(first);
        if (first != 0x1f || ofHeader() != 0x8b || ofHeader() != 8) {
            throw damaged("bytes that begin no gzip member");
        }
        int flags = ofHeader();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw damaged("reserved flags in a member header");
        }
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(ofHeader() | ofHeader() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            requireHeaderChecksum();
        }
        inflater.reset();
        checksum.reset();
        memberBytes = 0;
        inMember = true;
        hasMember = true;
    }

    private void requireZeros() throws IOException {
        int value = 0;
        while (value == 0) {
            value = nextByte();
        }
        if (value > 0) {
            throw damaged("trailing bytes that are not zero");
        }
        atEnd = true;
    }

    private void readTrailer() throws IOException {
        long expectedChecksum = littleEndian();
        long expectedLength = littleEndian();
        if (expectedChecksum != checksum.getValue()) {
            throw damaged("a member whose checksum does not match");
        }
        if (expectedLength != (memberBytes & 0xFFFF_FFFFL)) {
            throw damaged("a member whose length does not match");
        }
        inMember = false;
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) required() << shift;
        }
        return value;
    }

    private void skip(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            ofHeader();
        }
    }

    private void skipText() throws IOException {
        int value = ofHeader();
        while (value != 0) {
            value = ofHeader();
        }
    }

    /** The lower half of the checksum of all that came before it in the header. */
    private void requireHeaderChecksum() throws IOException {
        long expected = header.getValue() & 0xFFFF;
        if ((required() | required() << 8) != expected) {
            throw damaged("a member header whose checksum does not match");
        }
    }

    private int ofHeader() throws IOException {
        int value = required();
        header.update(value);
        return value;
    }

    private int required() throws IOException {
        int value = nextByte();
        if (value < 0) {
            throw damaged("the file is cut in a member header or trailer");
        }
        return value;
    }

    private int nextByte() throws IOException {
        return next == limit && !fill() ? -1 : buffer[next++] & 0xFF;
    }

    private boolean fill() throws IOException {
        int count = input.read(filePosition, buffer, 0, buffer.length);
        next = 0;
        limit = Math.max(0, count);
        filePosition += limit;
        return limit > 0;
    }

    private SluiceException damaged(String found) {
        return FileErrors.unreadable(path, filePosition - limit + next, found);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        input.close();
    }
}
