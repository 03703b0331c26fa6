package dev.sluice.connector.file;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of a file in the form of zlib. Whatever is cut or damaged, or follows its end, is an error with its place. */
final class DeflateInput implements ByteInput {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final CheckpointFs.Input input;
    private final ContentLimit limit;
    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long filePosition;
    private long totalBytes;
    private boolean atEnd;

    DeflateInput(Path path, CheckpointFs.Input input, ContentLimit limit) {
        this.path = path;
        this.input = input;
        this.limit = limit;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        try {
            while (!atEnd) {
                if (inflater.needsInput()) {
                    int count = input.read(filePosition, buffer, 0, buffer.length);
                    if (count <= 0) {
                        throw damaged("the file is cut");
                    }
                    filePosition += count;
                    inflater.setInput(buffer, 0, count);
                }
                int count = inflater.inflate(target, start, length);
                totalBytes += count;
                limit.require(path, totalBytes, filePosition - inflater.getRemaining());
                if (inflater.finished()) {
                    requireEnd();
                } else if (inflater.needsDictionary()) {
                    throw damaged("the content needs a preset dictionary");
                }
                if (count > 0) {
                    return count;
                }
            }
            return -1;
        } catch (DataFormatException broken) {
            throw damaged("damaged compressed data: " + broken.getMessage());
        }
    }

    private void requireEnd() throws IOException {
        atEnd = true;
        if (inflater.getRemaining() > 0 || input.read(filePosition, buffer, 0, 1) > 0) {
            throw damaged("bytes behind the end of the content");
        }
    }

    private SluiceException damaged(String found) {
        return FileErrors.unreadable(path, filePosition - inflater.getRemaining(), found);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        input.close();
    }
}
