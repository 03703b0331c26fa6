package dev.sluice.connector.file;

import dev.sluice.columnar.Batch;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordWriter;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.SinkWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one partition into a file in staging, which is created with the first row. The file becomes durable
 * behind it.
 */
final class FileSinkWriter implements SinkWriter {
    private static final int BUFFER_BYTES = 512 << 10;

    private final CheckpointFs files;
    private final FileSyncs syncs;
    private final Path staged;
    private final Path target;
    private final RecordWriter records;
    private final boolean isGzip;
    private final CRC32C checksum = new CRC32C();
    private final ByteArray buffer = new ByteArray(BUFFER_BYTES);
    private @Nullable SyncedFile file;
    private @Nullable OutputStream stream;
    private long length;
    private boolean isFinished;

    FileSinkWriter(
            CheckpointFs files, FileSyncs syncs, Path staged, Path target, RecordWriter records, boolean isGzip) {
        this.files = files;
        this.syncs = syncs;
        this.staged = staged;
        this.target = target;
        this.records = records;
        this.isGzip = isGzip;
    }

    @Override
    public void write(Batch batch) {
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
        stream = isGzip ? new GZIPOutputStream(counted, 64 << 10) : counted;
        records.writeFileStart(buffer);
    }

    private void flush() throws IOException {
        if (stream != null) {
            stream.write(buffer.array(), 0, buffer.length());
            buffer.clear();
        }
    }

    @Override
    public CommitMessage finish() {
        SyncedFile open = file;
        OutputStream bytes = stream;
        if (open == null || bytes == null) {
            return CommitMessage.NONE;
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

    @Override
    public void close() {
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
