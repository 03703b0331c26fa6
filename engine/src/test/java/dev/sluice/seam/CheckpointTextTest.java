package dev.sluice.seam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointTextTest {
    private static final Path FILE = Path.of("offsets/7");

    private static CheckpointText text(String... lines) {
        return CheckpointText.of("offsets", "q", 7, List.of(lines)).with("attempt", "a");
    }

    private static CheckpointText decode(byte[] bytes) {
        return CheckpointText.decode(bytes, FILE, "offsets", "q", 7);
    }

    @Test
    void everyLineComesBackAndTheFieldStandsInTheFirstObject() {
        for (CheckpointText written : List.of(
                text("v1", "{\"batchWatermarkMs\":0}", "{\"logOffset\":7}", "-"),
                text("v1", "{}"),
                text("v1", "Größe", "{\"ä\":\"ö\"}", "{\"ü\":1}"))) {
            byte[] bytes = written.encode();
            assertThat(decode(bytes).lines()).isEqualTo(written.lines());
            assertThat(decode(bytes).text("attempt")).isEqualTo("a");
            List<String> lines = new String(bytes, UTF_8).lines().toList();
            int target = written.lines()
                    .indexOf(written.lines().stream()
                            .filter(line -> line.startsWith("{"))
                            .findFirst()
                            .orElseThrow());
            assertThat(Json.parseObject(lines.get(target))).containsKey("sluice");
        }
    }

    @Test
    void aTextThatLooksLikeItsChecksumStaysAsItIs() {
        String dataFile = Json.write(Map.of("path", "part", "crc32c", "00000000"));
        CheckpointText written = text("v1", "{\"isDir\":true}", dataFile);
        assertThat(decode(written.encode()).lines().get(2)).isEqualTo(dataFile);
    }

    @Test
    void aFactThatLooksLikeTheFieldStaysAsItIs() {
        String lines = "{\"sluice\":{\"id\":7}}";
        CheckpointText written = text("v1", "{\"is\":true}").with("plan", lines);
        CheckpointText read = decode(written.encode());
        assertThat(read.lines()).isEqualTo(written.lines());
        assertThat(read.text("plan")).isEqualTo(lines);
    }

    @Test
    void C1_everyFlippedByteIsFound() {
        byte[] bytes =
                text("v1", "{\"batchWatermarkMs\":0}", "{\"logOffset\":7}").encode();
        for (int index = 0; index < bytes.length; index++) {
            byte[] damaged = bytes.clone();
            damaged[index] ^= 1;
            assertThatThrownBy(() -> decode(damaged)).as("byte " + index).hasMessageContaining("CHECKSUM_VERIFICATION");
        }
    }

    @Test
    void C16_onlyAFileThatIsWholeIsTooNew() {
        Map<String, Object> newer = new LinkedHashMap<>(text().identity());
        newer.put("format", 2);
        byte[] bytes = new CheckpointText(List.of("v1", "{}"), newer).encode();
        assertThatThrownBy(() -> decode(bytes)).hasMessageContaining("CHECKPOINT_FORMAT_TOO_NEW");
        bytes[bytes.length - 4] ^= 1;
        assertThatThrownBy(() -> decode(bytes)).hasMessageContaining("CHECKSUM_VERIFICATION");
    }

    @Test
    void linesWithoutAnObjectAreRefused() {
        assertThatThrownBy(() -> text("v1", "7").encode()).isInstanceOf(IllegalArgumentException.class);
    }
}
