package dev.sluice.connector.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a zstd file on their way to the library, which passes over up to three at the end, as if they were nothing:
 * they are what is left of a frame. Follows the frames by their lengths, and fails where the file ends within one.
 */
final class ZstdFrames extends FilterInputStream {
    private static final long FRAME = 0xFD2FB528L;
    private static final int MAGIC_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int BLOCK_SIZE_SHIFT = 3;
    private static final int CHECKSUM_BYTES = 4;

    private static final int CHECKSUM_FLAG = 1 << 2;
    private static final int SINGLE_SEGMENT_FLAG = 1 << 5;
    private static final int DICTIONARY_BITS = 0b11;
    private static final int CONTENT_SIZE_SHIFT = 6;
    private static final int RUN_LENGTH_BLOCK = 1;

    /** What a number is that is read next, from its lowest byte on. */
    private enum Next {
        MAGIC(MAGIC_BYTES),
        FRAME_DESCRIPTOR(1),
        BLOCK_HEADER(BLOCK_HEADER_BYTES);

        private final int bytes;

        Next(int bytes) {
            this.bytes = bytes;
        }
    }

    private Next next = Next.MAGIC;
    private long number;
    private int numberBytes;

    /** Before the number. */
    private long skipped;

    private boolean hasChecksum;

    /** What is no frame of data is the library's to refuse. */
    private boolean isLost;

    ZstdFrames(InputStream file) {
        super(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = in.read(target, start, length);
        if (count >= 0) {
            follow(target, start, count);
        } else if (!isLost && (next != Next.MAGIC || numberBytes > 0 || skipped > 0)) {
            throw new IOException("the file ends within a frame of zstd");
        }
        return count;
    }

    private void follow(byte[] bytes, int start, int count) {
        int index = start;
        int end = start + count;
        while (index < end && !isLost) {
            if (skipped > 0) {
                int passed = (int) Math.min(skipped, end - index);
                skipped -= passed;
                index += passed;
            } else {
                number |= (bytes[index++] & 0xFFL) << (Byte.SIZE * numberBytes++);
                if (numberBytes == next.bytes) {
                    long whole = number;
                    number = 0;
                    numberBytes = 0;
                    goOn(whole);
                }
            }
        }
    }

    private void goOn(long whole) {
        switch (next) {
            case MAGIC -> {
                isLost = whole != FRAME;
                next = Next.FRAME_DESCRIPTOR;
            }
            case FRAME_DESCRIPTOR -> {
                hasChecksum = (whole & CHECKSUM_FLAG) != 0;
                boolean isSingleSegment = (whole & SINGLE_SEGMENT_FLAG) != 0;
                int dictionary = (1 << (whole & DICTIONARY_BITS)) >> 1;
                int contentSize = 1 << (whole >> CONTENT_SIZE_SHIFT);
                int window = isSingleSegment ? 0 : 1;
                skipped = (long) window + dictionary + (contentSize == 1 && !isSingleSegment ? 0 : contentSize);
                next = Next.BLOCK_HEADER;
            }
            case BLOCK_HEADER -> {
                boolean isLast = (whole & 1) != 0;
                boolean isRun = (whole >> 1 & 0b11) == RUN_LENGTH_BLOCK;
                skipped = isRun ? 1 : whole >> BLOCK_SIZE_SHIFT;
                if (isLast) {
                    skipped += hasChecksum ? CHECKSUM_BYTES : 0;
                    next = Next.MAGIC;
                }
            }
        }
    }
}
