package dev.sluice.testkit.simulation;

/** What a seed found, with all that is needed to see it again. */
final class Finding extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Case found;
    private final String rule;

    Finding(Case found, Throwable cause, Trace trace) {
        super(
                cause.getMessage() + "\nto see it again: " + Seeds.command(found.text()) + "\n" + found.scenario()
                        + "\nwhat happened last:\n" + String.join("\n", trace.last()),
                cause);
        this.found = found;
        this.rule = rule(cause);
    }

    /** The case alone: the same is found when it is played without the rest of its seed. */
    Case found() {
        return found;
    }

    /** What is broken, the same for findings of one kind. */
    String rule() {
        return rule;
    }

    /** The ids of rules in front of a message, or its beginning. */
    static String rule(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon);
    }
}
