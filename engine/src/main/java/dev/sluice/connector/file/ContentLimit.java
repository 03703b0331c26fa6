package dev.sluice.connector.file;

import dev.sluice.config.Options;
import java.nio.file.Path;

/**
 * How much content a compressed file may hold.
 *
 * @param maxRatio how many bytes of content a byte of the file may stand for, where there is more content than {@link #ANY_RATIO_BYTES}
 * @param fileBytes how long the file is
 */
record ContentLimit(long maxBytes, long maxRatio, long fileBytes) {
    /** A file with less content does no harm, however well it is compressed. */
    static final long ANY_RATIO_BYTES = 64L << 20;

    static ContentLimit of(Options options, FileEntry file) {
        return new ContentLimit(
                options.get(FileSourceOptions.MAX_DECOMPRESSED_BYTES),
                options.get(FileSourceOptions.MAX_DECOMPRESSED_RATIO),
                file.length());
    }

    /** The same of a file that is not as long as it was planned. */
    ContentLimit ofFile(long bytes) {
        return new ContentLimit(maxBytes, maxRatio, bytes);
    }

    /**
     * Fails if there is too much.
     *
     * @param offset how far the file was read
     */
    void require(Path path, long contentBytes, long offset) {
        if (contentBytes > maxBytes) {
            throw FileErrors.tooMuchContent(path, offset, contentBytes, this);
        }
        if (contentBytes > ANY_RATIO_BYTES && (contentBytes - 1) / maxRatio >= fileBytes) {
            throw FileErrors.tooDense(path, offset, contentBytes, this);
        }
    }
}
