package dev.sluice.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cases lie ahead only while this engine lacks their words or answers otherwise than Spark. A group is asked as soon as all
 * of it compiles.
 */
class AheadTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path AHEAD = ROOT.resolve("oracle/src/ahead/java/dev/sluice/cases");
    private static final Path HERE = Path.of("src/test/java/dev/sluice/cases");

    @TempDir
    private Path classes;

    @Test
    void casesThatAreAnsweredAsBySparkAreNoLongerAhead() throws Exception {
        List<String> toMove = new ArrayList<>();
        try (CaseRunner runner = new CaseRunner()) {
            for (Path source : sources()) {
                if (compiles(source)) {
                    toMove.addAll(answeredAsBySpark(runner, source));
                }
            }
        }
        assertThat(toMove).as("to be moved to " + HERE).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(AHEAD)) {
            return files.filter(file -> file.toString().endsWith("Cases.java"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> answeredAsBySpark(CaseRunner runner, Path source) throws Exception {
        List<String> found = new ArrayList<>();
        String folder = Cases.folderOfName(nameOf(source));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, AheadTest.class.getClassLoader())) {
            for (Case one : CaseRunner.cases(loader.loadClass("dev.sluice.cases." + nameOf(source)))) {
                Path answer = new Recorded(ROOT.resolve("spark-answers")).spark(folder, one.name());
                if (Comparison.isSame(Files.readAllLines(answer), runner.ask(one))) {
                    found.add(folder + "/" + one.name());
                }
            }
        }
        return found;
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @Test
    void aGroupCompilesWhereThisEngineHasAllOfItsWords() throws Exception {
        assertThat(compiles(HERE.resolve("ChainedCases.java"))).isTrue();
    }

    private boolean compiles(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            return compiler.getTask(new StringWriter(), files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
    }
}
