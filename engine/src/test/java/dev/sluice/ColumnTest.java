package dev.sluice;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.concat;
import static dev.sluice.functions.count;
import static dev.sluice.functions.expr;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.not;
import static dev.sluice.functions.when;
import static dev.sluice.functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private static final Column A = col("a");

    @Test
    void operatorsPrintInSparksNotation() {
        assertThat(A.plus(1).multiply(A.minus(2L)).divide(0.5).mod(3)).hasToString("((((a + 1) * (a - 2)) / 0.5) % 3)");
        assertThat(A.equalTo("x").and(A.notEqual("y")).or(A.eqNullSafe(null)))
                .hasToString("(((a = x) AND (NOT (a = y))) OR (a <=> NULL))");
        assertThat(A.lt(1).and(A.leq(2))).hasToString("((a < 1) AND (a <= 2))");
        assertThat(A.gt(1).and(A.geq(2))).hasToString("((a > 1) AND (a >= 2))");
        assertThat(A.between(1, 2)).hasToString("((a >= 1) AND (a <= 2))");
        assertThat(not(A.isNull()).and(A.isNotNull())).hasToString("((NOT (a IS NULL)) AND (a IS NOT NULL))");
        assertThat(A.isNaN()).hasToString("isnan(a)");
        assertThat(functions.negate(A)).hasToString("negative(a)");
    }

    @Test
    void formsPrintInSparksNotation() {
        assertThat(A.cast("bigint")).hasToString("CAST(a AS BIGINT)").isEqualTo(A.cast(DataTypes.LongType));
        assertThat(A.as("b")).hasToString("a AS b").isEqualTo(A.alias("b")).isEqualTo(A.name("b"));
        assertThat(col("w").getField("start")).hasToString("w.start");
        assertThat(A.asc()).hasToString("a ASC NULLS FIRST").isEqualTo(A.asc_nulls_first());
        assertThat(A.desc()).hasToString("a DESC NULLS LAST").isEqualTo(A.desc_nulls_last());
        assertThat(A.asc_nulls_last()).hasToString("a ASC NULLS LAST");
        assertThat(A.desc_nulls_first()).hasToString("a DESC NULLS FIRST");
        assertThat(when(A.gt(1), "x").when(A.gt(0), A).otherwise(null))
                .hasToString("CASE WHEN (a > 1) THEN x WHEN (a > 0) THEN a ELSE NULL END");
        assertThat(lit(Instant.EPOCH)).hasToString("TIMESTAMP '1970-01-01T00:00:00Z'");
        assertThat(lit(LocalDate.of(2024, 1, 2))).hasToString("DATE '2024-01-02'");
    }

    @Test
    void functionsPrintAsCalls() {
        assertThat(count("*")).hasToString("count(1)");
        assertThat(count(lit(1))).hasToString("count(1)");
        assertThat(avg("t").as("mean")).hasToString("avg(t) AS mean");
        assertThat(window(col("time"), "1 hour", "5 minutes")).hasToString("window(time, 1 hour, 5 minutes)");
        assertThat(concat(A, lit("-"))).hasToString("concat(a, -)");
        assertThat(from_json(A, lit("x INT"))).hasToString("from_json(a)");
    }

    @Test
    void isinIsTrueForAnyOfTheValues() {
        assertThat(A.isin(1, 2, 3)).hasToString("(a IN (1, 2, 3))");
        assertThat(A.isin()).hasToString("(a IN ())");
    }

    @Test
    void literalsTakeTheTypeOfTheirClass() {
        assertThat(lit((short) 3).expression()).isEqualTo(new UnresolvedExpression.Value(3, AtomicType.SMALLINT));
        assertThat(lit(3L).expression()).isEqualTo(new UnresolvedExpression.Value(3L, AtomicType.BIGINT));
        assertThat(lit(0.5f).expression()).isEqualTo(new UnresolvedExpression.Value(0.5, AtomicType.FLOAT));
        assertThat(lit(Instant.parse("1969-12-31T23:59:59.999999Z")).expression())
                .isEqualTo(new UnresolvedExpression.Value(-1L, AtomicType.TIMESTAMP));
        assertThat(lit(java.sql.Timestamp.from(Instant.ofEpochSecond(1, 2_000))).expression())
                .isEqualTo(new UnresolvedExpression.Value(1_000_002L, AtomicType.TIMESTAMP));
        assertThat(lit(java.sql.Date.valueOf("1970-01-02")).expression())
                .isEqualTo(new UnresolvedExpression.Value(1, AtomicType.DATE));
        assertThat(lit(A)).isSameAs(A);
        assertThatThrownBy(() -> lit(new Object())).hasMessageContaining("java.lang.Object");
    }

    @Test
    void namesMayHaveDotsAndQuotes() {
        assertThat(AttributeName.parts("a")).containsExactly("a");
        assertThat(AttributeName.parts("a.b c.d")).containsExactly("a", "b c", "d");
        assertThat(AttributeName.parts("`a.b`.c")).containsExactly("a.b", "c");
        assertThat(AttributeName.parts("`a``b`")).containsExactly("a`b");
        assertThat(col("*").expression()).isEqualTo(new UnresolvedExpression.Star(List.of()));
        for (String wrong : List.of("", ".", "a.", ".a", "a..b", "`a", "a`b", "`a`b")) {
            assertThatThrownBy(() -> AttributeName.parts(wrong)).as(wrong).hasMessageContaining("PARSE_SYNTAX_ERROR");
        }
    }

    @Test
    void when_otherwiseIsCalledTwice_then_itIsRefused() {
        Column closed = when(A.gt(1), 2).otherwise(3);

        assertThatThrownBy(() -> closed.otherwise(4)).hasMessageContaining("otherwise()");
        assertThatThrownBy(() -> closed.when(A.gt(1), 4)).hasMessageContaining("when()");
        assertThatThrownBy(() -> A.otherwise(4)).hasMessageContaining("no open when()");
    }

    @Test
    void sqlTextIsRefusedClearly() {
        assertThatThrownBy(() -> expr("a + 1"))
                .hasMessageContaining("[UNSUPPORTED_FEATURE]")
                .hasMessageContaining("a + 1");
    }
}
