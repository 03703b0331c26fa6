package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.sum;

import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of a key with no more than a gap between them.
 *
 * @param gap in seconds
 */
public record Sessions(long gap) implements Shape {
    private static final long MICROS = 1_000_000;

    @Override
    public DataFrame query(List<DataFrame> sources) {
        return sources.getFirst()
                .groupBy(session_window(col("t"), gap + " seconds"), col("k"))
                .agg(count(lit(1)).as("n"), sum("v").as("s"))
                .select(Shape.text(
                        col("session_window.start").cast("bigint"),
                        col("session_window.end").cast("bigint"),
                        col("k"),
                        col("n"),
                        col("s")));
    }

    /** One session; seconds. */
    private record Session(long start, long end, Summary of) {
        private boolean touches(Session other) {
            return start <= other.end && other.start <= end;
        }
    }

    @Override
    public BatchEvaluator evaluator() {
        Map<@Nullable String, List<Session>> byKey = new HashMap<>();
        return batch -> {
            for (Event event : batch.all()) {
                if (event.hasTime() && !isLate(event, batch.lateMicros())) {
                    add(event, byKey.computeIfAbsent(event.key(), ignored -> new ArrayList<>()));
                }
            }
            List<String> answer = new ArrayList<>();
            byKey.forEach((key, sessions) -> {
                for (Iterator<Session> open = sessions.iterator(); open.hasNext(); ) {
                    Session session = open.next();
                    if (session.end() * MICROS <= batch.evictMicros()) {
                        Summary of = session.of();
                        answer.add(Shape.text(session.start(), session.end(), key, of.count(), of.sum()));
                        open.remove();
                    }
                }
            });
            return answer;
        };
    }

    /** Joins all sessions that the event touches. */
    private void add(Event event, List<Session> sessions) {
        Summary of = new Summary();
        of.add(event);
        Session joined = new Session(event.time(), event.time() + gap, of);
        for (Iterator<Session> open = sessions.iterator(); open.hasNext(); ) {
            Session other = open.next();
            if (other.touches(joined)) {
                other.of().addAll(joined.of());
                joined = new Session(
                        Math.min(other.start(), joined.start()), Math.max(other.end(), joined.end()), other.of());
                open.remove();
            }
        }
        sessions.add(joined);
    }

    @Override
    public boolean isLate(Event event, long lateMicros) {
        return (event.time() + gap) * MICROS <= lateMicros;
    }

    @Override
    public String lateColumns() {
        return "ktv";
    }

    @Override
    public String mode() {
        return "append";
    }
}
