package dev.sluice.state;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files that make up a version, from its newest delta back along the parents: at each step the file that spares
 * most others, and the end at a snapshot. Which deltas count is decided by the id one starts from; a file that spares
 * others is found in the directory, and is passed over if it turns out to be damaged while those others are still there.
 */
final class StateChains {
    private static final Logger LOG = LoggerFactory.getLogger(StateChains.class);

    private final StateDirectory directory;
    private final Runnable spared;

    /** @param spared told when a damaged file is passed over */
    StateChains(StateDirectory directory, Runnable spared) {
        this.directory = directory;
        this.spared = spared;
    }

    /** Something done with a chain, again from the beginning if one of its files is passed over. */
    @FunctionalInterface
    interface Action<R> {
        R on(StateChain chain);
    }

    /**
     * Does something with the files that make up the version of {@code tip}.
     *
     * @throws SluiceException {@code STATE_DAMAGED} if a file is needed and damaged
     */
    <R> R with(int operator, StateFileId tip, Action<R> action) {
        Set<StateFileName> damaged = new HashSet<>();
        SluiceException first = null;
        while (true) {
            NavigableSet<StateFileName> present = directory.list(operator);
            present.removeAll(damaged);
            try {
                return action.on(chain(operator, tip, present, !damaged.isEmpty()));
            } catch (SluiceException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
                StateFileName replaced = replaceable(operator, present, failed).orElse(null);
                if (replaced == null) {
                    throw first;
                }
                LOG.warn(
                        "State file {} of operator {} is damaged; using those it stands for",
                        replaced,
                        operator,
                        failed);
                damaged.add(replaced);
                spared.run();
            }
        }
    }

    private StateChain chain(int operator, StateFileId tip, NavigableSet<StateFileName> present, boolean isRepaired) {
        List<StateHeader> changes = new ArrayList<>();
        StateHeader snapshot = null;
        StateFileId next = tip;
        while (next != null && snapshot == null) {
            StateHeader header = directory.header(operator, best(next, present));
            if (header.name().kind() == StateFileKind.SNAPSHOT) {
                snapshot = header;
            } else {
                changes.addFirst(header);
                next = header.parent();
            }
        }
        return new StateChain(snapshot, changes, isRepaired);
    }

    /** The file that ends with this delta and spares most others; the delta itself, there or not, if there is none. */
    private static StateFileName best(StateFileId id, NavigableSet<StateFileName> present) {
        @Nullable StateFileName last = present.floor(StateFileName.snapshot(id));
        return last != null && last.id().equals(id) ? last : StateFileName.delta(id);
    }

    /** The fold or snapshot in which the damage was found. */
    private Optional<StateFileName> replaceable(
            int operator, NavigableSet<StateFileName> present, SluiceException failed) {
        if (failed.condition() != ErrorCondition.STATE_DAMAGED) {
            return Optional.empty();
        }
        List<String> places = failed.details().at();
        return present.stream()
                .filter(name -> name.kind() != StateFileKind.DELTA)
                .filter(name -> places.contains(directory.path(operator, name).toString()))
                .findFirst();
    }
}
