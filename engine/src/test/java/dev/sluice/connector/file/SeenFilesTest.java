package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The worked examples of what a file source remembers; times are milliseconds, the greatest age is ten. */
class SeenFilesTest {
    private final SeenFiles seen = new SeenFiles(false, 10);

    private static FileEntry file(String name, long modifiedMillis) {
        return new FileEntry(Path.of(name), modifiedMillis * 1_000_000, 1, null, null, 0);
    }

    @Test
    void example101_aFileOfExactlyTheGreatestAgeIsRemembered() {
        seen.add(file("a", 5));
        seen.add(file("b", 15));
        seen.purge();
        assertThat(seen.contains(Path.of("a"))).isTrue();
        assertThat(seen.contains(Path.of("b"))).isTrue();

        seen.add(file("c", 16));
        seen.purge();
        assertThat(seen.contains(Path.of("a"))).isFalse();
        assertThat(seen.isNew(file("d", 5))).isFalse();
        assertThat(seen.isNew(file("e", 20))).isTrue();
    }

    @Test
    void example102_beforeTheFirstPurgeNothingIsTooOld() {
        seen.add(file("a", 20));
        assertThat(seen.isNew(file("b", 9))).isTrue();
    }
}
