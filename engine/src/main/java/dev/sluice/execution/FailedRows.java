package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.error.Interruptions;
import dev.sluice.error.Party;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.BadRecords;
import dev.sluice.spi.function.TaskFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says of which row of a task an error is. A batch that fails is computed once more, by halves, until the first row is found
 * that fails alone: its error is that of the query, as if rows were computed one after the other.
 *
 * <pre>
 * rows 0-7 fail:   0-3 do not   4-5 fail   4 does not   5 fails
 * </pre>
 *
 * Batches without an error cost nothing for it.
 */
final class FailedRows {
    private static final int MAX_NAME_LENGTH = 120;

    private final TaskContext context;
    private final Function<TaskContext, Pipeline> trials;
    private final BooleanSupplier isCancelled;

    /** @param step in which the row fails, null if nobody knows */
    private record Failure(
            int row, SluiceException error, @Nullable String step) {}

    /**
     * @param trials makes the steps of the task again, for rows of which nothing is kept
     * @param isCancelled whether nobody waits for the task any more
     */
    FailedRows(TaskContext context, Function<TaskContext, Pipeline> trials, BooleanSupplier isCancelled) {
        this.context = context;
        this.trials = trials;
        this.isCancelled = isCancelled;
    }

    /** What errors call an operator that {@code explain} shows in this way. */
    static String operator(String shown) {
        return "operator " + (shown.length() <= MAX_NAME_LENGTH ? shown : shown.substring(0, MAX_NAME_LENGTH) + "...");
    }

    /**
     * Where rows have no places of their own any more, an error says from what they were made, and by whom.
     *
     * @param input null if it is the result of other tasks
     */
    static SluiceException located(SluiceException failed, @Nullable String input, String operator) {
        if (!areCause(failed)) {
            return failed;
        }
        return failed.within(input == null ? List.of(operator) : List.of("rows of " + input, operator));
    }

    /** Whether the rows can be the cause, or what the program makes of them. */
    static boolean areCause(SluiceException failed) {
        return failed.condition().party() == Party.USER;
    }

    /**
     * The error of the first row that fails, and where that was; if none fails alone, between which rows it is.
     *
     * @param failed what became of the batch
     * @param step in which it failed, null if nobody knows
     * @param places of the rows of the batch, null if nobody knows them
     */
    SluiceException located(
            SluiceException failed, @Nullable String step, Batch batch, @Nullable IntFunction<String> places) {
        if (!areCause(failed)) {
            return failed;
        }
        Failure first = find(batch, failed);
        List<String> at = new ArrayList<>();
        if (context.facts().input() != null) {
            at.add(context.facts().input());
        }
        SluiceException error = first == null ? failed : first.error();
        if (places != null) {
            try {
                at.add(first == null ? range(batch.rowCount(), places) : places.apply(first.row()));
            } catch (RuntimeException unread) { // The split is named all the same.
                error.addSuppressed(unread);
            }
        }
        String failedStep = first == null ? step : first.step();
        if (failedStep != null) {
            at.add(failedStep);
        }
        return error.within(at);
    }

    private static String range(int rowCount, IntFunction<String> places) {
        String from = places.apply(0);
        return rowCount == 1 ? from : "between " + from + " and " + places.apply(rowCount - 1);
    }

    private @Nullable Failure find(Batch batch, SluiceException failed) {
        if (!context.facts().isRepeatable() || Interruptions.isCauseOf(failed)) {
            return null;
        }
        int from = 0;
        int to = batch.rowCount();
        try {
            while (to - from > 1 && !isOver()) {
                int middle = (from + to) >>> 1;
                if (failure(batch, from, middle) == null) {
                    from = middle;
                } else {
                    to = middle;
                }
            }
            return to - from == 1 ? failure(batch, from, to) : null;
        } catch (RuntimeException
                | Error otherwise) { // The batch fails for its first reason, whatever comes of a second try.
            failed.addSuppressed(otherwise);
            return null;
        }
    }

    private boolean isOver() {
        return isCancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private @Nullable Failure failure(Batch batch, int from, int to) {
        TaskFacts facts = context.facts();
        Pipeline steps = trials.apply(new TaskContext(
                context.batch(),
                new TaskMetrics(),
                context.task(),
                context.joinTables(),
                new TaskFacts(
                        facts.split(),
                        facts.timestampMicros(),
                        facts.badRecords() == null ? null : BadRecords.KEPT_NOWHERE,
                        facts.input(),
                        facts::place),
                null));
        int[] rows = IntStream.range(from, to).toArray();
        try {
            steps.push(batch.gather(rows, rows.length));
            return null;
        } catch (SluiceException failed) {
            return areCause(failed) ? new Failure(from, failed, steps.failedStep()) : null;
        }
    }
}
