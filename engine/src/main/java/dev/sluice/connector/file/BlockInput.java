package dev.sluice.connector.file;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import io.airlift.compress.Decompressor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The content of a file in the blocks of Hadoop: how many bytes of content a block holds, then pieces up to that many, each
 * behind its compressed length; numbers have four bytes, the highest first. Whatever is cut or damaged is an error with its
 * place, and no length that the file claims is believed before its bytes are there. A file without bytes is nothing, as the
 * library writes it; Hadoop writes one block of no bytes.
 */
final class BlockInput implements ByteInput {
    private static final int SLACK_BYTES = 64;

    private final Path path;
    private final CheckpointFs.Input file;
    private final long fileBytes;
    private final ContentLimit contentLimit;
    private final Decompressor decompressor;
    private final int mostOfByte;
    private byte[] compressed = new byte[0];
    private byte[] content = new byte[0];
    private int next;
    private int limit;
    private long position;
    private long blockLeft;
    private long totalBytes;

    /** @param mostOfByte how many bytes of content a compressed byte can stand for */
    BlockInput(Path path, CheckpointFs.Input file, ContentLimit contentLimit, Decompressor decompressor, int mostOfByte)
            throws IOException {
        this.path = path;
        this.file = file;
        this.fileBytes = file.length();
        this.contentLimit = contentLimit;
        this.decompressor = decompressor;
        this.mostOfByte = mostOfByte;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        while (next == limit) {
            if (blockLeft == 0) {
                if (position == fileBytes) {
                    return -1;
                }
                blockLeft = length("of a block");
            } else {
                readPiece();
            }
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(content, next, target, start, count);
        next += count;
        return count;
    }

    private void readPiece() throws IOException {
        int length = length("of a piece");
        if (length > fileBytes - position) {
            throw damaged("the file is cut inside a piece of " + length + " bytes");
        }
        if (compressed.length < length) {
            compressed = new byte[length];
        }
        readFully(compressed, length);
        int most =
                (int) Math.min(blockLeft, Math.min(Integer.MAX_VALUE - 8L, (long) length * mostOfByte + SLACK_BYTES));
        if (content.length < most) {
            content = new byte[most];
        }
        next = 0;
        limit = decompress(length, most);
        blockLeft -= limit;
        totalBytes += limit;
        contentLimit.require(path, totalBytes, position);
    }

    private int decompress(int length, int most) {
        try {
            int count = decompressor.decompress(compressed, 0, length, content, 0, most);
            if (count == 0) {
                throw damaged("a piece without content");
            }
            return count;
        } catch (SluiceException damaged) {
            throw damaged;
        } catch (RuntimeException broken) {
            throw damaged("damaged compressed data: " + broken.getMessage());
        }
    }

    private int length(String what) throws IOException {
        byte[] bytes = new byte[Integer.BYTES];
        readFully(bytes, bytes.length);
        int length = (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (length < 0) {
            throw damaged("a negative length " + what);
        }
        return length;
    }

    private void readFully(byte[] target, int length) throws IOException {
        int filled = 0;
        while (filled < length) {
            int count = file.read(position, target, filled, length - filled);
            if (count <= 0) {
                throw damaged("the file is cut");
            }
            filled += count;
            position += count;
        }
    }

    private SluiceException damaged(String found) {
        return FileErrors.unreadable(path, position, found);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
