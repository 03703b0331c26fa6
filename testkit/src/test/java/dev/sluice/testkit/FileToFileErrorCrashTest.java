package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The query of {@link FileToFileCrashTest} with an error at every operation, and with a crash during recovery. */
class FileToFileErrorCrashTest {
    private static final FileToFileCrashTest.Asked QUERY = FileToFileCrashTest.WINDOWS;
    private static final int PAIRS = 60;
    private static final int KINDS = 3;

    static Stream<Arguments> errors() {
        String file = "/data/x";
        return Stream.of(
                Arguments.of("E1", 1, new FileSystemException(file, null, "No space left on device")),
                Arguments.of("E2", 2, new FileSystemException(file, null, "Input/output error")),
                Arguments.of("E4", 3, new AccessDeniedException(file)));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("errors")
    void E1_E2_E4_D7_D8_anErrorOfAnyOperationFailsTheQueryAndTheRestartIsExact(
            String rule, int first, IOException error) throws IOException {
        List<String> undisturbed = FileToFileCrashTest.undisturbedOutput(QUERY);
        long operations = operations();
        int failed = 0;
        // Each operation meets one of the errors.
        for (long operation = first; operation <= operations; operation += KINDS) {
            FaultyDisk disk = new FaultyDisk(operation);
            FileToFileCrashTest.writeInput(disk.mount());
            disk.failAt(disk.operationCount() + operation, error);
            try {
                FileToFileCrashTest.run(QUERY, disk, operation);
            } catch (SluiceException expected) {
                failed++;
                assertThat(expected.getMessage())
                        .as("%s at %d", rule, operation)
                        .contains("/data/");
            }
            assertThat(undisturbed)
                    .as("visible after %s at %d", rule, operation)
                    .containsAll(FileToFileCrashTest.output(QUERY, disk, operation + 1_000_000L));
            FileToFileCrashTest.run(QUERY, disk, operation + 2_000_000L);
            assertThat(FileToFileCrashTest.output(QUERY, disk, operation + 3_000_000L))
                    .as("after %s at %d and a restart", rule, operation)
                    .containsExactlyInAnyOrderElementsOf(undisturbed);
        }
        assertThat(failed).as("errors that the query failed with").isGreaterThan(20);
    }

    private static long operations() throws IOException {
        FaultyDisk disk = new FaultyDisk(0);
        FileToFileCrashTest.writeInput(disk.mount());
        long before = disk.operationCount();
        FileToFileCrashTest.run(QUERY, disk, 0);
        return disk.operationCount() - before;
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void K11_aCrashDuringTheRecoveryFromACrashIsAsHarmless() throws IOException {
        List<String> undisturbed = FileToFileCrashTest.undisturbedOutput(QUERY);
        long operations = operations();
        SplittableRandom random = new SplittableRandom(11);
        CrashMode[] modes = CrashMode.values();
        for (int pair = 0; pair < PAIRS; pair++) {
            FaultyDisk disk = new FaultyDisk(pair);
            FileToFileCrashTest.writeInput(disk.mount());
            for (int crash = 0; crash < 2; crash++) {
                long most = crash == 0 ? operations : 40;
                disk.crashAt(disk.operationCount() + random.nextLong(1, most), modes[random.nextInt(modes.length)]);
                try {
                    FileToFileCrashTest.run(QUERY, disk, pair * 10L + crash);
                } catch (SluiceException | SimulatedCrash expected) {
                    assertThat(disk.isDown()).isTrue();
                }
                disk.restart();
            }
            disk.crashAt(Long.MAX_VALUE, CrashMode.KILL);
            FileToFileCrashTest.run(QUERY, disk, pair * 10L + 5);
            assertThat(FileToFileCrashTest.output(QUERY, disk, pair * 10L + 6))
                    .as("after the two crashes of pair %d", pair)
                    .containsExactlyInAnyOrderElementsOf(undisturbed);
        }
    }
}
