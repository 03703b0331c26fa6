package dev.sluice.execution.memory;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import dev.sluice.spi.MemoryHold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of the heap that a session lends to its queries for what they keep. Thread-safe.
 *
 * <pre>
 * | state of a | state of b | table t |  rows of a  |  rows of b  |  free |
 *  \________ take what they need ___/ \__ equal parts of the rest __/
 * </pre>
 *
 * State, tables and rows handed out as objects take what they need: where that is more than is free, rows of anybody go
 * to disk, and only if that cannot suffice is the request refused. Rows that can go to disk may take an equal part of what
 * is left, divided among those who keep some at that moment.
 */
public final class MemoryBudget {
    private final Exec.Monitor monitor;

    // Guarded by the monitor, and so are the numbers of every hold and holder.
    private final Set<FixedHold> fixed = new LinkedHashSet<>();
    private final Set<SpillableHold> spillable = new LinkedHashSet<>();
    private long totalBytes;
    private long fixedBytes;
    private long spillableBytes;
    private int holdersOfSpillable;

    public MemoryBudget(Exec exec, long totalBytes) {
        this.monitor = exec.monitor();
        this.totalBytes = totalBytes;
    }

    /** Changes the size for requests from here on; what is held stays. */
    public void resize(long bytes) {
        try (var held = monitor.enter()) {
            totalBytes = bytes;
        }
    }

    /** How much is held, by whomever. */
    public long heldBytes() {
        try (var held = monitor.enter()) {
            return fixedBytes + spillableBytes;
        }
    }

    /**
     * For what outlives every query.
     *
     * @param holder what errors call the one who keeps it, for example {@code the memory sink}
     * @param what is kept, for example {@code table "counts"}
     */
    public MemoryHold hold(String holder, String what) {
        return hold(new Holder(holder), what);
    }

    /** Who holds something: a query, or a table. Two of the same name are two. */
    static final class Holder {
        private final String name;
        private long spillableBytes;
        private int spillableHolds;

        Holder(String name) {
            this.name = name;
        }
    }

    /** @param what the holder keeps that cannot go to disk, for example {@code state of operator 0} */
    MemoryHold hold(Holder holder, String what) {
        FixedHold hold = new FixedHold(holder, what);
        try (var held = monitor.enter()) {
            fixed.add(hold);
        }
        return hold;
    }

    /** @param owner is asked to make room when somebody needs it more */
    SpillableHold spillable(Holder holder, String what, Spillable owner) {
        SpillableHold hold = new SpillableHold(holder, what, owner);
        try (var held = monitor.enter()) {
            spillable.add(hold);
            holdersOfSpillable += holder.spillableHolds++ == 0 ? 1 : 0;
        }
        return hold;
    }

    /** Closes whatever this holder has not given back. */
    void closeAll(Holder holder) {
        List<Runnable> closings = new ArrayList<>();
        try (var held = monitor.enter()) {
            for (FixedHold hold : fixed) {
                if (hold.holder == holder) {
                    closings.add(hold::close);
                }
            }
            for (SpillableHold hold : spillable) {
                if (hold.holder == holder) {
                    closings.add(hold.owner::close);
                }
            }
        }
        closings.forEach(Runnable::run);
    }

    /** What each of those who keep rows may keep in memory. Inside the monitor. */
    private long part() {
        return Math.max(0, totalBytes - fixedBytes) / Math.max(1, holdersOfSpillable);
    }

    /** Bytes that cannot go to disk. */
    private final class FixedHold implements MemoryHold {
        private final Holder holder;
        private final String what;
        private long bytes;

        private FixedHold(Holder holder, String what) {
            this.holder = holder;
            this.what = what;
        }

        @Override
        public void resize(long wanted) {
            if (fits(wanted)) {
                return;
            }
            for (SpillableHold victim : victims(wanted)) {
                victim.owner.spill();
                if (fits(wanted)) {
                    return;
                }
            }
            throw refused(wanted);
        }

        /** What is kept can become less at any time, also while more is held than there is. */
        private boolean fits(long wanted) {
            try (var held = monitor.enter()) {
                if (!fixed.contains(this)) {
                    throw new IllegalStateException("a closed hold of " + holder.name + ": " + what);
                }
                boolean fits = wanted <= bytes || fixedBytes - bytes + wanted + spillableBytes <= totalBytes;
                if (fits) {
                    fixedBytes += wanted - bytes;
                    bytes = wanted;
                }
                return fits;
            }
        }

        /** Who can make room, the largest first; nobody where all of them together could not make enough. */
        private List<SpillableHold> victims(long wanted) {
            try (var held = monitor.enter()) {
                List<SpillableHold> holds = new ArrayList<>(spillable);
                holds.sort(Comparator.comparingLong((SpillableHold hold) -> hold.bytes)
                        .reversed());
                return fixedBytes - bytes + wanted > totalBytes ? List.of() : holds;
            }
        }

        private SluiceException refused(long wanted) {
            try (var held = monitor.enter()) {
                return SluiceException.of(
                                ErrorCondition.MEMORY_LIMIT_EXCEEDED,
                                "the memory budget of the session does not suffice")
                        .at(what)
                        .found(ByteText.of(wanted - bytes) + " asked for, where " + ByteText.of(bytes)
                                + " are held already; all that is held is "
                                + ByteText.of(fixedBytes + spillableBytes) + figures())
                        .expected("at most " + ByteText.of(totalBytes) + " for all that the session keeps in memory")
                        .safe("what is committed stays, and nothing of this batch or result is visible")
                        .mend("raise sluice.memory.budget, or the heap with -Xmx, and start again, which goes on"
                                + " where it was; or keep less: let a watermark close groups, take fewer rows,"
                                + " write rows instead of collecting them")
                        .build();
            }
        }

        @Override
        public void close() {
            try (var held = monitor.enter()) {
                if (fixed.remove(this)) {
                    fixedBytes -= bytes;
                }
            }
        }
    }

    /** For example {@code : query "a" 12.0 MiB (state of operator 0 8.0 MiB, rows of a batch 4.0 MiB)}. Inside the monitor. */
    private String figures() {
        Map<Holder, Map<String, Long>> figures = new LinkedHashMap<>();
        fixed.forEach(hold -> add(figures, hold.holder, hold.what, hold.bytes));
        spillable.forEach(hold -> add(figures, hold.holder, hold.what, hold.bytes));
        return figures.isEmpty()
                ? ""
                : figures.entrySet().stream()
                        .map(entry -> entry.getKey().name + " " + text(entry.getValue()))
                        .collect(Collectors.joining("; ", ": ", ""));
    }

    private static void add(Map<Holder, Map<String, Long>> figures, Holder holder, String what, long bytes) {
        if (bytes > 0) {
            figures.computeIfAbsent(holder, ignored -> new LinkedHashMap<>()).merge(what, bytes, Long::sum);
        }
    }

    private static String text(Map<String, Long> figures) {
        long sum = figures.values().stream().mapToLong(Long::longValue).sum();
        return ByteText.of(sum)
                + figures.entrySet().stream()
                        .map(figure -> figure.getKey() + " " + ByteText.of(figure.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** Bytes that can go to disk. */
    public final class SpillableHold implements AutoCloseable {
        private final Holder holder;
        private final String what;
        private final Spillable owner;
        private long bytes;

        private SpillableHold(Holder holder, String what, Spillable owner) {
            this.holder = holder;
            this.what = what;
            this.owner = owner;
        }

        /** Takes {@code more} bytes; false if they are beyond the part of this holder. Called outside every monitor. */
        public boolean tryGrow(long more) {
            if (fits(more)) {
                return true;
            }
            for (SpillableHold victim : victims(more)) {
                victim.owner.spill();
                if (fits(more)) {
                    return true;
                }
            }
            return false;
        }

        private boolean fits(long more) {
            try (var held = monitor.enter()) {
                boolean fits = spillable.contains(this)
                        && holder.spillableBytes + more <= part()
                        && fixedBytes + spillableBytes + more <= totalBytes;
                if (fits) {
                    add(more);
                }
                return fits;
            }
        }

        /** Who holds more than their part; nobody where this one would as well. */
        private List<SpillableHold> victims(long more) {
            try (var held = monitor.enter()) {
                long part = part();
                return holder.spillableBytes + more > part
                        ? List.of()
                        : spillable.stream()
                                .filter(hold -> hold.bytes > 0 && hold.holder.spillableBytes > part)
                                .toList();
            }
        }

        private void add(long more) {
            bytes += more;
            holder.spillableBytes += more;
            spillableBytes += more;
        }

        /** Gives bytes back. */
        public void shrink(long less) {
            try (var held = monitor.enter()) {
                if (spillable.contains(this)) {
                    add(-less);
                }
            }
        }

        @Override
        public void close() {
            try (var held = monitor.enter()) {
                if (spillable.remove(this)) {
                    add(-bytes);
                    holdersOfSpillable -= --holder.spillableHolds == 0 ? 1 : 0;
                }
            }
        }
    }
}
