package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** DataFrames by name, as long as the session is open. Thread-safe. */
final class Views {
    /** Before the names of global views. */
    static final String GLOBAL = "global_temp";

    private final Session session;
    private final TreeMap<String, DataFrame> temporary = new TreeMap<>();
    private final TreeMap<String, DataFrame> global = new TreeMap<>();

    Views(Session session) {
        this.session = session;
    }

    /** @param mayReplace whether a view of this name goes, else that is an error */
    synchronized void put(String name, DataFrame frame, boolean isGlobal, boolean mayReplace) {
        List<String> parts = AttributeName.parts(name);
        if (parts.size() > 1) {
            throw SluiceException.analysis(
                            ErrorCondition.TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS,
                            "\"" + name + "\" is not the name of a view")
                    .expected("a name without dots")
                    .mend("leave the dots out, or put the name in back quotes")
                    .build();
        }
        TreeMap<String, DataFrame> views = isGlobal ? global : temporary;
        if (!mayReplace && views.containsKey(key(parts.getFirst()))) {
            throw SluiceException.analysis(
                            ErrorCondition.TEMP_VIEW_ALREADY_EXISTS, "there is a view \"" + name + "\" already")
                    .mend("drop it with catalog().dropTempView(...), or use createOrReplaceTempView(...)")
                    .build();
        }
        views.put(key(parts.getFirst()), frame);
    }

    private String key(String name) {
        return session.conf().value(ConfKeys.CASE_SENSITIVE) ? name : name.toLowerCase(Locale.ROOT);
    }

    synchronized boolean drop(String name, boolean isGlobal) {
        return (isGlobal ? global : temporary).remove(key(name)) != null;
    }

    /** The view of this name, {@code global_temp.name} for a global one. */
    synchronized Optional<DataFrame> find(String name) {
        List<String> parts = AttributeName.parts(name);
        boolean isGlobal = parts.size() == 2 && key(parts.getFirst()).equals(GLOBAL);
        if (parts.size() > 1 && !isGlobal) {
            return Optional.empty();
        }
        return Optional.ofNullable((isGlobal ? global : temporary).get(key(parts.getLast())));
    }
}
