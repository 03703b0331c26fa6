package dev.sluice.oracle.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is left of a case while a judge without engines finds something wrong with its text. */
class ShrinkerTest {
    private static final String KIND = "value / value";

    private final List<Integer> asked = new ArrayList<>();

    private static String text(RandomCase one) {
        return Renderer.source("SomeCases", "Some.", Map.of("one", one));
    }

    private Shrinker shrinker(Predicate<String> isWrong, int askedAtMost) {
        return new Shrinker(
                cases -> {
                    asked.add(cases.size());
                    return cases.stream()
                            .map(one -> isWrong.test(text(one)) ? Optional.of(KIND) : Optional.<String>empty())
                            .toList();
                },
                10,
                askedAtMost);
    }

    private RandomCase shrunk(RandomCase start, Predicate<String> isWrong) throws Exception {
        return shrinker(isWrong, 5_000).shrink(start, KIND);
    }

    @Test
    void keepsTheExpressionThatIsWrongAndNothingElse() throws Exception {
        RandomCase start = new RandomCase.Expressions(
                "Asia/Kolkata",
                new Table(
                        List.of(new Field("a", Type.INT), new Field("b", Type.STRING)),
                        List.of(List.of("5", "\"x\""), List.of("6", "null"), List.of("7", "\"y\""))),
                List.of(
                        new Literal("1"),
                        new Call(
                                "concat({*})",
                                new Literal("\"abc\""),
                                new Call("upper({0})", new Call("trim({0})", new Reference("b"))))));
        RandomCase.Expressions small = (RandomCase.Expressions) shrunk(start, text -> text.contains("upper("));
        assertThat(small.zone()).isEqualTo("UTC");
        assertThat(small.expressions()).containsExactly(new Call("upper({0})", new Reference("b")));
        assertThat(small.table().rows()).isEmpty();
        assertThat(small.table().fields()).hasSize(1);
    }

    @Test
    void makesValuesSimple() throws Exception {
        RandomCase start = new RandomCase.Expressions(
                "UTC",
                new Table(
                        List.of(new Field("a", Type.DOUBLE), new Field("t", Type.TIMESTAMP)),
                        List.of(List.of("12.75", Values.timestamp("2016-03-27T19:39:30.5Z")))),
                List.of(new Call("{0}.plus({1})", new Reference("a"), new Literal("-87L"))));
        RandomCase.Expressions small = (RandomCase.Expressions) shrunk(
                start, text -> text.contains("plus(lit(") && text.contains("Instant.parse") && text.contains("."));
        assertThat(small.expressions())
                .containsExactly(new Call("{0}.plus({1})", new Reference("a"), new Literal("0L")));
        assertThat(small.table().rows()).containsExactly(List.of(Values.timestamp("1970-01-01T00:00:00Z")));
    }

    @Test
    void leavesOutStepsOfAQuery() throws Exception {
        Map<String, Table> tables = new LinkedHashMap<>();
        Table table = new Table(List.of(new Field("a", Type.INT)), List.of(List.of("3"), List.of("4")));
        tables.put("left", table);
        tables.put("right", table);
        Relation union = new Relation.Union(
                new Relation.Step(new Relation.Source("left"), ".filter({0})", new Literal("true")),
                new Relation.Source("right"));
        Relation grouped = new Relation.Grouped(
                union,
                List.of(new Reference("a"), new Literal("1")),
                List.of(new Call("max({0})", new Reference("a")), new Call("min({0})", new Reference("a"))));
        RandomCase start =
                new RandomCase.Query(tables, new Relation.Step(grouped, ".orderBy({*})", new Reference("a")), true);
        RandomCase.Query small =
                (RandomCase.Query) shrunk(start, text -> text.contains("min(") && text.contains("table(\"right\")"));
        assertThat(small.relation())
                .isEqualTo(new Relation.Grouped(
                        new Relation.Source("right"), List.of(), List.of(new Call("min({0})", new Reference("a")))));
        assertThat(small.isOrdered()).isFalse();
        assertThat(small.tables()).hasSize(1);
    }

    @Test
    void leavesOutFilesRowsAndInputsOfAStream() throws Exception {
        Map<String, List<Field>> inputs = new LinkedHashMap<>();
        inputs.put("a", List.of(new Field("v", Type.INT)));
        inputs.put("b", List.of(new Field("v", Type.INT)));
        Map<String, List<List<String>>> both = new LinkedHashMap<>();
        both.put("a", List.of(List.of("1"), List.of("77")));
        both.put("b", List.of(List.of("2")));
        RandomCase start = new RandomCase.Stream(
                Map.of("key", "value"),
                inputs,
                "append",
                new Relation.Step(new Relation.Source("a"), ".filter({0})", new Reference("v")),
                false,
                List.of(
                        new RandomCase.Add(both),
                        new RandomCase.Restart(),
                        new RandomCase.Add(Map.of("b", List.of(List.of("3")))),
                        new RandomCase.Restart()));
        RandomCase.Stream small = (RandomCase.Stream) shrunk(start, text -> text.contains("row(77)"));
        assertThat(small.inputs().keySet()).containsExactly("a");
        assertThat(small.settings()).isEmpty();
        assertThat(small.relation()).isEqualTo(new Relation.Source("a"));
        assertThat(small.steps()).containsExactly(new RandomCase.Add(Map.of("a", List.of(List.of("77")))));
    }

    @Test
    void takesNoOtherKindOfDifference() throws Exception {
        RandomCase start = new RandomCase.Expressions(
                "UTC", new Table(List.of(), List.of()), List.of(new Call("abs({0})", new Literal("12"))));
        Shrinker shrinker = new Shrinker(
                cases -> cases.stream()
                        .map(one -> Optional.of("nothing / value"))
                        .toList(),
                10,
                100);
        assertThat(shrinker.shrink(start, KIND)).isEqualTo(start);
    }

    @Test
    void stopsWhenEnoughHasBeenAsked() throws Exception {
        RandomCase start = new Programs(1, DeclaredFunctions.NONE).streams(1).get(0);
        shrinker(text -> true, 30).shrink(start, KIND);
        assertThat(asked.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(30);
    }

    @Test
    void whateverIsSimplerComesToAnEnd() throws Exception {
        for (RandomCase start : new Programs(2, DeclaredFunctions.NONE).expressions(50)) {
            RandomCase small = shrunk(start, text -> true);
            assertThat(Simplifier.simpler(small)).isEmpty();
        }
    }
}
