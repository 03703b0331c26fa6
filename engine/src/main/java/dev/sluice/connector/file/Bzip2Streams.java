package dev.sluice.connector.file;

import dev.sluice.connector.file.LibraryInput.Opener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The content of a bzip2 file of one stream or several, as tools make them that compress in parallel or append. The library
 * reads one stream and takes what follows for a damaged block, so it is shown each by itself. A stream begins at a whole byte,
 * with four bytes and the six that begin its first block, or its end if it is empty; that these ten come about within
 * compressed data is as likely as a wrong checksum. Behind the end of a stream there is another one or nothing: what is
 * neither was one, and its rows would be missing, so zeros are not passed over either.
 */
final class Bzip2Streams extends InputStream {
    private static final byte[] BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
    private static final byte[] END = {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90};
    private static final int HEADER_BYTES = 10;

    /** So many of them tell a header at the end of a file that is cut off within it. */
    private static final int CUT_HEADER_BYTES = 3;

    private final Part part;
    private final Opener decoder;
    private InputStream content;

    Bzip2Streams(InputStream file, Opener decoder) throws IOException {
        this.part = new Part(file);
        this.decoder = decoder;
        this.content = decoder.open(part);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = content.read(target, start, length);
        while (count < 0 && part.begin()) {
            content = decoder.open(part);
            count = content.read(target, start, length);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /**
     * Finds the end of a stream among its bytes: a mark of six that may begin at any bit, a checksum of four, and what fills up
     * the last byte.
     */
    private static final class StreamEnd {
        private static final long MARK = 0x177245385090L;
        private static final int MARK_BITS = 48;
        private static final int CHECKSUM_BYTES = 4;

        /** Whether a byte may be the one in the middle of the mark, by whatever bits that is shifted: few are. */
        private static final boolean[] IS_OF_MARK = new boolean[1 << Byte.SIZE];

        private static final int MIDDLE = 16;

        static {
            for (int shift = 0; shift < Byte.SIZE; shift++) {
                IS_OF_MARK[(int) (MARK << shift >>> MIDDLE) & 0xFF] = true;
            }
        }

        /** The last eight bytes. */
        private long window;

        private long passed;
        private long endsAt = -1;

        void pass(byte[] bytes, int start, int count) {
            for (int index = start; index < start + count; index++) {
                window = window << Byte.SIZE | (bytes[index] & 0xFF);
                passed++;
                if (IS_OF_MARK[(int) (window >>> MIDDLE) & 0xFF] && endsAt < 0) {
                    look();
                }
            }
        }

        private void look() {
            for (int shift = 0; shift < Byte.SIZE; shift++) {
                if ((window >>> shift & (1L << MARK_BITS) - 1) == MARK) {
                    endsAt = passed + CHECKSUM_BYTES;
                }
            }
        }

        /** Whether the stream ends with the last byte that was passed. */
        boolean isReached() {
            return endsAt == passed;
        }
    }

    /** The bytes of one stream. */
    private static final class Part extends InputStream {
        private final InputStream file;
        private final byte[] buffer = new byte[1 << 16];
        private int position;
        private int limit;
        private boolean isFileRead;

        /** Where in the buffer the next stream begins, or up to where none does. */
        private int partEnd;

        private boolean isAtHeader;

        /** Whether nothing of the stream is read, so that its own header is still there. */
        private boolean isFresh = true;

        private StreamEnd end = new StreamEnd();

        Part(InputStream file) {
            this.file = file;
        }

        /** Goes on to the next stream, if there is one. */
        boolean begin() throws IOException {
            byte[] rest = new byte[1 << 10];
            int skipped = 0;
            while (skipped >= 0) {
                // What the decoder did not ask for, such as what fills up the last block.
                skipped = read(rest, 0, rest.length);
            }
            if (!end.isReached()) {
                throw new IOException("bytes that are no stream follow a stream of bzip2");
            }
            end = new StreamEnd();
            boolean hasNext = isAtHeader;
            if (hasNext) {
                isFresh = true;
                look();
            }
            return hasNext;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            while (position == partEnd && !isAtHeader && !isFileRead) {
                fill();
            }
            if (position == partEnd) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, partEnd - position);
            System.arraycopy(buffer, position, target, start, count);
            end.pass(buffer, position, count);
            position += count;
            isFresh = false;
            return count;
        }

        private void fill() throws IOException {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
            int count = file.read(buffer, limit, buffer.length - limit);
            isFileRead = count < 0;
            limit += Math.max(0, count);
            look();
        }

        /** Finds the end of the stream at hand among the bytes that are there. */
        private void look() {
            int shortest = isFileRead ? CUT_HEADER_BYTES : HEADER_BYTES;
            int index = isFresh ? position + 1 : position;
            while (index <= limit - shortest && !isHeader(index)) {
                index++;
            }
            isAtHeader = index <= limit - shortest;
            partEnd = isAtHeader || !isFileRead ? Math.min(index, limit) : limit;
        }

        /** Whether a header begins here, as far as there are bytes. */
        private boolean isHeader(int index) {
            boolean isBegun = buffer[index] == 'B' && buffer[index + 1] == 'Z' && buffer[index + 2] == 'h';
            if (!isBegun || index + 3 == limit) {
                return isBegun;
            }
            return buffer[index + 3] >= '1'
                    && buffer[index + 3] <= '9'
                    && (isAt(index + 4, BLOCK) || isAt(index + 4, END));
        }

        private boolean isAt(int index, byte[] mark) {
            int length = Math.min(mark.length, limit - index);
            return Arrays.equals(buffer, index, index + length, mark, 0, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
