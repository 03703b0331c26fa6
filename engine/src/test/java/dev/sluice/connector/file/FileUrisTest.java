package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrisTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/in/a-1.json",
                "/in/k=1/a_b.json",
                "/in/a b.txt",
                "/in/50%.txt",
                "/in/a%20b",
                "/in/a?b#c",
                "/in/a~b",
                "/"
            })
    void aPathThatWasEncodedIsReadBack(String path) {
        assertThat(FileUris.decode(FileUris.encode(Path.of(path)))).isEqualTo(Path.of(path));
    }

    @Test
    void whatIsNoPartOfAUriIsEscaped() {
        assertThat(FileUris.encode(Path.of("/in/./a-1.json"))).isEqualTo("file:///in/a-1.json");
        assertThat(FileUris.encode(Path.of("/in/a b%?#.txt"))).isEqualTo("file:///in/a%20b%25%3F%23.txt");
    }

    @Test
    void oneSlashIsEnoughAndAHostIsNoFolder() {
        assertThat(FileUris.decode("file:/in/a.json")).isEqualTo(Path.of("/in/a.json"));
        assertThat(FileUris.decode("file://localhost/in/a.json")).isEqualTo(Path.of("/in/a.json"));
    }
}
