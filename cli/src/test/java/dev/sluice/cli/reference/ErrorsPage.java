package dev.sluice.cli.reference;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.Party;
import java.util.Arrays;
import java.util.List;

/** {@code docs/reference/errors.md}: every condition of an error. */
final class ErrorsPage {
    private ErrorsPage() {}

    static String text() {
        Markdown page = new Markdown("Errors", "the constants of dev.sluice.error.ErrorCondition");
        page.paragraph("Every error begins with its condition in brackets and says where it arose, what was found and"
                + " expected, what is safe, and how to mend it. Programs match on `SluiceException.condition()`, or on the"
                + " name and the SQLSTATE, which are Spark's where Spark has the condition.");
        section(page, Party.USER, "The program or its data has to change");
        section(page, Party.ENVIRONMENT, "The machine, a disk or a remote system failed or refused");
        section(page, Party.ENGINE, "The engine is wrong");
        return page.toString();
    }

    private static void section(Markdown page, Party party, String title) {
        page.heading(title);
        page.table(
                List.of("condition", "SQLSTATE", "what happened"),
                Arrays.stream(ErrorCondition.values())
                        .filter(condition -> condition.party() == party)
                        .map(condition ->
                                List.of(Markdown.code(condition.code()), condition.sqlState(), condition.meaning()))
                        .toList());
    }
}
