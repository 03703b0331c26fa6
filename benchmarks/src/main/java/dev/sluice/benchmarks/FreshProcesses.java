package dev.sluice.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one side of a workload in a process of its own, with the flags of this one.
 *
 * @param classPath what the process sees
 * @param scratch what runs write, each into a folder named by its process
 */
record FreshProcesses(String java, String classPath, Path scratch) {
    static final int RUNS = 5;

    /** The run whose time is the median of five. */
    Measured median(String name, String side) throws IOException, InterruptedException {
        List<Measured> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(run(name, side, List.of()));
        }
        runs.sort(Comparator.comparingDouble(Measured::seconds));
        return runs.get(RUNS / 2);
    }

    /** @param options of the JVM, beside those of this one */
    Measured run(String name, String side, List<String> options) throws IOException, InterruptedException {
        giveMemory();
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Bench.class.getName(), "--one", name, side));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Measured measured = null;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Measured found = Measured.parse(line);
                if (found == null) {
                    System.out.println(line);
                } else {
                    measured = found;
                }
            }
        }
        Measured finished = finished(process, measured, name + " " + side);
        sync(of(process.toHandle()));
        return finished;
    }

    /** The folder of a process. */
    Path of(ProcessHandle run) {
        return scratch.resolve(Long.toString(run.pid()));
    }

    /**
     * Leaves free memory behind that was in use a moment ago. The host of a virtual machine gives it memory when that is
     * first touched, which takes longer than to write it; without this a run would be charged for it or not by how much
     * memory the run before it had used.
     */
    private void giveMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java, "-XX:+UseSerialGC", "-Xms1200m", "-Xmx1200m", "-XX:+AlwaysPreTouch", "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("a process of 1,200 MiB ended with " + process.exitValue());
        }
    }

    /** What a run left in the caches of the system is written now, and not while the next run is measured. */
    private static void sync(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static Measured finished(Process process, @Nullable Measured measured, String what)
            throws IOException, InterruptedException {
        if (process.waitFor() != 0 || measured == null) {
            throw new IOException(what + " ended with " + process.exitValue() + " and no figure");
        }
        return measured;
    }
}
