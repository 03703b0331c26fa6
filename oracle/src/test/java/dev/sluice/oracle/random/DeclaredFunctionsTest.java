package dev.sluice.oracle.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.oracle.random.DeclaredFunctions.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is declared is asked. */
class DeclaredFunctionsTest {
    private static DeclaredFunctions of(String... signatures) {
        return DeclaredFunctions.of(List.of(
                "## Some", "| `f` | `f` | `" + String.join("`<br>`", signatures) + "` | What it gives. | `f` |"));
    }

    private static List<String> names(DeclaredFunctions functions, Type type) {
        return functions.giving(type).stream().map(Function::name).toList();
    }

    @Test
    void whatMayBeLeftOutIsLeftOutOrThere() {
        assertThat(of("lpad(text STRING, length INT[, filling STRING])" + ": STRING")
                        .all())
                .extracting(function -> function.parameters().size())
                .containsExactly(3, 2);
        assertThat(of("log([base DOUBLE, ]number DOUBLE): DOUBLE").all())
                .extracting(function -> function.parameters().size())
                .containsExactly(2, 1);
    }

    @Test
    void whatNeedsAConstantOrIsNoCallIsPassedOver() {
        assertThat(of("left INT & right INT: INT", "mode(value ANY, 'seed'): ANY", "current_user(): STRING")
                        .all())
                .isEmpty();
    }

    @Test
    void wordsStandForOneTypeInASignature() {
        DeclaredFunctions functions = of(
                "element_at(map MAP, key KEY): VALUE",
                "array_max(array ARRAY): ELEMENT",
                "negative(number NUMERIC): NUMERIC");
        assertThat(names(functions, Type.DECIMAL)).containsExactly("element_at", "array_max", "negative");
        assertThat(names(functions, Type.BINARY)).containsExactly("element_at", "array_max");
        TypeWords words = new TypeWords(true);
        assertThat(words.bind("VALUE", Type.DATE)).isTrue();
        assertThat(words.type("MAP", new Rng(1)).parts().get(1)).isEqualTo(Type.DATE);
    }

    @Test
    void thePageOfTheManualIsAsked() throws IOException {
        DeclaredFunctions functions =
                DeclaredFunctions.of(Files.readAllLines(Path.of("../docs/reference/functions.md")));
        assertThat(functions.all()).hasSizeGreaterThan(250);
        String text = Renderer.source(
                "SomeCases",
                "Some.",
                Map.of("one", new Programs(3, functions).expressions(10).get(0)));
        assertThat(text).contains("call_function(\"");
    }
}
