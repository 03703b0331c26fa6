package dev.sluice.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFsTest {
    private static final int PART = 1 << 20;

    @TempDir
    Path folder;

    private static byte[] part(int number) {
        byte[] part = new byte[PART];
        Arrays.fill(part, (byte) number);
        return part;
    }

    @Test
    void D2_J2_aLargeFileThatIsSyncedWhileItIsWrittenHoldsWhatWasWritten() throws IOException {
        Path file = folder.resolve("large");

        try (CheckpointFs.Output output = LocalFs.strict().create(file)) {
            for (int number = 0; number < 20; number++) {
                output.write(part(number), 0, PART);
            }
            output.sync();
        }

        byte[] written = Files.readAllBytes(file);
        assertThat(written).hasSize(20 * PART);
        for (int number = 0; number < 20; number++) {
            assertThat(written[number * PART]).isEqualTo((byte) number);
            assertThat(written[(number + 1) * PART - 1]).isEqualTo((byte) number);
        }
    }

    @Test
    void aFileMayBeLeftWithoutASync() throws IOException {
        Path file = folder.resolve("left");

        try (CheckpointFs.Output output = LocalFs.strict().create(file)) {
            for (int number = 0; number < 5; number++) {
                output.write(part(number), 0, PART);
            }
        }

        assertThat(file).hasSize(5 * PART);
    }

    /** A name that no file can have stands for what the file system refuses to tell. */
    @Test
    void J3_whatCannotBeLookedAtIsNotAbsent() {
        CheckpointFs files = LocalFs.withoutSync();
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> files.open(absent)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.read(absent)).isInstanceOf(NoSuchFileException.class);

        Path refused = folder.resolve("x".repeat(300));
        assertThatThrownBy(() -> files.open(refused))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("File name too long");
        assertThatThrownBy(() -> files.read(refused)).isNotInstanceOf(NoSuchFileException.class);
    }

    @Test
    void J4_F2_aLockedFileIsLockedByEachOfItsNamesUntilItIsReleased() throws IOException {
        CheckpointFs files = LocalFs.withoutSync();
        Path file = folder.resolve(".lock");
        Path sameFile = Files.createDirectory(folder.resolve("other")).resolve("same");
        try (CheckpointFs.Lock held = files.lock(file)) {
            assertThat(held).isNotNull();
            assertThat(files.lock(folder.resolve("other/../.lock"))).isNull();
            Files.createLink(sameFile, file);
            assertThat(files.lock(sameFile)).isNull();
            Files.createSymbolicLink(folder.resolve("link"), file);
            assertThat(files.lock(folder.resolve("link"))).isNull();
            try (CheckpointFs.Lock another = files.lock(folder.resolve("other/.lock"))) {
                assertThat(another).isNotNull();
            }
        }
        try (CheckpointFs.Lock again = files.lock(sameFile)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void J4_nobodyOpensAFileThatThisProcessHasLocked() throws IOException {
        CheckpointFs files = LocalFs.withoutSync();
        Path file = folder.resolve(".lock");
        Path link = Files.createLink(folder.resolve("link"), Files.createFile(file));
        try (CheckpointFs.Lock held = files.lock(file)) {
            assertThat(held).isNotNull();
            for (Path name : new Path[] {file, link}) {
                assertThatThrownBy(() -> files.open(name)).hasMessageContainingAll(name.toString(), "holds a lock");
                assertThatThrownBy(() -> files.read(name)).hasMessageContainingAll(name.toString(), "holds a lock");
            }
        }
        assertThat(files.read(file)).isEmpty();
    }
}
