package dev.sluice.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone who mistyped a name is likely to have meant. */
public final class NearestName {
    private NearestName() {}

    /** The candidate with the fewest edits from {@code typed} (case aside), if at most about a third of its letters differ. */
    public static Optional<String> of(String typed, Collection<String> candidates) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(Comparator.<String>comparingInt(name -> edits(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> edits(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(1, (wanted.length() + 1) / 3));
    }

    /** A sentence for the mend line: the nearest name if there is one, then all that exist. */
    public static String suggestion(String typed, Collection<String> candidates) {
        String known = candidates.isEmpty() ? "there are none" : "known are " + String.join(", ", candidates);
        return of(typed, candidates)
                .map(name -> "did you mean \"" + name + "\"? " + capitalised(known))
                .orElse(known);
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Levenshtein distance, one row at a time. */
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= right.length(); column++) {
                int above = row[column];
                int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(replaced, Math.min(above, row[column - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
