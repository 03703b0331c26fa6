package dev.sluice.oracle;

import dev.sluice.oracle.random.RandomCase;
import dev.sluice.oracle.random.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of several mistakes in one expression is told first is defined nowhere. A difference is only about that if each engine finds
 * the mistake that the other tells too, in a part of the expression. What the body of a lambda fails with cannot be asked alone; there it
 * is enough that this engine finds Spark's.
 */
final class Mistakes {
    private static final Pattern ERRORS = Pattern.compile("(error \\S+) / (error \\S+)");

    private static final Pattern LAMBDA = Pattern.compile("\\w\\)? -> ");

    private Mistakes() {}

    /** The error conditions that each engine names of some cases. */
    record Named(Set<String> spark, Set<String> own) {}

    /** Asks both engines. */
    @FunctionalInterface
    interface Asker {
        Named mistakes(List<RandomCase> cases) throws Exception;
    }

    static boolean explain(Difference difference, Asker engines) throws Exception {
        Matcher errors = ERRORS.matcher(difference.kind());
        if (!errors.matches() || !(difference.program() instanceof RandomCase.Expressions expressions)) {
            return false;
        }
        Named ofParts = engines.mistakes(expressions.parts());
        boolean isKnownToUs = ofParts.own().contains(errors.group(1));
        // Of elements of a list, too, one may fail before another.
        boolean isRefused =
                difference.answers().lines().anyMatch(line -> line.strip().equals("refused"));
        String source = Renderer.source("Cases", "", Map.of("one", expressions));
        boolean isOfElements = !isRefused && LAMBDA.matcher(source).find();
        return isKnownToUs && (isOfElements || ofParts.spark().contains(errors.group(2)));
    }
}
