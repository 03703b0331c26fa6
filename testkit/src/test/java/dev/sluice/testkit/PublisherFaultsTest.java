package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is published and what of that is durable. */
class PublisherFaultsTest {
    private static final Path FOLDER = Path.of("/log");
    private static final Path ENTRY = FOLDER.resolve("7");

    private final FaultyDisk disk = new FaultyDisk(1);

    private Publisher publisher() {
        return new Publisher(disk.mount(), new SeededIds(disk.operationCount()));
    }

    private boolean survivesTheLossOfPower() {
        return disk.image(CrashMode.LOSE_ALL, 1).get(ENTRY) != null;
    }

    @Test
    void D2_D7_whatAnEarlierRunPublishedIsMadeDurableBeforeAnythingReliesOnIt() throws IOException {
        disk.mount().createDirectories(FOLDER);
        // The entry is created, written, synced and linked; then its directory cannot be synced.
        disk.failAt(disk.operationCount() + 5, new IOException("Input/output error"));
        assertThatThrownBy(() -> publisher().publish(ENTRY, "entry".getBytes(UTF_8)))
                .hasMessage("Input/output error");
        assertThat(disk.get(ENTRY)).isNotNull();
        assertThat(survivesTheLossOfPower()).isFalse();
        disk.crashAt(disk.operationCount() + 1, CrashMode.KILL);
        disk.restart();
        assertThat(publisher().takeOver(FOLDER, "7"::equals)).isEmpty();
        assertThat(survivesTheLossOfPower()).isTrue();
        assertThat(disk.names(FOLDER)).containsExactly("7");
    }

    @Test
    void C14_onlyOwnTemporaryFilesAreRemovedAndWhatIsNotKnownIsNamed() throws IOException {
        disk.mount().createDirectories(FOLDER.resolve("9"));
        String id = new SeededIds(1).next().toString();
        List<String> foreign =
                List.of(".7.tmp", "7." + id + ".tmp", "." + id + ".tmp", ".7." + id + ".tmp~", "7~", "9");
        List<String> own = List.of(".7." + id + ".tmp", ".notes.txt." + id + ".tmp");
        for (String name : List.of("7", "7~", ".7.tmp", foreign.get(1), foreign.get(2), foreign.get(3))) {
            disk.mount().create(FOLDER.resolve(name)).close();
        }
        for (String name : own) {
            disk.mount().create(FOLDER.resolve(name)).close();
        }
        Predicate<String> isEntry = NumberedFiles.entriesOf(disk.mount(), FOLDER);
        assertThat(publisher().takeOver(FOLDER, isEntry)).containsExactlyInAnyOrderElementsOf(foreign);
        assertThat(NumberedFiles.in(disk.mount(), FOLDER)).containsOnlyKeys(7L);
        for (String name : own) {
            assertThat(disk.get(FOLDER.resolve(name))).isNull();
        }
        assertThat(disk.get(FOLDER.resolve(".7.tmp"))).isNotNull();
    }

    @Test
    void D7_bytesOfAFailedSyncAreLostWhateverIsTriedAfterwards() throws IOException {
        disk.mount().createDirectories(FOLDER);
        try (var output = disk.mount().create(ENTRY)) {
            output.write(new byte[] {1, 2, 3}, 0, 3);
            disk.failAt(disk.operationCount() + 1, new IOException("Input/output error"));
            assertThatThrownBy(output::sync).hasMessage("Input/output error");
            output.sync();
        }
        disk.mount().syncDirectory(FOLDER);
        assertThat(disk.image(CrashMode.LOSE_ALL, 1).get(ENTRY)).isEmpty();
    }
}
