package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How files are compressed. When they are read, the end of their name says it. */
enum Compression {
    NONE(""),
    GZIP(".gz"),
    /** The form of zlib, which is what Hadoop calls deflate. */
    DEFLATE(".deflate");

    private static final int BUFFER_BYTES = 64 << 10;
    private static final List<String> UNKNOWN_EXTENSIONS = List.of(".bz2", ".lz4", ".snappy", ".xz", ".zst");

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** What the names of such files end with. */
    String extension() {
        return extension;
    }

    /** @throws SluiceException if the name is that of a file in another compression */
    static Compression of(Path file) {
        String name = file.toString();
        for (String unknown : UNKNOWN_EXTENSIONS) {
            if (name.endsWith(unknown)) {
                throw unavailable(unknown, file.toString());
            }
        }
        return name.endsWith(GZIP.extension) ? GZIP : name.endsWith(DEFLATE.extension) ? DEFLATE : NONE;
    }

    /** @throws SluiceException if the engine does not have it */
    static Compression named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> NONE;
            case "gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> throw unavailable(name, "option compression");
        };
    }

    private static SluiceException unavailable(String found, String place) {
        return SluiceException.of(
                        ErrorCondition.CODEC_NOT_AVAILABLE, "files in this compression can be neither read nor written")
                .at(place)
                .found(found)
                .expected("none, gzip or deflate; other compressions need libraries that are no part of the engine")
                .safe("nothing was read or written")
                .mend("use gzip, or leave such files out with pathGlobFilter")
                .build();
    }

    OutputStream compressing(OutputStream output) throws IOException {
        return switch (this) {
            case NONE -> output;
            case GZIP -> new GZIPOutputStream(output, BUFFER_BYTES);
            case DEFLATE -> new DeflaterOutputStream(output);
        };
    }
}
