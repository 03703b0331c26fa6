package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;

import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two steps with state: events by window and key, then those windows by larger ones.
 *
 * @param size of the smaller windows, in seconds
 * @param times how many of them a larger one has
 */
public record WindowsOfWindows(long size, int times) implements Shape {
    private static final long MICROS = 1_000_000;

    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst()
                .groupBy(window(col("t"), size + " seconds"), col("k"))
                .agg(count(lit(1)).as("n"))
                .groupBy(window(window_time(col("window")), size * times + " seconds"))
                .agg(count(lit(1)).as("windows"), sum("n").as("n"))
                .select(Shape.text(col("window.start").cast("bigint"), col("windows"), col("n")));
    }

    @Override
    public BatchEvaluator evaluator() {
        Map<Windows.Group, Long> open = new HashMap<>();
        Map<Long, long[]> larger = new TreeMap<>();
        return batch -> {
            for (Event event : batch.all()) {
                if (event.hasTime()) {
                    for (long start : Windows.openStarts(event.time(), size, size, batch.lateMicros())) {
                        open.merge(new Windows.Group(start, event.key()), 1L, Long::sum);
                    }
                }
            }
            open.entrySet().removeIf(entry -> {
                long start = entry.getKey().start();
                boolean isClosed = (start + size) * MICROS <= batch.evictMicros();
                if (isClosed) {
                    long[] of = larger.computeIfAbsent(
                            Math.floorDiv(start, size * times) * size * times, ignored -> new long[2]);
                    of[0]++;
                    of[1] += entry.getValue();
                }
                return isClosed;
            });
            List<String> answer = new ArrayList<>();
            larger.entrySet().removeIf(entry -> {
                boolean isClosed = (entry.getKey() + size * times) * MICROS <= batch.evictMicros();
                if (isClosed) {
                    answer.add(Shape.text(entry.getKey(), entry.getValue()[0], entry.getValue()[1]));
                }
                return isClosed;
            });
            return answer;
        };
    }

    @Override
    public String mode() {
        return "append";
    }

    @Override
    public boolean isLate(Event event, long lateMicros) {
        return Windows.openStarts(event.time(), size, size, lateMicros).isEmpty();
    }

    @Override
    public String lateColumns() {
        return "kt";
    }

    @Override
    public @Nullable Shape simpler() {
        return new Windows(size, size, mode(), false);
    }
}
