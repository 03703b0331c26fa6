package dev.sluice.testkit.simulation;

import dev.sluice.StreamingQuery;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody who does something to a running query at some operation on the disk, from a thread of its own. */
final class Meddler {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Exec exec;
    private final Fault.@Nullable Kind kind;
    private final long at;
    private final Runnable takeOver;
    private @Nullable StreamingQuery query;
    private @Nullable Supplier<StreamingQuery> starter;
    private Exec.@Nullable Task task;
    private boolean hasTakenOver;

    /**
     * @param at the operation, counted over all lives of the disk
     * @param takeOver what another process does with the checkpoint while this one is paused
     */
    Meddler(Exec exec, Fault.@Nullable Kind kind, long at, Runnable takeOver) {
        this.exec = exec;
        this.kind = kind;
        this.at = at;
        this.takeOver = takeOver;
    }

    /** @param again how the same query is started */
    void watch(StreamingQuery running, Supplier<StreamingQuery> again) {
        query = running;
        starter = again;
    }

    /**
     * The disk is about to do this operation.
     *
     * @param isChange whether the operation changes what the disk holds
     */
    void operation(long number, boolean isChange) {
        StreamingQuery running = query;
        Supplier<StreamingQuery> again = starter;
        if (kind == null || number < at || running == null || again == null || hasMeddled()) {
            return;
        }
        if (kind == Fault.Kind.TAKEN_OVER) {
            // What was read before a change, as who owns the checkpoint, is out of date then.
            boolean isBetweenLookAndChange = at % 2 == 1;
            if (isBetweenLookAndChange && !isChange) {
                return;
            }
            hasTakenOver = true;
            takeOver.run();
        } else {
            task = exec.spawn("meddler", () -> {
                if (kind == Fault.Kind.STOP) {
                    running.stop();
                } else {
                    startAgain(running, again);
                }
            });
        }
    }

    boolean hasMeddled() {
        return task != null || hasTakenOver;
    }

    /** Whether another process has had the checkpoint since. */
    boolean hasTakenOver() {
        return hasTakenOver;
    }

    boolean hasStopped() {
        return task != null && kind == Fault.Kind.STOP;
    }

    /** Returns once it is done with what it does. */
    void await() {
        Exec.Task meddling = task;
        if (meddling != null) {
            try {
                meddling.join(0);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static void startAgain(StreamingQuery first, Supplier<StreamingQuery> again) {
        StreamingQuery second;
        try {
            second = again.get();
        } catch (SluiceException refused) {
            String message = String.valueOf(refused.getMessage());
            Violation.unless(
                    !first.isActive() || message.contains("CHECKPOINT_IN_USE"),
                    "F2: a second start fails with ",
                    message);
            return;
        }
        second.stop();
        try {
            Violation.unless(
                    first.awaitTermination(PATIENCE_MILLIS),
                    "F2: a query was started while another had its checkpoint");
        } catch (SluiceException failed) {
            Violation.unless(!first.isActive(), "F2: ", failed);
        }
    }
}
