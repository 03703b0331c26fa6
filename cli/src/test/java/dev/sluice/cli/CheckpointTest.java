package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamReader;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools for a checkpoint, on one of a query that keeps the first row of each key. */
class CheckpointTest {
    private static final int BATCHES = 6;

    @TempDir
    Path folder;

    @TempDir
    Path notes;

    private final Session session = Session.builder()
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .create();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path checkpoint;
    private Path note;

    @BeforeEach
    void runBatches() throws IOException {
        checkpoint = folder.resolve("checkpoint");
        note = notes.resolve("found");
        Files.createDirectory(folder.resolve("input"));
        for (int file = 0; file < BATCHES; file++) {
            addInput(file);
        }
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 1);
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Each file has two keys of its own and one that is in all of them. */
    private void addInput(int file) throws IOException {
        Path input = folder.resolve("input").resolve(file + ".csv");
        Files.writeString(input, "common\na" + file + "\nb" + file + "\n");
        Files.setLastModifiedTime(input, FileTime.fromMillis(1_000L * file));
    }

    private StreamingQuery start(Map<String, String> options) {
        DataStreamReader reader =
                session.readStream().format("csv").schema("key STRING").option("maxFilesPerTrigger", 1);
        options.forEach(reader::option);
        DataFrame keys = reader.load(folder.resolve("input").toString());
        return keys.dropDuplicates("key")
                .writeStream()
                .format("csv")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint.toString())
                .start(folder.resolve("output").toString());
    }

    private void run() {
        run(Map.of());
    }

    private void run(Map<String, String> options) {
        start(options).awaitTermination();
    }

    private List<String> rows() {
        return session
                .read()
                .format("csv")
                .schema("key STRING")
                .load(folder.resolve("output").toString())
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private int command(String... arguments) {
        printed.reset();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        return new Checkpoint(out, out).run(List.of(arguments));
    }

    private String printed() {
        return printed.toString(UTF_8);
    }

    private void damage(String log, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve(log))) {
            Path file = files.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    }

    @Test
    void showSaysWhatIsThereAndWhatAStartWouldDo() throws IOException {
        Map<String, String> before = contents(checkpoint);
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed().lines())
                .anyMatch(line ->
                        line.matches("Query [-0-9a-f]+, output mode APPEND, 1 source, 1 operator with state\\."))
                .anyMatch(line -> line.startsWith("Last used by {\"query\":"))
                .anyMatch(line -> line.startsWith("Batches 0 to 5 are done and kept; the last is of 20"))
                .anyMatch(line -> line.matches(
                        "Its settings: .*source 0 mode = PERMISSIVE, .*spark.sql.session.timeZone = .+\\."))
                .anyMatch(line -> line.matches("Batch 5 read [0-9]+ rows? and wrote [0-9]+ rows?\\."))
                .anyMatch(line -> line.matches("Source 0, csv, is read up to \\{.*}\\."))
                .anyMatch(line -> line.matches("Operator 0 holds 13 entries in [0-9]+ files of [0-9,]+ bytes; .*"))
                .contains("A start goes on with batch 6.");
        assertThat(contents(checkpoint)).isEqualTo(before);
    }

    @Test
    void showCountsOneOfAThingAsOne() throws IOException {
        Path input = Files.createDirectory(folder.resolve("one"));
        Files.writeString(input.resolve("0.csv"), "only\n");
        Path own = folder.resolve("checkpoint of one");
        session.readStream()
                .format("csv")
                .schema("key STRING")
                .load(input.toString())
                .dropDuplicates("key")
                .writeStream()
                .format("csv")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", own.toString())
                .start(folder.resolve("output of one").toString())
                .awaitTermination();
        assertThat(command("show", own.toString())).isZero();
        assertThat(printed().lines())
                .anyMatch(line -> line.matches(
                        "Operator 0 holds 1 entry in 1 file of [0-9,]+ bytes; 1 file is in its folder\\."));
    }

    @Test
    void showSaysThatABatchIsUnfinished() throws IOException {
        Files.delete(checkpoint.resolve("commits/5"));
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed())
                .contains("Batch 5 was planned at 20")
                .containsPattern(
                        "A start asks FileSink\\[.*] whether it holds batch 5: if so, it is committed as it is");
    }

    @Test
    void showSaysThatNoBatchIsDoneYet() throws IOException {
        for (int batch = 0; batch < BATCHES; batch++) {
            Files.delete(checkpoint.resolve("commits/" + batch));
            if (batch > 0) {
                Files.delete(checkpoint.resolve("offsets/" + batch));
            }
        }
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed())
                .contains("No batch is done.")
                .contains("Batch 0 was planned at 20")
                .contains("whether it holds batch 0: if so");
    }

    @Test
    void C1_showSaysThatADamagedCommitIsMadeAgain() throws IOException {
        damage("commits", "5");
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("The entry of batch 5 is damaged. A start moves it aside");
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets/5", "sources/0/5", "sources/0/3"})
    void C4_C10_theToolsSayThatAStartIsRefusedForAFileThatIsGone(String name) throws IOException {
        byte[] whole = Files.readAllBytes(checkpoint.resolve(name));
        Files.delete(checkpoint.resolve(name));
        assertThatThrownBy(this::run).isInstanceOf(RuntimeException.class);
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("A start would be refused: [").doesNotContain("A start goes on");
        assertThat(command("verify", checkpoint.toString())).isEqualTo(1);
        assertThat(printed()).contains("1 damaged.");
        assertThat(command("repair", checkpoint.toString())).isEqualTo(1);
        assertThat(printed()).contains("cannot be repaired from what is there");
        Files.write(checkpoint.resolve(name), whole);
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 1);
    }

    @Test
    void verifyReadsEveryFile() throws IOException {
        assertThat(command("verify", checkpoint.toString())).isZero();
        assertThat(printed().lines())
                .contains("offsets: 6 files sound", "commits: 6 files sound", "Everything is as it was written.");
        int fileCount = 0;
        for (String file : contents(checkpoint).keySet()) {
            if (file.equals(".lock") || file.equals("metadata")) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(checkpoint.resolve(file));
            byte[] flipped = bytes.clone();
            flipped[bytes.length / 2] ^= 1;
            Files.write(checkpoint.resolve(file), flipped);
            assertThat(command("verify", checkpoint.toString())).as(file).isEqualTo(1);
            assertThat(printed()).contains(file).contains("1 damaged.");
            Files.write(checkpoint.resolve(file), bytes);
            fileCount++;
        }
        assertThat(fileCount).isGreaterThan(20);
        Files.writeString(checkpoint.resolve("offsets/7 (copy)"), "x");
        assertThat(command("verify", checkpoint.toString())).isZero();
        assertThat(printed()).contains("not part of a checkpoint: " + checkpoint.resolve("offsets/7 (copy)"));
    }

    private void requireRefusal(String reason) throws IOException {
        Map<String, String> before = contents(checkpoint);
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("A start would be refused: [").contains(reason);
        assertThat(command("verify", checkpoint.toString())).isEqualTo(1);
        assertThat(printed()).contains(reason);
        assertThat(contents(checkpoint)).isEqualTo(before);
        assertThatThrownBy(this::run).hasMessageContaining(reason);
    }

    @Test
    void C4_theToolsSayThatAStartIsRefusedWhereBothLogsAreGone() throws IOException {
        Files.move(checkpoint.resolve("offsets"), folder.resolve("offsets"));
        Files.move(checkpoint.resolve("commits"), folder.resolve("commits"));
        requireRefusal("the checkpoint has lost its logs");
    }

    @Test
    void C10_theToolsSayThatAStartIsRefusedWhereTheNotesOfAPlannedBatchAreGone() throws IOException {
        Files.delete(checkpoint.resolve("commits/5"));
        Files.delete(checkpoint.resolve("sources/0/5"));
        requireRefusal("the source log ends before the planned batches do");
    }

    @Test
    void C10_aDamagedNoteIsFoundByTheToolsAndByAStart() throws IOException {
        Path note = checkpoint.resolve("sources/0/5");
        Files.writeString(note, Files.readString(note).replace("5.csv", "4.csv"));
        assertThat(command("verify", checkpoint.toString())).isEqualTo(1);
        assertThat(printed()).contains("CHECKSUM").contains(note.toString());
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("A start would be refused: [").contains(note.toString());
        assertThatThrownBy(this::run).hasMessageContaining(note.toString());
    }

    @Test
    void C8_repairRollsBackAndTheNextStartRebuildsTheStateWithoutWritingAnything() throws IOException {
        damage("state/0", "4.");
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed())
                .contains("A start would be refused, for the state of batch 5 cannot be read.")
                .contains("`sluice checkpoint repair` can roll back to batch 2.");
        addInput(BATCHES);
        assertThatThrownBy(this::run)
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("STATE_DAMAGED")
                .hasMessageContaining("sluice checkpoint repair");
        Map<String, String> before = contents(checkpoint);

        assertThat(command("repair", checkpoint.toString())).isZero();
        assertThat(printed()).contains("Rolling back to batch 2").contains("Nothing was changed.");
        assertThat(contents(checkpoint)).isEqualTo(before);

        Map<String, String> output = contents(folder.resolve("output"));
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed())
                .contains("A start runs batches 3 to 6 again to rebuild the state, and writes nothing of those");
        run();
        assertThat(contents(folder.resolve("output"))).containsAllEntriesOf(output);
        assertThat(rows()).hasSize(2 * BATCHES + 3).doesNotHaveDuplicates();
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("Operator 0 holds 15 entries").contains("A start goes on with batch 7.");
    }

    @Test
    void C8_C9_whereAllStateIsGoneAllBatchesRunAgain() throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve("state/0"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(command("verify", checkpoint.toString())).isEqualTo(1);
        assertThat(printed()).contains("STATE_DAMAGED").contains("1 damaged.");
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("`sluice checkpoint repair` can roll back to the beginning.");
        Map<String, String> output = contents(folder.resolve("output"));
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThat(printed()).contains("Rolling back to the beginning");
        assertThat(command("show", checkpoint.toString())).isZero();
        assertThat(printed()).contains("A start runs batches 0 to 5 again to rebuild the state");
        addInput(BATCHES);
        run();
        assertThat(contents(folder.resolve("output"))).containsAllEntriesOf(output);
        assertThat(rows()).hasSize(2 * BATCHES + 3).doesNotHaveDuplicates();
        assertThat(command("verify", checkpoint.toString())).isZero();
    }

    @Test
    void C8_SK2_anOutputThatHasLostItsManifestKeepsItsFilesAfterARollback() throws IOException {
        damage("state/0", "4.");
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        Path manifest = folder.resolve("output/_spark_metadata");
        Files.move(manifest, folder.resolve("away"));
        Map<String, String> output = contents(folder.resolve("output"));
        assertThatThrownBy(this::run).hasMessageContaining("SINK_MEMORY_LOST").hasMessageContaining("batch 5");
        Files.move(manifest, folder.resolve("empty"));
        assertThat(contents(folder.resolve("output"))).isEqualTo(output);
        Files.move(folder.resolve("away"), manifest);
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 1).doesNotHaveDuplicates();
    }

    @Test
    void C8_whatTheOutputHoldsIsNotRebuiltWithoutAFileThatIsGone() throws IOException {
        damage("state/0", "4.");
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        Path lost = folder.resolve("input/4.csv");
        Files.move(lost, folder.resolve("4.csv"));
        assertThatThrownBy(() -> run(Map.of("ignoreMissingFiles", "true")))
                .hasMessageContaining("options of a source were changed")
                .hasMessageContaining("source 0 ignoreMissingFiles false");
        Files.move(folder.resolve("4.csv"), lost);
        assertThatThrownBy(() -> run(Map.of("header", "true"))).hasMessageContaining("source 0 parsing header=true");
        run();
        run(Map.of("ignoreMissingFiles", "true"));
        assertThat(rows()).hasSize(2 * BATCHES + 1).doesNotHaveDuplicates();
    }

    @Test
    void C8_aRollbackOverAChangeOfOptionsGoesOnWithEachInItsTurn() throws IOException {
        addInput(BATCHES);
        run(Map.of("mode", "DROPMALFORMED"));
        damage("state/0", "4.");
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThatThrownBy(this::run).hasMessageContaining("batch 6").hasMessageContaining("mode DROPMALFORMED");
        run(Map.of("mode", "DROPMALFORMED"));
        assertThat(rows()).hasSize(2 * BATCHES + 3).doesNotHaveDuplicates();
    }

    @Test
    void C8_aStartThatEndsHalfwayThroughARollbackGoesOn() throws IOException {
        damage("state/0", "2.");
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        Path lost = folder.resolve("input/3.csv");
        Path away = folder.resolve("3.csv");
        Files.move(lost, away);
        assertThatThrownBy(this::run).hasMessageContaining("3.csv");
        Files.move(away, lost);
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 1).doesNotHaveDuplicates();
    }

    @Test
    void C8_whereNothingIsWrongNothingIsRepaired() throws IOException {
        Map<String, String> before = contents(checkpoint);
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThat(printed()).contains("nothing has to be repaired");
        assertThat(contents(checkpoint)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void C13_repairRestoresTheIdentityFromTheOtherFiles(boolean isThere) throws IOException {
        Path metadata = checkpoint.resolve("metadata");
        String whole = Files.readString(metadata);
        if (isThere) {
            Files.writeString(metadata, whole.replace("APPEND", "UPDATE"));
        } else {
            Files.delete(metadata);
        }
        addInput(BATCHES);
        assertThatThrownBy(this::run).hasMessageContaining("sluice checkpoint repair " + checkpoint);
        Map<String, String> before = contents(checkpoint);
        assertThat(command("repair", checkpoint.toString())).isZero();
        assertThat(printed()).contains("Writing it again", "known from the note", "Nothing was changed.");
        assertThat(contents(checkpoint)).isEqualTo(before);
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThat(Files.readString(metadata)).isEqualTo(whole);
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 3).doesNotHaveDuplicates();
    }

    @Test
    void C13_withoutANoteOfItsOwnersTheIdentityIsThatOfTheLogs() throws IOException {
        Files.delete(checkpoint.resolve("metadata"));
        for (String note : contents(checkpoint.resolve("owner")).keySet()) {
            Files.delete(checkpoint.resolve("owner").resolve(note));
        }
        assertThat(command("repair", checkpoint.toString(), "--yes")).isZero();
        assertThat(printed()).contains("the next start cannot check whether it is the same");
        addInput(BATCHES);
        run();
        assertThat(rows()).hasSize(2 * BATCHES + 3).doesNotHaveDuplicates();
        // That start has noted what the query was made of.
        Files.move(folder.resolve("input"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("input"), folder.resolve("elsewhere"));
        assertThat(Files.readString(checkpoint.resolve("metadata"))).doesNotContain("APPEND");
        assertThatThrownBy(() -> session.readStream()
                        .format("csv")
                        .schema("key STRING")
                        .load(folder.resolve("elsewhere").toString())
                        .writeStream()
                        .format("csv")
                        .trigger(Trigger.AvailableNow())
                        .option("checkpointLocation", checkpoint.toString())
                        .start(folder.resolve("output").toString()))
                .hasMessageContaining("the checkpoint is that of another query");
    }

    @Test
    void C13_C5_filesOfSeveralQueriesAreNoIdentity() throws IOException {
        Path metadata = checkpoint.resolve("metadata");
        Files.delete(metadata);
        Path plan = checkpoint.resolve("offsets/5");
        CheckpointText text = CheckpointText.decode(Files.readAllBytes(plan), plan, "offsets", null, 5);
        Files.write(plan, text.with("queryId", new UUID(1, 1).toString()).encode());
        assertThat(command("repair", checkpoint.toString(), "--yes")).isEqualTo(1);
        assertThat(printed()).contains("The other files are of several queries");
        assertThat(metadata).doesNotExist();
    }

    @Test
    void F1_repairLeavesACheckpointInUseAlone() throws IOException {
        damage("state/0", "4.");
        try (var file = new RandomAccessFile(checkpoint.resolve(".lock").toFile(), "rw");
                var lock = file.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(command("repair", checkpoint.toString(), "--yes")).isEqualTo(1);
        }
        assertThat(printed()).contains("CHECKPOINT_IN_USE");
        assertThat(Files.exists(checkpoint.resolve("commits/5"))).isTrue();
    }

    @Test
    void replayPrintsABatchAndTouchesNothing() throws IOException {
        Map<String, String> before = contents(folder);
        assertThat(replay("3"))
                .contains("Batch: 3")
                .contains("|a3 ")
                .contains("|b3 ")
                .doesNotContain("common");
        assertThat(replay("0")).contains("Batch: 0").contains("|common|").contains("|a0 ");
        assertThat(contents(folder)).isEqualTo(before);
        assertThat(Files.exists(note)).as("told that the query was found").isTrue();
        assertThatThrownBy(() -> replay("9")).hasMessageContaining("batch 9 is not kept");
    }

    @Test
    void whenNoQueryOfTheProgramHasTheCheckpoint_itIsNotToldThatOneWasFound() throws IOException {
        Path other = Files.createDirectories(folder.resolve("elsewhere")).resolve("checkpoint");
        Files.move(checkpoint, other);
        assertThat(replay(other, "3")).doesNotContain("Batch: 3");
        assertThat(Files.exists(note)).isFalse();
    }

    @Test
    void replayOfWhatIsNoCheckpointIsRefused() throws IOException {
        Map<String, String> before = contents(folder);
        assertThatThrownBy(() -> replay(folder.resolve("input"), "3"))
                .hasMessageContaining("this is not a checkpoint of Sluice")
                .hasMessageContaining(folder.resolve("input").toString());
        assertThat(contents(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"9,batch 9 is not kept", "x,no batch to replay"})
    void replayOfABatchThatIsNotThereIsRefusedBeforeTheProgramDoesAnything(String batch, String why) {
        System.setProperty("sluice.replay.checkpoint", checkpoint.toString());
        System.setProperty("sluice.replay.batch", batch);
        try {
            assertThatThrownBy(() -> Session.builder().create()).hasMessageContaining(why);
        } finally {
            System.clearProperty("sluice.replay.checkpoint");
            System.clearProperty("sluice.replay.batch");
        }
    }

    /** While it runs, batches come and go. */
    @Test
    void theToolsFindNothingWrongWithAQueryThatRuns() throws IOException {
        session.conf().set("sluice.checkpoint.durability", "process");
        session.conf().set("spark.sql.streaming.minBatchesToRetain", 2);
        Path other = folder.resolve("of-a-runner");
        StreamingQuery query = session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 1)
                .load()
                .dropDuplicates("value")
                .writeStream()
                .option("checkpointLocation", other.toString())
                .foreachBatch((rows, batchId) -> {})
                .start();
        try {
            while (query.lastProgress() == null) {
                Thread.onSpinWait();
            }
            for (int look = 0; look < 50; look++) {
                assertThat(command("verify", other.toString())).as(printed()).isZero();
                assertThat(command("show", other.toString())).as(printed()).isZero();
                assertThat(printed()).doesNotContain("refused");
            }
        } finally {
            query.stop();
        }
    }

    private String replay(String batch) {
        return replay(checkpoint, batch);
    }

    private String replay(Path of, String batch) {
        PrintStream terminal = System.out;
        printed.reset();
        System.setProperty("sluice.replay.checkpoint", of.toString());
        System.setProperty("sluice.replay.batch", batch);
        System.setProperty("sluice.replay.found", note.toString());
        try {
            System.setOut(new PrintStream(printed, true, UTF_8));
            run();
        } finally {
            System.setOut(terminal);
            System.clearProperty("sluice.replay.checkpoint");
            System.clearProperty("sluice.replay.batch");
            System.clearProperty("sluice.replay.found");
        }
        return printed();
    }

    @Test
    void whatIsNoCheckpointIsTold() {
        assertThat(command("show", folder.toString())).isEqualTo(1);
        assertThat(printed()).contains("this is not a checkpoint of Sluice");
        assertThat(command("mend", folder.toString())).isEqualTo(2);
        assertThat(command()).isEqualTo(2);
    }
}
