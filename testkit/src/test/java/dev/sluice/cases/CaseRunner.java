package dev.sluice.cases;

import dev.sluice.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Asks the engine it is compiled for. */
public final class CaseRunner implements AutoCloseable {
    private final Session session;

    public CaseRunner() throws Exception {
        session = Target.session();
    }

    /** The cases of a group, made anew. */
    public static List<Case> cases(Class<?> group) throws ReflectiveOperationException {
        return Cases.of((CaseGroup) group.getDeclaredConstructor().newInstance());
    }

    /**
     * Writes the answers to the cases of a group.
     *
     * @param only the one case that is asked, or empty for all
     * @param answers gets a folder for the group, with one file for each case
     */
    public void run(Class<?> group, String only, Path answers) throws Exception {
        Path folder = Files.createDirectories(answers.resolve(Cases.folderOf(group)));
        for (Case one : wanted(group, only)) {
            Files.write(folder.resolve(one.name() + ".txt"), ask(one));
        }
    }

    /**
     * Compares answers of this engine with recorded ones.
     *
     * @return a text for each case that is wrong
     */
    public static List<String> judge(Class<?> group, String only, Path recorded, Path own) throws Exception {
        List<String> wrong = new ArrayList<>();
        String folder = Cases.folderOf(group);
        for (Case one : wanted(group, only)) {
            List<String> answer = Files.readAllLines(new Recorded(own).spark(folder, one.name()));
            new Recorded(recorded)
                    .judge(folder, one.name(), answer)
                    .ifPresent(text -> wrong.add(folder + "/" + one.name() + "\n" + text));
        }
        return wrong;
    }

    /**
     * Compares all answers of Spark in a folder with those of this engine in another.
     *
     * @return for each that differs the name of its file below the folder, and both answers from the next line on
     */
    public static List<String> compare(Path spark, Path own) throws IOException {
        List<String> different = new ArrayList<>();
        try (Stream<Path> files = Files.walk(spark)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = spark.relativize(file).toString();
                List<String> left = Files.readAllLines(file);
                List<String> right = Files.readAllLines(own.resolve(name));
                if (!Comparison.isSame(left, right)) {
                    different.add(name + "\n" + Comparison.describe(left, right));
                }
            }
        }
        return different;
    }

    private static List<Case> wanted(Class<?> group, String only) throws ReflectiveOperationException {
        return cases(group).stream()
                .filter(one -> only.isEmpty() || one.name().equals(only))
                .toList();
    }

    /** The answer to one case, the engine in its first line. */
    List<String> ask(Case one) throws Exception {
        Path folder = Files.createTempDirectory("case-");
        Answer answer = new Answer();
        try {
            one.answer(session, folder, answer);
        } finally {
            delete(folder);
        }
        List<String> lines = new ArrayList<>();
        lines.add(Target.engine());
        lines.addAll(answer.lines());
        return lines;
    }

    /** Again while Spark, in the background, still writes to the state of a query that has ended. */
    private static void delete(Path folder) throws IOException {
        while (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryNotEmptyException | UncheckedIOException changed) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws Exception {
        session.close();
    }
}
