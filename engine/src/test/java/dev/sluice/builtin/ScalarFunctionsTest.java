package dev.sluice.builtin;

import static dev.sluice.builtin.Calls.ANSI;
import static dev.sluice.builtin.Calls.LENIENT;
import static dev.sluice.builtin.Calls.call;
import static dev.sluice.builtin.Calls.cast;
import static dev.sluice.builtin.Calls.lit;
import static dev.sluice.builtin.Calls.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.AnalysisException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.types.AtomicType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScalarFunctionsTest {
    private static @Nullable Object run(String name, @Nullable Object... arguments) {
        return value(call(ANSI, name, Arrays.stream(arguments).map(Calls::lit).toArray(Expression[]::new)));
    }

    private static @Nullable Object lenient(String name, @Nullable Object... arguments) {
        return value(
                call(LENIENT, name, Arrays.stream(arguments).map(Calls::lit).toArray(Expression[]::new)));
    }

    @Test
    void arithmeticFollowsTheTypesOfItsArguments() {
        assertThat(run("+", 1, 2)).isEqualTo(3);
        assertThat(run("+", 1, 2L)).isEqualTo(3L);
        assertThat(run("-", 1, 0.5)).isEqualTo(0.5);
        assertThat(run("*", 3L, 4L)).isEqualTo(12L);
        assertThat(run("/", 3, 2)).isEqualTo(1.5);
        assertThat(run("%", -7, 4)).isEqualTo(-3);
        assertThat(run("div", -7, 2)).isEqualTo(-3L);
        assertThat(run("negative", 2L)).isEqualTo(-2L);
        assertThat(run("abs", -2.5)).isEqualTo(2.5);
        assertThat(run("+", 1, null)).isNull();
        assertThat(run("+", "2", 1)).isEqualTo(3L);
    }

    @Test
    void arithmeticThatCannotBeDoneIsAnErrorUnderAnsiRules() {
        assertThatThrownBy(() -> run("+", Integer.MAX_VALUE, 1)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("-", Long.MIN_VALUE, 1L)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("*", Long.MAX_VALUE, 2L)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("*", 65_536, 65_536)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("negative", Integer.MIN_VALUE)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("abs", Long.MIN_VALUE)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> run("/", 1, 0)).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThatThrownBy(() -> run("div", 1, 0)).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThatThrownBy(() -> run("%", 1, 0)).hasMessageContaining("REMAINDER_BY_ZERO");
        assertThat(lenient("+", Integer.MAX_VALUE, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(lenient("/", 1, 0)).isNull();
        assertThat(lenient("%", 1L, 0L)).isNull();
        assertThat(lenient("div", 1, 0)).isNull();
    }

    @Test
    void formatsThatAskForHugeTextsAreRefusedBeforeTheyAreWritten() {
        assertThatThrownBy(() -> run("format_string", "%2000000000d", 1)).hasMessageContaining("TEXT_TOO_LONG");
        assertThatThrownBy(() -> run("format_string", "%.999999999f|", 0.5)).hasMessageContaining("TEXT_TOO_LONG");
        assertThatThrownBy(() -> run("format_string", "%99999999999999999999s", "a"))
                .hasMessageContaining("TEXT_TOO_LONG");
        assertThat(run("format_string", "2000000000%%2000000000 %03d", 7)).isEqualTo("2000000000%2000000000 007");
    }

    @Test
    void comparisonMeetsInTheCommonType() {
        assertThat(run("=", 1, 1L)).isEqualTo(true);
        assertThat(run("<", 1, 1.5)).isEqualTo(true);
        assertThat(run(">=", "b", "a")).isEqualTo(true);
        assertThat(run("!=", true, false)).isEqualTo(true);
        assertThat(run("=", "5", 5)).isEqualTo(true);
        assertThat(run("=", null, 1)).isNull();
        assertThat(run("<=>", null, 1)).isEqualTo(false);
        assertThat(run("<=>", null, null)).isEqualTo(true);
        assertThat(run("=", Double.NaN, Double.NaN)).isEqualTo(true);
        assertThat(run(">", Double.NaN, 1.0)).isEqualTo(true);
        assertThat(run("<", Double.NaN, 1.0)).isEqualTo(false);
        assertThat(run("=", -0.0, 0.0)).isEqualTo(true);
        assertThatThrownBy(() -> run("=", "x", 5)).hasMessageContaining("CAST_INVALID_INPUT");
        assertThatThrownBy(() -> run("=", true, 5))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")
                .hasMessageContaining("(true = 5)");
    }

    @Test
    void testsForNullAreNeverNull() {
        assertThat(run("isnull", (Object) null)).isEqualTo(true);
        assertThat(run("isnotnull", 1)).isEqualTo(true);
        assertThat(run("isnan", Double.NaN)).isEqualTo(true);
        assertThat(run("not", true)).isEqualTo(false);
        assertThat(run("greatest", 1, null, 3)).isEqualTo(3);
        assertThat(run("least", "b", "a")).isEqualTo("a");
    }

    @Test
    void textsAreCountedInCharacters() {
        assertThat(run("concat", "a", 1, true)).isEqualTo("a1true");
        assertThat(run("concat", "a", null)).isNull();
        assertThat(run("upper", "straße")).isEqualTo("STRASSE");
        assertThat(run("lower", "ABC@[")).isEqualTo("abc@[");
        assertThat(run("length", "aé€😀")).isEqualTo(4);
        assertThat(run("trim", "  a b ")).isEqualTo("a b");
        assertThat(run("substring", "stream", 2, 3)).isEqualTo("tre");
        assertThat(run("substring", "stream", 0, 3)).isEqualTo("str");
        assertThat(run("substring", "stream", -3)).isEqualTo("eam");
        assertThat(run("substring", "stream", -8, 4)).isEqualTo("st");
        assertThat(run("substring", "é€", 2, 1)).isEqualTo("€");
    }

    @Test
    void timesAreReadAndCut() {
        assertThat(run("unix_seconds", call(ANSI, "timestamp_seconds", lit(1L))))
                .isEqualTo(1L);
        assertThat(run("timestamp_millis", 5L)).isEqualTo(5_000L);
        assertThat(run("year", "2026-03-04")).isEqualTo(2026);
        assertThat(run("minute", "2026-03-04 05:06:07")).isEqualTo(6);
        assertThat(run("unix_seconds", call(ANSI, "to_timestamp", lit("01/02/2026 03:04"), lit("dd/MM/yyyy HH:mm"))))
                .isEqualTo(run("unix_seconds", call(ANSI, "to_timestamp", lit("2026-02-01 03:04:00"))));
        assertThatThrownBy(() -> run("to_timestamp", "x", "yyyy")).hasMessageContaining("CANNOT_PARSE_TIMESTAMP");
        assertThat(lenient("to_timestamp", "x", "yyyy")).isNull();
        assertThat(truncated("QUARTER", "UTC")).isEqualTo("2026-04-01 00:00:00");
        assertThat(truncated("WEEK", "UTC")).isEqualTo("2026-05-04 00:00:00");
        assertThat(truncated("HOUR", "Asia/Kolkata")).isEqualTo("2026-05-06 07:00:00");
        assertThat(truncated("nonsense", "UTC")).isNull();
    }

    private static @Nullable Object truncated(String unit, String zone) {
        var context = Calls.in(zone);
        return value(
                cast(call(context, "date_trunc", lit(unit), lit("2026-05-06 07:08:09.5")), AtomicType.STRING, context));
    }

    private static @Nullable Object run(String name, Expression argument) {
        return value(call(ANSI, name, argument));
    }

    @Test
    void castsFollowAnsiRules() {
        assertThat(value(cast(lit(" 12 "), AtomicType.INT, ANSI))).isEqualTo(12);
        assertThat(value(cast(lit("-9223372036854775808"), AtomicType.BIGINT, ANSI)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(cast(lit(1.9), AtomicType.INT, ANSI))).isEqualTo(1);
        assertThat(value(cast(lit("Yes"), AtomicType.BOOLEAN, ANSI))).isEqualTo(true);
        assertThat(value(cast(lit(Long.MIN_VALUE), AtomicType.STRING, ANSI))).isEqualTo("-9223372036854775808");
        assertThat(value(cast(lit(-120L), AtomicType.STRING, ANSI))).isEqualTo("-120");
        assertThat(value(cast(lit(1e20), AtomicType.STRING, ANSI))).isEqualTo("1.0E20");
        assertThat(value(cast(lit("1.5"), AtomicType.INT, LENIENT))).isEqualTo(1);
        assertThat(value(cast(lit("x"), AtomicType.INT, LENIENT))).isNull();
        assertThat(value(cast(lit("nan"), AtomicType.DOUBLE, ANSI))).isEqualTo(Double.NaN);
        for (String text : new String[] {"", "1e2", "9223372036854775808", "9223372036854775809", "1.5", "-"}) {
            assertThatThrownBy(() -> value(cast(lit(text), AtomicType.BIGINT, ANSI)))
                    .as(text)
                    .hasMessageContaining("CAST_INVALID_INPUT");
        }
        assertThatThrownBy(() -> value(cast(lit(1L << 40), AtomicType.INT, ANSI)))
                .hasMessageContaining("CAST_OVERFLOW");
        assertThatThrownBy(() -> value(cast(lit(1e30), AtomicType.BIGINT, ANSI)))
                .hasMessageContaining("CAST_OVERFLOW");
        Expression struct = new Expression.MakeStruct(
                java.util.List.of("a", "b", "c"), java.util.List.of(lit(1), lit("a"), lit(null)));
        assertThat(value(cast(struct, AtomicType.STRING, ANSI))).isEqualTo("{1, a, null}");
    }
}
