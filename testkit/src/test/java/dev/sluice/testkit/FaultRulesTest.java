package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules for faults beside the tests that prove them: a test carries the ids of its rules in front of its name. The page
 * {@code docs/fault-rules.md} is made from that; {@code -Dsluice.reference=write} writes it anew.
 */
class FaultRulesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = PROJECT.resolve("docs/fault-rules.md");
    private static final Pattern TEST = Pattern.compile("void ((?:[A-Za-z]{1,2}[0-9]{0,2}_)+)[A-Za-z]");

    private static final Pattern UNDERSCORE = Pattern.compile("_");

    /** Rules that no test proves under their id; it may only become shorter. */
    private static final int UNPROVEN = 0;

    @Test
    void everyTestNamesRulesThatThereAreAndThePageIsTrue() throws IOException {
        Map<String, String> rules = rules();
        Map<String, Set<String>> tests = tests(rules);
        List<String> unproven =
                rules.keySet().stream().filter(rule -> !tests.containsKey(rule)).toList();
        String page = page(rules, tests, unproven);
        if ("write".equals(System.getProperty("sluice.reference"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
        assertThat(unproven).as("rules without a test").hasSizeLessThanOrEqualTo(UNPROVEN);
    }

    private static Map<String, String> rules() throws IOException {
        Map<String, String> rules = new LinkedHashMap<>();
        try (var text = Objects.requireNonNull(
                FaultRulesTest.class.getResourceAsStream("/fault-rules.txt"), "the list of rules")) {
            for (String line : new String(text.readAllBytes(), UTF_8).lines().toList()) {
                int space = line.indexOf(' ');
                rules.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return rules;
    }

    private static Map<String, Set<String>> tests(Map<String, String> rules) throws IOException {
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        for (String module : List.of("engine", "testkit", "kafka", "cli")) {
            try (Stream<Path> sources = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
                for (Path source : sources.filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    Matcher names = TEST.matcher(Files.readString(source));
                    while (names.find()) {
                        for (String id : ids(names.group(1))) {
                            if (rules.containsKey(id)) {
                                String file = source.getFileName().toString();
                                tests.computeIfAbsent(id, ignored -> new TreeSet<>())
                                        .add(file.substring(0, file.indexOf('.')));
                            }
                        }
                    }
                }
            }
        }
        return tests;
    }

    private static List<String> ids(String names) {
        return UNDERSCORE.splitAsStream(names.toUpperCase(Locale.ROOT)).toList();
    }

    private static String page(Map<String, String> rules, Map<String, Set<String>> tests, List<String> unproven) {
        List<String> lines = new ArrayList<>();
        lines.add("# What happens when something goes wrong, and the tests of it");
        lines.add("");
        lines.add(
                "Each line is a rule that the engine keeps whatever fails; a test carries the ids of its rules in front of"
                        + " its name. This page is made from the tests. " + (rules.size() - unproven.size()) + " of "
                        + rules.size() + " rules have one.");
        lines.add("");
        lines.add("| id | rule | tests |");
        lines.add("|---|---|---|");
        rules.forEach((id, rule) -> lines.add("| " + id + " | " + rule + " | "
                + (tests.containsKey(id)
                        ? String.join(
                                ", ",
                                tests.get(id).stream()
                                        .map(test -> "`" + test + "`")
                                        .toList())
                        : "**none yet**")
                + " |"));
        return String.join("\n", lines) + "\n";
    }
}
