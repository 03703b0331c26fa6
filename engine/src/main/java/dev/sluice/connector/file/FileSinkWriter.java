package dev.sluice.connector.file;

import dev.sluice.columnar.Batch;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordWriter;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into a file in staging, which is created with the first row. The file becomes durable
 * behind it.
 */
final class FileSinkWriter {
    private static final int BUFFER_BYTES = 512 << 10;
    private static final int FIRST_BUFFER_BYTES = 8 << 10;

    private final CheckpointFs files;
    private final FileSyncs syncs;
    private final Path staged;
    private final Path target;
    private final RecordWriter records;
    private final Compression compression;
    private final Charset charset;
    private final CRC32C checksum = new CRC32C();
    private final ByteArray buffer = new ByteArray(FIRST_BUFFER_BYTES);
    private @Nullable SyncedFile file;
    private @Nullable OutputStream stream;
    private long length;
    private boolean isFinished;

    FileSinkWriter(
            CheckpointFs files,
            FileSyncs syncs,
            Path staged,
            Path target,
            RecordWriter records,
            Compression compression,
            Charset charset) {
        this.files = files;
        this.syncs = syncs;
        this.staged = staged;
        this.target = target;
        this.records = records;
        this.compression = compression;
        this.charset = charset;
    }

    void write(Batch batch) {
        try {
            if (file == null) {
                open();
            }
            records.write(batch, buffer);
            if (buffer.length() >= BUFFER_BYTES / 2) {
                flush();
            }
        } catch (IOException failed) {
            throw FileErrors.failed("writing", staged, failed);
        }
    }

    private void open() throws IOException {
        SyncedFile created = syncs.take(files.create(staged));
        file = created;
        OutputStream counted = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int start, int count) throws IOException {
                created.write(bytes, start, count);
                checksum.update(bytes, start, count);
                length += count;
            }
        };
        OutputStream compressed = compression.compressing(counted);
        stream = charset.equals(StandardCharsets.UTF_8) ? compressed : new EncodedOutput(compressed, charset);
        records.writeFileStart(buffer);
    }

    private void flush() throws IOException {
        if (stream != null) {
            stream.write(buffer.array(), 0, buffer.length());
            buffer.clear();
        }
    }

    /** The file as it lies in staging, null if there were no rows. */
    @Nullable
    WrittenFile finish() {
        SyncedFile open = file;
        OutputStream bytes = stream;
        if (open == null || bytes == null) {
            return null;
        }
        try {
            flush();
            bytes.close();
            open.finish();
        } catch (IOException failed) {
            throw FileErrors.failed("writing", staged, failed);
        }
        isFinished = true;
        return new WrittenFile(staged, target, length, String.format("%08x", checksum.getValue()), open);
    }

    void close() {
        SyncedFile open = file;
        if (isFinished || open == null) {
            return;
        }
        try {
            open.abandon();
            files.delete(staged);
        } catch (IOException failed) {
            throw FileErrors.failed("giving up", staged, failed);
        } finally {
            file = null;
        }
    }
}
