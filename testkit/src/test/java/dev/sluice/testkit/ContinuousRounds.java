package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Continuous queries of processes that are ended by signals. What goes into files is there once; what is shown as it comes
 * is there, and comes again only from where an epoch that was not committed began.
 */
abstract class ContinuousRounds {
    private static final int MANY = 6_000;
    private static final int FEW = 200;
    private static final long SHORT_EPOCH_MILLIS = 20;
    private static final long LONG_EPOCH_MILLIS = 3_600_000;
    private static final int KILLS_OF_ONE_QUERY = 2;
    private static final int EPOCHS_BETWEEN_KILLS = 4;

    @TempDir
    Path folder;

    private final int rounds;
    private int started;

    ContinuousRounds(int rounds) {
        this.rounds = rounds;
    }

    @Test
    void G1_G7_killedInTheMiddleOfEpochs() throws Exception {
        for (int round = 0; round < rounds; round++) {
            Path query = Files.createDirectories(folder.resolve("killed-" + round));
            for (int kill = 1; kill <= KILLS_OF_ONE_QUERY; kill++) {
                Process process = start(query, MANY, SHORT_EPOCH_MILLIS, "stays");
                Path commit = query.resolve("shown/commits").resolve(Integer.toString(EPOCHS_BETWEEN_KILLS * kill));
                while (!Files.exists(commit) && !output(query).contains(LiveQueries.DONE)) {
                    assertThat(process.isAlive()).as("%s", output(query)).isTrue();
                    process.waitFor(1, TimeUnit.MILLISECONDS);
                }
                process.destroyForcibly().waitFor();
            }
            finish(query, MANY);
            assertThat(seen(query)).hasSizeGreaterThanOrEqualTo(MANY);
        }
    }

    @Test
    void K14_U9_aSignalCommitsTheEpochAtHand() throws Exception {
        for (int round = 0; round < rounds; round++) {
            Path query = Files.createDirectories(folder.resolve("terminated-" + round));
            Process process = start(query, FEW, LONG_EPOCH_MILLIS, "stays");
            while (!output(query).contains(LiveQueries.DONE)) {
                assertThat(process.isAlive()).as("%s", output(query)).isTrue();
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            assertThat(query.resolve("shown/commits/0")).doesNotExist();
            process.destroy();
            assertThat(RealProcesses.end(process)).isEqualTo(RealProcesses.TERMINATED);
            assertThat(query.resolve("shown/commits/0")).exists();
            finish(query, FEW);
            assertThat(seen(query)).as("nothing came again").hasSize(FEW);
        }
    }

    /** Lets the queries come to their end, and looks at all that they have left. */
    private void finish(Path query, int total) throws IOException, InterruptedException {
        assertThat(RealProcesses.end(start(query, total, SHORT_EPOCH_MILLIS)))
                .as("%s", output(query))
                .isZero();
        assertThat(windows(query)).isEqualTo(expectedWindows(total));
        requireShown(seen(query), total);
    }

    private Process start(Path query, int total, long epochMillis, String... stays) throws IOException {
        started++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                LiveQueries.class.getName(),
                query.toString(),
                Integer.toString(total),
                Long.toString(epochMillis)));
        command.addAll(List.of(stays));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(query).toFile())
                .start();
    }

    private String output(Path query) throws IOException {
        return Files.readString(log(query));
    }

    private Path log(Path query) {
        return folder.resolve(query.getFileName() + "." + started + ".log");
    }

    private static List<String> seen(Path query) throws IOException {
        return Files.readAllLines(query.resolve(LiveQueries.SEEN));
    }

    /** Every number is there, and the order is that of the source but where an epoch begins again. */
    private static void requireShown(List<String> lines, int total) {
        Map<Long, Long> firstOfEpochs = new HashMap<>();
        long next = 0;
        for (String line : lines) {
            long epoch = Long.parseLong(line.substring(0, line.indexOf(' ')));
            long value = Long.parseLong(line.substring(line.indexOf(' ') + 1));
            Long first = firstOfEpochs.putIfAbsent(epoch, value);
            if (value != next) {
                assertThat(value)
                        .as("what follows %s in epoch %s", next - 1, epoch)
                        .isEqualTo(first);
            }
            next = value + 1;
        }
        assertThat(next).isEqualTo(total);
    }

    private static List<String> windows(Path query) {
        try (Session session =
                Session.builder().config("spark.sql.session.timeZone", "UTC").create()) {
            return session
                    .read()
                    .format("json")
                    .schema(LiveQueries.WINDOWS)
                    .load(query.resolve("output").toString())
                    .collectAsList()
                    .stream()
                    .map(Row::toString)
                    .sorted()
                    .toList();
        }
    }

    /** Those that the watermark has closed after the last number. */
    private static List<String> expectedWindows(int total) {
        List<String> expected = new ArrayList<>();
        long watermark = total - 1L - LiveQueries.DELAY_SECONDS;
        for (long start = 0; start + LiveQueries.WINDOW_SECONDS <= watermark; start += LiveQueries.WINDOW_SECONDS) {
            long[] events = new long[LiveQueries.SLOTS];
            for (long value = start; value < start + LiveQueries.WINDOW_SECONDS; value++) {
                events[(int) (value % LiveQueries.SLOTS)]++;
            }
            for (int slot = 0; slot < events.length; slot++) {
                expected.add(Row.of(
                                (long) slot,
                                Row.of(
                                        Instant.ofEpochSecond(start),
                                        Instant.ofEpochSecond(start + LiveQueries.WINDOW_SECONDS)),
                                events[slot])
                        .toString());
            }
        }
        return expected.stream().sorted().toList();
    }
}
