package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How files are compressed. When they are read, the end of their name says it. */
enum Compression {
    NONE("", false),
    GZIP(".gz", false),
    /** The form of zlib, which is what Hadoop calls deflate. */
    DEFLATE(".deflate", false),
    BZIP2(".bz2", true),
    /** In the blocks of Hadoop, as snappy too; the frames of the program lz4 are another form. */
    LZ4(".lz4", true),
    SNAPPY(".snappy", true),
    /** Is read alone. */
    ZSTD(".zst", true);

    private static final int BUFFER_BYTES = 64 << 10;
    private static final String UNKNOWN_EXTENSION = ".xz";
    private static final String LIBRARY = "io.airlift:aircompressor:2.0.3";

    private final String extension;
    private final boolean needsLibrary;

    Compression(String extension, boolean needsLibrary) {
        this.extension = extension;
        this.needsLibrary = needsLibrary;
    }

    /** What the names of such files end with. */
    String extension() {
        return extension;
    }

    /** @throws SluiceException if the name is that of a file in a compression that is not there */
    static Compression of(Path file) {
        String name = file.toString();
        if (name.endsWith(UNKNOWN_EXTENSION)) {
            throw unknown(UNKNOWN_EXTENSION, name);
        }
        for (Compression compression : values()) {
            if (compression != NONE && name.endsWith(compression.extension)) {
                return compression.present(name);
            }
        }
        return NONE;
    }

    /** @throws SluiceException if none of this name is written */
    static Compression named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("uncompressed")) {
            return NONE;
        }
        for (Compression compression : values()) {
            if (compression != ZSTD && lower.equals(compression.name().toLowerCase(Locale.ROOT))) {
                return compression.present("option compression");
            }
        }
        throw unknown(name, "option compression");
    }

    private static SluiceException unknown(String found, String place) {
        return SluiceException.of(
                        ErrorCondition.CODEC_NOT_AVAILABLE, "files in this compression can be neither read nor written")
                .at(place)
                .found(found)
                .expected("none, gzip, deflate, bzip2, lz4 or snappy; zstd where files are read")
                .safe("nothing was read or written")
                .mend("use gzip, or leave such files out with pathGlobFilter")
                .build();
    }

    private Compression present(String place) {
        if (needsLibrary && !isLibraryPresent()) {
            throw SluiceException.of(
                            ErrorCondition.CODEC_NOT_AVAILABLE, "the library for this compression is not there")
                    .at(place)
                    .found(name().toLowerCase(Locale.ROOT))
                    .expected(LIBRARY + " on the class path")
                    .safe("nothing was read or written")
                    .mend("add the library to the program; gzip and deflate need none")
                    .build();
        }
        return this;
    }

    private static boolean isLibraryPresent() {
        try {
            Class.forName("io.airlift.compress.Decompressor", false, Compression.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    OutputStream compressing(OutputStream output) throws IOException {
        return switch (this) {
            case NONE -> output;
            case GZIP -> new GZIPOutputStream(output, BUFFER_BYTES);
            case DEFLATE -> new DeflaterOutputStream(output);
            case BZIP2, LZ4, SNAPPY, ZSTD -> LibraryCodecs.compressing(this, output);
        };
    }
}
