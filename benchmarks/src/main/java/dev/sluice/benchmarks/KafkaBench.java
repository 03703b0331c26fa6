package dev.sluice.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker for the runs of a workload: a process of its own, as {@code ./sluice kafka-dev} starts it, on the same cores. Topics are filled
 * once, and every run writes into one of its own that is there before the run begins.
 */
final class KafkaBench implements AutoCloseable {
    /** What is run first, and makes the topics. */
    static final String TOPICS = "KAFKA-TOPICS";

    static final String BROKERS = "sluice.bench.brokers";
    static final String OUTPUT = "sluice.bench.output";

    private final Process broker;
    private final String brokers;
    private final FreshProcesses processes;
    private final Path connectors;
    private final AtomicInteger runs = new AtomicInteger();

    private KafkaBench(Process broker, String brokers, Path connectors, FreshProcesses processes) {
        this.broker = broker;
        this.brokers = brokers;
        this.connectors = connectors;
        // The limit uses the client itself, so it is on the class path of both sides.
        this.processes = new FreshProcesses(
                processes.java(),
                processes.classPath() + File.pathSeparator + connectors + File.separator + "*",
                processes.scratch());
    }

    static KafkaBench start(Path home, FreshProcesses processes) throws IOException, InterruptedException {
        int port = freePort();
        Process broker = new ProcessBuilder(
                        home.resolve("sluice").toString(),
                        "kafka-dev",
                        Integer.toString(port),
                        processes.scratch().resolve("kafka").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        KafkaBench bench = new KafkaBench(broker, "127.0.0.1:" + port, home.resolve(".sluice/connectors"), processes);
        try {
            BufferedReader out = broker.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw new IOException("the broker did not start");
            }
            System.out.println(line);
        } catch (IOException | RuntimeException failed) {
            bench.close();
            throw failed;
        }
        return bench;
    }

    /** Makes the topics of throughput, and fills the one that is read. */
    private void fill() throws IOException, InterruptedException {
        processes.run(TOPICS, "make", options(""));
        processes.run(TOPICS, "fill", options(""));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** @param seconds for which latencies are taken */
    void latencies(int seconds, int pairs) throws IOException, InterruptedException {
        // Each of these runs makes its own topics.
        new LatencyComparison().run((name, side) -> run(name, side, "live-" + runs.incrementAndGet(), seconds), pairs);
        fill();
        LatencyComparison.saturated((name, side) -> run(name, side, nextOutput(), seconds), pairs);
    }

    private String nextOutput() {
        return "output-" + runs.incrementAndGet();
    }

    private Measured run(String name, String side, String output, int seconds)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(options(output));
        options.add("-D" + LiveWorkload.SECONDS + "=" + seconds);
        return processes.run(name, side, options);
    }

    void compare(Comparison comparison) throws IOException, InterruptedException {
        fill();
        comparison.run(processes, () -> options(nextOutput()));
    }

    private List<String> options(String output) {
        return List.of(
                "-D" + BROKERS + "=" + brokers,
                "-D" + OUTPUT + "=" + output,
                "-Djava.util.logging.config.file=" + connectors.resolve("logging.properties"));
    }

    @Override
    public void close() throws InterruptedException {
        broker.destroy();
        if (!broker.waitFor(1, TimeUnit.MINUTES)) {
            broker.destroyForcibly();
        }
    }
}
