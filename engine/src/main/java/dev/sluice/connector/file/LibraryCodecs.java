package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lz4.Lz4HadoopStreams;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.snappy.SnappyHadoopStreams;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The compressions of the library aircompressor, which is there only if the program brings it: {@link Compression} asks first. */
final class LibraryCodecs {
    /** A byte of LZ4 stands for so many at most. */
    private static final int MOST_OF_LZ4 = 255;

    /** Three bytes of snappy stand for 64. */
    private static final int MOST_OF_SNAPPY = 22;

    private LibraryCodecs() {}

    static OutputStream compressing(Compression compression, OutputStream output) throws IOException {
        return switch (compression) {
            case BZIP2 -> new BZip2HadoopStreams().createOutputStream(output);
            case LZ4 -> new Lz4HadoopStreams().createOutputStream(output);
            case SNAPPY -> new SnappyHadoopStreams().createOutputStream(output);
            case NONE, GZIP, DEFLATE, ZSTD -> throw notOfTheLibrary(compression);
        };
    }

    static ByteInput decompressing(Compression compression, Path path, CheckpointFs.Input file, ContentLimit limit)
            throws IOException {
        return switch (compression) {
            case BZIP2 ->
                LibraryInput.of(
                        path,
                        file,
                        limit,
                        bytes -> new Bzip2Streams(bytes, new BZip2HadoopStreams()::createInputStream));
            case ZSTD -> LibraryInput.of(path, file, limit, bytes -> new ZstdInputStream(new ZstdFrames(bytes)));
            case LZ4 -> new BlockInput(path, file, limit, new Lz4Decompressor(), MOST_OF_LZ4);
            case SNAPPY -> new BlockInput(path, file, limit, new SnappyDecompressor(), MOST_OF_SNAPPY);
            case NONE, GZIP, DEFLATE -> throw notOfTheLibrary(compression);
        };
    }

    private static IllegalArgumentException notOfTheLibrary(Compression compression) {
        return new IllegalArgumentException(compression + " is not asked of the library");
    }
}
