package dev.sluice.execution.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.MemoryBudget.Holder;
import dev.sluice.execution.memory.MemoryBudget.SpillableHold;
import dev.sluice.seam.SystemExec;
import dev.sluice.spi.MemoryHold;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long MIB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(new SystemExec(), 100 * MIB);
    private final Holder first = new Holder("query \"first\"");
    private final Holder second = new Holder("query \"second\"");

    /** Rows of which only the size matters. */
    private final class FakeRows implements Spillable {
        private final SpillableHold hold;
        private long inMemory;
        private int spills;

        FakeRows(Holder holder) {
            hold = budget.spillable(holder, "rows of a batch", this);
        }

        boolean add(long bytes) {
            boolean fits = hold.tryGrow(bytes);
            inMemory += fits ? bytes : 0;
            return fits;
        }

        @Override
        public void spill() {
            hold.shrink(inMemory);
            inMemory = 0;
            spills++;
        }

        @Override
        public void close() {
            hold.close();
        }
    }

    @Test
    void st9_whatCannotGoToDiskFailsWithFiguresAndLeavesTheRestAsItWas() {
        MemoryHold state = budget.hold(first, "state of operator 0");
        MemoryHold table = budget.hold("the memory sink", "table \"t\"");
        state.resize(60 * MIB);
        table.resize(30 * MIB);

        assertThatThrownBy(() -> state.resize(75 * MIB))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.MEMORY_LIMIT_EXCEEDED))
                .hasMessageContainingAll(
                        "at: state of operator 0",
                        "15.0 MiB asked for, where 60.0 MiB are held already; all that is held is 90.0 MiB: "
                                + "query \"first\" 60.0 MiB (state of operator 0 60.0 MiB); "
                                + "the memory sink 30.0 MiB (table \"t\" 30.0 MiB)",
                        "at most 100.0 MiB",
                        "safe: ",
                        "raise sluice.memory.budget");
        assertThat(budget.heldBytes()).isEqualTo(90 * MIB);

        table.close();
        state.resize(75 * MIB);
        state.resize(5 * MIB);
        assertThat(budget.heldBytes()).isEqualTo(5 * MIB);
        state.close();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void rowsGoToDiskBeforeAnybodyFails() {
        FakeRows rows = new FakeRows(first);
        assertThat(rows.add(80 * MIB)).isTrue();
        MemoryHold state = budget.hold(second, "state of operator 0");

        state.resize(20 * MIB);
        assertThat(rows.spills).isZero();
        state.resize(21 * MIB);
        assertThat(rows.spills).isEqualTo(1);
        assertThat(budget.heldBytes()).isEqualTo(21 * MIB);

        assertThat(rows.add(79 * MIB)).isTrue();
        assertThatThrownBy(() -> state.resize(101 * MIB)).hasMessageContaining("80.0 MiB asked for, where 21.0 MiB");
        assertThat(rows.spills).as("spilled in vain").isEqualTo(1);
    }

    @Test
    void whatIsLeftIsDividedAmongThoseWhoKeepRows() {
        budget.hold(first, "state of operator 0").resize(20 * MIB);
        FakeRows one = new FakeRows(first);
        FakeRows another = new FakeRows(first);
        assertThat(one.add(40 * MIB)).isTrue();
        assertThat(another.add(40 * MIB)).isTrue();
        assertThat(another.add(1)).isFalse();

        FakeRows foreign = new FakeRows(second);
        assertThat(foreign.add(41 * MIB)).as("more than its part").isFalse();
        assertThat(one.spills + another.spills).isZero();
        assertThat(foreign.add(40 * MIB)).isTrue();
        assertThat(one.spills + another.spills)
                .as("one of the first has made room")
                .isEqualTo(1);

        foreign.close();
        assertThat(one.add(40 * MIB)).isTrue();
        budget.closeAll(first);
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void aSmallerBudgetCountsFromTheNextRequest() {
        MemoryHold state = budget.hold(first, "state of operator 0");
        state.resize(60 * MIB);
        budget.resize(50 * MIB);

        assertThat(budget.heldBytes()).isEqualTo(60 * MIB);
        state.resize(59 * MIB);
        assertThatThrownBy(() -> state.resize(60 * MIB)).hasMessageContaining("at most 50.0 MiB");
    }

    @Test
    void bytesAsPeopleReadThem() {
        assertThat(ByteText.of(0)).isEqualTo("0 bytes");
        assertThat(ByteText.of(1)).isEqualTo("1 byte");
        assertThat(ByteText.of(1_536)).isEqualTo("1.5 KiB");
        assertThat(ByteText.of(Long.MAX_VALUE)).isEqualTo("8388608.0 TiB");
    }
}
