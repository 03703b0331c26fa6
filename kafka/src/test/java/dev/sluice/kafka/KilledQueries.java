package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Queries in processes of their own, each killed between the commit of a batch in Kafka and its commit entry. */
final class KilledQueries {
    private static final int BATCH_RECORDS = 40;

    private final Broker broker;
    private final Path folder;

    KilledQueries(Broker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    /** Kills one query so often, at another batch each time, lets it end, and compares with one that was left alone. */
    void check(int kills) throws IOException, InterruptedException {
        String input = broker.topic("killed-input", 2);
        for (int batch = 0; batch <= kills; batch++) {
            for (int partition = 0; partition < 2; partition++) {
                String[] values = new String[BATCH_RECORDS / 2];
                for (int index = 0; index < values.length; index++) {
                    values[index] = "v" + (index * 7 + batch) % 11;
                }
                broker.send(input, partition, values);
            }
        }
        String alone = broker.topic("alone", 1);
        assertThat(end(start(input, alone, folder.resolve("alone"), -1))).isZero();
        String killed = broker.topic("killed", 2);
        for (int batch = 0; batch < kills; batch++) {
            kill(start(input, killed, folder.resolve("killed"), batch), "holds " + batch);
            assertThat(folder.resolve("killed").resolve("commits").resolve(Integer.toString(batch)))
                    .doesNotExist();
            System.out.println("killed after the transaction of batch " + batch + " and before its commit entry");
        }
        assertThat(end(start(input, killed, folder.resolve("killed"), -1))).isZero();
        List<String> expected = broker.values(alone);
        assertThat(expected).hasSizeGreaterThan(10 * kills);
        assertThat(broker.values(killed)).containsExactlyInAnyOrderElementsOf(expected);
        System.out.println("read_committed gives " + expected.size() + " records after " + kills
                + " kills, the same as of a query that was left alone");
    }

    private Process start(String input, String output, Path checkpoint, long held) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        CountingQuery.class.getName(),
                        broker.servers(),
                        input,
                        output,
                        checkpoint.toString(),
                        Long.toString(held)))
                .redirectErrorStream(true)
                .start();
    }

    private static void kill(Process process, String line) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            String next = lines.readLine();
            while (next != null && !next.equals(line)) {
                said.add(next);
                next = lines.readLine();
            }
            assertThat(next).as("%s", said).isEqualTo(line);
            process.destroyForcibly().waitFor();
        }
    }

    private static int end(Process process) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(said::add);
        }
        int status = process.waitFor();
        assertThat(status).as("%s", said).isZero();
        return status;
    }
}
