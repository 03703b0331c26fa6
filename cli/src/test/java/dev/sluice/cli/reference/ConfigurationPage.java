package dev.sluice.cli.reference;

import dev.sluice.ConfKey;
import dev.sluice.ConfKeys;
import java.util.List;
import java.util.stream.Stream;

/** {@code docs/reference/configuration.md}: every setting of a session. */
final class ConfigurationPage {
    private ConfigurationPage() {}

    static String text() {
        Markdown page = new Markdown("Settings of a session", "the declarations in dev.sluice.ConfKeys");
        page.paragraph(
                "Set them with `Session.builder().config(key, value)` or `session.conf().set(key, value)`; a change"
                        + " counts for what is started after it. Each goes by Spark's name and by one of its own. Other keys that"
                        + " begin with `spark.` are kept, with one warning that they do nothing; other keys that begin with"
                        + " `sluice.` are refused, with the nearest name.");
        page.heading("Honoured");
        page.table(
                List.of("key", "own name", "value", "default", "what it does"),
                keys(ConfKey.Effect.HONOURED).map(ConfigurationPage::honoured).toList());
        page.heading("Of the process");
        page.paragraph(
                "Only whoever starts the process sets them, as properties of the JVM (`-Dkey=value`, for example in"
                        + " `SLUICE_JAVA_OPTS`): a session may be that of somebody else. To set one on a session is an error.");
        page.table(
                List.of("key", "value", "default", "what it does"),
                keys(ConfKey.Effect.PROCESS).map(ConfigurationPage::ofProcess).toList());
        page.heading("Accepted without effect");
        page.paragraph("For programs written for Spark: any value is taken, and nothing changes.");
        page.table(
                List.of("key", "own name", "Spark's default", "why it has no effect"),
                keys(ConfKey.Effect.NO_EFFECT)
                        .map(ConfigurationPage::unchanging)
                        .toList());
        page.heading("Refused, but for one value");
        page.paragraph("Another value would promise what is not done, so setting it is an error.");
        page.table(
                List.of("key", "own name", "the only value", "why"),
                keys(ConfKey.Effect.FIXED).map(ConfigurationPage::unchanging).toList());
        return page.toString();
    }

    private static Stream<ConfKey<?>> keys(ConfKey.Effect effect) {
        return ConfKeys.all().stream().filter(key -> key.effect() == effect);
    }

    private static List<String> honoured(ConfKey<?> key) {
        return List.of(
                Markdown.code(key.key()),
                otherName(key),
                key.option().expectation(),
                Defaults.text(key.option()),
                key.option().doc());
    }

    private static List<String> ofProcess(ConfKey<?> key) {
        return List.of(
                Markdown.code(key.key()),
                key.option().expectation(),
                Defaults.text(key.option()),
                key.option().doc());
    }

    private static List<String> unchanging(ConfKey<?> key) {
        return List.of(Markdown.code(key.key()), otherName(key), Defaults.text(key.option()), key.reason());
    }

    private static String otherName(ConfKey<?> key) {
        return key.sluiceName().equals(key.key()) ? "" : Markdown.code(key.sluiceName());
    }
}
