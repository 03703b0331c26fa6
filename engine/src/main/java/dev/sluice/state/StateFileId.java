package dev.sluice.state;

import dev.sluice.seam.NumberedFiles;

/**
 * Names one delta, and the snapshot that may stand in for it and all before it.
 *
 * @param version number of the batch that wrote it plus one
 * @param attempt which run of that batch wrote it
 */
public record StateFileId(long version, String attempt) implements Comparable<StateFileId> {
    public StateFileId {
        if (version < 0 || !isAttempt(attempt)) {
            throw new IllegalArgumentException("not a state file: version " + version + ", attempt " + attempt);
        }
    }

    /** Letters, digits, hyphens and underscores, so that it can stand between the points of a file name. */
    private static boolean isAttempt(String attempt) {
        for (int index = 0; index < attempt.length(); index++) {
            char next = attempt.charAt(index);
            boolean isLetter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
            if (!isLetter && (next < '0' || next > '9') && next != '-' && next != '_') {
                return false;
            }
        }
        return !attempt.isEmpty();
    }

    /** The form in which a commit entry records it, {@code 7.a1}. */
    public String text() {
        return version + "." + attempt;
    }

    /** @throws IllegalArgumentException if {@code text} is not of the form of {@link #text} */
    public static StateFileId parse(String text) {
        int point = text.indexOf('.');
        if (point < 1 || !NumberedFiles.isCanonical(text.substring(0, point))) {
            throw new IllegalArgumentException("not a state file id: " + text);
        }
        return new StateFileId(Long.parseLong(text.substring(0, point)), text.substring(point + 1));
    }

    @Override
    public int compareTo(StateFileId other) {
        int byVersion = Long.compare(version, other.version);
        return byVersion != 0 ? byVersion : attempt.compareTo(other.attempt);
    }

    @Override
    public String toString() {
        return text();
    }
}
