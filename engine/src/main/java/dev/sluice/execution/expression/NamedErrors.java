package dev.sluice.execution.expression;

import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import org.jspecify.annotations.Nullable;

/** Says in errors of values which expression could not be computed: the innermost, once. */
final class NamedErrors {
    private static final String PREFIX = "expression ";

    /** Beyond it a reader knows which expression it is, and other places need room too. */
    private static final int MAX_TEXT_LENGTH = 200;

    private NamedErrors() {}

    /** @param expression null where nobody sees its errors, of which there may be many */
    static SluiceException named(SluiceException failed, @Nullable Expression expression) {
        if (expression == null) {
            return failed;
        }
        boolean isNamed = failed.details().at().stream().anyMatch(place -> place.startsWith(PREFIX));
        return isNamed ? failed : failed.within(PREFIX + shortened(expression.sql()));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "...";
    }
}
