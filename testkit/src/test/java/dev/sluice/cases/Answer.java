package dev.sluice.cases;

import java.util.ArrayList;
import java.util.List;

/** What an engine said to one case, as lines of text. */
final class Answer {
    private static final String ERROR = "  error ";

    private final List<String> lines = new ArrayList<>();

    Answer line(String text) {
        lines.add(text);
        return this;
    }

    /** A line that belongs to the one before. */
    Answer detail(String text) {
        return line("  " + text);
    }

    /** The name of the condition under which the engine refused or failed. */
    Answer error(Throwable thrown) {
        return line(ERROR + Target.condition(thrown));
    }

    /** All of another answer, or only that and why it ended in an error. */
    void cell(Answer played) {
        played.lines.stream()
                .filter(line -> line.startsWith(ERROR))
                .findFirst()
                .ifPresentOrElse(error -> line("refused").line(error), () -> lines.addAll(played.lines));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
