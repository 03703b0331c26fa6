package dev.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seed gives the same trace in every process, though {@code Map.of} has another order in each, objects another hash and
 * the process another number: only so can a failure be played again elsewhere.
 */
@Timeout(120)
class SameTraceSimulationTest {
    private static final int PROCESSES = 3;
    private static final int SEEDS = 8;

    @TempDir
    Path folder;

    @Test
    void aSeedGoesTheSameWayInEveryProcess() throws IOException, InterruptedException {
        long first = Seeds.ofCommit();
        List<Process> processes = new ArrayList<>();
        for (int number = 0; number < PROCESSES; number++) {
            processes.add(start(number, first));
        }
        for (int number = 0; number < PROCESSES; number++) {
            int exit = processes.get(number).waitFor();
            assertThat(exit).as("%s", Files.readString(errors(number))).isZero();
        }
        List<String> hashes = Files.readAllLines(printed(0));
        assertThat(hashes).hasSize(SEEDS);
        for (int number = 1; number < PROCESSES; number++) {
            assertThat(Files.readAllLines(printed(number))).isEqualTo(hashes);
        }
    }

    private Path printed(int number) {
        return folder.resolve(number + ".hashes");
    }

    private Path errors(int number) {
        return folder.resolve(number + ".errors");
    }

    private Process start(int number, long first) throws IOException, InterruptedException {
        return new ProcessBuilder(ChildJvm.command(SameTraceSimulationTest.class, Long.toString(first)))
                .redirectOutput(printed(number).toFile())
                .redirectError(errors(number).toFile())
                .start();
    }

    /** Prints each seed with the hash of its trace. */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        for (long seed = first; seed < first + SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, Mistake.NONE, new Coverage());
            simulation.run();
            System.out.println(seed + " " + simulation.traceHash());
        }
    }
}
