package dev.sluice.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error that a person can act on, in one form everywhere:
 *
 * <pre>
 * [CONDITION] what happened (SQLSTATE 42703)
 *   at: query "clicks", batch 7, source files
 *   found: ...
 *   expected: ...
 *   safe: batches up to 6 are committed, nothing of batch 7 is visible
 *   mend: one or two actions and what each costs
 * </pre>
 *
 * <p>Build one with {@link #of} or, where the mistake is in the program and found before anything runs, with
 * {@link #analysis}. The layer that knows more of the place adds it once with {@link #within}.
 */
public class SluiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of one part of a message, so that a long one takes nothing from the others: all are less than 8 KiB. */
    private static final int MAX_PART_LENGTH = 1_300;

    private final transient Details details;

    protected SluiceException(Details details) {
        super(details.format(), details.cause());
        this.details = details;
    }

    /** An error found while something ran. */
    public static Builder of(ErrorCondition condition, String whatHappened) {
        return new Builder(condition, whatHappened, SluiceException::new);
    }

    /** An error in the program itself, found before anything ran. */
    public static Builder analysis(ErrorCondition condition, String whatHappened) {
        return new Builder(condition, whatHappened, AnalysisException::new);
    }

    public ErrorCondition condition() {
        return details.condition();
    }

    /** Spark's name of {@link #condition}, for example {@code UNRESOLVED_COLUMN.WITH_SUGGESTION}. */
    public String getCondition() {
        return details.condition().code();
    }

    public String getSqlState() {
        return details.condition().sqlState();
    }

    public Details details() {
        return details;
    }

    /** As {@link #within(List)}, for one place. */
    public SluiceException within(String place) {
        return within(List.of(place));
    }

    /** The same error with {@code wider} places put before those it already names, each of which it names once. */
    public SluiceException within(List<String> wider) {
        List<String> places = new ArrayList<>(wider);
        details.at().stream().filter(place -> !wider.contains(place)).forEach(places::add);
        Details located = new Details(
                details.condition(),
                details.what(),
                places,
                details.found(),
                details.expected(),
                details.safe(),
                details.mend(),
                details.cause());
        SluiceException copy =
                this instanceof AnalysisException ? new AnalysisException(located) : new SluiceException(located);
        copy.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }

    /** The parts of an error, for machines. What texts of others may hold of secrets is not among them. */
    public record Details(
            ErrorCondition condition,
            String what,
            List<String> at,
            @Nullable String found,
            @Nullable String expected,
            @Nullable String safe,
            @Nullable String mend,
            @Nullable Throwable cause) {
        public Details {
            what = Secrets.hidden(what);
            at = at.stream().map(Secrets::hidden).toList();
            found = found == null ? null : Secrets.hidden(found);
            expected = expected == null ? null : Secrets.hidden(expected);
        }

        String format() {
            StringBuilder text = new StringBuilder();
            text.append('[').append(condition.code()).append("] ").append(escaped(what));
            text.append(" (SQLSTATE ").append(condition.sqlState()).append(')');
            line(text, "at", at.isEmpty() ? null : String.join(", ", at));
            line(text, "found", found);
            line(text, "expected", expected);
            line(text, "safe", safe);
            line(text, "mend", mend);
            return text.toString();
        }

        private static void line(StringBuilder text, String label, @Nullable String value) {
            if (value != null) {
                text.append("\n  ").append(label).append(": ").append(escaped(value));
            }
        }

        /** Control characters of names and data must not steer the reader's terminal. */
        private static String escaped(String text) {
            StringBuilder safe = new StringBuilder(text.length());
            for (int index = 0; index < text.length(); index++) {
                if (safe.length() >= MAX_PART_LENGTH) {
                    return safe.append("...").toString();
                }
                char next = text.charAt(index);
                if (Character.isISOControl(next)) {
                    safe.append(String.format("\\u%04x", (int) next));
                } else {
                    safe.append(next);
                }
            }
            return safe.toString();
        }
    }

    /** Collects the parts; only the condition and what happened are required. */
    public static final class Builder {
        private final ErrorCondition condition;
        private final String what;
        private final java.util.function.Function<Details, SluiceException> constructor;
        private final List<String> at = new ArrayList<>();
        private @Nullable String found;
        private @Nullable String expected;
        private @Nullable String safe;
        private @Nullable String mend;
        private @Nullable Throwable cause;

        private Builder(
                ErrorCondition condition,
                String what,
                java.util.function.Function<Details, SluiceException> constructor) {
            this.condition = condition;
            this.what = what;
            this.constructor = constructor;
        }

        /** A place, widest first: query, batch, step, source or operator, path or offset. */
        public Builder at(String place) {
            at.add(place);
            return this;
        }

        public Builder found(String text) {
            found = text;
            return this;
        }

        public Builder expected(String text) {
            expected = text;
            return this;
        }

        /** What is committed, and that nothing else is visible. */
        public Builder safe(String text) {
            safe = text;
            return this;
        }

        /** One or two actions, and what each costs. */
        public Builder mend(String text) {
            mend = text;
            return this;
        }

        public Builder cause(Throwable error) {
            cause = error;
            return this;
        }

        public SluiceException build() {
            return constructor.apply(new Details(condition, what, at, found, expected, safe, mend, cause));
        }
    }
}
