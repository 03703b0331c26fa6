package dev.sluice.cases;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query over static tables or files; the answer is its schema and its rows. */
public final class QueryCase extends ConfiguredCase<QueryCase> {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Query query = inputs -> {
        throw new IllegalStateException("no query");
    };
    private boolean isOrdered;
    private @Nullable Shown shown;

    QueryCase(String name) {
        super(name);
    }

    /** @param schema in DDL */
    public QueryCase table(String name, String schema, Row... rows) {
        tables.put(name, new Table(schema, List.of(rows)));
        return this;
    }

    /** Gives the query a file, which it finds by {@link Inputs#path}. */
    public QueryCase file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the query a file that is not text in UTF-8. */
    public QueryCase file(String name, byte[] content) {
        files.put(name, content.clone());
        return this;
    }

    public QueryCase of(Query asked) {
        query = asked;
        return this;
    }

    /** The order of the rows is part of the answer. */
    public QueryCase ordered() {
        isOrdered = true;
        return this;
    }

    /** The answer is what {@code show} prints, and neither the schema nor the rows. */
    public QueryCase shown(int numRows, int truncate, boolean vertical) {
        shown = new Shown(numRows, truncate, vertical);
        return this;
    }

    private record Shown(int numRows, int truncate, boolean vertical) {}

    @Override
    void answerConfigured(Session session, Path folder, Answer answer) throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        try {
            Map<String, DataFrame> frames = new LinkedHashMap<>();
            tables.forEach((name, table) -> frames.put(name, table.frame(session)));
            DataFrame result = query.over(new Inputs(session, folder, frames));
            if (shown == null) {
                answerRows(result, answer);
            } else {
                answerText(result, shown, answer);
            }
        } catch (Exception failed) {
            answer.error(failed);
        }
    }

    private void answerRows(DataFrame result, Answer answer) {
        answer.line(Target.schemaText(result.schema()));
        List<String> rows = new ArrayList<>();
        result.collectAsList().forEach(row -> rows.add(ValueText.of(row)));
        if (!isOrdered) {
            Collections.sort(rows);
        }
        rows.forEach(answer::detail);
    }

    private static void answerText(DataFrame result, Shown shown, Answer answer) throws Exception {
        String text = Target.shown(result, shown.numRows(), shown.truncate(), shown.vertical());
        text.lines().forEach(line -> answer.detail("[" + line + "]"));
    }
}
