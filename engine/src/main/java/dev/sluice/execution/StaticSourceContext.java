package dev.sluice.execution;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
                new NotesInMemory());
    }

    private static final class NotesInMemory implements SourceLog {
        private final NavigableMap<Long, List<String>> entries = new TreeMap<>();

        @Override
        public void add(long id, List<String> lines) {
            if (entries.putIfAbsent(id, List.copyOf(lines)) != null) {
                throw new IllegalStateException("entry " + id + " exists");
            }
        }

        @Override
        public void addCompacted(long id, List<String> lines) {
            add(id, lines);
        }

        @Override
        public @Nullable List<String> get(long id) {
            return entries.get(id);
        }

        @Override
        public SortedMap<Long, List<String>> latest() {
            return new TreeMap<>(entries);
        }

        @Override
        public List<Long> compactions() {
            return List.of();
        }

        @Override
        public void purgeBelow(long id, long addedUpToMillis) {}
    }
}
