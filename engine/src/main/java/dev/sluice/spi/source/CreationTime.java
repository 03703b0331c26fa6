package dev.sluice.spi.source;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;

/**
 * When a query first opened one of its sources: a source whose rows fall due with time counts them from here. It is kept
 * as entry 0 of the log of the source, so that a restart counts on.
 */
public final class CreationTime {
    private static final long ENTRY = 0;

    private CreationTime() {}

    /**
     * In milliseconds since the epoch; now, if the source is opened for the first time.
     *
     * @throws SluiceException {@code PLAN_DAMAGED} if the entry is not a number, or is gone though batches are planned
     */
    public static long millis(SourceContext context) {
        List<String> entry = context.log().get(ENTRY);
        if (entry != null) {
            return new Offset(String.join("\n", entry)).number(context.sourceName());
        }
        if (context.hasPlans()) {
            throw SluiceException.of(
                            ErrorCondition.PLAN_DAMAGED, "the log of the source has lost when the source was created")
                    .at("source \"" + context.sourceName() + "\"")
                    .found("planned batches and no entry " + ENTRY)
                    .safe("nothing was read")
                    .mend("restore the folder `sources` of the checkpoint from a backup")
                    .build();
        }
        long now = context.clock().wallMillis();
        context.log().add(ENTRY, List.of(Long.toString(now)));
        return now;
    }
}
