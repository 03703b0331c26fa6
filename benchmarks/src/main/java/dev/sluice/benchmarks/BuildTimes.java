package dev.sluice.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The last line of the build: how long its parts took, beside what they may take on two cores. When a class of tests ran is
 * told by the report that this build has written of it; of classes that ran beside each other each counts for its part of that
 * time. The rest of the time is that of compilers and checks.
 */
public final class BuildTimes {
    /** The kinds of test class, told apart by name. */
    enum Kind {
        UNIT_AND_GOLDEN("unit and golden", Duration.ofMinutes(3)),
        /** The production code on a simulated disk, ended at every operation. */
        SIMULATION("simulation", Duration.ofSeconds(150)),
        /** Processes of their own, killed on a real file system. */
        PROCESSES("real processes", Duration.ofSeconds(150)),
        /** All that need a broker. */
        KAFKA("Kafka, real broker", Duration.ofMinutes(2)),
        /** Those of the profile {@code long}, which runs apart and has no bound. */
        LONGER("longer suites", null);

        private final String label;
        private final @Nullable Duration budget;

        Kind(String label, @Nullable Duration budget) {
            this.label = label;
            this.budget = budget;
        }

        static Kind of(String className) {
            if (className.endsWith("LongTest")) {
                return LONGER;
            }
            if (className.startsWith("dev.sluice.kafka.")) {
                return KAFKA;
            }
            if (className.endsWith("ProcessTest")) {
                return PROCESSES;
            }
            return className.endsWith("CrashTest") || className.endsWith("SimulationTest")
                    ? SIMULATION
                    : UNIT_AND_GOLDEN;
        }
    }

    private static final Duration COMPILE_AND_CHECKS = Duration.ofMinutes(2);
    private static final Duration ALL = Duration.ofMinutes(10);

    private BuildTimes() {}

    /** @param arguments the folder of the project, and when its build has started */
    public static void main(String[] arguments) throws IOException, XMLStreamException {
        Instant started = Instant.parse(arguments[1]);
        System.out.print(summary(Path.of(arguments[0]), started, Instant.now()));
    }

    /** The table, one line for each part. */
    static String summary(Path project, Instant started, Instant ended) throws IOException, XMLStreamException {
        List<Ran> classes = new ArrayList<>();
        for (Path report : reports(project, started)) {
            classes.add(Ran.of(report));
        }
        Map<Kind, Duration> tests = times(classes);
        Duration all = Duration.between(started, ended);
        Duration ofTests = tests.values().stream().reduce(Duration.ZERO, Duration::plus);
        StringBuilder table = new StringBuilder("Time of the build, beside what it may take on two cores:\n");
        line(table, "compile and checks", all.minus(ofTests), COMPILE_AND_CHECKS);
        tests.forEach((kind, time) -> line(table, kind.label, time, kind.budget));
        line(table, "all", all, tests.containsKey(Kind.LONGER) ? null : ALL);
        return table.toString();
    }

    /** The test reports of all modules, without those that an earlier build left. */
    private static List<Path> reports(Path project, Instant started) throws IOException {
        List<Path> reports = new ArrayList<>();
        try (Stream<Path> modules = Files.list(project)) {
            for (Path module : modules.sorted().toList()) {
                Path folder = module.resolve("target/surefire-reports");
                if (Files.isDirectory(folder)) {
                    try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                        for (Path file : files) {
                            if (!Files.getLastModifiedTime(file).toInstant().isBefore(started)) {
                                reports.add(file);
                            }
                        }
                    }
                }
            }
        }
        return reports;
    }

    /** When a class of tests ran, in milliseconds. */
    private record Ran(Kind kind, long start, long end) {
        /** A report is one element {@code testsuite} with the name of the class and its seconds, written at its end. */
        static Ran of(Path report) throws IOException, XMLStreamException {
            try (InputStream bytes = Files.newInputStream(report)) {
                XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(bytes);
                while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    // Comments may stand before the root.
                }
                double seconds = Double.parseDouble(xml.getAttributeValue(null, "time"));
                long end = Files.getLastModifiedTime(report).toMillis();
                return new Ran(Kind.of(xml.getAttributeValue(null, "name")), end - Math.round(seconds * 1_000), end);
            }
        }
    }

    private static Map<Kind, Duration> times(List<Ran> classes) {
        long[] moments = classes.stream()
                .flatMapToLong(ran -> LongStream.of(ran.start(), ran.end()))
                .sorted()
                .distinct()
                .toArray();
        Map<Kind, Double> millis = new EnumMap<>(Kind.class);
        for (int index = 1; index < moments.length; index++) {
            long from = moments[index - 1];
            long to = moments[index];
            List<Ran> running = classes.stream()
                    .filter(ran -> ran.start() <= from && ran.end() >= to)
                    .toList();
            running.forEach(ran -> millis.merge(ran.kind(), (double) (to - from) / running.size(), Double::sum));
        }
        Map<Kind, Duration> times = new EnumMap<>(Kind.class);
        millis.forEach((kind, time) -> times.put(kind, Duration.ofMillis(Math.round(time))));
        return times;
    }

    private static void line(StringBuilder table, String label, Duration time, @Nullable Duration budget) {
        table.append(String.format("  %-18s %9s", label, text(time)));
        if (budget != null) {
            table.append(" of ").append(text(budget)).append(time.compareTo(budget) > 0 ? ": too long" : "");
        }
        table.append('\n');
    }

    private static String text(Duration time) {
        Duration rounded = time.plusMillis(500);
        return rounded.toMinutes() + ":" + String.format("%02d", rounded.toSecondsPart()) + " min";
    }
}
