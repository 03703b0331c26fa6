package dev.sluice.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ConfigOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages below {@code docs/reference} are what the declarations say. They are made here because the command line has
 * every connector on its class path; with {@code -Dsluice.reference=write} the pages are written instead of compared.
 */
class ReferencePagesTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference");

    static Stream<Map.Entry<String, String>> pages() throws IOException {
        return Map.of(
                "configuration.md", ConfigurationPage.text(),
                "errors.md", ErrorsPage.text(),
                "functions.md", FunctionsPage.text(),
                "missing.md", MissingPage.text(),
                "options.md", OptionsPage.text())
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageIsWhatTheDeclarationsSay(Map.Entry<String, String> page) throws IOException {
        Path file = FOLDER.resolve(page.getKey());
        if ("write".equals(System.getProperty("sluice.reference"))) {
            Files.writeString(file, page.getValue());
        }
        assertThat(file)
                .as(
                        "%s is stale: mvn -q -Dfast test -pl cli -am -Dtest=ReferencePagesTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.reference=write",
                        file)
                .hasContent(page.getValue());
    }

    @Test
    void everySourceSinkAndOptionIsDocumented() {
        assertThat(OptionsPage.sources()).allSatisfy(source -> {
            assertThat(source.documentation()).as(source.name()).endsWith(".");
            requireDocumented(source.name(), source.options());
        });
        assertThat(OptionsPage.sinks()).allSatisfy(sink -> {
            assertThat(sink.documentation()).as(sink.name()).endsWith(".");
            requireDocumented(sink.name(), sink.options());
        });
    }

    private static void requireDocumented(String owner, List<ConfigOption<?>> options) {
        assertThat(options)
                .allSatisfy(option ->
                        assertThat(option.doc()).as(owner + " " + option.key()).endsWith("."));
    }
}
