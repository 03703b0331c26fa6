package dev.sluice.oracle;

import dev.sluice.oracle.random.RandomCase;
import dev.sluice.oracle.random.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A process of each engine, asked the same at the same time. */
final class EnginePair implements AutoCloseable {
    private static final String SPARK_ANSWERS = "spark";
    private static final String OWN_ANSWERS = "own";

    private final WorkerProcess spark;
    private final WorkerProcess own;
    private final Path folder;
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private int asked;

    /** @param folder gets the sources and the answers */
    EnginePair(Workplace workplace, Path folder) throws IOException {
        this.folder = folder;
        this.spark = workplace.start(Engine.SPARK);
        this.own = workplace.start(Engine.SLUICE);
        own.awaitReady();
        spark.awaitReady();
    }

    /**
     * Asks both.
     *
     * @return for each case the difference, where there is one that is not meant
     */
    List<Optional<Difference>> ask(List<RandomCase> cases) throws Exception {
        Map<String, RandomCase> named = named(cases);
        Path chunk = run(named);
        return compare(named, chunk.resolve(SPARK_ANSWERS), chunk.resolve(OWN_ANSWERS));
    }

    /** The mistakes that each engine tells of, of any of the cases. */
    Mistakes.Named mistakes(List<RandomCase> cases) throws Exception {
        Path chunk = run(named(cases));
        return new Mistakes.Named(errors(chunk.resolve(SPARK_ANSWERS)), errors(chunk.resolve(OWN_ANSWERS)));
    }

    private static Map<String, RandomCase> named(List<RandomCase> cases) {
        Map<String, RandomCase> named = new LinkedHashMap<>();
        for (int index = 0; index < cases.size(); index++) {
            named.put("c" + index, cases.get(index));
        }
        return named;
    }

    private static Set<String> errors(Path answers) throws IOException {
        Set<String> errors = new TreeSet<>();
        try (Stream<Path> files = Files.walk(answers)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("error "))
                        .forEach(errors::add);
            }
        }
        return errors;
    }

    /** The folder with the answers of both. */
    private Path run(Map<String, RandomCase> named) throws Exception {
        asked++;
        String className = "Chunk" + asked + "Cases";
        Path chunk = folder.resolve("chunk" + asked);
        Path sources = chunk.resolve("source");
        Path file = sources.resolve("dev/sluice/cases/" + className + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Renderer.source(className, "Cases made by chance.", named));
        Path sparkAnswers = Files.createDirectories(chunk.resolve(SPARK_ANSWERS));
        Path ownAnswers = Files.createDirectories(chunk.resolve(OWN_ANSWERS));
        List<String> groups = List.of("dev.sluice.cases." + className);
        Future<?> sparkIsDone = other.submit(() -> {
            spark.run(sources, groups, sparkAnswers);
            return null;
        });
        own.run(sources, groups, ownAnswers);
        sparkIsDone.get();
        return chunk;
    }

    private List<Optional<Difference>> compare(Map<String, RandomCase> cases, Path sparkAnswers, Path ownAnswers)
            throws IOException {
        String group = "chunk" + asked + "/";
        for (Map.Entry<String, RandomCase> one : cases.entrySet()) {
            Path answer = ownAnswers.resolve(group + one.getKey() + ".txt");
            List<String> sparkLines = Files.readAllLines(sparkAnswers.resolve(group + one.getKey() + ".txt"));
            String source = Renderer.source("Cases", "", Map.of("one", one.getValue()));
            Files.write(
                    answer,
                    AcceptedDifferences.readAll(one.getValue(), source, sparkLines, Files.readAllLines(answer)));
        }
        Map<String, String> different = new LinkedHashMap<>();
        for (String text : own.compare(sparkAnswers, ownAnswers)) {
            int end = text.indexOf('\n');
            different.put(text.substring(0, end), text.substring(end + 1));
        }
        List<Optional<Difference>> differences = new ArrayList<>();
        cases.forEach((name, one) -> differences.add(
                Optional.ofNullable(different.get(group + name + ".txt")).map(answers -> Difference.of(one, answers))));
        return differences;
    }

    @Override
    public void close() throws IOException {
        other.shutdown();
        try (spark) {
            own.close();
        }
    }
}
