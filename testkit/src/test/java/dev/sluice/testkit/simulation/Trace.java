package dev.sluice.testkit.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that happened, as one number, and the last of it in words: the same seed gives the same. */
final class Trace {
    private static final int KEPT = 200;

    private final String[] whats = new String[KEPT];
    private final @Nullable Object[] wheres = new Object[KEPT];
    private long hash = 1;
    private int count;

    void add(String what, Object where) {
        hash = (hash * 31 + what.hashCode()) * 31 + where.hashCode();
        whats[count % KEPT] = what;
        wheres[count % KEPT] = where;
        count++;
    }

    void addOperation(String what, Path file) {
        add(what, file);
    }

    void addRunner(String name) {
        add("->", name);
    }

    void add(long number) {
        hash = hash * 31 + number;
    }

    long hash() {
        return hash;
    }

    /** What happened last, oldest first. */
    List<String> last() {
        List<String> last = new ArrayList<>();
        for (int index = Math.max(0, count - KEPT); index < count; index++) {
            last.add(index + " " + whats[index % KEPT] + " " + wheres[index % KEPT]);
        }
        return last;
    }
}
