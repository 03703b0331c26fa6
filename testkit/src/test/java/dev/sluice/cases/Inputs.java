package dev.sluice.cases;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query is made of. */
public final class Inputs {
    private final Session session;
    private final Path folder;
    private final Map<String, DataFrame> tables;

    Inputs(Session session, Path folder, Map<String, DataFrame> tables) {
        this.session = session;
        this.folder = folder;
        this.tables = Map.copyOf(tables);
    }

    public Session session() {
        return session;
    }

    /** The path of a file of the case. */
    public String path(String file) {
        return folder.resolve(file).toString();
    }

    /** The only input. */
    public DataFrame table() {
        if (tables.size() != 1) {
            throw new IllegalStateException("there are several inputs: " + tables.keySet());
        }
        return tables.values().iterator().next();
    }

    public DataFrame table(String name) {
        @Nullable DataFrame table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("there is no input \"" + name + "\" in " + tables.keySet());
        }
        return table;
    }
}
