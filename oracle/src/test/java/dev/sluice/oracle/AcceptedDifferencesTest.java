package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How much the rules let pass. */
class AcceptedDifferencesTest {
    private static final AcceptedDifferences LATE = AcceptedDifferences.LATE_ROWS_ARE_COUNTED_PER_ROW;
    private static final String STATE = "  state stateStoreSave total 2 updated 0 removed 0 late ";
    private static final String TUMBLING = "window(col(\"t\"), \"10 seconds\")";
    private static final String SLIDING = "window(col(\"t\"), \"10 seconds\", \"5 seconds\")";

    @Test
    void everyRuleHasAnEntryInThePageOfDifferences() throws Exception {
        String page = Files.readString(Path.of("../docs/from-spark.md"));
        for (AcceptedDifferences rule : AcceptedDifferences.values()) {
            assertThat(page).containsIgnoringCase(rule.entry());
        }
    }

    @Test
    void lateRowsMayBeMoreOrFewer() {
        assertThat(LATE.read(TUMBLING, STATE + 1, STATE + 4)).isEqualTo(STATE + 1);
    }

    @Test
    void soMayThoseOfSessions() {
        String sessions = STATE.replace("stateStoreSave", "sessionWindowStateStoreSaveExec");
        assertThat(LATE.read("", sessions + 2, sessions + 3)).isEqualTo(sessions + 2);
        assertThat(LATE.read("", sessions + 0, sessions + 3)).isEqualTo(sessions + 3);
        String duplicates = STATE.replace("stateStoreSave", "dedupe");
        assertThat(LATE.read("", duplicates + 2, duplicates + 3)).isEqualTo(duplicates + 3);
    }

    @Test
    void lateRowsMustBeThereForBoth() {
        assertThat(LATE.read(TUMBLING, STATE + 0, STATE + 1)).isEqualTo(STATE + 1);
        assertThat(LATE.read(TUMBLING, STATE + 1, STATE + 0)).isEqualTo(STATE + 0);
    }

    @Test
    void aRowMayBeLateForSomeOfItsWindows() {
        assertThat(LATE.read(SLIDING, STATE + 1, STATE + 0)).isEqualTo(STATE + 1);
        assertThat(LATE.read(SLIDING, STATE + 0, STATE + 1)).isEqualTo(STATE + 1);
    }

    @Test
    void figuresOfStateMayBeTwiceAsManyBelowASortOnly() {
        AcceptedDifferences sorted = AcceptedDifferences.STATE_BELOW_A_SORT_IS_COUNTED_ONCE;
        String twice = STATE.replace("total 2", "total 4") + 0;
        String more = STATE.replace("total 2", "total 5") + 0;
        assertThat(sorted.read("x.orderBy(y)", twice, STATE + 0)).isEqualTo(twice);
        assertThat(sorted.read("x.orderBy(y)", more, STATE + 0)).isEqualTo(STATE + 0);
        assertThat(sorted.read("x.filter(y)", twice, STATE + 0)).isEqualTo(STATE + 0);
        assertThat(sorted.read("x.orderBy(y)", "  [2]", "  [1]")).isEqualTo("  [1]");
    }

    @Test
    void aSemiJoinMayHoldRowsThatGoAtOnce() {
        AcceptedDifferences semi = AcceptedDifferences.RIGHT_ROWS_OF_A_SEMI_JOIN_ARE_HELD;
        String spark = "  state symmetricHashJoin total 3 updated 2 removed 6 late 0";
        String own = "  state symmetricHashJoin total 3 updated 3 removed 7 late 0";
        String notRemoved = own.replace("removed 7", "removed 6");
        String oneMore = own.replace("total 3", "total 4");
        assertThat(semi.read("x, \"left_semi\")", spark, own)).isEqualTo(spark);
        assertThat(semi.read("x, \"left_semi\")", own, spark)).isEqualTo(spark);
        assertThat(semi.read("x, \"left_semi\")", spark, notRemoved)).isEqualTo(notRemoved);
        assertThat(semi.read("x, \"left_semi\")", spark, oneMore)).isEqualTo(oneMore);
        assertThat(semi.read("x, \"inner\")", spark, own)).isEqualTo(own);
    }

    @Test
    void theAverageOfEventTimesMayBeAMillisecondOff() {
        AcceptedDifferences average = AcceptedDifferences.AVERAGE_OF_EVENT_TIMES_IS_EXACT;
        String batch = "batch 0 input 5 watermark W min 1970-01-01T00:00:06.000Z avg 1970-01-01T00:00:15.800Z max M";
        String less = batch.replace("15.800", "15.799");
        String tooMuchLess = batch.replace("15.800", "15.798");
        String otherMin = less.replace("06.000", "06.001");
        assertThat(average.read("", less, batch)).isEqualTo(less);
        assertThat(average.read("", batch, less)).isEqualTo(batch);
        assertThat(average.read("", tooMuchLess, batch)).isEqualTo(batch);
        assertThat(average.read("", otherMin, batch)).isEqualTo(batch);
    }

    @Test
    void onlyTheTypeOfNullsMayBeAnother() {
        AcceptedDifferences nulls = AcceptedDifferences.NULLS_WITHOUT_A_TYPE_ARE_TEXTS;
        String text = "(assert_true(a): array<string>)";
        assertThat(nulls.read("", "(assert_true(a): array<void>)", text)).isEqualTo("(assert_true(a): array<void>)");
        assertThat(nulls.read("", "(assert_true(a): array<int>)", text)).isEqualTo(text);
        assertThat(nulls.read("", "  [void]", "  [string]")).isEqualTo("  [string]");
    }

    @Test
    void sparkMayFailOverTheSignOfAWideDecimalOnly() {
        AcceptedDifferences negatives = AcceptedDifferences.NEGATIVES_HAVE_ALL_DIGITS;
        String error = "  error NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION";
        String wide = "negate(lit(new BigDecimal(\"-99999999999999999999.999999999999999999\")))";
        assertThat(negatives.read(wide, error, "  1")).isEqualTo(error);
        assertThat(negatives.read(wide, error, "  error CAST_OVERFLOW")).isEqualTo(error);
        String absolute = wide.replace("negate(", "call_function(\"abs\", ");
        assertThat(negatives.read(absolute, error, "  1")).isEqualTo(error);
        assertThat(negatives.read(wide.replace("negate", "round"), error, "  1"))
                .isEqualTo("  1");
        assertThat(negatives.read("negate(lit(1))", error, "  1")).isEqualTo("  1");
    }

    @Test
    void onlyDigitsThatTellNothingMayBeLeftOut() {
        AcceptedDifferences reals = AcceptedDifferences.REALS_HAVE_THE_FEWEST_DIGITS;
        String spark = "(concat(9.999999999999999E22, 1e2, 2.0E-3): string)";
        assertThat(reals.read("", spark, "(concat(1.0E23, 1e2, 2.0E-3): string)"))
                .isEqualTo(spark);
        String joined = "\"9.999999999999999E221e2\"";
        assertThat(reals.read("", joined, "\"1.0E231e2\"")).isEqualTo(joined);
        assertThat(reals.read("", "1.5", "1.25")).isEqualTo("1.25");
        assertThat(reals.read("", "  1.0E23", "  9.999999999999999E22")).isEqualTo("  9.999999999999999E22");
    }

    @Test
    void everyOtherFigureHasToBeTheSame() {
        String other = STATE.replace("total 2", "total 3") + 4;
        assertThat(LATE.read(TUMBLING, STATE + 1, other)).isEqualTo(other);
    }
}
