package dev.sluice.execution;

import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.function.FunctionRegistry;

/**
 * What a session lends to its queries.
 *
 * @param pool shared by all queries, one thread for each core
 * @param partitions of keyed state in new runs; the number of cores unless the user says otherwise
 * @param memory for what queries keep
 * @param scratch for what they keep beyond it
 */
public record QueryEnvironment(
        FunctionRegistry functions,
        CheckpointFs files,
        Clock clock,
        Ids ids,
        Exec exec,
        Exec.WorkPool pool,
        int partitions,
        MemoryBudget memory,
        Scratch scratch) {
    /** The same with other files. */
    public QueryEnvironment with(CheckpointFs otherFiles) {
        return new QueryEnvironment(functions, otherFiles, clock, ids, exec, pool, partitions, memory, scratch);
    }

    /** The memory of a query that starts, to be closed with it. */
    public QueryMemory openMemory(String query) {
        return new QueryMemory(query, memory, scratch, exec);
    }
}
