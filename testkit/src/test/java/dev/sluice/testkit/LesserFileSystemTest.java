package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryException;
import dev.sluice.Trigger;
import dev.sluice.seam.AdaptedFs;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** File systems that are without hard links or without syncing of directories (fault model, rule D9). */
class LesserFileSystemTest {
    private static final Path CHECKPOINT = Path.of("/data/checkpoint");

    @TempDir
    Path folder;

    /** As Linux has it on FAT. */
    private static final class WithoutLinks extends ForwardingFs {
        private WithoutLinks(CheckpointFs files) {
            super(files);
        }

        @Override
        public void link(Path existing, Path name) throws IOException {
            if (files.stat(existing) == null) {
                throw new NoSuchFileException(existing.toString());
            }
            if (files.stat(name) != null) {
                throw new FileAlreadyExistsException(name.toString());
            }
            throw new FileSystemException(name.toString(), existing.toString(), "Operation not permitted");
        }
    }

    private static final class WithoutDirectorySync extends ForwardingFs {
        private WithoutDirectorySync(CheckpointFs files) {
            super(files);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            throw new IOException("Invalid argument");
        }
    }

    private static Session session(FaultyDisk disk, long seed) {
        return Session.builder()
                .seams(
                        new ManualClock(1_767_225_600_000L),
                        new WithoutLinks(disk.mount()),
                        new SystemExec(),
                        new SeededIds(seed))
                .config("spark.sql.session.timeZone", "UTC")
                .config("sluice.io.retryWindow", "0")
                .getOrCreate();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(names = {"KILL", "ANY_SUBSET"})
    void D9_G1_G7_withoutLinksEveryCrashPointLeadsToTheUndisturbedOutput(CrashMode mode) throws IOException {
        FileToFileCrashTest.Asked asked = FileToFileCrashTest.WINDOWS;
        List<String> undisturbed = FileToFileCrashTest.undisturbedOutput(asked);
        int crashPoint = 0;
        boolean crashed = true;
        while (crashed) {
            crashPoint++;
            FaultyDisk disk = new FaultyDisk(crashPoint * 31L + mode.name().length());
            FileToFileCrashTest.writeInput(disk.mount());
            disk.crashAt(disk.operationCount() + crashPoint, mode);
            try {
                FileToFileCrashTest.run(asked, session(disk, crashPoint));
                crashed = disk.isDown();
            } catch (StreamingQueryException | SimulatedCrash expected) {
                assertThat(disk.isDown()).as("%s", expected).isTrue();
            }
            String where = mode + " at " + crashPoint + ": " + disk.crashedIn();
            disk.restart();
            FileToFileCrashTest.run(asked, session(disk, crashPoint + 2_000_000L));
            assertThat(FileToFileCrashTest.output(asked, disk, crashPoint + 3_000_000L))
                    .as("after %s and a restart", where)
                    .containsExactlyInAnyOrderElementsOf(undisturbed);
            assertThat(disk.mount().list(CHECKPOINT.resolve("offsets")))
                    .as("after %s and a restart", where)
                    .noneMatch(name -> name.endsWith(".claim"));
        }
        assertThat(crashPoint).as("crash points tried").isGreaterThan(50);
    }

    private String progressOn(CheckpointFs files) throws IOException {
        Files.createDirectories(folder.resolve("input"));
        Files.writeString(folder.resolve("input/a.csv"), "a\nb\n");
        try (Session session = Session.builder()
                .seams(new SystemClock(), files, new SystemExec(), new SystemIds())
                .getOrCreate()) {
            StreamingQuery query = session.readStream()
                    .format("csv")
                    .schema("key STRING")
                    .load(folder.resolve("input").toString())
                    .writeStream()
                    .format("csv")
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .start(folder.resolve("output").toString());
            query.awaitTermination();
            String json = Objects.requireNonNull(query.lastProgress()).json();
            return String.valueOf(Json.parseObject(json).get("checkpoint"));
        }
    }

    @Test
    void D9_D10_whatIsLackingIsShown() throws IOException {
        assertThat(progressOn(new WithoutLinks(LocalFs.strict()))).contains("durability=strict,", "names=claimed");
        Files.writeString(folder.resolve("input/b.csv"), "c\n");
        assertThat(progressOn(new WithoutDirectorySync(LocalFs.strict())))
                .contains("durability=strict-file,")
                .doesNotContain("names");
        try (Stream<Path> output = Files.list(folder.resolve("output"))) {
            assertThat(output.filter(file -> file.toString().endsWith(".csv"))).hasSize(2);
        }
    }

    @Test
    void D3_D9_aNameThatIsTakenOrClaimedIsRefused() throws IOException {
        CheckpointFs files = new AdaptedFs(new WithoutLinks(LocalFs.strict()));
        Path first = Files.writeString(folder.resolve("first"), "1");
        Path second = Files.writeString(folder.resolve("second"), "2");
        Path name = folder.resolve("name");
        files.link(first, name);
        assertThatThrownBy(() -> files.link(second, name)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(name).hasContent("1");
        assertThat(folder.resolve("name.claim")).doesNotExist();
        Files.createFile(folder.resolve("other.claim"));
        assertThatThrownBy(() -> files.link(second, folder.resolve("other")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(second).exists();
        assertThat(folder.resolve("other.claim")).exists();
    }
}
