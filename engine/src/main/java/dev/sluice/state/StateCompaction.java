package dev.sluice.state;

import dev.sluice.columnar.KeyHash;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files of a version few and small, from files alone: tables are neither copied nor stopped.
 *
 * <p>Deltas fold in tiers: so many successive deltas become a fold of tier 1, so many of these one of tier 2, and so on,
 * so that a change is written once more for each tier and a restart opens a number of files that grows with the logarithm
 * of the number of batches. When the changes since the last snapshot have come to hold as many bytes as it does, all of
 * them and it become the next one. The cost of a batch is thus proportional to what it changed, and a restart reads about
 * twice the state. No fold reaches across a snapshot, and of two folds one holds the other or they are apart.
 *
 * <p>A file goes when no version that is to be kept needs it, and what spares it has been read back whole. One run at a
 * time, on any thread.
 */
final class StateCompaction {
    private static final Logger LOG = LoggerFactory.getLogger(StateCompaction.class);
    private static final long SNAPSHOT_FLOOR_BYTES = 1 << 20;

    /** Rows of all files that a merge holds at once. */
    private static final int MERGE_ROWS = 1 << 18;

    private final StateDirectory directory;
    private final StateChains chains;
    private final int foldedFiles;

    /** @param foldedFiles how many files become one, at least 2 */
    StateCompaction(StateDirectory directory, StateChains chains, int foldedFiles) {
        this.directory = directory;
        this.chains = chains;
        this.foldedFiles = foldedFiles;
    }

    /** Makes the snapshot and the folds that are due at {@code tip}. */
    void compact(int operator, StateLayout layout, StateFileId tip) {
        Optional<StateFileName> made;
        do {
            made = chains.with(operator, tip, chain -> compactOnce(operator, layout, tip, chain));
            made.ifPresent(name -> directory.verify(operator, name));
        } while (made.isPresent());
    }

    private Optional<StateFileName> compactOnce(int operator, StateLayout layout, StateFileId tip, StateChain chain) {
        if (isSnapshotDue(chain)) {
            return Optional.of(snapshot(operator, layout, tip, chain));
        }
        List<StateHeader> folded = oldestOfOneTier(chain.changes());
        if (folded.isEmpty()) {
            return Optional.empty();
        }
        StateFileName name = StateFileName.fold(
                folded.getLast().id(), folded.getFirst().name().tier() + 1);
        merge(operator, layout, name, folded.getFirst().parent(), folded);
        return Optional.of(name);
    }

    /** A fold that was found damaged would be in its own way if it were made anew. */
    private boolean isSnapshotDue(StateChain chain) {
        long floor = chain.changes().size() >= foldedFiles ? 0 : SNAPSHOT_FLOOR_BYTES;
        return !chain.changes().isEmpty()
                && (chain.isRepaired() || chain.changedBytes() > Math.max(floor, chain.snapshotBytes()));
    }

    private List<StateHeader> oldestOfOneTier(List<StateHeader> changes) {
        int from = 0;
        for (int index = 0; index < changes.size(); index++) {
            if (changes.get(index).name().tier() != changes.get(from).name().tier()) {
                from = index;
            }
            if (index - from + 1 == foldedFiles) {
                return changes.subList(from, index + 1);
            }
        }
        return List.of();
    }

    /** Makes a snapshot of {@code tip} now, unless there is one. */
    void snapshot(int operator, StateLayout layout, StateFileId tip) {
        Optional<StateFileName> made = chains.with(
                operator,
                tip,
                chain -> chain.changes().isEmpty()
                        ? Optional.empty()
                        : Optional.of(snapshot(operator, layout, tip, chain)));
        made.ifPresent(name -> directory.verify(operator, name));
    }

    private StateFileName snapshot(int operator, StateLayout layout, StateFileId tip, StateChain chain) {
        StateFileName name = StateFileName.snapshot(tip);
        merge(operator, layout, name, null, chain.all());
        return name;
    }

    /** Merges files into one, a range of key groups at a time. */
    private void merge(
            int operator,
            StateLayout layout,
            StateFileName name,
            @Nullable StateFileId parent,
            List<StateHeader> merged) {
        long evictedUpTo =
                merged.stream().mapToLong(StateHeader::evictedUpToMicros).max().orElse(Long.MIN_VALUE);
        long rowCount = merged.stream().mapToLong(StateHeader::rowCount).sum();
        int ranges = (int) Math.min(KeyHash.KEY_GROUPS, rowCount / MERGE_ROWS + 1);
        Map<String, @Nullable Object> extras = merged.getLast().extras();
        StateRestore restore = new StateRestore(directory, operator, layout);
        directory.publish(operator, name, parent, evictedUpTo, extras, layout, writer -> {
            for (int range = 0; range < ranges; range++) {
                int first = range * KeyHash.KEY_GROUPS / ranges;
                int last = (range + 1) * KeyHash.KEY_GROUPS / ranges - 1;
                OperatorState part = new OperatorState(layout, 1);
                for (StateHeader header : merged) {
                    restore.apply(header, first, last, part);
                }
                if (parent == null) {
                    part.stored(0).forgetGone();
                }
                writer.add(part.stored(0));
            }
        });
    }

    /**
     * Deletes what no version from {@code oldestVersion} to that of {@code tip} needs: files below the second newest sound
     * snapshot of those at or before {@code oldestVersion}, deltas and folds that a sound fold at or before it stands for,
     * and what dead attempts left. Files newer than {@code tip} stay.
     *
     * @return how many files went
     */
    int purge(int operator, StateFileId tip, long oldestVersion) {
        NavigableSet<StateFileName> present = directory.list(operator);
        Set<StateFileId> used = usedIds(operator, tip, present);
        long floor = floor(operator, present, used, oldestVersion);
        List<StateHeader> folds = new ArrayList<>();
        for (StateFileName name : present) {
            boolean isFold = name.kind() == StateFileKind.FOLD && used.contains(name.id());
            if (isFold
                    && name.id().version() <= oldestVersion
                    && name.id().version() > floor
                    && directory.isSound(operator, name)) {
                folds.add(directory.header(operator, name));
            }
        }
        int purged = 0;
        for (StateFileName name : present) {
            long version = name.id().version();
            boolean isDead = version <= tip.version() && !used.contains(name.id());
            boolean isBelow = name.kind() == StateFileKind.SNAPSHOT ? version < floor : version <= floor;
            if (isDead || isBelow || folds.stream().anyMatch(fold -> standsFor(fold, name))) {
                directory.delete(operator, name);
                purged++;
            }
        }
        return purged;
    }

    private static boolean standsFor(StateHeader fold, StateFileName name) {
        StateFileId parent = fold.parent();
        return name.kind() != StateFileKind.SNAPSHOT
                && name.tier() < fold.name().tier()
                && name.id().version() <= fold.id().version()
                && (parent == null || name.id().version() > parent.version());
    }

    /** Of the second newest sound snapshot at or before a version, the least of all numbers if there are not two. */
    private long floor(int operator, NavigableSet<StateFileName> present, Set<StateFileId> used, long oldestVersion) {
        int found = 0;
        for (StateFileName name : present.descendingSet()) {
            if (name.kind() == StateFileKind.SNAPSHOT
                    && name.id().version() <= oldestVersion
                    && used.contains(name.id())
                    && directory.isSound(operator, name)
                    && ++found == 2) {
                return name.id().version();
            }
        }
        return Long.MIN_VALUE;
    }

    /** The deltas that lead to {@code tip}, on every way that leads there: some may be gone where a fold stands for them. */
    private Set<StateFileId> usedIds(int operator, StateFileId tip, NavigableSet<StateFileName> present) {
        Set<StateFileId> used = new HashSet<>();
        Deque<StateFileId> open = new ArrayDeque<>();
        used.add(tip);
        open.add(tip);
        while (!open.isEmpty()) {
            StateFileId id = open.remove();
            for (StateFileName name : present.subSet(StateFileName.delta(id), StateFileName.snapshot(id))) {
                if (name.kind() == StateFileKind.DELTA || directory.isSound(operator, name)) {
                    parents(operator, name, present).filter(used::add).forEach(open::add);
                }
            }
        }
        return used;
    }

    /** What a file goes on from: of a delta whose header is damaged, all older ones may be that. */
    private Stream<StateFileId> parents(int operator, StateFileName name, NavigableSet<StateFileName> present) {
        try {
            return Stream.ofNullable(directory.header(operator, name).parent());
        } catch (SluiceException damaged) {
            if (damaged.condition() != ErrorCondition.STATE_DAMAGED) {
                throw damaged;
            }
            LOG.warn("State file {} of operator {} is damaged; what is older than it is kept", name, operator, damaged);
            return present.headSet(StateFileName.delta(name.id())).stream().map(StateFileName::id);
        }
    }
}
