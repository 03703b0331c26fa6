package dev.sluice.connector.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.SluiceException;
import dev.sluice.format.text.PlainTextFormat;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.sink.WholeBatchSink;
import dev.sluice.spi.source.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    private static final CheckpointFs FILES = LocalFs.withoutSync();

    @TempDir
    Path directory;

    private record Context(String queryId) implements SinkContext {
        @Override
        public CheckpointFs files() {
            return FILES;
        }

        @Override
        public Clock clock() {
            return new SystemClock();
        }

        @Override
        public Exec exec() {
            return new SystemExec();
        }

        @Override
        public Ids ids() {
            return new SystemIds();
        }

        @Override
        public int minBatchesToRetain() {
            return 100;
        }

        @Override
        public Sink buffered(WholeBatchSink sink) {
            throw new UnsupportedOperationException("a file sink takes rows as they come");
        }
    }

    private FileSink sink(String queryId) {
        Options options =
                Options.validated("sink", new TextSinkProvider().options(), Map.of("path", directory.toString()));
        return new FileSink(
                new PlainTextFormat(),
                new SinkSettings(PlainTextFormat.SCHEMA, options, OutputMode.APPEND, ZoneOffset.UTC, null, true, null),
                new Context(queryId));
    }

    private static CommitMessage write(FileSink sink, BatchId batch, String text) {
        BatchBuilder builder = new BatchBuilder(PlainTextFormat.SCHEMA);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ((BytesBuilder) builder.column(0)).viewInto(bytes);
        ((BytesBuilder) builder.column(0)).setView(0, 0, bytes.length);
        builder.endRow();
        try (SinkWriter writer = sink.writer(batch, 0)) {
            writer.write(builder.build());
            return writer.finish();
        }
    }

    private static long count(FileEntry file, long start, long end) {
        BatchBuilder builder = new BatchBuilder(PlainTextFormat.SCHEMA, 2);
        try (FileSplitReader reader = new FileSplitReader(
                FILES,
                new FileSplit(file, start, end),
                new PlainTextFormat()
                        .parser(
                                PlainTextFormat.SCHEMA,
                                PlainTextFormat.SCHEMA,
                                Options.validated("t", new PlainTextFormat().readOptions(), Map.of()),
                                ZoneOffset.UTC),
                new Encoding(StandardCharsets.UTF_8, false, false),
                Leniency.NONE,
                new LeftOutFiles(),
                1 << 20,
                new ContentLimit(1 << 20, 1, file.length()))) {
            while (reader.next(builder, Deadline.NONE)) {
                builder.reset();
            }
            return reader.recordCount();
        }
    }

    @Test
    void splitsAtEveryOffsetReadEachLineOnce() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "one\n\ntwo\r\nthree\n\n\nfour");
        FileEntry entry = FileEntry.of(file, java.util.Objects.requireNonNull(FILES.stat(file)));
        for (long cut = 1; cut < entry.length(); cut++) {
            assertEquals(7, count(entry, 0, cut) + count(entry, cut, entry.length()), "cut at " + cut);
        }
    }

    @Test
    void fs2ChangedFileIsAnError() throws Exception {
        Path file = Files.writeString(directory.resolve("a.txt"), "one\n");
        FileEntry entry = FileEntry.of(file, java.util.Objects.requireNonNull(FILES.stat(file)));
        Files.writeString(file, "one\ntwo\n");
        assertThrows(SluiceException.class, () -> count(entry, 0, entry.length()));
    }

    @Test
    void sk1RepeatedCommitChangesNothingAndSk2OtherQueryIsRefused() {
        BatchId batch = new BatchId(0, "a1");
        try (FileSink sink = sink("q1")) {
            List<CommitMessage> messages = List.of(write(sink, batch, "row"));
            sink.prepare(batch, messages);
            sink.commit(batch, messages);
            sink.commit(batch, messages);
            assertEquals(
                    "a1",
                    assertInstanceOf(SinkStatus.Committed.class, sink.status(0)).attempt());
            assertThrows(SluiceException.class, () -> sink("q1"));
        }
        assertThrows(SluiceException.class, () -> sink("q2"));
        assertEquals(
                1,
                new FileListing(FILES, directory.toString(), false, null)
                        .list(path -> false)
                        .size());
    }
}
