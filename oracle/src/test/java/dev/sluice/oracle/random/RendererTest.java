package dev.sluice.oracle.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trees as Java. */
class RendererTest {
    private static final Field A = new Field("a", Type.INT);
    private static final Field T = new Field("t", Type.TIMESTAMP);

    @Test
    void argumentsTakeTheirPlaces() {
        Expression one = new Reference("a");
        Expression two = new Literal("2");
        assertThat(Renderer.text(new Call("{0}.plus({1})", one, two))).isEqualTo("col(\"a\").plus(lit(2))");
        assertThat(Renderer.text(new Call("{0}.isin({*})", one, two, two)))
                .isEqualTo("col(\"a\").isin(lit(2), lit(2))");
        assertThat(Renderer.text(new Call("now()"))).isEqualTo("now()");
    }

    @Test
    void backslashesOfAnArgumentStay() {
        assertThat(Renderer.text(new Call("trim({0})", new Literal("\"\\u00e4$1\""))))
                .isEqualTo("trim(lit(\"\\u00e4$1\"))");
    }

    @Test
    void relationsAreChains() {
        Relation source = new Relation.Source("in");
        Relation filtered = new Relation.Step(source, ".filter({0})", new Reference("a"));
        Relation grouped = new Relation.Grouped(filtered, List.of(), List.of(new Call("count({0})", new Literal("1"))));
        assertThat(Renderer.text(new Relation.Union(grouped, source)))
                .isEqualTo("inputs.table(\"in\").filter(col(\"a\")).groupBy().agg(count(lit(1)))"
                        + ".union(inputs.table(\"in\"))");
    }

    @Test
    void aGroupImportsWhatItUses() {
        RandomCase one = new RandomCase.Expressions(
                "Europe/Berlin",
                new Table(List.of(A), List.of(List.of("null"), List.of("7"))),
                List.of(new Call("{0}.isin({*})", new Reference("a"), new Literal("\"max(\""))));
        assertThat(Renderer.source("SomeCases", "Some.", Map.of("one", one))).isEqualTo("""
                        package dev.sluice.cases;

                        import static dev.sluice.cases.Cases.row;
                        import static dev.sluice.functions.col;
                        import static dev.sluice.functions.lit;

                        /** Some. */
                        public final class SomeCases implements CaseGroup {
                            @Override
                            public void define(Cases cases) {
                                one(cases);
                            }

                            private static void one(Cases cases) {
                                cases.expressions("one")
                                        .conf("spark.sql.session.timeZone", "Europe/Berlin")
                                        .rows("a INT", row((Object) null), row(7))
                                        .of(() -> col("a").isin(lit("max(")));
                            }
                        }
                        """);
    }

    @Test
    void streamsHaveTheirSteps() {
        RandomCase one = new RandomCase.Stream(
                Map.of(),
                Map.of("in", List.of(T)),
                "append",
                new Relation.Step(new Relation.Source("in"), ".withWatermark(\"t\", \"1 hour\")"),
                false,
                List.of(
                        new RandomCase.Add(Map.of("in", List.of(List.of("Instant.parse(\"1970-01-01T00:00:00Z\")")))),
                        new RandomCase.Restart(),
                        new RandomCase.Add(Map.of("in", List.of())),
                        new RandomCase.Run("Once")));
        assertThat(Renderer.source("SomeCases", "Some.", Map.of("one", one)))
                .contains(
                        "import dev.sluice.Trigger;\nimport java.time.Instant;\nimport java.util.List;\nimport java.util.Map;")
                .contains("""
                                cases.stream("one")
                                        .input("in", "t TIMESTAMP")
                                        .append(inputs -> inputs.table("in").withWatermark("t", "1 hour"))
                                        .addRows(Map.of("in", List.of(row(Instant.parse("1970-01-01T00:00:00Z")))))
                                        .restart()
                                        .addRows(Map.of("in", List.of()))
                                        .run(Trigger::Once);
                        """);
    }

    @Test
    void queriesHaveTheirTables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("left", new Table(List.of(A), List.of()));
        tables.put("right", new Table(List.of(A, T), List.of()));
        RandomCase one = new RandomCase.Query(
                tables, new Relation.Step(new Relation.Source("left"), ".orderBy({*})", new Reference("a")), true);
        assertThat(Renderer.source("SomeCases", "Some.", Map.of("one", one))).contains("""
                                cases.query("one")
                                        .table("left", "a INT")
                                        .table("right", "a INT, t TIMESTAMP")
                                        .ordered()
                                        .of(inputs -> inputs.table("left").orderBy(col("a")));
                        """);
    }
}
