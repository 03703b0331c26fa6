package dev.sluice.builtin.support;

import dev.sluice.columnar.BytesVector;
import dev.sluice.spi.BadRecords;
import org.jspecify.annotations.Nullable;

/** Hands on texts that cannot be parsed as the function was given them, rather than as its parser sees them. For one thread. */
public final class BadTexts implements BadRecords {
    private final BadRecords taker;
    private @Nullable BytesVector texts;
    private int row;

    /** @param taker of the task */
    public BadTexts(BadRecords taker) {
        this.taker = taker;
    }

    /** Says which text is parsed next. */
    public void at(BytesVector vector, int rowOfText) {
        texts = vector;
        row = rowOfText;
    }

    @Override
    public void take(
            String folder, @Nullable String source, long position, byte[] bytes, int start, int end, String reason) {
        BytesVector given = texts;
        if (given == null) {
            throw new IllegalStateException("a text before any");
        }
        int from = given.starts()[row];
        taker.take(folder, null, -1, given.data(), from, from + given.lengths()[row], reason);
    }
}
