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
    private static final int MANY = 3_000;
    private static final int FEW = 200;
    private static final long SHORT_EPOCH_MILLIS = 20;
    private static final long LONG_EPOCH_MILLIS = 3_600_000;
    private static final int KILLS_OF_ONE_QUERY = 2;
    private static final int EPOCHS_BETWEEN_KILLS = 4;

    @TempDir
    Path folder;

    private final int rounds;

    ContinuousRounds(int rounds) {
        this.rounds = rounds;
    }

    @Test
    void G1_G7_killedInTheMiddleOfEpochs() throws Exception {
        play("killed", ContinuousRounds::kill);
    }

    private static void kill(Round round) throws Exception {
        for (int kill = 1; kill <= KILLS_OF_ONE_QUERY; kill++) {
            Process process = round.start(MANY, SHORT_EPOCH_MILLIS, "stays");
            Path commit = round.query.resolve("shown/commits").resolve(Integer.toString(EPOCHS_BETWEEN_KILLS * kill));
            while (!Files.exists(commit) && !round.output().contains(LiveQueries.DONE)) {
                round.await(process);
            }
            process.destroyForcibly().waitFor();
        }
        round.finish(MANY);
        assertThat(round.seen()).hasSizeGreaterThanOrEqualTo(MANY);
    }

    @Test
    void K14_U9_aSignalCommitsTheEpochAtHand() throws Exception {
        play("terminated", ContinuousRounds::terminate);
    }

    private static void terminate(Round round) throws Exception {
        Process process = round.start(FEW, LONG_EPOCH_MILLIS, "stays");
        while (!round.output().contains(LiveQueries.DONE)) {
            round.await(process);
        }
        Path commit = round.query.resolve("shown/commits/0");
        assertThat(commit).doesNotExist();
        process.destroy();
        assertThat(RealProcesses.end(process)).isEqualTo(RealProcesses.TERMINATED);
        assertThat(commit).exists();
        round.finish(FEW);
        assertThat(round.seen()).as("nothing came again").hasSize(FEW);
    }

    /** What is done in a round. */
    @FunctionalInterface
    private interface Played {
        void play(Round round) throws Exception;
    }

    private void play(String name, Played played) throws Exception {
        Rounds.play(
                rounds, number -> played.play(new Round(Files.createDirectories(folder.resolve(name + "-" + number)))));
    }

    /** The processes of one folder, one after the other. */
    private static final class Round {
        private final Path query;
        private int started;

        private Round(Path query) {
            this.query = query;
        }

        /** Lets the queries come to their end, and looks at all that they have left. */
        private void finish(int total) throws IOException, InterruptedException {
            assertThat(RealProcesses.end(start(total, SHORT_EPOCH_MILLIS)))
                    .as("%s", output())
                    .isZero();
            assertThat(windows(query)).isEqualTo(expectedWindows(total));
            requireShown(seen(), total);
        }

        private void await(Process process) throws IOException, InterruptedException {
            assertThat(process.isAlive()).as("%s", output()).isTrue();
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }

        private Process start(int total, long epochMillis, String... stays) throws IOException, InterruptedException {
            started++;
            List<String> command = ChildJvm.command(
                    LiveQueries.class, query.toString(), Integer.toString(total), Long.toString(epochMillis));
            command.addAll(List.of(stays));
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        }

        private String output() throws IOException {
            return Files.readString(log());
        }

        private Path log() {
            return query.resolveSibling(query.getFileName() + "." + started + ".log");
        }

        private List<String> seen() throws IOException {
            return Files.readAllLines(query.resolve(LiveQueries.SEEN));
        }
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
