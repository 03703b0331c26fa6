package dev.sluice.builtin.support;

import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vector;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.BadRecords;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a function parses, and where each came from. One that cannot be parsed is kept as the function was given it, rather than as its
 * parser sees it, and an error of it says its place. For one thread.
 */
public final class GivenTexts {
    private final @Nullable BadRecords taker;
    private final @Nullable TaskFacts facts;
    private @Nullable BytesVector texts;
    private long @Nullable [] positions;
    private int row;

    /**
     * @param taker of the task; null where nothing is kept
     * @param facts of the task; null where nobody knows them
     */
    GivenTexts(@Nullable BadRecords taker, @Nullable TaskFacts facts) {
        this.taker = taker;
        this.facts = facts;
    }

    /** Says which text is parsed next. */
    public void at(BytesVector vector, int rowOfText) {
        texts = vector;
        row = rowOfText;
    }

    /** Keeps the text that was said last, where texts are kept. */
    public void keep(String folder, String reason) {
        BytesVector given = texts;
        if (taker == null || given == null) {
            return;
        }
        int start = given.starts()[row];
        taker.take(folder, null, position(), given.data(), start, start + given.lengths()[row], reason);
    }

    /** What a parser hands its texts to; null where nothing is kept. */
    public @Nullable BadRecords keeper() {
        return taker == null ? null : (folder, source, position, bytes, start, end, reason) -> keep(folder, reason);
    }

    private long position() {
        return positions == null ? -1 : positions[row];
    }

    /** The kernel that parses these texts, with errors that say where the text was. */
    ScalarKernel placing(ScalarKernel kernel) {
        return new Placing(kernel);
    }

    private final class Placing implements ScalarKernel {
        private final ScalarKernel kernel;

        private Placing(ScalarKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public Vector evaluate(Vector[] arguments, int rowCount) {
            return evaluate(arguments, rowCount, null);
        }

        @Override
        public Vector evaluate(Vector[] arguments, int rowCount, long @Nullable [] positionsOfRows) {
            positions = positionsOfRows;
            row = 0;
            texts = null;
            try {
                return kernel.evaluate(arguments, rowCount);
            } catch (SluiceException failed) {
                throw placed(failed);
            }
        }
    }

    private SluiceException placed(SluiceException failed) {
        long position = texts == null ? -1 : position();
        return facts == null || position < 0 ? failed : failed.within(facts.place(position));
    }
}
