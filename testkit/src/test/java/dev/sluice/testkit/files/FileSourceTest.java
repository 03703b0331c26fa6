package dev.sluice.testkit.files;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.LocalFs;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.testkit.ManualClock;
import dev.sluice.testkit.SourceContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file source over files of text, as the runner uses it. */
class FileSourceTest {
    private static final CheckpointFs FILES = LocalFs.withoutSync();
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_TRAILER_BYTES = 8;

    @TempDir
    Path directory;

    private Path put(String name, String text, long modifiedMillis) throws IOException {
        return put(name, text.getBytes(StandardCharsets.UTF_8), modifiedMillis);
    }

    private Path put(String name, byte[] content, long modifiedMillis) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
        return file;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Source open(InMemorySourceLog notes, Map<String, String> options) {
        return TextFiles.source(FILES, directory.toString(), notes, options);
    }

    /** The rows of each batch until there is nothing new. */
    private static List<List<String>> batches(Source source, @Nullable Offset start) {
        List<List<String>> batches = new ArrayList<>();
        Offset from = start;
        Offset end = source.latestOffset(from, ReadLimit.OPTIONS);
        while (end != null && !end.equals(from)) {
            batches.add(TextFiles.read(source, from, end));
            source.commit(end);
            from = end;
            end = source.latestOffset(from, ReadLimit.OPTIONS);
        }
        return batches;
    }

    /** How far a source reaches that has data. */
    private static Offset latest(Source source, @Nullable Offset start) {
        return requireNonNull(source.latestOffset(start, ReadLimit.OPTIONS), "latestOffset");
    }

    private static void assertCondition(ErrorCondition condition, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        failed -> assertThat(failed.condition()).isEqualTo(condition));
    }

    @Test
    void FS5_example100_takesFilesByTimeThenPathWithinTheLimit() throws IOException {
        put("c", "c\n", 1_000);
        put("b", "b\n", 3_000);
        put("a", "a\n", 2_000);
        assertThat(batches(open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "2")), null))
                .containsExactly(List.of("[c]", "[a]"), List.of("[b]"));
        assertThat(batches(
                        open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "2", "latestFirst", "true")), null))
                .containsExactly(List.of("[b]", "[a]"), List.of("[c]"));
        put("b", "b\n", 1_000);
        assertThat(batches(open(new InMemorySourceLog(), Map.of("maxBytesPerTrigger", "4")), null))
                .containsExactly(List.of("[b]", "[c]"), List.of("[a]"));
        assertThat(batches(open(new InMemorySourceLog(), Map.of("maxBytesPerTrigger", "1")), null))
                .hasSize(3);
        SourceContract.check(notes());
    }

    private SourceContract.Opener notes() {
        InMemorySourceLog notes = new InMemorySourceLog();
        return () -> open(notes, Map.of());
    }

    @Test
    void example101_forgetsAndRefusesWhatIsTooOld() throws IOException {
        put("a", "a\n", 5);
        put("b", "b\n", 15);
        Source source = open(new InMemorySourceLog(), Map.of("maxFileAge", "10ms"));
        assertThat(batches(source, null)).hasSize(1);
        put("c", "c\n", 16);
        assertThat(batches(source, new Offset("{\"logOffset\":0}"))).containsExactly(List.of("[c]"));
        put("d", "d\n", 5);
        put("e", "e\n", 20);
        Offset end = latest(source, new Offset("{\"logOffset\":1}"));
        assertThat(TextFiles.read(source, new Offset("{\"logOffset\":1}"), end)).containsExactly("[e]");
    }

    @Test
    void FS5_aFileOfTheFutureMakesNoOtherTooOldAndWhatIsTooOldIsCounted() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        InMemorySourceLog notes = new InMemorySourceLog();
        Map<String, String> options = Map.of("maxFileAge", "10s");
        Source source = TextFiles.source(FILES, clock, directory.toString(), notes, options);
        put("future", "future\n", 4_000_000_000_000L);
        put("a", "a\n", 900_000);
        assertThat(batches(source, null)).containsExactly(List.of("[a]", "[future]"));
        put("b", "b\n", 900_001);
        put("c", "c\n", 999_000);
        assertThat(batches(source, new Offset("{\"logOffset\":0}"))).containsExactly(List.of("[b]", "[c]"));
        assertThat(source.metrics()).isEmpty();
        put("d", "d\n", 988_999);
        Offset last = new Offset("{\"logOffset\":1}");
        for (int listing = 0; listing < 3; listing++) {
            assertThat(batches(source, last)).isEmpty();
            assertThat(source.metrics()).containsExactly(Map.entry("filesTooOld", "1"));
        }
    }

    @Test
    void FS1_aFileThatMayStillBeWrittenToWaitsUntilItIsOldEnough() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        Map<String, String> options = Map.of("minFileAge", "10s", "maxFilesPerTrigger", "1");
        Source source = TextFiles.source(FILES, clock, directory.toString(), new InMemorySourceLog(), options);
        put("a", "a\n", 990_000);
        put("b", "half", 990_001);
        Offset first = new Offset("{\"logOffset\":0}");
        assertThat(batches(source, null)).containsExactly(List.of("[a]"));
        assertThat(source.metrics()).containsExactly(Map.entry("filesTooYoung", "1"));
        put("b", "whole\n", 1_005_000);
        clock.advance(Duration.ofSeconds(14));
        assertThat(batches(source, first)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(batches(source, first)).containsExactly(List.of("[whole]"));
        assertThat(source.metrics()).isEmpty();
    }

    @Test
    void FS1_aFileThatMayStillBeWrittenToWaitsUntilListingsInARowShowTheSame() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        Map<String, String> options = Map.of("stableListings", "3");
        Source source = TextFiles.source(FILES, clock, directory.toString(), new InMemorySourceLog(), options);
        put("grows", "ha", 1_000);
        put("stands", "whole\n", 1_000);
        put("goes", "whole\n", 1_000);
        for (int listing = 0; listing < 2; listing++) {
            assertThat(batches(source, null)).isEmpty();
            assertThat(source.metrics()).containsExactly(Map.entry("filesUnsettled", "3"));
            clock.advance(Duration.ofSeconds(1));
        }
        put("grows", "half\n", 1_000);
        Files.delete(directory.resolve("goes"));
        assertThat(batches(source, null)).containsExactly(List.of("[whole]"));
        assertThat(source.metrics()).containsExactly(Map.entry("filesUnsettled", "1"));
        Offset first = new Offset("{\"logOffset\":0}");
        clock.advance(Duration.ofSeconds(1));
        put("grows", "full\n", 2_000);
        put("goes", "came\n", 1_000);
        for (int listing = 0; listing < 2; listing++) {
            assertThat(batches(source, first))
                    .as("one that was gone begins anew")
                    .isEmpty();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(batches(source, first)).containsExactly(List.of("[came]", "[full]"));
        assertThat(source.metrics()).isEmpty();
    }

    @Test
    void FS1_listingsOfOneMomentCountOnce() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        Source source = TextFiles.source(
                FILES, clock, directory.toString(), new InMemorySourceLog(), Map.of("stableListings", "2"));
        put("a", "half", 1_000);
        for (int listing = 0; listing < 10; listing++) {
            assertThat(batches(source, null)).isEmpty();
            clock.advance(Duration.ofMillis(99));
        }
        clock.advance(Duration.ofMillis(10));
        assertThat(batches(source, null)).containsExactly(List.of("[half]"));
    }

    @Test
    void FS1_aFileThatWasListedForALaterBatchHasToBeTheSameStill() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        Map<String, String> options = Map.of("stableListings", "2", "maxFilesPerTrigger", "1");
        Source source = TextFiles.source(FILES, clock, directory.toString(), new InMemorySourceLog(), options);
        put("a", "a\n", 1_000);
        put("b", "half", 2_000);
        assertThat(batches(source, null)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Offset first = latest(source, null);
        put("b", "whole\n", 3_000);
        assertThat(batches(source, first)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(batches(source, first)).containsExactly(List.of("[whole]"));
    }

    /** Who runs once has no earlier listing. */
    @Test
    void FS1_whereNobodyAsksAgainTheSourceListsAsOftenAsItTakes() throws IOException {
        ManualClock clock = new ManualClock(1_000_000);
        put("a", "a\n", 1_000);
        for (boolean frozen : new boolean[] {true, false}) {
            Source source = TextFiles.source(
                    FILES, clock, directory.toString(), new InMemorySourceLog(), Map.of("stableListings", "3"));
            long before = clock.wallMillis();
            if (frozen) {
                source.freezeLatest();
            }
            Offset end = source.latestOffset(null, frozen ? ReadLimit.OPTIONS : ReadLimit.ALL_AVAILABLE);
            assertThat(end).isEqualTo(new Offset("{\"logOffset\":0}"));
            assertThat(clock.wallMillis() - before).isEqualTo(2_000);
        }
    }

    @Test
    void FS5_T1_whatWasForgottenStaysForgottenWhenTheClockGoesBack() throws IOException {
        InMemorySourceLog notes = new InMemorySourceLog();
        Map<String, String> options = Map.of("maxFileAge", "10s", "maxFilesPerTrigger", "1");
        put("old", "old\n", 100_000);
        for (int file = 0; file < 11; file++) {
            put("f" + file, file + "\n", 900_000 + file);
        }
        Source source = TextFiles.source(FILES, new ManualClock(1_000_000), directory.toString(), notes, options);
        assertThat(batches(source, null)).hasSize(12);
        Offset last = new Offset("{\"logOffset\":11}");
        for (long now : new long[] {1_000_000, 500_000}) {
            Source restarted = TextFiles.source(FILES, new ManualClock(now), directory.toString(), notes, options);
            assertThat(batches(restarted, last)).isEmpty();
            assertThat(restarted.metrics()).isEmpty();
        }
    }

    @Test
    void FS5_T1_G4_whatAClockThatWasWrongKeepsFromBeingReadIsCountedAtEveryStart() throws IOException {
        InMemorySourceLog notes = new InMemorySourceLog();
        Map<String, String> options = Map.of("maxFileAge", "10s");
        put("a", "a\n", 5_000_000);
        Source source = TextFiles.source(FILES, new ManualClock(5_000_000), directory.toString(), notes, options);
        assertThat(batches(source, null)).hasSize(1);
        put("b", "b\n", 5_000_001);
        assertThat(batches(source, new Offset("{\"logOffset\":0}"))).hasSize(1);
        put("c", "c\n", 999_000);
        put("d", "d\n", 999_500);
        put("old", "old\n", 100_000);
        Offset last = new Offset("{\"logOffset\":1}");
        for (int start = 0; start < 2; start++) {
            Source restarted =
                    TextFiles.source(FILES, new ManualClock(1_000_000), directory.toString(), notes, options);
            assertThat(batches(restarted, last)).isEmpty();
            assertThat(restarted.metrics()).containsExactly(Map.entry("filesTooOld", "2"));
        }
    }

    @Test
    void FS13_restartsFromACompactedLogWithoutReadingAnythingTwice() throws IOException {
        InMemorySourceLog notes = new InMemorySourceLog();
        for (int file = 0; file < 25; file++) {
            put("f" + file, file + "\n", 1_000 + file);
        }
        assertThat(batches(open(notes, Map.of("maxFilesPerTrigger", "1")), null))
                .hasSize(25);
        assertThat(notes.compactions()).containsExactly(9L, 19L);
        Source restarted = open(notes, Map.of());
        Offset last = new Offset("{\"logOffset\":24}");
        assertThat(restarted.latestOffset(last, ReadLimit.OPTIONS)).isEqualTo(last);
        assertThat(TextFiles.read(restarted, new Offset("{\"logOffset\":18}"), new Offset("{\"logOffset\":19}")))
                .containsExactly("[19]");
        notes.purgeBelow(19, Long.MAX_VALUE);
        assertThat(batches(open(notes, Map.of()), last)).isEmpty();
    }

    @Test
    void aSmallRestOfAListingIsListedAnewSoThatTheBatchIsFull() throws IOException {
        for (int file = 0; file < 5; file++) {
            put("f" + file, file + "\n", 1_000 + file);
        }
        Source keeps = open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "4"));
        Source discards =
                open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "4", "discardCachedInputRatio", "0.5"));
        Offset first = new Offset("{\"logOffset\":0}");
        Offset second = new Offset("{\"logOffset\":1}");
        for (Source source : List.of(keeps, discards)) {
            assertThat(source.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(first);
        }
        put("f5", "5\n", 1_005);
        for (Source source : List.of(keeps, discards)) {
            assertThat(source.latestOffset(first, ReadLimit.OPTIONS)).isEqualTo(second);
        }
        assertThat(TextFiles.read(keeps, first, second)).containsExactly("[4]");
        assertThat(TextFiles.read(discards, first, second)).containsExactly("[4]", "[5]");
    }

    @Test
    void K2_entriesThatWereNotPlannedAreTheNextBatch() throws IOException {
        InMemorySourceLog notes = new InMemorySourceLog();
        put("a", "a\n", 1_000);
        open(notes, Map.of()).latestOffset(null, ReadLimit.OPTIONS);
        put("b", "b\n", 2_000);
        assertThat(batches(open(notes, Map.of()), null)).containsExactly(List.of("[a]"), List.of("[b]"));
        put("c", "c\n", 3_000);
        open(notes, Map.of()).latestOffset(new Offset("{\"logOffset\":1}"), ReadLimit.OPTIONS);
        put("d", "d\n", 4_000);
        assertThat(open(notes, Map.of()).latestOffset(new Offset("{\"logOffset\":1}"), ReadLimit.ALL_AVAILABLE))
                .isEqualTo(new Offset("{\"logOffset\":3}"));
    }

    @Test
    void C10_aLogThatEndsBeforeThePlannedBatchesIsAnError() throws IOException {
        put("a", "a\n", 1_000);
        assertCondition(
                ErrorCondition.PLAN_DAMAGED,
                () -> open(new InMemorySourceLog(), Map.of())
                        .latestOffset(new Offset("{\"logOffset\":4}"), ReadLimit.OPTIONS));
    }

    @Test
    void availableNowEndsWhereItBegan() throws IOException {
        put("a", "a\n", 1_000);
        put("b", "b\n", 2_000);
        Source source = open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "1"));
        source.freezeLatest();
        put("c", "c\n", 3_000);
        assertThat(batches(source, null)).containsExactly(List.of("[a]"), List.of("[b]"));
    }

    @Test
    void aFileThatChangedOrWentBeforeItWasPlannedIsTakenAsItIsNow() throws IOException {
        put("a", "a\n", 1_000);
        put("b", "b\n", 2_000);
        Path gone = put("c", "c\n", 3_000);
        Source source = open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "1"));
        Offset first = source.latestOffset(null, ReadLimit.OPTIONS);
        put("b", "b, longer\n", 2_500);
        Files.delete(gone);
        assertThat(batches(source, first)).containsExactly(List.of("[b, longer]"));
    }

    @Test
    void FS2_FS3_changedAndMissingFilesAreErrorsThatNameTheFile() throws IOException {
        Path file = put("a", "a\n", 1_000);
        Source source = open(new InMemorySourceLog(), Map.of());
        Source lenient = open(new InMemorySourceLog(), Map.of("ignoreMissingFiles", "true"));
        Offset end = latest(source, null);
        assertThat(lenient.latestOffset(null, ReadLimit.OPTIONS)).isEqualTo(end);
        put("a", "a\nb\n", 1_000);
        assertCondition(ErrorCondition.FILE_CHANGED, () -> TextFiles.read(source, null, end));
        Files.delete(file);
        assertCondition(ErrorCondition.FILE_MISSING, () -> TextFiles.read(source, null, end));
        assertThat(TextFiles.read(lenient, null, end)).isEmpty();
    }

    @Test
    void FS2_aFileThatChangedIsReadAsItIsWhereThatIsAskedFor() throws IOException {
        put("a", "a\nb\n", 1_000);
        Source source = open(new InMemorySourceLog(), Map.of("onChangedFile", "accept"));
        Offset end = latest(source, null);
        assertThat(TextFiles.read(source, null, end)).containsExactly("[a]", "[b]");
        assertThat(source.metrics()).isEmpty();
        put("a", "a\nb\nc\n", 2_000);
        assertThat(TextFiles.read(source, null, end)).containsExactly("[a]", "[b]", "[c]");
        put("a", "x\n", 3_000);
        assertThat(TextFiles.read(source, null, end)).containsExactly("[x]");
        assertThat(source.metrics()).containsExactly(Map.entry("filesChanged", "1"));
    }

    @Test
    void FS1_readsFilesDirectoriesGlobsAndTreesButNothingHidden() throws IOException {
        put("x 1%20#.txt", "a\n", 1_000);
        put("\u00fc\u4e16.csv", "b", 2_000);
        put("_hidden", "no\n", 1_000);
        put("z.tmp", "no\n", 1_000);
        put("below/deep/y.txt", "c\r\n", 3_000);
        Files.createSymbolicLink(directory.resolve("below/loop"), directory);
        String root = directory.toString();
        assertThat(TextFiles.readAll(FILES, root, Map.of())).containsExactly("[a]", "[b]");
        assertThat(TextFiles.readAll(FILES, root + "/x 1%20#.txt", Map.of())).containsExactly("[a]");
        assertThat(TextFiles.readAll(FILES, root + "/*.{csv,txt}", Map.of())).containsExactly("[a]", "[b]");
        assertThat(TextFiles.readAll(FILES, root + "/b*/deep", Map.of())).containsExactly("[c]");
        assertThat(TextFiles.readAll(FILES, root, Map.of("pathGlobFilter", "*.csv")))
                .containsExactly("[b]");
        assertThat(TextFiles.readAll(FILES, root, Map.of("recursiveFileLookup", "true")))
                .containsExactly("[a]", "[b]", "[c]");
        InMemorySourceLog notes = new InMemorySourceLog();
        assertThat(batches(open(notes, Map.of()), null)).hasSize(1);
        assertThat(batches(open(notes, Map.of()), new Offset("{\"logOffset\":0}")))
                .isEmpty();
        put("q.xz", "?", 9_000);
        assertCondition(ErrorCondition.CODEC_NOT_AVAILABLE, () -> TextFiles.readAll(FILES, root, Map.of()));
        assertCondition(ErrorCondition.PATH_NOT_FOUND, () -> TextFiles.readAll(FILES, root + "/absent", Map.of()));
    }

    @Test
    void FS12_aFolderThatWentIsAnErrorUntilItIsThereAgain() throws IOException {
        put("in/a", "a\n", 1_000);
        Path folder = directory.resolve("in");
        Source source = TextFiles.source(FILES, folder.toString(), new InMemorySourceLog(), Map.of());
        Offset end = latest(source, null);
        Files.delete(folder.resolve("a"));
        Files.delete(folder);
        assertThatThrownBy(() -> source.latestOffset(end, ReadLimit.OPTIONS))
                .isInstanceOf(SluiceException.class)
                .hasMessageContainingAll("[PATH_NOT_FOUND]", folder.toString());
        put("in/b", "b\n", 2_000);
        assertThat(batches(source, end)).containsExactly(List.of("[b]"));
    }

    @Test
    void FS15_emptyFilesAndLinesAreWhatTheyAre() throws IOException {
        put("a", "", 1_000);
        put("b", "\n", 2_000);
        put("c", "x\r\ny", 3_000);
        assertThat(batches(open(new InMemorySourceLog(), Map.of("maxFilesPerTrigger", "1")), null))
                .containsExactly(List.of(), List.of("[]"), List.of("[x]", "[y]"));
        assertThat(TextFiles.readAll(FILES, directory.resolve("a").toString(), Map.of()))
                .isEmpty();
    }

    @Test
    void FS7_longLinesAreReadWithinTheirLimit() throws IOException {
        put("a", "s\n" + "x".repeat(3_000_000) + "\nt", 1_000);
        List<String> rows = TextFiles.readAll(FILES, directory.toString(), Map.of());
        assertThat(rows.stream().map(String::length).toList()).containsExactly(3, 3_000_002, 3);
        assertCondition(
                ErrorCondition.MALFORMED_RECORD,
                () -> TextFiles.readAll(FILES, directory.toString(), Map.of("maxLineBytes", "1m")));
    }

    @Test
    void FS10_J5_gzipOfSeveralMembersIsReadAndEveryCutOfItIsAnError() throws IOException {
        byte[] two = new byte[0];
        for (String text : List.of("a\nb\n", "c\n")) {
            byte[] member = gzip(text);
            two = Arrays.copyOf(two, two.length + member.length);
            System.arraycopy(member, 0, two, two.length - member.length, member.length);
        }
        String path = put("a.gz", Arrays.copyOf(two, two.length + 100), 1_000).toString();
        assertThat(TextFiles.readAll(FILES, path, Map.of())).containsExactly("[a]", "[b]", "[c]");
        assertCondition(
                ErrorCondition.FAILED_READ_FILE,
                () -> TextFiles.readAll(FILES, path, Map.of("maxDecompressedBytes", "5")));
        int secondMember = gzip("a\nb\n").length;
        for (int length = 0; length < two.length; length++) {
            if (length != secondMember) {
                put("a.gz", Arrays.copyOf(two, length), 1_000);
                assertCondition(ErrorCondition.FAILED_READ_FILE, () -> TextFiles.readAll(FILES, path, Map.of()));
            }
        }
    }

    /** A member whose header has each field there is, with its checksum. */
    private static byte[] gzipWithWholeHeader(String text) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int allFlagsButText = 2 | 4 | 8 | 16;
        header.write(new byte[] {0x1f, (byte) 0x8b, 8, (byte) allFlagsButText, 1, 2, 3, 4, 0, 3});
        header.write(new byte[] {3, 0, 'e', 'x', 't'});
        header.write("name\0comment\0".getBytes(StandardCharsets.UTF_8));
        CRC32 checksum = new CRC32();
        checksum.update(header.toByteArray());
        header.write((int) checksum.getValue());
        header.write((int) checksum.getValue() >>> 8);
        byte[] plain = gzip(text);
        header.write(plain, GZIP_HEADER_BYTES, plain.length - GZIP_HEADER_BYTES);
        return header.toByteArray();
    }

    @Test
    void FS10_J5_eachBitOfAGzipFileThatIsDamagedIsAnErrorWithItsPlace() throws IOException {
        byte[] first = gzipWithWholeHeader("a\nb\n");
        byte[] second = gzipWithWholeHeader("c\n");
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        String path = put("a.gz", whole, 1_000).toString();
        assertThat(TextFiles.readAll(FILES, path, Map.of())).containsExactly("[a]", "[b]", "[c]");
        // What is left of the last byte of compressed data means nothing.
        Set<Integer> withPadding = Set.of(first.length - GZIP_TRAILER_BYTES - 1, whole.length - GZIP_TRAILER_BYTES - 1);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            put("a.gz", damaged, 1_000);
            try {
                assertThat(TextFiles.readAll(FILES, path, Map.of())).containsExactly("[a]", "[b]", "[c]");
                assertThat(withPadding).as("bit %d", bit).contains(bit / Byte.SIZE);
            } catch (SluiceException told) {
                assertThat(told)
                        .as("bit %d", bit)
                        .hasMessageContainingAll("[FAILED_READ_FILE", path, "byte ", "set ignoreCorruptFiles=true");
            }
        }
    }

    @Test
    void FS11_moreContentThanTheBoundIsAnErrorThatSaysHowToRaiseIt() throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write("x".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        for (Path file :
                List.of(put("a.gz", gzip("x".repeat(100)), 1_000), put("b.deflate", deflated.toByteArray(), 1_000))) {
            assertThat(TextFiles.readAll(FILES, file.toString(), Map.of("maxDecompressedBytes", "100")))
                    .hasSize(1);
            assertThatThrownBy(() -> TextFiles.readAll(FILES, file.toString(), Map.of("maxDecompressedBytes", "99")))
                    .hasMessageContainingAll(
                            file.toString(),
                            "at least 100 bytes of content in a file of " + Files.size(file) + " bytes",
                            "maxDecompressedBytes=99",
                            "raise maxDecompressedBytes");
        }
    }

    @Test
    void FS11_moreContentForTheSizeOfTheFileThanTheBoundIsAnErrorWithBothFigures() throws IOException {
        String line = "x".repeat(1_023) + "\n";
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        byte[] block = line.repeat(1_024).getBytes(StandardCharsets.UTF_8);
        try (DeflaterOutputStream toDeflate = new DeflaterOutputStream(deflated);
                GZIPOutputStream toGzip = new GZIPOutputStream(gzipped)) {
            for (int blocks = 0; blocks < 65; blocks++) {
                toDeflate.write(block);
                toGzip.write(block);
            }
        }
        for (Path file :
                List.of(put("a.gz", gzipped.toByteArray(), 1_000), put("b.deflate", deflated.toByteArray(), 1_000))) {
            assertThatThrownBy(() -> TextFiles.readAll(FILES, file.toString(), Map.of("maxDecompressedRatio", "50")))
                    .hasMessageContainingAll(
                            "[FAILED_READ_FILE",
                            file.toString(),
                            " bytes of content in a file of " + Files.size(file) + " bytes",
                            "maxDecompressedRatio=50",
                            "raise maxDecompressedRatio");
            assertThat(TextFiles.readAll(FILES, file.toString(), Map.of())).hasSize(65 * 1_024);
        }
    }

    @Test
    void batchWritesEndWithSuccessAndCompressedOutputReadsBack() throws IOException {
        Path output = directory.resolve("out");
        BatchId batch = new BatchId(0, "a");
        try (Sink sink = TextFiles.sink(FILES, output, "q", 1, Map.of("compression", "gzip"), false)) {
            List<CommitMessage> messages;
            try (SinkWriter writer = sink.writer(batch, 0)) {
                writer.write(TextFiles.rows("x", "y"));
                messages = List.of(writer.finish());
            }
            sink.prepare(batch, messages);
            sink.commit(batch, messages);
        }
        assertThat(FILES.list(output)).hasSize(2).contains("_SUCCESS").anyMatch(name -> name.endsWith(".txt.gz"));
        assertThat(TextFiles.readAll(FILES, output.toString(), Map.of())).containsExactly("[x]", "[y]");
    }

    private static void write(Sink sink, int batchId) {
        BatchId batch = new BatchId(batchId, "a");
        try (SinkWriter writer = sink.writer(batch, 0)) {
            writer.write(TextFiles.rows("row " + batchId));
            List<CommitMessage> messages = List.of(writer.finish());
            sink.prepare(batch, messages);
            sink.commit(batch, messages);
        }
    }

    /** The third entry is a compaction. */
    @Test
    void C11_aDamagedCompactionIsReadFromWhatItWasMadeOfWhereThatIsThere() throws IOException {
        Path output = directory.resolve("out");
        String path = output.toString();
        for (int last : new int[] {2, 3}) {
            try (Sink sink = TextFiles.sink(FILES, output, "q", last, Map.of())) {
                for (int id = last == 3 ? 3 : 0; id <= last; id++) {
                    write(sink, id);
                }
            }
            List<String> rows = TextFiles.readAll(FILES, path, Map.of());
            Path compaction = output.resolve("_spark_metadata/2.compact");
            Path plain = output.resolve("_spark_metadata/2");
            byte[] whole = Files.readAllBytes(compaction);
            CheckpointText text = CheckpointText.decode(whole, compaction, "sink-manifest", "q", 2);
            List<String> lines = text.lines();
            byte[] damaged = whole.clone();
            damaged[whole.length / 2] ^= 1;
            Files.write(compaction, damaged);
            assertCondition(ErrorCondition.CHECKSUM_FAILED, () -> TextFiles.readAll(FILES, path, Map.of()));
            List<String> own = List.of(lines.get(0), lines.get(1), lines.getLast());
            Files.write(plain, new CheckpointText(own, text.identity()).encode());
            assertThat(TextFiles.readAll(FILES, path, Map.of())).isEqualTo(rows);
            try (Sink sink = TextFiles.sink(FILES, output, "q", 9, Map.of())) {
                assertThat(sink.status(2)).isEqualTo(new SinkStatus.Committed("a"));
            }
            Path before = output.resolve("_spark_metadata/1");
            byte[] kept = Files.readAllBytes(before);
            Files.delete(before);
            assertCondition(ErrorCondition.CHECKSUM_FAILED, () -> TextFiles.readAll(FILES, path, Map.of()));
            Files.write(before, kept);
            Files.delete(plain);
            Files.write(compaction, whole);
        }
    }

    @Test
    void C11_C12_anOutputThatLostAFileOrAnEntryIsNotReadAsLess() throws IOException {
        Path output = directory.resolve("out");
        try (Sink sink = TextFiles.sink(FILES, output, "q", 1, Map.of())) {
            for (int id = 5; id < 8; id++) {
                write(sink, id);
            }
        }
        String path = output.toString();
        assertThat(TextFiles.readAll(FILES, path, Map.of())).containsExactly("[row 5]", "[row 6]", "[row 7]");
        Path entry = output.resolve("_spark_metadata/7");
        byte[] whole = Files.readAllBytes(entry);
        for (int length = 0; length < whole.length; length++) {
            Files.write(entry, Arrays.copyOf(whole, length));
            assertCondition(ErrorCondition.CHECKSUM_FAILED, () -> TextFiles.readAll(FILES, path, Map.of()));
        }
        Files.write(entry, whole);
        Path lost = output.resolve(FILES.list(output).stream()
                .filter(name -> name.contains(".b-6."))
                .findFirst()
                .orElseThrow());
        Files.delete(lost);
        assertCondition(ErrorCondition.FILE_MISSING, () -> TextFiles.readAll(FILES, path, Map.of()));
    }
}
