package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTimesTest {
    private static final Instant STARTED = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path project;

    private void report(String module, String className, String seconds, Instant written) throws IOException {
        Path folder = Files.createDirectories(project.resolve(module).resolve("target/surefire-reports"));
        Path file = folder.resolve("TEST-" + className + ".xml");
        Files.writeString(
                file,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + className + "\" time=\"" + seconds
                        + "\" tests=\"1\"><testcase name=\"a\" time=\"99\"/></testsuite>\n");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    @Test
    void timesOfTestsAreSummedByKindAndTheRestIsCompilersAndChecks() throws Exception {
        report("engine", "dev.sluice.RowTest", "30.25", STARTED.plusSeconds(60));
        report("testkit", "dev.sluice.golden.RestartTest", "10.5", STARTED.plusSeconds(75));
        report("testkit", "dev.sluice.FileToFileCrashTest", "120", STARTED.plusSeconds(200));
        report("testkit", "dev.sluice.QuerySimulationTest", "31", STARTED.plusSeconds(235));
        Files.createDirectories(project.resolve("docs"));
        assertThat(BuildTimes.summary(project, STARTED, STARTED.plusSeconds(250)))
                .isEqualTo("""
                        Time of the build, beside what it may take on two cores:
                          compile and checks  0:58 min of 2:00 min
                          unit and golden     0:41 min of 3:00 min
                          simulation          2:31 min of 2:30 min: too long
                          all                 4:10 min of 10:00 min
                        """);
    }

    @Test
    void classesThatRunBesideEachOtherShareTheTime() throws Exception {
        report("kafka", "dev.sluice.kafka.KafkaSinkTest", "60", STARTED.plusSeconds(60));
        report("kafka", "dev.sluice.kafka.KafkaSourceTest", "40", STARTED.plusSeconds(50));
        report("kafka", "dev.sluice.RowTest", "20", STARTED.plusSeconds(70));
        assertThat(BuildTimes.summary(project, STARTED, STARTED.plusSeconds(70)))
                .isEqualTo("""
                        Time of the build, beside what it may take on two cores:
                          compile and checks  0:00 min of 2:00 min
                          unit and golden     0:15 min of 3:00 min
                          Kafka, real broker  0:55 min of 2:00 min
                          all                 1:10 min of 10:00 min
                        """);
    }

    @Test
    void theLongerSuitesHaveNoBound() throws Exception {
        report("testkit", "dev.sluice.KillLongTest", "700", STARTED);
        assertThat(BuildTimes.summary(project, STARTED, STARTED.plusSeconds(760)))
                .isEqualTo("""
                        Time of the build, beside what it may take on two cores:
                          compile and checks  1:00 min of 2:00 min
                          longer suites      11:40 min
                          all                12:40 min
                        """);
    }

    @Test
    void reportsOfAnEarlierBuildDoNotCount() throws Exception {
        report("engine", "dev.sluice.RemovedTest", "1000", STARTED.minusSeconds(1));
        assertThat(BuildTimes.summary(project, STARTED, STARTED.plusSeconds(5))).isEqualTo("""
                        Time of the build, beside what it may take on two cores:
                          compile and checks  0:05 min of 2:00 min
                          all                 0:05 min of 10:00 min
                        """);
    }
}
