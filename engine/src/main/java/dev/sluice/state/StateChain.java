package dev.sluice.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that make up a version.
 *
 * @param snapshot what to begin with, null for nothing
 * @param changes deltas and folds, in the order in which they apply
 * @param isRepaired whether files that would have spared others were passed over because they are damaged
 */
record StateChain(@Nullable StateHeader snapshot, List<StateHeader> changes, boolean isRepaired) {
    StateChain {
        changes = List.copyOf(changes);
    }

    long snapshotBytes() {
        return snapshot == null ? 0 : snapshot.lengthBytes();
    }

    long changedBytes() {
        return changes.stream().mapToLong(StateHeader::lengthBytes).sum();
    }

    /** All files, in the order in which they apply. */
    List<StateHeader> all() {
        List<StateHeader> all = new ArrayList<>(changes);
        if (snapshot != null) {
            all.addFirst(snapshot);
        }
        return all;
    }
}
