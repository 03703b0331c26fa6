package dev.sluice.execution.expression;

import static dev.sluice.builtin.Calls.ANSI;
import static dev.sluice.builtin.Calls.call;
import static dev.sluice.builtin.Calls.column;
import static dev.sluice.builtin.Calls.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.builtin.Calls;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.plan.expression.Expression;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExpressionCompilerTest {
    private static final @Nullable Boolean[] THREE = {true, false, null};

    private static Batch truthTable() {
        BatchBuilder builder = new BatchBuilder(StructType.fromDDL("a BOOLEAN, b BOOLEAN"));
        for (Boolean left : THREE) {
            for (Boolean right : THREE) {
                if (left != null) {
                    ((BooleanBuilder) builder.column(0)).set(builder.rowCount(), left);
                }
                if (right != null) {
                    ((BooleanBuilder) builder.column(1)).set(builder.rowCount(), right);
                }
                builder.endRow();
            }
        }
        return builder.build();
    }

    private static Batch numbers(@Nullable Integer... numbers) {
        BatchBuilder builder = new BatchBuilder(StructType.fromDDL("x INT, s STRING"));
        for (Integer number : numbers) {
            if (number != null) {
                ((IntBuilder) builder.column(0)).set(builder.rowCount(), number);
                ((BytesBuilder) builder.column(1)).set(builder.rowCount(), number % 2 == 0 ? "even" : "odd");
            }
            builder.endRow();
        }
        return builder.build();
    }

    @Test
    void andAndOrHaveThreeValues() {
        Expression a = column(0, AtomicType.BOOLEAN);
        Expression b = column(1, AtomicType.BOOLEAN);
        assertThat(Calls.values(new Expression.And(a, b), truthTable()))
                .containsExactly(true, false, null, false, false, false, null, false, null);
        assertThat(Calls.values(new Expression.Or(a, b), truthTable()))
                .containsExactly(true, true, true, true, false, null, true, null, null);
    }

    @Test
    void whatCanFailSeesOnlyTheRowsThatNeedIt() {
        Expression x = column(0, AtomicType.INT);
        Expression inverse = call(ANSI, ">", call(ANSI, "/", lit(1), x), lit(0));
        Expression guarded = new Expression.And(call(ANSI, "!=", x, lit(0)), inverse);
        Batch batch = numbers(0, 1, -1, null, 2, 0);
        assertThat(Calls.values(guarded, batch)).containsExactly(false, true, false, null, true, false);
        assertThat(Calls.values(new Expression.Or(call(ANSI, "=", x, lit(0)), inverse), batch))
                .containsExactly(true, true, false, null, true, true);
        int[] rows = new int[batch.rowCount()];
        int count = ExpressionCompiler.predicate(guarded, 0).select(batch, rows);
        assertThat(Arrays.copyOf(rows, count)).containsExactly(1, 4);
        assertThatThrownBy(() -> Calls.values(inverse, batch)).hasMessageContaining("DIVIDE_BY_ZERO");
        Expression guardedCase = new Expression.CaseWhen(
                List.of(call(ANSI, "=", x, lit(0))), List.of(lit(-1.0)), call(ANSI, "/", lit(2), x), AtomicType.DOUBLE);
        assertThat(Calls.values(guardedCase, batch)).containsExactly(-1.0, 2.0, -2.0, null, 1.0, -1.0);
    }

    @Test
    void conjunctsNarrowTheSelection() {
        Expression condition = new Expression.And(
                call(ANSI, ">", column(0, AtomicType.INT), lit(2)),
                call(ANSI, "=", column(1, AtomicType.STRING), lit("even")));
        Batch batch = numbers(1, 2, 3, 4, null, 6, 7);
        int[] rows = new int[batch.rowCount()];
        int count = ExpressionCompiler.predicate(condition, 0).select(batch, rows);
        assertThat(Arrays.copyOf(rows, count)).containsExactly(3, 5);
    }

    @Test
    void coalesceTakesTheFirstValue() {
        Expression coalesce =
                new Expression.Coalesce(List.of(column(1, AtomicType.STRING), lit("none")), AtomicType.STRING);
        assertThat(Calls.values(coalesce, numbers(1, null, 2))).containsExactly("odd", "none", "even");
    }
}
