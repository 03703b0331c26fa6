package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import java.util.ArrayList;
import java.util.List;

/** The names that {@code col(name)} takes: parts between dots, each plain or in back quotes, {@code ``} for one of them. */
final class AttributeName {
    private AttributeName() {}

    static UnresolvedExpression parse(String name) {
        if (name.equals("*")) {
            return new UnresolvedExpression.Star(List.of());
        }
        return name.endsWith(".*")
                ? new UnresolvedExpression.Star(parts(name.substring(0, name.length() - 2)))
                : new UnresolvedExpression.Name(parts(name));
    }

    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isQuoted = false;
        boolean wasQuoted = false;
        for (int index = 0; index < name.length(); index++) {
            char next = name.charAt(index);
            if (isQuoted) {
                if (next != '`') {
                    part.append(next);
                } else if (index + 1 < name.length() && name.charAt(index + 1) == '`') {
                    part.append('`');
                    index++;
                } else {
                    isQuoted = false;
                    wasQuoted = true;
                }
            } else if (next == '`' && part.isEmpty() && !wasQuoted) {
                isQuoted = true;
            } else if (next == '.' && (wasQuoted || !part.isEmpty())) {
                parts.add(part.toString());
                part.setLength(0);
                wasQuoted = false;
            } else if (next == '`' || next == '.' || wasQuoted) {
                throw malformed(name);
            } else {
                part.append(next);
            }
        }
        if (isQuoted || (part.isEmpty() && !wasQuoted)) {
            throw malformed(name);
        }
        parts.add(part.toString());
        return parts;
    }

    /** The part as {@link #parse} reads it back. */
    static String quoteIfNeeded(String part) {
        boolean plain = !part.isEmpty() && part.indexOf('.') < 0 && part.indexOf('`') < 0;
        return plain ? part : "`" + part.replace("`", "``") + "`";
    }

    private static SluiceException malformed(String name) {
        return SluiceException.analysis(
                        ErrorCondition.PARSE_SYNTAX_ERROR, "\"" + name + "\" is not the name of a column")
                .found(name)
                .expected("a name, or names with dots between, each plain or in back quotes")
                .mend("put a name that has dots or back quotes itself in back quotes: `a.b`")
                .build();
    }
}
