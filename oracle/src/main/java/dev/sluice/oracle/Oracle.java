package dev.sluice.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./sluice oracle}: records what Spark answers, and compares both engines as they are now. */
public final class Oracle {
    private static final String USAGE = "./sluice oracle record|check|accept [GROUP | GROUP/CASE]...\n"
            + "./sluice oracle generate [--seed N] [--expressions N] [--queries N] [--streams N] [--minutes N]";

    private final Workplace workplace;

    private Oracle(Workplace workplace) {
        this.workplace = workplace;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Workplace workplace = new Workplace(Path.of(System.getenv().getOrDefault("SLUICE_HOME", ".")));
        Oracle oracle = new Oracle(workplace);
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        boolean isFine = switch (arguments[0]) {
            case "record" -> oracle.record(wanted);
            case "check" -> oracle.check(wanted);
            case "accept" -> oracle.accept(wanted);
            case "generate" -> new Generate(workplace, GenerateOptions.parse(wanted)).run();
            default -> throw new IllegalArgumentException(USAGE);
        };
        System.exit(isFine ? 0 : 1);
    }

    /** Asks Spark and keeps its answers. */
    private boolean record(List<String> wanted) throws IOException {
        List<String> groups = new ArrayList<>(groups(wanted));
        groups.addAll(Groups.in(workplace.ahead(), wanted));
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("there are no cases named " + String.join(", ", wanted)
                    + "; those of ArrayFunctionCases are named array-function");
        }
        try (WorkerProcess spark = workplace.start(Engine.SPARK)) {
            spark.awaitReady();
            for (String group : groups) {
                spark.run(List.of(group), workplace.answers());
                System.out.println("recorded " + group);
            }
        }
        return true;
    }

    /** Asks both, and compares this engine with what Spark says now, and that with what is recorded. */
    private boolean check(List<String> wanted) throws IOException {
        List<String> groups = groups(wanted);
        Path sparkNow = workplace.newFolder("spark");
        Path ownNow = workplace.newFolder("own");
        List<String> wrong = new ArrayList<>();
        try (WorkerProcess spark = workplace.start(Engine.SPARK);
                WorkerProcess own = workplace.start(Engine.SLUICE)) {
            own.awaitReady();
            own.run(groups, ownNow);
            spark.awaitReady();
            spark.run(groups, sparkNow);
            copyAccepted(sparkNow);
            wrong.addAll(own.judge("-", groups, sparkNow, ownNow));
        }
        wrong.addAll(changed(sparkNow));
        wrong.forEach(System.out::println);
        System.out.println(groups.size() + " groups, " + wrong.size() + " differences");
        return wrong.isEmpty();
    }

    private void copyAccepted(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(workplace.answers())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sluice.txt"))
                    .toList()) {
                Path copy = target.resolve(workplace.answers().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The answers of Spark that are no longer the recorded ones. */
    private List<String> changed(Path sparkNow) throws IOException {
        List<String> changed = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sparkNow)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = sparkNow.relativize(file);
                Path recorded = workplace.answers().resolve(name);
                if (!Files.exists(recorded) || Files.mismatch(file, recorded) >= 0) {
                    changed.add(name + "\nSpark does not say now what is recorded:\n" + Files.readString(file));
                }
            }
        }
        return changed;
    }

    /** Keeps the answers of this engine to these cases as differences that are meant. */
    private boolean accept(List<String> wanted) throws IOException {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("which cases? " + USAGE);
        }
        Path ownNow = workplace.newFolder("own");
        try (WorkerProcess own = workplace.start(Engine.SLUICE)) {
            own.awaitReady();
            own.run(groups(wanted), ownNow);
        }
        try (Stream<Path> files = Files.walk(ownNow)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = ownNow.relativize(file).toString().replaceAll("\\.txt$", ".sluice.txt");
                Files.copy(file, workplace.answers().resolve(name), StandardCopyOption.REPLACE_EXISTING);
                System.out.println("accepted " + name + "; docs/from-spark.md has to say why");
            }
        }
        return true;
    }

    private List<String> groups(List<String> wanted) throws IOException {
        return Groups.in(workplace.cases(), wanted);
    }
}
