package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.array_join;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_list;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.max;
import static dev.sluice.functions.sort_array;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events by window and key.
 *
 * @param size in seconds
 * @param slide in seconds
 * @param listsIds whether windows list their rows, which takes panes away from sliding ones
 */
public record Windows(long size, long slide, String mode, boolean listsIds) implements Shape {
    private static final long MICROS = 1_000_000;

    @Override
    public DataFrame query(List<DataFrame> sources) {
        Column ids = array_join(sort_array(collect_list(col("id").cast("string"))), ",");
        return sources.getFirst()
                .groupBy(window(col("t"), size + " seconds", slide + " seconds"), col("k"))
                .agg(count(lit(1)).as("n"), sum("v").as("s"), max("v").as("m"), (listsIds ? ids : max("id")).as("ids"))
                .select(Shape.text(
                        col("window.start").cast("bigint"),
                        col("k"),
                        col("n"),
                        col("s"),
                        col("m"),
                        listsIds ? col("ids") : lit("")));
    }

    /** A window of a key. */
    record Group(long start, @Nullable String key) {}

    /** The windows of a time that close after {@code lateMicros}. */
    static List<Long> openStarts(long seconds, long size, long slide, long lateMicros) {
        List<Long> starts = new ArrayList<>();
        for (long start = Math.floorDiv(seconds, slide) * slide; start + size > seconds; start -= slide) {
            if ((start + size) * MICROS > lateMicros) {
                starts.add(start);
            }
        }
        return starts;
    }

    private String text(Group group, Summary of) {
        return Shape.text(group.start(), group.key(), of.count(), of.sum(), of.most(), listsIds ? of.ids() : "");
    }

    @Override
    public BatchEvaluator evaluator() {
        Map<Group, Summary> open = new HashMap<>();
        return batch -> {
            Set<Group> changed = new HashSet<>();
            for (Event event : batch.all()) {
                if (event.hasTime()) {
                    for (long start : openStarts(event.time(), size, slide, batch.lateMicros())) {
                        Group group = new Group(start, event.key());
                        open.computeIfAbsent(group, ignored -> new Summary()).add(event);
                        changed.add(group);
                    }
                }
            }
            Set<Group> closed = new HashSet<>(open.keySet());
            closed.removeIf(group -> (group.start() + size) * MICROS > batch.evictMicros());
            List<String> answer = new ArrayList<>();
            for (Group group : mode.equals("append") ? closed : changed) {
                answer.add(text(group, open.getOrDefault(group, new Summary())));
            }
            open.keySet().removeAll(closed);
            return answer;
        };
    }

    @Override
    public boolean isLate(Event event, long lateMicros) {
        return openStarts(event.time(), size, slide, lateMicros).isEmpty();
    }

    @Override
    public @Nullable Shape simpler() {
        return slide == size && !listsIds ? null : new Windows(size, size, mode, false);
    }
}
