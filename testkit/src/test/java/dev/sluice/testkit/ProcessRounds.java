package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on a real file system, ended and hindered in every way that one machine allows. Whatever happened, the
 * rows of the output are those of a run that was left alone, each as often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcessRounds {
    private static final long SEED = 20_261_128;

    /** Files of input: enough for a batch after each kill of a round, and enough for two kills. */
    private static final int MANY = 44;

    private static final int FEW = 14;

    /** More would find all of it read. */
    private static final int KILLS_OF_ONE_INPUT = 5;

    @TempDir
    Path folder;

    /** Made with the first test; knows what undisturbed runs have left. */
    private @Nullable RealProcesses shared;

    private final int rounds;

    ProcessRounds(int rounds) {
        this.rounds = rounds;
    }

    private RealProcesses processes() {
        RealProcesses known = shared == null ? new RealProcesses(folder) : shared;
        shared = known;
        return known;
    }

    @Test
    void K1_K4_K5_K6_K7_K8_K9_K10_killedAtEachNamedStep() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("steps-" + round, MANY);
            for (Step step : Step.values()) {
                // A start comes to the first steps once.
                int time = step.compareTo(Step.S1) <= 0 ? 1 : 1 + round % 3;
                assertThat(processes.run(query, "step=" + step, "time=" + time))
                        .as("killed at %s: %s", step, processes.output(query))
                        .isEqualTo(RealProcesses.KILLED);
            }
            processes.finishAndCompare(query);
        });
    }

    @Test
    void G1_G7_killedAtRandomTimes() throws Exception {
        RealProcesses processes = processes();
        Rounds.play((rounds + KILLS_OF_ONE_INPUT - 1) / KILLS_OF_ONE_INPUT, round -> {
            Random random = new Random(SEED + round);
            Path query = processes.newQuery("random-" + round, MANY);
            for (int kill = 0; kill < KILLS_OF_ONE_INPUT; kill++) {
                Process process = processes.start(query);
                process.waitFor(200 + random.nextInt(1_200), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
            }
            processes.finishAndCompare(query);
        });
    }

    @Test
    void F1_F3_oneOfTwoProcessesOnACheckpointIsRefused() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("two-" + round, FEW);
            Process holder = processes.start(query, "stays=true");
            processes.awaitStart(query, holder);
            assertThat(processes.run(query)).isEqualTo(DisturbedQuery.FAILED);
            assertThat(processes.output(query))
                    .contains("CHECKPOINT_IN_USE")
                    .contains(query.resolve("checkpoint").toString())
                    .contains("\"pid\":" + holder.pid());
            holder.destroyForcibly().waitFor();
            processes.finishAndCompare(query);
        });
    }

    @Test
    void K14_U9_terminatedOnceAndTwice() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("term-" + round, FEW);
            Process process = processes.start(query, "stays=true");
            processes.awaitStart(query, process);
            process.destroy();
            if (round % 2 == 1) {
                process.destroy();
            }
            assertThat(RealProcesses.end(process)).isEqualTo(RealProcesses.TERMINATED);
            processes.finishAndCompare(query);
        });
    }

    @Test
    void U9_aSignalAsksABatchToStop() throws Exception {
        RealProcesses processes = processes();
        Path query = processes.newQuery("willing", FEW);
        Process process = processes.start(query, "busy=willing");
        processes.awaitWord("busy", query, process);
        process.destroy();
        assertThat(RealProcesses.end(process)).isEqualTo(RealProcesses.TERMINATED);
        assertThat(processes.output(query)).contains("asked to stop");
        assertThat(processes.run(query, "busy=no"))
                .as("%s", processes.output(query))
                .isZero();
    }

    @Test
    void U9_aSecondSignalEndsABatchThatDoesNotStop() throws Exception {
        RealProcesses processes = processes();
        Path query = processes.newQuery("unwilling", FEW);
        Process process = processes.start(query, "busy=unwilling");
        processes.awaitWord("busy", query, process);
        process.destroy();
        processes.awaitWord("asked to stop", query, process);
        process.destroy();
        // Sooner than the first signal would have ended it.
        assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(RealProcesses.TERMINATED);
        assertThat(processes.run(query, "busy=no"))
                .as("%s", processes.output(query))
                .isZero();
    }

    @Test
    void T1_T3_theClockWasSteppedBackWhileTheQueryWasDown() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("clock-" + round, FEW);
            assertThat(processes.run(query, "step=S8", "time=" + (2 + round % 5)))
                    .isEqualTo(RealProcesses.KILLED);
            String wrong = "clock=" + -86_400_000L * (1 + round * 100L);
            assertThat(processes.run(query, wrong, "step=S3", "time=3")).isEqualTo(RealProcesses.KILLED);
            processes.finishAndCompare(query);
        });
    }

    /** The command that runs others while the folder of a query is a volume that is too small at first, of which all is kept. */
    private List<String> onVolume(Path query, int round, String... commands) throws Exception {
        Path kept = Files.createDirectories(folder.resolve("kept-" + query.getFileName()));
        // All of the query takes a little more than a megabyte.
        int kilobytes = 300 + 40 * (round % 16);
        List<String> script = new ArrayList<>(List.of(
                "cp -rp " + query + "/. " + kept,
                "mount -t tmpfs -o size=" + kilobytes + "k tmpfs " + query,
                "cp -rp " + kept + "/. " + query));
        script.addAll(List.of(commands));
        script.addAll(List.of(
                "rm -r " + kept, "cp -rp " + query + " " + kept, "umount " + query, "cp -rp " + kept + "/. " + query));
        return List.of("sh", "-c", SmallVolume.prefix() + " sh -c '" + String.join("\n", script) + "'");
    }

    @Test
    void E1_aSmallVolumeThatIsGivenMoreSpaceWhileTheQueryWaitsForIt() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("patience-" + round, MANY);
            String java = String.join(" ", processes.command(query, "patience=60s"));
            Process process = processes.start(
                    query,
                    onVolume(
                            query,
                            round,
                            java + " &",
                            "read go",
                            "mount -o remount,size=64m " + query,
                            "wait $!",
                            "echo whole $?"));
            processes.awaitWord("waits for space", query, process);
            try (OutputStream in = process.getOutputStream()) {
                in.write('\n');
            }
            RealProcesses.end(process);
            assertThat(processes.output(query)).contains("whole 0");
            processes.compare(query);
        });
    }

    /** A volume of its own, too small at first, which is given more room, or the right to be written, later. */
    @Test
    void E1_E4_aSmallVolumeThatFillsUpAndOneThatIsReadOnly() throws Exception {
        RealProcesses processes = processes();
        Rounds.play(rounds, round -> {
            Path query = processes.newQuery("volume-" + round, MANY);
            String java = String.join(" ", processes.command(query));
            Process process = processes.start(
                    query,
                    onVolume(
                            query,
                            round,
                            java,
                            "echo full $?",
                            "mount -o remount,size=64m " + query,
                            "mount -o remount,ro " + query,
                            java,
                            "echo readonly $?",
                            "mount -o remount,rw " + query,
                            java,
                            "echo whole $?"));
            RealProcesses.end(process);
            assertThat(processes.output(query))
                    .contains("full " + DisturbedQuery.FAILED)
                    .containsPattern("NO_SPACE|No space left")
                    .contains("readonly " + DisturbedQuery.FAILED)
                    .contains(query.resolve("checkpoint").toString())
                    .contains("whole 0");
            processes.compare(query);
        });
    }
}
