package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.seam.CheckpointFs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source knows of a file. */
class FileEntryTest {
    private static CheckpointFs.Stat stat(@Nullable String key) {
        return new CheckpointFs.Stat(5, 1_000, false, true, key);
    }

    /** The number of a device is another after the machine was started again. */
    @ParameterizedTest
    @CsvSource({
        "'(dev=fe00,ino=4096)', '(dev=fe01,ino=4096)', true",
        "'(dev=fe00,ino=4096)', '(dev=fe00,ino=409)', false",
        "'(dev=fe00,ino=4096)', '(dev=fe00,ino=14096)', false",
        "'(dev=fe00,ino=4096)', , false",
        ", '(dev=fe00,ino=4096)', true",
        "file-7, file-7, true",
        "file-7, file-8, false"
    })
    void FS2_G7_aFileIsToldByItsNumberOnItsDevice(@Nullable String then, @Nullable String now, boolean isSame) {
        FileEntry entry = FileEntry.of(Path.of("/in/a.json"), stat(then));
        assertThat(entry.isUnchanged(stat(now))).isEqualTo(isSame);
        assertThat(FileEntry.fromJson(entry.toJson()).isUnchanged(stat(now))).isEqualTo(isSame);
    }
}
