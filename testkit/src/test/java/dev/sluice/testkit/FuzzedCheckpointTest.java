package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.StreamingQueryException;
import dev.sluice.error.SluiceException;
import dev.sluice.streaming.tools.CheckpointCheck;
import dev.sluice.streaming.tools.CheckpointSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of a checkpoint and of its output with anything in them. Whatever reads them either goes on to exactly the rows of
 * an undisturbed run, or says what is wrong; and once the file is put back, a start goes on.
 */
@Timeout(600)
class FuzzedCheckpointTest {
    private static final int BATCHES = 5;
    private static final int ROUNDS = Integer.getInteger("sluice.fuzz.rounds", 40);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void G4_G5_C1_C2_C5_C8_C10_C11_C12_C17_anyContentIsReadRightOrRefused(long part) throws Exception {
        long seed = Long.getLong("sluice.fuzz.seed", CommitSeed.first()) + part;
        SplittableRandom dice = new SplittableRandom(seed);
        Path used = folder.resolve("used");
        try (DistinctQuery query = new DistinctQuery(used)) {
            query.session.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 3);
            query.session.conf().set("spark.sql.streaming.fileSink.log.compactInterval", 3);
            query.runBatches(BATCHES).addInput();
        }
        Path whole = folder.resolve("whole");
        Files.move(used, whole);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            DistinctQuery.copy(whole, used);
            String what = disturb(used, dice);
            refused += judge(used, what + ", part " + part + " of sluice.fuzz.seed=" + (seed - part)) ? 1 : 0;
            Files.move(used, folder.resolve("round-" + round));
        }
        assertThat(refused).as("rounds that were refused, of %s", ROUNDS).isBetween(1, ROUNDS - 1);
    }

    /** Changes one file; gives its former content a name beside the folder. */
    private static String disturb(Path used, SplittableRandom dice) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(used)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(used.resolve("input")))
                    .filter(file -> !file.getFileName().toString().equals(".lock"))
                    .sorted()
                    .toList();
        }
        Path file = files.get(dice.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(former(used), bytes);
        Files.writeString(nameOfFormer(used), file.toString());
        int at = bytes.length == 0 ? 0 : dice.nextInt(bytes.length);
        String how;
        switch (dice.nextInt(6)) {
            case 0 -> {
                how = "bit " + at;
                bytes[at] ^= (byte) (1 << dice.nextInt(8));
            }
            case 1 -> {
                how = "cut at " + at;
                bytes = Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                how = "zeros from " + at;
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 512), (byte) 0);
            }
            case 3 -> {
                how = "noise from " + at;
                for (int index = at; index < Math.min(bytes.length, at + 16); index++) {
                    bytes[index] = (byte) dice.nextInt(256);
                }
            }
            case 4 -> {
                how = "more at its end";
                bytes = Arrays.copyOf(bytes, bytes.length + 1 + dice.nextInt(64));
            }
            default -> {
                Path other = files.get(dice.nextInt(files.size()));
                how = "the content of " + used.relativize(other);
                bytes = Files.readAllBytes(other);
            }
        }
        Files.write(file, bytes);
        return used.relativize(file) + " with " + how;
    }

    private static Path former(Path used) {
        return used.resolveSibling(used.getFileName() + ".former");
    }

    private static Path nameOfFormer(Path used) {
        return used.resolveSibling(used.getFileName() + ".name");
    }

    /** @return whether a start was refused */
    private static boolean judge(Path used, String what) throws IOException {
        Path checkpoint = used.resolve("checkpoint");
        tried(what, () -> CheckpointSummary.of(checkpoint));
        tried(what, () -> CheckpointCheck.of(checkpoint));
        try (DistinctQuery query = new DistinctQuery(used)) {
            SluiceException refusal = tried(what, () -> {
                query.run();
                assertThat(query.rows()).as(what).containsExactlyInAnyOrder(DistinctQuery.expected(BATCHES + 1));
            });
            if (refusal == null) {
                return false;
            }
            Files.write(Path.of(Files.readString(nameOfFormer(used))), Files.readAllBytes(former(used)));
            query.run();
            assertThat(query.rows())
                    .as("%s, and back", what)
                    .containsExactlyInAnyOrder(DistinctQuery.expected(BATCHES + 1));
            return true;
        }
    }

    /** @return how it was refused, null if it was not */
    private static @Nullable SluiceException tried(String what, Runnable action) {
        try {
            action.run();
            return null;
        } catch (StreamingQueryException failed) {
            assertThat(failed).as(what).hasCauseInstanceOf(SluiceException.class);
            return failed;
        } catch (SluiceException refused) {
            return refused;
        } catch (RuntimeException | Error other) {
            throw new AssertionError(what + ": " + other, other);
        }
    }
}
