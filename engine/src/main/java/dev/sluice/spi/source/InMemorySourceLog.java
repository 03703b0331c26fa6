package dev.sluice.spi.source;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log without a checkpoint, which lasts as long as the object: for static data, and for tests of sources. Not thread-safe. */
public final class InMemorySourceLog implements SourceLog {
    private final NavigableMap<Long, List<String>> entries = new TreeMap<>();
    private final List<Long> compactions = new ArrayList<>();

    @Override
    public void add(long id, List<String> lines) {
        if (entries.putIfAbsent(id, List.copyOf(lines)) != null) {
            throw new IllegalStateException("entry " + id + " exists");
        }
    }

    @Override
    public void addCompacted(long id, List<String> lines) {
        add(id, lines);
        compactions.add(id);
    }

    @Override
    public @Nullable List<String> get(long id) {
        return entries.get(id);
    }

    @Override
    public SortedMap<Long, List<String>> latest() {
        return new TreeMap<>(compactions.isEmpty() ? entries : entries.tailMap(compactions.getLast()));
    }

    @Override
    public List<Long> compactions() {
        return List.copyOf(compactions);
    }

    /** Nothing is too young to be deleted. */
    @Override
    public void purgeBelow(long id, long addedUpToMillis) {
        if (!compactions.isEmpty()) {
            entries.headMap(Math.min(id, compactions.getLast())).clear();
        }
    }
}
