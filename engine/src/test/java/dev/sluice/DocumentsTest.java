package dev.sluice;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents speak of what exists: names in code, files, pages and their headings. */
class DocumentsTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern IDENTIFIER = Pattern.compile("(?:[a-z]\\w*\\.)*([A-Za-z]\\w*)(?:\\(\\))?");
    private static final Pattern LINK = Pattern.compile("\\[[^]\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** The text of every source file by its path below the project. */
    private static final Map<String, String> SOURCES = sources();

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        for (Path file : files(".java")) {
            sources.put(PROJECT.relativize(file).toString().replace('\\', '/'), read(file));
        }
        return sources;
    }

    private static List<Path> files(String extension) {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .filter(file -> Stream.of("target", ".sluice", ".git")
                            .noneMatch(folder ->
                                    PROJECT.relativize(file).toString().contains(folder + "/")))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyNameInCodeExists(String document) {
        List<String> names = CODE.matcher(read(PROJECT.resolve(document)))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(names.stream().filter(not(DocumentsTest::exists))).isEmpty();
    }

    /** Whether it is a package, a class, a method or a file; what cannot be a name, such as a command, passes. */
    private static boolean exists(String code) {
        if (code.contains("/") || code.endsWith(".md")) {
            // Names such as commits/N are of files that a query writes.
            return code.endsWith("/N") || code.startsWith("META-INF") || Files.exists(PROJECT.resolve(code));
        }
        if (!IDENTIFIER.matcher(code).matches()) {
            int dot = code.indexOf('.');
            boolean isMember = dot > 0 && code.matches("[A-Z]\\w*\\.\\w+(\\(\\))?");
            return !isMember
                    || hasMember(code.substring(0, dot), code.substring(dot + 1).replace("()", ""));
        }
        String path = code.replace("()", "").replace('.', '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean isClass = Character.isUpperCase(name.charAt(0));
        return isClass ? isClass(path) : isPackage(path) || Files.exists(PROJECT.resolve(path)) || isMethod(name);
    }

    private static boolean hasMember(String type, String member) {
        return SOURCES.entrySet().stream()
                .filter(source -> source.getKey().endsWith("/" + type + ".java"))
                .anyMatch(source -> calls(source.getValue(), member));
    }

    private static boolean isClass(String path) {
        Pattern nested = Pattern.compile(
                "\\b(class|interface|record|enum) " + path.substring(path.lastIndexOf('/') + 1) + "\\b");
        return SOURCES.keySet().stream().anyMatch(file -> file.endsWith("/" + path + ".java"))
                || (!path.contains("/")
                        && SOURCES.values().stream()
                                .anyMatch(source -> nested.matcher(source).find()));
    }

    private static boolean isPackage(String path) {
        String folder = path.startsWith("dev/sluice") ? path : "dev/sluice/" + path;
        return SOURCES.keySet().stream().anyMatch(file -> file.contains("/java/" + folder + "/"));
    }

    private static boolean isMethod(String name) {
        return SOURCES.values().stream().anyMatch(source -> calls(source, name));
    }

    /** What is declared or called there exists, since it compiles. */
    private static boolean calls(String source, String method) {
        return source.contains(" " + method + "(") || source.contains("." + method + "(");
    }

    static Stream<Path> documents() {
        return files(".md").stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsSomewhere(Path document) {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(read(document)).results().toList()) {
            String target = link.group(1);
            if (!target.contains("://") && !leadsSomewhere(document, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path folder = document.getParent();
        Path file = path.isEmpty() || folder == null ? document : folder.resolve(path);
        return Files.exists(file) && (hash < 0 || anchors(read(file)).contains(target.substring(hash + 1)));
    }

    /** The names that headings have in links. */
    private static List<String> anchors(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void whatDoesNotExistIsFound() {
        assertThat(List.of(
                        "MicroBatchRuner", "streaming.StateTable", "Source.latestOfset", "latestOfset()", "docs/none"))
                .noneMatch(DocumentsTest::exists);
        assertThat(List.of("MicroBatchRunner", "state.StateTable", "Source.latestOffset", "runTriggers", "mvn -q"))
                .allMatch(DocumentsTest::exists);
        Path readme = PROJECT.resolve("README.md");
        assertThat(leadsSomewhere(readme, "docs/reference/errors.md#the-engine-is-wrong"))
                .isTrue();
        assertThat(leadsSomewhere(readme, "docs/reference/errors.md#the-engine-is-right"))
                .isFalse();
        assertThat(leadsSomewhere(readme, "docs/reference/error.md")).isFalse();
    }
}
