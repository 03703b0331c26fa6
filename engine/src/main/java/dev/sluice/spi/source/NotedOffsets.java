package dev.sluice.spi.source;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;

/** For a source whose offset is the number of an entry in its own log, which says what is read up to there. */
public final class NotedOffsets {
    private NotedOffsets() {}

    /**
     * Fails where the log has lost entries.
     *
     * @param newest entry in the log, -1 if there is none
     * @param planned the offset that a batch is planned up to, -1 for the beginning
     * @throws SluiceException {@code PLAN_DAMAGED} if the entry is not there
     */
    public static void requireNoted(long newest, long planned, String source) {
        if (newest < planned) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the source log ends before the planned batches do")
                    .at("source " + source)
                    .found("entries up to " + newest)
                    .expected("entry " + planned)
                    .safe("nothing was read")
                    .mend("restore the checkpoint from a backup")
                    .build();
        }
    }
}
