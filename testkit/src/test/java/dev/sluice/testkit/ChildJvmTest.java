package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Session;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a JVM cannot use of an archive it does without and says nothing, but that it takes its time. */
class ChildJvmTest {
    @Test
    void aProgramHasItsClassesFromTheArchive() throws IOException, InterruptedException {
        List<String> command = ChildJvm.command(ChildJvmTest.class);
        command.add(1, "-Xlog:class+load");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).containsPattern("dev\\.sluice\\.Session source: shared objects file \\(top\\)");
    }

    public static void main(String[] arguments) {
        Session.builder();
    }
}
