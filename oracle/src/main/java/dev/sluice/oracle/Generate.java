package dev.sluice.oracle;

import dev.sluice.oracle.random.DeclaredFunctions;
import dev.sluice.oracle.random.Programs;
import dev.sluice.oracle.random.RandomCase;
import dev.sluice.oracle.random.Renderer;
import dev.sluice.oracle.random.Shrinker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./sluice oracle generate}: asks both engines programs made by chance, and shrinks what they differ over. */
final class Generate {
    /** Of one kind, since many are the same mistake. */
    private static final int SHRUNK_OF_A_KIND = 4;

    private static final int SHRUNK_IN_ALL = 40;

    private final Workplace workplace;
    private final GenerateOptions options;
    private final Path folder;
    private final List<Difference> found = new ArrayList<>();
    private int printed;

    Generate(Workplace workplace, GenerateOptions options) throws Exception {
        this.workplace = workplace;
        this.options = options;
        this.folder = workplace.newFolder("generate-" + options.seed());
    }

    /** @return whether the engines agree over all */
    boolean run() throws Exception {
        long start = System.nanoTime();
        System.out.println("seed " + options.seed() + ", sources and answers in " + folder);
        Programs programs =
                new Programs(options.seed(), DeclaredFunctions.of(Files.readAllLines(workplace.functionPage())));
        try (EnginePair engines = new EnginePair(workplace, folder)) {
            System.out.println("both engines are ready after " + seconds(start) + " s");
            part("expressions", engines, programs.expressions(options.expressions()), 20, new Budget(60, 600));
            part("queries", engines, programs.queries(options.queries()), 50, new Budget(40, 400));
            part("streams", engines, programs.streams(options.streams()), 20, new Budget(12, 150));
        }
        System.out.println(found.size() + " differences, " + seconds(start) + " s in all");
        return found.isEmpty();
    }

    /** How many cases shrinking asks at once, and in all. */
    private record Budget(int atOnce, int inAll) {}

    private void part(String name, EnginePair engines, List<RandomCase> cases, int chunk, Budget budget)
            throws Exception {
        long start = System.nanoTime();
        List<Difference> differences = new ArrayList<>();
        int asked = 0;
        for (int from = 0; from < cases.size() && seconds(start) < 60L * options.minutes(); from += chunk) {
            asked = Math.min(cases.size(), from + chunk);
            engines.ask(cases.subList(from, asked)).stream()
                    .flatMap(Optional::stream)
                    .forEach(differences::add);
        }
        List<Difference> single = unexplained(engines, singles(engines, differences, budget.atOnce()));
        System.out.println(name + ": " + single.size() + " differences in " + asked + " of " + cases.size() + " cases, "
                + seconds(start) + " s");
        found.addAll(single);
        long startOfShrinking = System.nanoTime();
        shrink(engines, single, budget);
        if (!single.isEmpty()) {
            System.out.println(name + ": shrunk in " + seconds(startOfShrinking) + " s");
        }
    }

    /** Cases of several expressions are asked again, each expression by itself. */
    private static List<Difference> singles(EnginePair engines, List<Difference> differences, int chunk)
            throws Exception {
        List<Difference> single = new ArrayList<>();
        List<RandomCase> again = new ArrayList<>();
        for (Difference difference : differences) {
            if (difference.program() instanceof RandomCase.Expressions several) {
                again.addAll(several.singles());
            } else {
                single.add(difference);
            }
        }
        for (int from = 0; from < again.size(); from += chunk) {
            engines.ask(again.subList(from, Math.min(again.size(), from + chunk))).stream()
                    .flatMap(Optional::stream)
                    .forEach(single::add);
        }
        return single;
    }

    private static List<Difference> unexplained(EnginePair engines, List<Difference> differences) throws Exception {
        List<Difference> unexplained = new ArrayList<>();
        for (Difference difference : differences) {
            if (!Mistakes.explain(difference, engines::mistakes)) {
                unexplained.add(difference);
            }
        }
        return unexplained;
    }

    private void shrink(EnginePair engines, List<Difference> differences, Budget budget) throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        int shrunk = 0;
        Shrinker shrinker = new Shrinker(
                cases -> engines.ask(cases).stream()
                        .map(one -> one.map(Difference::kind))
                        .toList(),
                budget.atOnce(),
                budget.inAll());
        for (Difference difference : differences) {
            int before = seen.merge(difference.kind(), 1, Integer::sum) - 1;
            if (before < SHRUNK_OF_A_KIND && shrunk < SHRUNK_IN_ALL) {
                shrunk++;
                print(engines, shrinker.shrink(difference.program(), difference.kind()), difference.kind());
            }
        }
        seen.forEach((kind, count) -> {
            if (count > SHRUNK_OF_A_KIND) {
                System.out.println((count - SHRUNK_OF_A_KIND) + " more of the kind " + kind);
            }
        });
    }

    private void print(EnginePair engines, RandomCase smallest, String kind) throws Exception {
        printed++;
        String className = "Found" + options.seed() + "N" + printed + "Cases";
        String source = Renderer.source(
                className, "Found by chance with the seed " + options.seed() + ".", Map.of("found", smallest));
        Files.writeString(Files.createDirectories(folder.resolve("found")).resolve(className + ".java"), source);
        System.out.println("---- " + kind + "\n" + source);
        engines.ask(List.of(smallest)).stream()
                .flatMap(Optional::stream)
                .forEach(difference -> System.out.println(difference.answers()));
    }

    private static long seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000_000L;
    }
}
