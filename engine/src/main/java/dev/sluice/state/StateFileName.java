package dev.sluice.state;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a state file of an operator: {@code 7.a1.delta}, {@code 32.a1.fold1}, {@code 90.a1.snapshot}.
 *
 * @param id of the newest delta whose changes the file holds
 * @param tier how many times deltas were folded to make it; 0 for a delta and for a snapshot
 */
public record StateFileName(StateFileId id, StateFileKind kind, int tier) implements Comparable<StateFileName> {
    private static final Pattern FOLD = Pattern.compile(StateFileKind.FOLD.text() + "[1-9][0-9]?");

    public StateFileName {
        if (tier < 0 || (tier > 0) != (kind == StateFileKind.FOLD)) {
            throw new IllegalArgumentException("a " + kind + " of tier " + tier);
        }
    }

    public static StateFileName delta(StateFileId id) {
        return new StateFileName(id, StateFileKind.DELTA, 0);
    }

    public static StateFileName fold(StateFileId id, int tier) {
        return new StateFileName(id, StateFileKind.FOLD, tier);
    }

    public static StateFileName snapshot(StateFileId id) {
        return new StateFileName(id, StateFileKind.SNAPSHOT, 0);
    }

    /** The name of the file. */
    String text() {
        return id.text() + "." + kind.text() + (tier == 0 ? "" : tier);
    }

    /** The file of this name, empty if it names something else. */
    static Optional<StateFileName> parse(String text) {
        int point = text.lastIndexOf('.');
        try {
            StateFileId id = StateFileId.parse(text.substring(0, Math.max(0, point)));
            String rest = text.substring(point + 1);
            for (StateFileKind kind : StateFileKind.values()) {
                if (rest.equals(kind.text()) && kind != StateFileKind.FOLD) {
                    return Optional.of(new StateFileName(id, kind, 0));
                }
            }
            return FOLD.matcher(rest).matches()
                    ? Optional.of(fold(
                            id,
                            Integer.parseInt(
                                    rest.substring(StateFileKind.FOLD.text().length()))))
                    : Optional.empty();
        } catch (IllegalArgumentException anotherFile) {
            return Optional.empty();
        }
    }

    /** By version, and among files that end with the same delta the one that spares most comes last. */
    @Override
    public int compareTo(StateFileName other) {
        int byId = id.compareTo(other.id);
        if (byId != 0) {
            return byId;
        }
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(tier, other.tier);
    }

    @Override
    public String toString() {
        return text();
    }
}
