package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.StructType;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LentRowsTest {
    private static final StructType SCHEMA = StructType.fromDDL("n INT");

    private final List<Batch> batches = Rows.toBatches(SCHEMA, List.of(Row.of(1), Row.of(2)));

    private static void assertEnded(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.FOREACH_BATCH_ENDED))
                .hasMessageContainingAll("at: batch 7", "mend: read it inside the function", "collectAsList()");
    }

    @Test
    void afterwardsNothingCanBeReadNotEvenByWhoHasBegun() {
        LentRows lent = new LentRows(BatchSequence.of(batches), 7);
        BatchSequence part = lent.parts().getFirst();
        BatchSequence.Reader begun = part.open();
        assertThat(begun.next()).isNotNull();

        lent.close();
        assertEnded(begun::next);
        assertEnded(lent::open);
        assertEnded(lent::parts);
        assertEnded(part::open);
        assertThat(lent.rowCount()).as("what explain shows").isEqualTo(2);
    }

    @Test
    void when_theRowsGoWhileTheyAreRead_then_theErrorStillHasThatName() {
        SluiceException gone =
                SluiceException.of(ErrorCondition.INTERNAL, "no rows").build();
        LentRows[] lent = new LentRows[1];
        boolean[] endsInBetween = new boolean[1];
        lent[0] = new LentRows(
                new BatchSequence() {
                    @Override
                    public long rowCount() {
                        return 2;
                    }

                    @Override
                    public Reader open() {
                        return new Reader() {
                            @Override
                            public Batch next() {
                                if (endsInBetween[0]) {
                                    lent[0].close();
                                }
                                throw gone;
                            }

                            @Override
                            public void close() {}
                        };
                    }
                },
                7);
        BatchSequence.Reader reader = lent[0].open();
        assertThatThrownBy(reader::next).isSameAs(gone);
        endsInBetween[0] = true;
        assertEnded(reader::next);
    }
}
