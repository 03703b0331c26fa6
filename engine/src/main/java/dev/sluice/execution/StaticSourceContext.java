package dev.sluice.execution;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;

/** What a source of static data is lent: its notes last as long as the query. */
record StaticSourceContext(
        String sourceName, Clock clock, Exec exec, CheckpointFs files, int parallelism, SourceLog log)
        implements SourceContext {
    StaticSourceContext(String sourceName, QueryEnvironment environment) {
        this(
                sourceName,
                environment.clock(),
                environment.exec(),
                environment.files(),
                environment.pool().threads(),
                new InMemorySourceLog());
    }
}
