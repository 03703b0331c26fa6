package dev.sluice.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other end of a {@link Worker}. Not thread-safe. */
final class WorkerProcess implements AutoCloseable {
    private final Engine engine;
    private final Process process;
    private final BufferedReader replies;
    private final PrintWriter requests;

    private WorkerProcess(Engine engine, Process process) {
        this.engine = engine;
        this.process = process;
        this.replies = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.requests = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts the process of an engine; {@link #awaitReady} says when it can be asked.
     *
     * @param java the command line up to the class path, which it includes
     * @param log gets what the engine prints
     */
    static WorkerProcess start(Engine engine, List<String> java, List<Path> sources, Path scratch, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(java);
        command.add(Worker.class.getName());
        command.add(engine.name());
        command.add(scratch.toString());
        sources.forEach(source -> command.add(source.toString()));
        return new WorkerProcess(
                engine, new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    void awaitReady() throws IOException {
        reply();
    }

    /** Asks the cases of some groups, written as {@code CLASS} or {@code CLASS#CASE}, of those it started with. */
    void run(List<String> groups, Path answers) throws IOException {
        send("run", "-", answers, groups);
        reply();
    }

    /** As {@link #run(List, Path)}, for groups whose sources are in {@code folder}. */
    void run(Path folder, List<String> groups, Path answers) throws IOException {
        send("run", folder.toString(), answers, groups);
        reply();
    }

    /** Compares answers of this engine with recorded ones; the texts of what is wrong. */
    List<String> judge(String folder, List<String> groups, Path recorded, Path own) throws IOException {
        List<String> words = new ArrayList<>(List.of(own.toString()));
        words.addAll(groups);
        send("judge", folder, recorded, words);
        return reply().stream().skip(1).map(Worker::unfolded).toList();
    }

    /** Compares all answers in one folder with those of the same names in another; a text for each that differs. */
    List<String> compare(Path spark, Path own) throws IOException {
        send("compare", "-", spark, List.of(own.toString()));
        return reply().stream().skip(1).map(Worker::unfolded).toList();
    }

    private void send(String verb, String folder, Path answers, List<String> words) {
        List<String> line = new ArrayList<>(List.of(verb, folder, answers.toString()));
        line.addAll(words);
        requests.println(String.join("\t", line));
    }

    private List<String> reply() throws IOException {
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("the process of " + engine + " ended; see its log");
        }
        List<String> reply = List.of(line.split("\t", -1));
        if (reply.get(0).equals("failed")) {
            throw new IOException(engine + " failed: " + Worker.unfolded(reply.get(1)));
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
        replies.close();
    }
}
