package dev.sluice.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
}
