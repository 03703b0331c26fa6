package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The programs of {@code examples} run as they are, and print what they are there for. */
class ExamplesTest {
    @TempDir
    Path folder;

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void visitsOfTheLastHourFromALogWithLinesThatAreNone() throws Exception {
        assertThat(ended("WebLog"))
                .contains("|{2026-03-01 08:00:00, 2026-03-01 09:00:00}|/index.html|4     |2       |")
                .contains("|{2026-03-01 08:00:00, 2026-03-01 09:00:00}|/orders    |1     |1       |")
                .doesNotContain("favicon");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void alarmOfTheHotSensorOnly() throws Exception {
        assertThat(ended("SensorAlarm"))
                .containsOnlyOnce("ALARM")
                .contains("ALARM boiler: 82.0 in the ten minutes until 2026-03-01T08:10:00Z");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void alarmsAsTheReadingsCome() throws Exception {
        assertThat(ended("LiveAlarm", "2"))
                .contains("ALARM boiler: ")
                .containsPattern("to its alarm: \\{p50=[0-9.]+, p95=");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void salesOfEachDayAndCountry() throws Exception {
        assertThat(ended("OrdersToJson"))
                .contains("|2026-03-01|     2|120.00|     DE|")
                .contains("|2026-03-01|     1|  5.00|     FR|")
                .contains("|2026-03-02|     1| 42.00|     DE|");
    }

    /** 20.00 in time, 7.50 that was no number, 5.00 too late; started again it is the same. */
    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void ordersThatCameTooLateAreAddedOnce() throws Exception {
        for (int start = 0; start < 2; start++) {
            assertThat(ended("LateOrders", folder.resolve("late-orders").toString()))
                    .contains("|2026-03-01 08:00:00|20.00|")
                    .contains("|2026-03-01 08:00:00|32.50|")
                    .contains("|2026-03-01 10:00:00|12.00|");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void wordsFromASocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process counting = java("SocketWordCount", "127.0.0.1", Integer.toString(server.getLocalPort()))
                    .start();
            try (Socket client = server.accept();
                    BufferedReader printed =
                            new BufferedReader(new InputStreamReader(counting.getInputStream(), UTF_8))) {
                OutputStream words = client.getOutputStream();
                words.write("to be or not to be\n".getBytes(UTF_8));
                words.flush();
                List<String> lines = new ArrayList<>();
                String line = printed.readLine();
                while (line != null && !line.equals("|  be|    2|")) {
                    lines.add(line);
                    line = printed.readLine();
                }
                assertThat(line).as("%s", lines).isNotNull();
                assertThat(lines).contains("|word|count|");
            } finally {
                counting.destroyForcibly().waitFor();
            }
        }
    }

    private String ended(String program, String... arguments) throws IOException, InterruptedException {
        Process process = java(program, arguments).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** Compiles and runs a program as the launcher does. */
    private ProcessBuilder java(String program, String... arguments) throws IOException, InterruptedException {
        Path file =
                Path.of("..", "examples", program + ".java").toAbsolutePath().normalize();
        return new ProcessBuilder(ChildJvm.commandOfSource(file, arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true);
    }
}
