package dev.sluice.testkit.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file source does not read is an error, or is counted. */
class LeftOutFilesTest {
    private static final CheckpointFs FILES = LocalFs.withoutSync();
    private static final Offset FIRST = new Offset("{\"logOffset\":0}");

    @TempDir
    Path folder;

    /** A call that is made before an operation of the file system: does something first, throws, or just goes on. */
    @FunctionalInterface
    private interface Before {
        void call(String operation, Path path) throws IOException;
    }

    private static CheckpointFs with(Before before) {
        return (CheckpointFs) Proxy.newProxyInstance(
                LeftOutFilesTest.class.getClassLoader(),
                new Class<?>[] {CheckpointFs.class},
                (proxy, method, arguments) -> {
                    before.call(method.getName(), (Path) arguments[0]);
                    try {
                        return method.invoke(FILES, arguments);
                    } catch (InvocationTargetException failed) {
                        throw Objects.requireNonNull(failed.getCause(), "cause");
                    }
                });
    }

    private Path put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "folder"));
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        return file;
    }

    private Path put(String name, String content) throws IOException {
        return put(name, content.getBytes(UTF_8));
    }

    private Source open(CheckpointFs files, Map<String, String> options) {
        return TextFiles.source(files, folder.toString(), new InMemorySourceLog(), options);
    }

    private Source open(Map<String, String> options) {
        return open(FILES, options);
    }

    /** An output of one file with these rows. */
    private Path output(String... rows) throws IOException {
        Path output = folder.resolve("out");
        try (Sink sink = TextFiles.sink(FILES, output, "q", 1, Map.of())) {
            BatchId batch = new BatchId(0, "a");
            try (SinkWriter writer = sink.writer(batch, 0)) {
                writer.write(TextFiles.rows(rows));
                List<CommitMessage> messages = List.of(writer.finish());
                sink.prepare(batch, messages);
                sink.commit(batch, messages);
            }
        }
        return output.resolve(FILES.list(output).stream()
                .filter(name -> name.endsWith(".txt"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void FS3_filesThatAreGoneAreCountedOnceWhereTheyArePassedOver() throws IOException {
        Path gone = put("a", "a\n");
        put("b", "b\n");
        Source source = open(Map.of("ignoreMissingFiles", "true"));
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        Files.delete(gone);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(TextFiles.read(source, null, FIRST)).containsExactly("[b]");
            assertThat(source.metrics()).containsExactly(Map.entry("filesLost", "1"));
        }
    }

    @Test
    void FS3_FS10_corruptFilesAreCountedOnceWhereTheyArePassedOver() throws IOException {
        put("a.gz", new byte[] {0x1f, (byte) 0x8b});
        put("b", "b\n");
        Source source = open(Map.of("ignoreCorruptFiles", "true"));
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(TextFiles.read(source, null, FIRST)).containsExactly("[b]");
            assertThat(source.metrics()).containsExactly(Map.entry("filesCorrupt", "1"));
        }
    }

    @Test
    void FS3_E3_aDeviceThatFailsMakesNoFileCorrupt() throws IOException {
        put("a", "a\n");
        CheckpointFs files = with((operation, path) -> {
            if (operation.equals("open")) {
                throw new IOException("Input/output error");
            }
        });
        Source source = open(files, Map.of("ignoreCorruptFiles", "true", "ignoreMissingFiles", "true"));
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        assertThatThrownBy(() -> TextFiles.read(source, null, FIRST))
                .hasMessageContainingAll(
                        "[IO_FAILED]", "Input/output error", folder.resolve("a").toString());
        assertThat(source.metrics()).isEmpty();
    }

    @Test
    void C12_whatAnOutputHasCommittedIsNotPassedOver() throws IOException {
        Path file = output("row");
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        Map<String, String> options = Map.of("ignoreCorruptFiles", "true", "ignoreMissingFiles", "true");
        String path = folder.resolve("out").toString();
        assertThatThrownBy(() -> TextFiles.readAll(FILES, path, options))
                .hasMessageContainingAll("CHECKSUM_VERIFICATION_FAILED]", file.toString());
        Files.write(file, Arrays.copyOf(bytes, 1));
        assertThatThrownBy(() -> TextFiles.readAll(FILES, path, options)).hasMessageContaining("a file changed");
        Files.delete(file);
        assertThatThrownBy(() -> TextFiles.readAll(FILES, path, options))
                .hasMessageContaining("a file that an output has committed is not there");
    }

    @Test
    void C12_aLargeCommittedFileIsVerifiedAsAWhole() throws IOException {
        String[] rows = new String[40];
        Arrays.fill(rows, "x".repeat(1 << 20));
        Path file = output(rows);
        assertThat(Files.size(file)).isGreaterThan(32 << 20);
        String path = folder.resolve("out").toString();
        assertThat(TextFiles.readAll(FILES, path, Map.of())).hasSize(rows.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'y'}), 20 << 20);
        }
        assertThatThrownBy(() -> TextFiles.readAll(FILES, path, Map.of()))
                .hasMessageContainingAll("CHECKSUM_VERIFICATION_FAILED]", file.toString());
    }

    @Test
    void FS4_filesThatChangeAfterTheyWereReadAreCountedOnceALookBounded() throws IOException {
        for (int file = 0; file < 100; file++) {
            put("f" + file, file + "\n");
        }
        AtomicInteger looks = new AtomicInteger();
        CheckpointFs files = with((operation, path) -> {
            if (operation.equals("stat") && path.getFileName().toString().startsWith("f")) {
                looks.incrementAndGet();
            }
        });
        ManualClock clock = new ManualClock(1_000_000);
        InMemorySourceLog notes = new InMemorySourceLog();
        Source source = TextFiles.source(files, clock, folder.toString(), notes, Map.of());
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        put("f17", "another\n");
        Files.delete(folder.resolve("f18"));
        List<Integer> looksOfTriggers = new ArrayList<>();
        for (int trigger = 0; trigger < 6; trigger++) {
            looks.set(0);
            assertThat(source.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(FIRST);
            looksOfTriggers.add(looks.get());
            clock.advance(Duration.ofMillis(500));
        }
        assertThat(looksOfTriggers).containsExactly(0, 0, 64, 0, 36, 0);
        assertThat(source.metrics()).containsExactly(Map.entry("filesChangedAfterRead", "1"));
        for (int trigger = 0; trigger < 6; trigger++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(source.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        }
        assertThat(source.metrics()).containsExactly(Map.entry("filesChangedAfterRead", "1"));

        Source restarted = TextFiles.source(files, clock, folder.toString(), notes, Map.of());
        for (int trigger = 0; trigger < 2; trigger++) {
            assertThat(restarted.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(FIRST);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(restarted.metrics()).containsExactly(Map.entry("filesChangedAfterRead", "1"));
    }

    @Test
    void FS12_aListingThatFailsIsTriedAgainAndThenFailsTheQuery() throws IOException {
        put("a", "a\n");
        AtomicInteger failures = new AtomicInteger(3);
        CheckpointFs files = with((operation, path) -> {
            if (operation.equals("list") && failures.getAndDecrement() > 0) {
                throw new IOException("Stale file handle");
            }
        });
        ManualClock clock = new ManualClock(1_000_000);
        Source source = TextFiles.source(files, clock, folder.toString(), new InMemorySourceLog(), Map.of());
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        assertThat(source.metrics()).containsExactly(Map.entry("listingRetries", "3"));
        assertThat(clock.wallMillis()).isEqualTo(1_004_100);
        failures.set(4);
        assertThatThrownBy(() -> source.latestOffset(FIRST, ReadLimit.OPTIONS))
                .hasMessageContainingAll("[IO_FAILED]", "Stale file handle", folder.toString());
        assertThat(clock.wallMillis()).isEqualTo(1_008_200);
    }

    @Test
    void FS12_aFolderAboveAPatternThatWentIsAnErrorUntilItIsThereAgain() throws IOException {
        InMemorySourceLog notes = new InMemorySourceLog();
        String pattern = folder.resolve("in/day=*/*.txt").toString();
        Source source = TextFiles.source(FILES, pattern, notes, Map.of());
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isNull();
        Path file = put("in/day=1/a.txt", "a\n");
        assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        Files.delete(file);
        Files.delete(folder.resolve("in/day=1"));
        assertThat(source.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(FIRST);
        Files.delete(folder.resolve("in"));
        Source restarted = TextFiles.source(FILES, pattern, notes, Map.of());
        for (Source reader : List.of(source, restarted)) {
            assertThatThrownBy(() -> reader.latestOffset(FIRST, ReadLimit.OPTIONS))
                    .hasMessageContainingAll(
                            "[PATH_NOT_FOUND]", folder.resolve("in").toString());
        }
        put("in/day=2/b.txt", "b\n");
        Offset second = new Offset("{\"logOffset\":1}");
        assertThat(restarted.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(second);
        assertThat(TextFiles.read(restarted, FIRST, second)).containsExactly("[b]");
    }

    @Test
    void FS6_aNameThatIsNoTextIsAnErrorUnderAPatternToo() throws Exception {
        put("in/a.txt", "a\n");
        run("touch \"$(printf 'in/b\\377.txt')\"");
        for (String path : List.of("in", "in/*.txt", "i*/*")) {
            assertThatThrownBy(
                            () -> TextFiles.readAll(FILES, folder.resolve(path).toString(), Map.of()))
                    .as(path)
                    .hasMessageContainingAll("a file name is not text", "b\uFFFD.txt", "rename");
        }
        assertThat(TextFiles.readAll(FILES, folder.resolve("in/a*").toString(), Map.of()))
                .containsExactly("[a]");
    }

    @Test
    void FS14_pipesAndLinksInCirclesAreCountedOnceWhereverTheyAre() throws Exception {
        put("in/a.txt", "a\n");
        run("mkfifo in/pipe.txt && ln -s circle.txt in/circle.txt && ln -s there in/here && ln -s here in/there");
        Map<String, String> options = Map.of("pathGlobFilter", "*.txt");
        for (String path : List.of("in", "in/*", "*/*.txt")) {
            Source source = TextFiles.source(FILES, folder.resolve(path).toString(), new InMemorySourceLog(), options);
            assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(FIRST);
            assertThat(TextFiles.read(source, null, FIRST)).containsExactly("[a]");
            assertThat(source.latestOffset(FIRST, ReadLimit.OPTIONS)).isEqualTo(FIRST);
            assertThat(source.metrics()).as(path).containsExactly(Map.entry("filesNotRegular", "2"));
        }
        Source pipe =
                TextFiles.source(FILES, folder.resolve("in/pipe.txt").toString(), new InMemorySourceLog(), Map.of());
        assertThat(pipe.latestOffset(null, ReadLimit.OPTIONS)).isNull();
        assertThat(pipe.metrics()).containsExactly(Map.entry("filesNotRegular", "1"));
    }

    private void run(String command) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
