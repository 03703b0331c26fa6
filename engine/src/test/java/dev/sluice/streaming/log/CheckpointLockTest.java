package dev.sluice.streaming.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointLockTest {
    private static final UUID QUERY = new UUID(1, 1);

    @TempDir
    Path checkpoint;

    private final SystemIds ids = new SystemIds();
    private final CheckpointFs files = LocalFs.withoutSync();
    private final Publisher publisher = new Publisher(files, ids);
    private Path log;

    @BeforeEach
    void makeLog() throws IOException {
        log = Files.createDirectory(checkpoint.resolve("log"));
    }

    private CheckpointLock claimed() {
        CheckpointLock lock = CheckpointLock.take(files, publisher, checkpoint);
        lock.claim(
                publisher,
                new CheckpointLock.Claim(new QueryMetadata(QUERY, Map.of()), ids.next(), "query", ids.process(), 0));
        return lock;
    }

    /** A run that goes on although its lock was lost, as with a machine that was suspended. */
    private CheckpointLock passedBy(int starts) {
        CheckpointLock paused = claimed();
        paused.close();
        for (int start = 0; start < starts; start++) {
            claimed().close();
        }
        return paused;
    }

    private static void fenced(ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining("FENCED");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void F4_aRunThatAnyNumberOfStartsHasPassedIsFenced(int starts) throws IOException {
        CheckpointLock paused = passedBy(starts);
        assertThatThrownBy(paused::requireOwnership)
                .hasMessageContaining("FENCED")
                .hasMessageContaining("epoch " + (1 + starts))
                .hasMessageContaining("epoch 1");
    }

    @Test
    void F4_aFencedRunPublishesMovesAndPurgesNothing() throws IOException {
        Path entry = log.resolve("7");
        CheckpointLock paused = passedBy(3);
        publisher.publish(entry, "entry".getBytes(UTF_8));
        CheckpointFs owned = new OwnedFiles(files, paused);
        fenced(() -> new Publisher(owned, ids).publish(log.resolve("8"), new byte[] {1}));
        LogDirectory directory = new LogDirectory(owned, new Publisher(owned, ids), log, "log", QUERY.toString());
        fenced(() -> directory.moveAside(7, "damaged", 1));
        fenced(() -> directory.delete(7));
        fenced(() -> owned.rename(entry, log.resolve("9")));
        try (Stream<Path> left = Files.list(log)) {
            assertThat(left).containsExactly(entry);
        }
    }

    @Test
    void F4_theRunThatOwnsTheCheckpointGoesOn() throws IOException {
        passedBy(3);
        try (CheckpointLock owner = claimed()) {
            CheckpointFs owned = new OwnedFiles(files, owner);
            Path entry = log.resolve("7");
            new Publisher(owned, ids).publish(entry, "entry".getBytes(UTF_8));
            assertThat(entry).hasContent("entry");
            owned.delete(entry);
            assertThat(entry).doesNotExist();
        }
    }
}
