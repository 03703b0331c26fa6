package dev.sluice.connector.file;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The content of a compressed file, as a stream of a library finds it. Damage is an error with its place. */
final class LibraryInput implements ByteInput {
    private final Path path;
    private final FileBytes file;
    private final InputStream content;
    private final ContentLimit limit;
    private long totalBytes;

    private LibraryInput(Path path, FileBytes file, InputStream content, ContentLimit limit) {
        this.path = path;
        this.file = file;
        this.content = content;
        this.limit = limit;
    }

    /** What finds the content in the bytes of a file. */
    interface Opener {
        InputStream open(InputStream file) throws IOException;
    }

    static LibraryInput of(Path path, CheckpointFs.Input input, ContentLimit limit, Opener opener) throws IOException {
        FileBytes file = new FileBytes(input);
        return new LibraryInput(path, file, opener.open(file), limit);
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = 0;
        while (count == 0) {
            count = readSome(target, start, length);
        }
        if (count < 0) {
            if (totalBytes == 0 && file.position == 0) {
                throw damaged("an empty file has no compressed content");
            }
            return -1;
        }
        totalBytes += count;
        limit.require(path, totalBytes, file.position);
        return count;
    }

    private int readSome(byte[] target, int start, int length) throws IOException {
        try {
            return content.read(target, start, length);
        } catch (IOException failed) {
            if (file.failure != null) {
                throw failed;
            }
            throw damaged("damaged compressed data: " + failed.getMessage());
        } catch (RuntimeException broken) {
            throw damaged("damaged compressed data: " + broken.getMessage());
        }
    }

    private SluiceException damaged(String found) {
        return FileErrors.unreadable(path, file.position, found);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** The bytes of the file, with what went wrong in reading them. */
    private static final class FileBytes extends InputStream {
        private final CheckpointFs.Input input;
        private long position;
        private @Nullable IOException failure;

        FileBytes(CheckpointFs.Input input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            try {
                int count = input.read(position, target, start, length);
                position += Math.max(0, count);
                return count == 0 && length > 0 ? -1 : count;
            } catch (IOException failed) {
                failure = failed;
                throw failed;
            }
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
