package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the columns by which rows are repetitions, and the event time by which they are late and forgotten. */
final class Deduplication {
    private static final int NONE = -1;

    private final boolean caseSensitive;

    Deduplication(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    /**
     * @param names of the columns that have to be equal, null for all
     * @param withinWatermark whether rows are remembered for as long as the delay of the watermark
     */
    LogicalPlan analyze(LogicalPlan child, @Nullable List<String> names, boolean withinWatermark) {
        Scope scope = new Scope(child.output(), caseSensitive);
        Set<Integer> keys = new LinkedHashSet<>();
        if (names == null) {
            for (int ordinal = 0; ordinal < child.output().size(); ordinal++) {
                keys.add(ordinal);
            }
        } else {
            names.forEach(name -> keys.addAll(ordinalsOf(name, scope)));
        }
        if (keys.isEmpty() && !withinWatermark && !child.isStreaming()) {
            return new LogicalPlan.Limit(child, 1);
        }
        keys.forEach(ordinal -> requireOrderable(child.output().get(ordinal)));
        int eventTime = eventTime(child, keys);
        Attribute.EventTime mark =
                eventTime == NONE ? null : child.output().get(eventTime).eventTime();
        Long delayMillis = withinWatermark ? Long.valueOf(mark == null ? 0 : mark.delayMillis()) : null;
        return new LogicalPlan.Deduplicate(child, new ArrayList<>(keys), eventTime, delayMillis);
    }

    private static void requireOrderable(Attribute key) {
        if (!key.type().isOrderable()) {
            throw SluiceException.analysis(
                            ErrorCondition.SET_OPERATION_ON_MAP_TYPE,
                            "The column `" + key.name() + "` has a map, by which no rows are told apart")
                    .found(key.type().sql())
                    .mend("take map_entries(...) of it, sorted, instead")
                    .build();
        }
    }

    /** The event time that is a key, or else that is not. */
    private static int eventTime(LogicalPlan child, Set<Integer> keys) {
        List<Integer> marked = IntStream.range(0, child.output().size())
                .filter(ordinal -> child.output().get(ordinal).eventTime() != null)
                .boxed()
                .toList();
        return marked.stream().filter(keys::contains).findFirst().orElse(marked.isEmpty() ? NONE : marked.getFirst());
    }

    /** All columns of this name: where there are several, rows have to be equal in all of them. */
    private static List<Integer> ordinalsOf(String name, Scope scope) {
        List<String> names = scope.columns().stream().map(Attribute::name).toList();
        List<Integer> ordinals = IntStream.range(0, names.size())
                .filter(ordinal -> scope.isSame(names.get(ordinal), name))
                .boxed()
                .toList();
        if (ordinals.isEmpty()) {
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES,
                            "Cannot resolve column name \"" + name + "\"")
                    .at("dropDuplicates(...)")
                    .found("columns " + String.join(", ", names))
                    .mend(NearestName.suggestion(name, names))
                    .build();
        }
        return ordinals;
    }
}
