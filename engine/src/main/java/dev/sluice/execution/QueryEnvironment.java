package dev.sluice.execution;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.Ids;
import dev.sluice.spi.function.FunctionRegistry;
import java.time.ZoneId;

/**
 * What a session lends to its queries.
 *
 * @param pool shared by all queries, one thread for each core
 * @param partitions of keyed state in new runs; the number of cores unless the user says otherwise
 */
public record QueryEnvironment(
        FunctionRegistry functions,
        CheckpointFs files,
        Clock clock,
        Ids ids,
        Exec exec,
        Exec.WorkPool pool,
        int partitions,
        ZoneId timeZone) {}
