package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs of the tests, on the class path of the tests, with a JVM that is soon ready. Most of what such a process
 * costs is to load its classes. So the folders of the class path are packed into jars, since the JVM archives no classes of
 * folders, and one run of {@link DisturbedQuery} leaves an archive of the classes that it has loaded, which all later
 * processes map into their memory. Both are made with the first command and deleted with this process.
 */
public final class ChildJvm {
    /** The same for the run that leaves the archive and for those that use it. */
    private static final List<String> OPTIONS = List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Enough for a window to be closed and its rows to be written. */
    private static final int TRAINING_FILES = 4;

    private static @Nullable ChildJvm shared;

    private final String classPath;
    private final Path archive;

    private ChildJvm(Path folder) throws IOException, InterruptedException {
        classPath = packed(System.getProperty("java.class.path", ""), folder);
        archive = folder.resolve("classes.jsa");
        train(folder.resolve("training"));
    }

    /** The command that starts a program of the tests. */
    public static List<String> command(Class<?> program, String... arguments) throws IOException, InterruptedException {
        ChildJvm jvm = shared();
        return jvm.archived(jvm.classPath, program.getName(), arguments);
    }

    /** The command that starts the program of a source file, as the launcher does. */
    static List<String> commandOfSource(Path source, String... arguments) throws IOException, InterruptedException {
        ChildJvm jvm = shared();
        return jvm.archived(jvm.classPath, source.toString(), arguments);
    }

    /** The command that starts a program of a folder of classes, which stands behind the class path that is archived. */
    static List<String> commandWith(Path classes, String program, String... arguments)
            throws IOException, InterruptedException {
        ChildJvm jvm = shared();
        return jvm.archived(jvm.classPath + File.pathSeparator + classes, program, arguments);
    }

    /** The JVM tells on the output of the program what it cannot use of an archive, unless it is told not to. */
    private List<String> archived(String path, String program, String... arguments) {
        return java(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off"), path, program, arguments);
    }

    private static List<String> java(List<String> archiving, String path, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(archiving);
        command.addAll(List.of("-cp", path, program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static synchronized ChildJvm shared() throws IOException, InterruptedException {
        ChildJvm known = shared;
        if (known == null) {
            Path folder = Files.createTempDirectory("sluice-child-jvm");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            known = new ChildJvm(folder);
            shared = known;
        }
        return known;
    }

    /** The same class path, with a jar in place of each folder. */
    private static String packed(String classPath, Path folder) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, 0)) {
            entries.add(
                    Files.isDirectory(Path.of(entry)) ? pack(entry, folder.resolve(entries.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String pack(String classes, Path jar) {
        int result = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c", "-0", "-M", "-f", jar.toString(), "-C", classes, ".");
        assertThat(result).as("packing %s", classes).isZero();
        return jar.toString();
    }

    private void train(Path folder) throws IOException, InterruptedException {
        RealProcesses processes = new RealProcesses(folder);
        Path query = processes.newQuery("query", TRAINING_FILES);
        List<String> command = java(
                List.of("-XX:ArchiveClassesAtExit=" + archive),
                classPath,
                DisturbedQuery.class.getName(),
                query.toString());
        int result = RealProcesses.end(processes.start(query, command));
        assertThat(result).as("%s", processes.output(query)).isZero();
        assertThat(archive).as("%s", processes.output(query)).exists();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
