package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataStreamWriter;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged, missing and foreign files of a checkpoint (fault model, sections 2 and 4). */
class CheckpointFaultsTest {
    @TempDir
    Path folder;

    private DistinctQuery query;

    @BeforeEach
    void open() throws IOException {
        query = new DistinctQuery(folder);
    }

    @AfterEach
    void close() {
        query.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void C1_aBatchWhoseCommitIsDamagedIsFinishedAgainBeforeTheOneThatWasPlannedAfterIt(boolean hasState)
            throws IOException {
        query.runBatches(4);
        DistinctQuery.flip(query.checkpoint().resolve("commits/2"));
        Files.delete(query.checkpoint().resolve("commits/3"));
        if (!hasState) {
            Files.delete(query.file("state/0", "3."));
            Files.delete(query.file("state/0", "4."));
        }
        query.run();
        assertThat(query.file("commits", "2.damaged.")).exists();
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(5));
        assertThat(query.checkpoint().resolve("commits/2")).exists();
    }

    @Test
    void C1_aStartThatMovedADamagedCommitAsideAndEndedIsFollowedByAnother() throws IOException {
        query.runBatches(4);
        Path damaged = query.checkpoint().resolve("commits/2");
        Files.move(damaged, damaged.resolveSibling("2.damaged.1"));
        Files.delete(query.checkpoint().resolve("commits/3"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(5));
    }

    @Test
    void C1_D6_purgedEntriesThatComeBackBesideADamagedCommitAreNoGap() throws IOException {
        query.session.conf().set("spark.sql.streaming.minBatchesToRetain", 5);
        query.runBatches(8);
        Path kept = folder.resolve("kept");
        Files.copy(query.checkpoint().resolve("offsets/3"), kept);
        query.session.conf().set("spark.sql.streaming.minBatchesToRetain", 2);
        query.runBatches(1);
        Files.copy(kept, query.checkpoint().resolve("offsets/3"));
        DistinctQuery.flip(query.checkpoint().resolve("commits/8"));
        query.run();
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(10));
    }

    @Test
    void C3_aDamagedPlanIsMadeAnewWhereTheSinkProvesThatItHoldsNothing() throws IOException {
        query.runBatches(3);
        Files.copy(query.checkpoint().resolve("offsets/2"), query.checkpoint().resolve("offsets/3"));
        query.addInput();
        DistinctQuery.flip(query.checkpoint().resolve("offsets/3"));
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
        assertThat(Files.exists(query.file("offsets", "3.damaged."))).isTrue();
    }

    @Test
    void C3_G5_aDamagedPlanIsAnErrorWhereTheSinkCannotTell() throws IOException {
        query.addInput();
        Path checkpoint = query.checkpoint();
        query.keys()
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch((rows, batch) -> {})
                .start()
                .awaitTermination();
        Files.delete(checkpoint.resolve("commits/0"));
        DistinctQuery.flip(checkpoint.resolve("offsets/0"));
        assertThatThrownBy(() -> query.keys()
                        .writeStream()
                        .trigger(Trigger.AvailableNow())
                        .option("checkpointLocation", checkpoint.toString())
                        .foreachBatch((rows, batch) -> {
                            throw new AssertionError("batch " + batch + " was planned without proof");
                        })
                        .start()
                        .awaitTermination())
                .hasMessageContaining("PLAN_DAMAGED")
                .hasMessageContaining(checkpoint.resolve("offsets/0").toString());
    }

    @Test
    void C4_D6_K10_purgedEntriesThatComeBackAfterTheLossOfPowerAreNoGap() throws IOException {
        query.session.conf().set("spark.sql.streaming.minBatchesToRetain", 2);
        query.runBatches(3);
        Path logs = folder.resolve("logs");
        for (String log : new String[] {"offsets", "commits"}) {
            DistinctQuery.copy(query.checkpoint().resolve(log), logs.resolve(log));
        }
        query.runBatches(6);
        assertThat(query.checkpoint().resolve("offsets/2")).doesNotExist();
        Files.copy(logs.resolve("offsets/0"), query.checkpoint().resolve("offsets/0"));
        Files.copy(logs.resolve("offsets/2"), query.checkpoint().resolve("offsets/2"));
        Files.copy(logs.resolve("commits/1"), query.checkpoint().resolve("commits/1"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(10));
        assertThat(query.checkpoint().resolve("offsets/0")).doesNotExist();
        Files.delete(query.checkpoint().resolve("offsets/8"));
        query.addInput();
        query.requireRefused("CHECKPOINT_INCONSISTENT", "without [8]");
    }

    @ParameterizedTest
    @CsvSource({
        "offsets, 2, 'plans 0 to 1; commits 0 to 4; missing are plans 2 to 4'",
        "commits, 3, 'plans 0 to 4; commits 0 to 2; missing are commits 3'"
    })
    void C4_M1_logsThatDoNotAgreeAreAnErrorThatSaysWhatIsMissing(String log, int from, String found)
            throws IOException {
        query.runBatches(5);
        for (int batch = from; batch < 5; batch++) {
            Files.delete(query.checkpoint().resolve(log).resolve(Integer.toString(batch)));
        }
        query.addInput();
        query.requireRefused("CHECKPOINT_INCONSISTENT", found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets", "commits"})
    void C5_aFileOfAnotherNumberIsAnError(String log) throws IOException {
        query.runBatches(3);
        Path newest = query.checkpoint().resolve(log).resolve("2");
        Files.delete(newest);
        Files.copy(query.checkpoint().resolve(log).resolve("1"), newest);
        query.addInput();
        query.requireRefused("FOREIGN_FILE", newest.toString(), "number 1", "number 2");
    }

    /** The second batch repeats a key of the first. */
    @Test
    void S8_aCommitEntrySaysHowManyRowsItsBatchReadAndWrote() throws IOException {
        query.runBatches(2);
        assertThat(Files.readString(query.checkpoint().resolve("commits/0")))
                .contains("\"rows\":{\"sources\":[2],\"output\":2}");
        assertThat(Files.readString(query.checkpoint().resolve("commits/1")))
                .contains("\"rows\":{\"sources\":[2],\"output\":1}");
    }

    /** An entry as an older release wrote it. */
    @Test
    void S8_aCommitEntryThatDoesNotSayItIsReadAsWell() throws IOException {
        query.runBatches(2);
        Path newest = query.checkpoint().resolve("commits/1");
        CheckpointText text = CheckpointText.decode(Files.readAllBytes(newest), newest, "commits", null, 1);
        Map<String, Object> older = new LinkedHashMap<>(text.identity());
        assertThat(older.remove("rows")).isNotNull();
        Files.write(newest, new CheckpointText(text.lines(), older).encode());
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
    }

    @Test
    void C5_F8_aStateFileOfAnotherVersionIsAnError() throws IOException {
        query.runBatches(3);
        Path newest = query.file("state/0", "3.");
        Path before = query.file("state/0", "2.");
        Files.delete(newest);
        Files.copy(before, newest);
        query.addInput();
        query.requireRefused("FOREIGN_FILE", newest.toString());
    }

    @Test
    void C9_G4_anAbsentDeltaIsNotAnEmptyOne() throws IOException {
        query.runBatches(4);
        Path gone = query.file("state/0", "2.");
        Files.delete(gone);
        query.addInput();
        query.requireRefused("STATE_DAMAGED", gone.toString(), "operator 0, delta of version 2", "no such file");
    }

    /** The last block stands before a footer of 21 bytes. */
    @Test
    void C8_anErrorOfTheStateSaysWhichOperatorVersionGroupsAndFile() throws IOException {
        query.runBatches(4);
        Path damaged = query.file("state/0", "3.");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length - 30] ^= 1;
        Files.write(damaged, bytes);
        query.addInput();
        query.requireRefused(
                "STATE_DAMAGED", damaged.toString(), "operator 0, delta of version 3", "block ", "of key groups ");
    }

    @Test
    void C10_damagedNotesOfASourceAreAnErrorAndNeverNoFiles() throws IOException {
        query.runBatches(3);
        Path notes = query.checkpoint().resolve("sources/0/1");
        DistinctQuery.flip(notes);
        query.addInput();
        query.requireRefused("CHECKSUM", notes.toString());
    }

    /** The fourth entry is a compaction, which counts. */
    @ParameterizedTest
    @CsvSource({"3, 1, '0, 2'", "7, 5, '0 to 4, 6'"})
    void C10_missingNotesOfASourceAreAnErrorAndTheirFilesAreNotReadAgain(int batches, String entry, String left)
            throws IOException {
        query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 4);
        query.runBatches(batches);
        Files.delete(query.checkpoint().resolve("sources/0").resolve(entry));
        query.addInput();
        query.requireRefused("CHECKPOINT_INCONSISTENT", "entries " + left, "entry " + entry);
    }

    /** The fourth and the eighth entry are compactions; beside each stands what it would be if it were none. */
    @ParameterizedTest
    @CsvSource({"6, 3.compact", "9, 7.compact"})
    void C10_C11_compactionsThatAreDamagedOrMissingAreMendedFromWhatTheyRepeat(int batches, String compaction)
            throws IOException {
        query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 4);
        query.session.conf().set("spark.sql.streaming.fileSink.log.compactInterval", 4);
        query.runBatches(batches);
        Path ofSource = query.checkpoint().resolve("sources/0").resolve(compaction);
        Path ofSink = query.output().resolve("_spark_metadata").resolve(compaction);
        DistinctQuery.flip(ofSource);
        DistinctQuery.flip(ofSink);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(batches));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(batches + 1));
        Files.delete(ofSource);
        Files.delete(ofSink);
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(batches + 2));
    }

    /** Nothing is left of a compaction if one entry that it repeats is gone. */
    @Test
    void C10_C11_compactionsThatAreDamagedAreAnErrorWhereNotAllIsThereThatTheyRepeat() throws IOException {
        query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 4);
        query.session.conf().set("spark.sql.streaming.fileSink.log.compactInterval", 4);
        query.runBatches(5);
        Path ofSink = query.output().resolve("_spark_metadata/3.compact");
        byte[] whole = Files.readAllBytes(ofSink);
        DistinctQuery.flip(ofSink);
        Files.delete(ofSink.resolveSibling("1"));
        assertThatThrownBy(query::rows).hasMessageContainingAll("CHECKSUM", ofSink.toString());
        Files.write(ofSink, whole);
        Path ofSource = query.checkpoint().resolve("sources/0/3.compact");
        DistinctQuery.flip(ofSource);
        Files.delete(ofSource.resolveSibling("1"));
        query.addInput();
        query.requireRefused("CHECKSUM", ofSource.toString());
    }

    @Test
    void C10_aCompactionRepeatsWhatIsMissingBeforeIt() throws IOException {
        query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 4);
        query.runBatches(5);
        Files.delete(query.checkpoint().resolve("sources/0/1"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(6));
    }

    @Test
    void C10_aCompactionStandsForADamagedEntryOfItsNumber() throws IOException {
        query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 3);
        query.runBatches(4);
        Path notes = query.checkpoint().resolve("sources/0");
        assertThat(notes.resolve("2.compact")).exists();
        DistinctQuery.flip(notes.resolve("2"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(5));
    }

    @Test
    void C13_K12_aCheckpointThatLostItsMetadataIsAnError() throws IOException {
        query.runBatches(2);
        Path metadata = query.checkpoint().resolve("metadata");
        byte[] whole = Files.readAllBytes(metadata);
        Files.delete(metadata);
        query.addInput();
        query.requireRefused("MISSING_METADATA", metadata.toString());
        Files.write(metadata, whole);
        DistinctQuery.flip(metadata);
        query.requireRefused("CHECKSUM", metadata.toString());
        Files.write(metadata, whole);
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
    }

    @Test
    void C10_G2_aSourceThatHasLostWhenItWasCreatedIsAnError() throws IOException {
        DataStreamWriter writer = query.session
                .readStream()
                .format("rate")
                .load()
                .writeStream()
                .format("noop")
                .trigger(Trigger.Once())
                .option("checkpointLocation", query.checkpoint().toString());
        writer.start().awaitTermination();
        Path created = query.checkpoint().resolve("sources/0/0");
        byte[] whole = Files.readAllBytes(created);
        Files.delete(created);
        assertThatThrownBy(() -> writer.start().awaitTermination())
                .hasMessageContainingAll("PLAN_DAMAGED", "when the source was created", "source \"0\"");
        Files.write(created, whole);
        writer.start().awaitTermination();
    }

    @Test
    void G5_SK9_aCheckpointThatHasLostItsLogsDoesNotBeginAgain() throws IOException {
        query.runBatches(3);
        Files.move(query.checkpoint().resolve("offsets"), folder.resolve("offsets"));
        Files.move(query.checkpoint().resolve("commits"), folder.resolve("commits"));
        query.addInput();
        query.requireRefused(
                "CHECKPOINT_INCONSISTENT",
                "has lost its logs",
                query.checkpoint().toString());
        for (String log : new String[] {"offsets", "commits"}) {
            Files.delete(query.checkpoint().resolve(log));
            Files.move(folder.resolve(log), query.checkpoint().resolve(log));
        }
        query.run();
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
    }

    @Test
    void K12_emptyFoldersAreANewCheckpoint() throws IOException {
        for (String log : new String[] {"offsets", "commits", "state", "sources", "owner"}) {
            Files.createDirectories(query.checkpoint().resolve(log));
        }
        query.runBatches(2);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(2));
    }

    @Test
    void C14_J8_foreignFilesAreLeftAloneAndOwnTemporariesAreRemoved() throws IOException {
        query.runBatches(2);
        Path checkpoint = query.checkpoint();
        for (String name :
                new String[] {"offsets/007", "offsets/7 (copy)", "commits/7~", "commits/+7", "state/0/notes.txt"}) {
            Files.writeString(checkpoint.resolve(name), "not ours");
        }
        for (String name : new String[] {"offsets/9.d", "offsets/7", "commits/8", "sources/0/7", "owner/9"}) {
            Files.createDirectory(checkpoint.resolve(name));
        }
        Path foreign = checkpoint.resolve("commits/.mine.tmp");
        Files.writeString(foreign, "not ours");
        Path temporary = checkpoint.resolve("offsets/.2.0b0c5b7e-3c5f-4d8e-9a55-0d6a2f4f7f11.tmp");
        Files.writeString(temporary, "half");
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
        assertThat(checkpoint.resolve("offsets/007")).exists();
        assertThat(checkpoint.resolve("commits/7~")).exists();
        assertThat(checkpoint.resolve("state/0/notes.txt")).exists();
        assertThat(foreign).exists();
        assertThat(temporary).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"metadata, metadata, 0", "offsets/1, offsets, 1", "commits/1, commits, 1", "sources/0/1, sources, 1"})
    void C16_aFileOfANewerFormatIsRefused(String file, String kind, long id) throws IOException {
        query.runBatches(2);
        Path newer = query.checkpoint().resolve(file);
        CheckpointText text = CheckpointText.decode(Files.readAllBytes(newer), newer, kind, null, id);
        Files.write(newer, text.with("format", 9).with("release", "7.5").encode());
        query.addInput();
        query.requireRefused("CHECKPOINT_FORMAT_TOO_NEW", newer.toString(), "format 9", "use release 7.5", "format 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets", "commits"})
    void C1_C2_C16_aDamagedFormatIsDamageAndMended(String log) throws IOException {
        query.runBatches(3);
        Path newest = query.checkpoint().resolve(log).resolve("2");
        Files.writeString(newest, Files.readString(newest).replaceFirst("\"format\":1", "\"format\":9"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
        assertThat(query.file(log, "2.damaged.")).exists();
    }

    @Test
    void C17_lengthsThatAreNotTrueAreAnErrorAndTakeNoMemory() throws IOException {
        query.runBatches(2);
        Path state = query.file("state/0", "2.");
        byte[] bytes = Files.readAllBytes(state);
        for (int position : new int[] {4, bytes.length - 8, bytes.length - 12, bytes.length - 17}) {
            byte[] huge = bytes.clone();
            huge[position] = 0x7f;
            huge[position + 1] = (byte) 0xff;
            huge[position + 2] = (byte) 0xff;
            Files.write(state, huge);
            assertThatThrownBy(() -> query.addInput().run()).hasMessageContaining("STATE_DAMAGED");
        }
    }

    /** Makes a file larger than any that a run writes, without filling the disk. */
    private static Path inflate(Path file) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(Runtime.getRuntime().maxMemory());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint/metadata", "checkpoint/sources/0/1", "output/_spark_metadata/1"})
    void C17_aFileThatIsTooLargeIsDamagedAndNotReadIntoMemory(String name) throws IOException {
        query.runBatches(2);
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        inflate(file);
        assertThatThrownBy(query::run)
                .hasMessageContaining("CHECKSUM")
                .hasMessageContaining(file + "\n")
                .hasMessageContaining(Files.size(file) + " bytes");
        Files.write(file, whole);
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets", "commits"})
    void C1_C2_C17_anEntryThatIsTooLargeIsMendedAsADamagedOne(String log) throws IOException {
        query.runBatches(3);
        inflate(query.checkpoint().resolve(log).resolve("2"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
        assertThat(query.file(log, "2.damaged.")).exists();
    }

    @Test
    void C11_anEntryOfTheManifestThatHasLostTheMarkOfThisEngineIsDamaged() throws IOException {
        query.runBatches(2);
        Path entry = query.output().resolve("_spark_metadata/1");
        Files.writeString(entry, Files.readString(entry).replace("\"sluice\":", "\"sluhce\":"));
        query.addInput();
        assertThatThrownBy(query::run)
                .hasMessageContaining("CHECKPOINT_FILE_CHECKSUM_VERIFICATION_FAILED")
                .hasMessageContaining(entry.toString());
    }

    @Test
    void G3_filesThatNoCommitRefersToMeanNothing() throws IOException {
        query.runBatches(3);
        Path dead = query.checkpoint().resolve("state/0/9.0b0c5b7e-3c5f-4d8e-9a55-0d6a2f4f7f11.delta");
        Files.copy(query.file("state/0", "3."), dead);
        Files.copy(query.checkpoint().resolve("sources/0/2"), query.checkpoint().resolve("sources/0/.3.tmp"));
        query.runBatches(1);
        assertThat(query.rows()).containsExactlyInAnyOrder(DistinctQuery.expected(4));
    }

    @Test
    void M1_errorsSayWhatWhereAndHowToMendIt() throws IOException {
        query.runBatches(2);
        Files.delete(query.checkpoint().resolve("offsets/0"));
        Files.delete(query.checkpoint().resolve("offsets/1"));
        Files.delete(query.checkpoint().resolve("commits/1"));
        query.addInput();
        assertThatThrownBy(query::run).isInstanceOfSatisfying(SluiceException.class, error -> {
            assertThat(error.getMessage()).startsWith("[").doesNotContain("delete the checkpoint");
            assertThat(error.details().at()).isNotEmpty();
        });
    }
}
