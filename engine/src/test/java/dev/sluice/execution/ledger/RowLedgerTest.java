package dev.sluice.execution.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowLedgerTest {
    private final RowLedger ledger = new RowLedger();

    private static RowFates fates(long passed, long made, long filtered) {
        RowFates fates = new RowFates();
        fates.pass(passed, made);
        fates.add(Fate.FILTERED, filtered);
        return fates;
    }

    @Test
    void rowsThatAddUpAreShownWithTheFatesTheyHad() {
        ledger.addSource("source 0", 7, 2, 5);
        ledger.addStep("Explode", 5, fates(3, 9, 2), 9);
        ledger.close("batch 4");
        assertThat(ledger.imbalances()).isEmpty();
        assertThat(ledger.entries().stream().map(LedgerEntry::fields).toList())
                .hasToString("[{operator=source 0, in=7, passed=5, bad=2, out=5},"
                        + " {operator=Explode, in=5, passed=3, filtered=2, out=9}]");
    }

    @Test
    void aLostRowIsToldWithFiguresAndFailsATest() {
        ledger.addStep("Filter", 5, fates(3, 3, 1), 3);
        assertThatThrownBy(() -> ledger.close("batch 4"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the rows of batch 4 do not add up: Filter took 5 rows, of which became 3 passed + 1 filtered");
    }

    @Test
    void aRowGivenTwiceIsTold() {
        ledger.addStep("Project", 5, fates(5, 5, 0), 6);
        assertThat(ledger.imbalances()).containsExactly("Project made rows of those that passed: 5, gave: 6");
    }

    @Test
    void rowsLostInTheExchangeAreTold() {
        ledger.addKeyed("Deduplicate", 5, fates(5, 5, 0), 5, List.of(), 0, false);
        assertThat(ledger.imbalances()).containsExactly("Deduplicate sent to partitions: 5, taken by them: 0");
    }

    @Test
    void placesThatDisagreeAreTold() {
        ledger.require("rows for the sink", 3, "written", 2);
        ledger.require("rows for the sink", 2, "written", 2);
        assertThat(ledger.imbalances()).containsExactly("rows for the sink: 3, written: 2");
    }
}
