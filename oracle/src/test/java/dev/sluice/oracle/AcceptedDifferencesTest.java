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
    void figuresOfStateMayDifferBelowASortOnly() {
        AcceptedDifferences sorted = AcceptedDifferences.STATE_BELOW_A_SORT_IS_COUNTED_ONCE;
        String twice = STATE.replace("total 2", "total 4") + 0;
        assertThat(sorted.read("x.orderBy(y)", twice, STATE + 0)).isEqualTo(twice);
        assertThat(sorted.read("x.filter(y)", twice, STATE + 0)).isEqualTo(STATE + 0);
        assertThat(sorted.read("x.orderBy(y)", "  [1]", "  [2]")).isEqualTo("  [2]");
    }

    @Test
    void everyOtherFigureHasToBeTheSame() {
        String other = STATE.replace("total 2", "total 3") + 4;
        assertThat(LATE.read(TUMBLING, STATE + 1, other)).isEqualTo(other);
    }
}
