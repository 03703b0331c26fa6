package dev.sluice.cli.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page of the manual, written from top to bottom. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    /** @param source what the page is made from, for the reader who wants to change it */
    Markdown(String title, String source) {
        text.append("<!-- Made from ").append(source).append(" by ReferencePagesTest; see CONTRIBUTING.md. -->\n\n");
        text.append("# ").append(title).append("\n\n");
    }

    void heading(String title) {
        text.append("## ").append(title).append("\n\n");
    }

    void paragraph(String sentences) {
        text.append(sentences).append("\n\n");
    }

    /** @param rows of as many cells each as there are titles */
    void table(List<String> titles, List<List<String>> rows) {
        row(titles);
        row(titles.stream().map(title -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
    }

    private void row(List<String> cells) {
        text.append(
                cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** What a user types; nothing where there is nothing. */
    static String code(@Nullable String typed) {
        return typed == null || typed.isEmpty() ? "" : "`" + visible(typed) + "`";
    }

    static String code(String... typed) {
        return Arrays.stream(typed).map(Markdown::code).collect(Collectors.joining(" "));
    }

    /** Control characters as one writes them in a program. */
    private static String visible(String typed) {
        return typed.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
