package dev.sluice.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** This engine gives the answers that Spark gave, or those in which it differs on purpose. */
class RecordedAnswersTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SOURCES = Path.of("src/test/java/dev/sluice/cases");
    private static final Path AHEAD = ROOT.resolve("oracle/src/ahead/java/dev/sluice/cases");
    private static final Recorded RECORDED = new Recorded(ROOT.resolve("spark-answers"));

    /** Of cases that run beside each other, each has one of its own. */
    private static CaseRunners runners;

    @BeforeAll
    static void open() {
        runners = new CaseRunners();
    }

    @AfterAll
    static void close() throws Exception {
        runners.close();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @TestFactory
    Stream<DynamicContainer> answersAreThoseOfSpark() throws Exception {
        List<DynamicContainer> groups = new ArrayList<>();
        for (Class<?> group : groups()) {
            String folder = Cases.folderOf(group);
            groups.add(DynamicContainer.dynamicContainer(
                    folder,
                    CaseRunner.cases(group).stream()
                            .map(one -> DynamicTest.dynamicTest(one.name(), () -> judge(folder, one)))));
        }
        return groups.stream();
    }

    private static void judge(String folder, Case one) throws Exception {
        Optional<String> wrong = RECORDED.judge(folder, one.name(), runners.ask(one));
        assertThat(wrong).as("%s/%s", folder, one.name()).isEmpty();
    }

    private static List<Class<?>> groups() throws Exception {
        List<Class<?>> groups = new ArrayList<>();
        for (String name : groupNames(SOURCES)) {
            groups.add(Class.forName("dev.sluice.cases." + name));
        }
        return groups;
    }

    private static List<String> groupNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Cases.java") && !name.equals("Cases.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyAcceptedDifferenceIsExplainedInTheDifferencesPage() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/from-spark.md"));
        for (String accepted : files(".sluice.txt")) {
            String name = accepted.substring(0, accepted.length() - ".sluice.txt".length());
            assertThat(page).as("docs/from-spark.md").contains("`" + name + "`");
        }
    }

    @Test
    void everyRecordedAnswerBelongsToACase() throws Exception {
        Set<String> known = new TreeSet<>();
        for (Class<?> group : groups()) {
            String folder = Cases.folderOf(group);
            for (Case one : CaseRunner.cases(group)) {
                known.add(folder + "/" + one.name() + ".txt");
                known.add(folder + "/" + one.name() + ".sluice.txt");
            }
        }
        Set<String> recorded = new TreeSet<>(files(".txt"));
        recorded.removeAll(known);
        Set<String> ahead = new TreeSet<>();
        if (Files.exists(AHEAD)) {
            for (String group : groupNames(AHEAD)) {
                ahead.add(Cases.folderOfName(group));
            }
        }
        recorded.removeIf(file -> ahead.contains(file.substring(0, file.indexOf('/'))));
        assertThat(recorded).isEmpty();
    }

    private static List<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(RECORDED.folder())) {
            return files.map(file ->
                            RECORDED.folder().relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
