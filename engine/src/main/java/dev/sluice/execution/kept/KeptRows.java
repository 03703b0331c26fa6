package dev.sluice.execution.kept;

import java.io.IOException;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows that a batch left out and keeps, those of its tasks one after the other whichever ended first. Readable until it is closed. */
public final class KeptRows implements AutoCloseable {
    private final NavigableMap<Long, TaskKeptRows> tasks = new TreeMap<>();

    /** Takes bytes that are whole lines. */
    @FunctionalInterface
    public interface Writer {
        void write(byte[] bytes, int start, int length) throws IOException;
    }

    /**
     * Adds what a task kept. Not thread-safe.
     *
     * @param place of the task in the batch, the same in every attempt
     */
    public void add(long place, TaskKeptRows task) {
        tasks.put(place, task);
    }

    /** Adds what a later turn of the batch has left out, which is nobody else's any more. */
    public void add(KeptRows later) {
        long place = tasks.isEmpty() ? 0 : tasks.lastKey() + 1;
        for (TaskKeptRows task : later.tasks.values()) {
            if (task.targets().isEmpty()) {
                task.close();
            } else {
                tasks.put(place++, task);
            }
        }
        later.tasks.clear();
    }

    /** Rows that came too late. */
    public long lateCount() {
        return tasks.values().stream().mapToLong(TaskKeptRows::lateCount).sum();
    }

    /** Where there is something to be kept. */
    public NavigableSet<KeptTarget> targets() {
        NavigableSet<KeptTarget> targets = new TreeSet<>();
        tasks.values().forEach(task -> targets.addAll(task.targets()));
        return targets;
    }

    /** Writes the lines for folders that are one. */
    public void writeTo(Collection<KeptTarget> targets, Writer output) throws IOException {
        for (TaskKeptRows task : tasks.values()) {
            for (KeptTarget target : targets) {
                task.writeTo(target, output);
            }
        }
    }

    @Override
    public void close() {
        tasks.values().forEach(TaskKeptRows::close);
        tasks.clear();
    }
}
