package dev.sluice.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** Something that must not be, whatever goes wrong. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }

    Violation(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message parts of it, put together if it is needed */
    static void unless(boolean holds, @Nullable Object... message) {
        if (!holds) {
            StringBuilder text = new StringBuilder();
            for (Object part : message) {
                text.append(part);
            }
            throw new Violation(text.toString());
        }
    }
}
