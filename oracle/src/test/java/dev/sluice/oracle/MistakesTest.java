package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.RandomCase;
import dev.sluice.oracle.random.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When two errors are taken for two mistakes of one expression. */
class MistakesTest {
    private static final String ERRORS = "error A / error B";
    private static final String AT_ONCE = "\n      refused\nspark   error A\nown     error B";

    private final List<RandomCase> asked = new ArrayList<>();

    private boolean isExplained(String template, String kind, Set<String> spark, Set<String> own) throws Exception {
        Call inner = new Call("g({0})", List.of(new Literal("1")));
        RandomCase program = new RandomCase.Expressions(
                "UTC", new Table(List.of(), List.of()), List.of(new Call(template, List.of(inner))));
        return Mistakes.explain(new Difference(program, kind, AT_ONCE), parts -> {
            asked.addAll(parts);
            return new Mistakes.Named(spark, own);
        });
    }

    @Test
    void bothHaveToFindTheMistakeOfTheOther() throws Exception {
        assertThat(isExplained("f({0})", ERRORS, Set.of("error B"), Set.of("error A")))
                .isTrue();
        assertThat(isExplained("f({0})", ERRORS, Set.of("error B"), Set.of("error B")))
                .isFalse();
        assertThat(isExplained("f({0})", ERRORS, Set.of("error A"), Set.of("error A")))
                .isFalse();
    }

    @Test
    void everyPartIsAskedAndNotTheWhole() throws Exception {
        assertThat(isExplained("f({0})", ERRORS, Set.of(), Set.of())).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void otherDifferencesAreNone() throws Exception {
        assertThat(isExplained("f({0})", "value / error B", Set.of("error B"), Set.of("error A")))
                .isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsRefusedIsNoMatterOfElements() throws Exception {
        assertThat(isExplained("transform({0}, x1 -> x1)", ERRORS, Set.of(), Set.of("error A")))
                .isFalse();
    }
}
