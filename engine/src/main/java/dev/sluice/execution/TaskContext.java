package dev.sluice.execution;

import dev.sluice.execution.join.JoinTable;
import dev.sluice.execution.kept.TaskKeptRows;
import dev.sluice.spi.function.TaskFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator of one task works with.
 *
 * @param task its number among those that read the same input, the same in every attempt at the batch
 * @param joinTables the sides of joins that are held, by number, all those that the stage looks up in
 * @param facts what its kernels may know
 * @param kept takes the rows that the task leaves out; null where none are kept
 */
public record TaskContext(
        BatchContext batch,
        TaskMetrics metrics,
        int task,
        Map<Integer, JoinTable> joinTables,
        TaskFacts facts,
        @Nullable TaskKeptRows kept) {
    /** @param number of a side of a join that is held */
    JoinTable joinTable(int number) {
        JoinTable table = joinTables.get(number);
        if (table == null) {
            throw new IllegalStateException("join table " + number + " is not there yet");
        }
        return table;
    }
}
