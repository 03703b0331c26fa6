package dev.sluice.testkit.simulation.shape;

import static dev.sluice.functions.col;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of two streams with equal keys, of which the left one is at most so many seconds before or after the right one.
 *
 * @param isOuter whether left events without a match are put out once none can come
 */
public record Joined(boolean isOuter, long before, long after) implements Shape {
    private static final long MICROS = 1_000_000;

    @Override
    public DataFrame query(List<DataFrame> sources) {
        DataFrame left = sources.get(0).select(col("id").as("li"), col("k").as("lk"), col("t").as("lt"));
        DataFrame right = sources.get(1).select(col("id").as("ri"), col("k").as("rk"), col("t").as("rt"));
        Column leftSeconds = col("lt").cast("bigint");
        Column rightSeconds = col("rt").cast("bigint");
        Column near = col("lk")
                .equalTo(col("rk"))
                .and(leftSeconds.geq(rightSeconds.minus(before)))
                .and(leftSeconds.leq(rightSeconds.plus(after)));
        return left.join(right, near, isOuter ? "left" : "inner").select(Shape.text(col("li"), col("ri")));
    }

    private boolean matches(Event left, Event right) {
        return left.key() != null
                && left.key().equals(right.key())
                && left.time() >= right.time() - before
                && left.time() <= right.time() + after;
    }

    /** A left event that waits. */
    private static final class Waiting {
        private final Event event;
        private boolean isMatched;

        private Waiting(Event event) {
            this.event = event;
        }
    }

    @Override
    public BatchEvaluator evaluator() {
        List<Waiting> left = new ArrayList<>();
        List<Event> right = new ArrayList<>();
        return batch -> {
            List<String> answer = new ArrayList<>();
            for (Event event : inTime(batch, 0)) {
                Waiting waiting = new Waiting(event);
                right.forEach(other -> meet(waiting, other, answer));
                left.add(waiting);
            }
            for (Event event : inTime(batch, 1)) {
                left.forEach(waiting -> meet(waiting, event, answer));
                right.add(event);
            }
            left.removeIf(waiting -> {
                boolean isOver = waiting.event.micros() < batch.evictMicros() - before * MICROS;
                if (isOver && isOuter && !waiting.isMatched) {
                    answer.add(text(waiting.event, null));
                }
                return isOver;
            });
            right.removeIf(event -> event.micros() < batch.evictMicros() - after * MICROS);
            return answer;
        };
    }

    private List<Event> inTime(BatchInput batch, int source) {
        return batch.sources().get(source).stream()
                .filter(event -> !isLate(event, batch.lateMicros()))
                .toList();
    }

    private void meet(Waiting waiting, Event right, List<String> answer) {
        if (matches(waiting.event, right)) {
            waiting.isMatched = true;
            answer.add(text(waiting.event, right));
        }
    }

    private static String text(Event left, @Nullable Event right) {
        return Shape.text(left.id(), right == null ? null : right.id());
    }

    @Override
    public boolean isLate(Event event, long lateMicros) {
        return event.micros() <= lateMicros;
    }

    @Override
    public String lateColumns() {
        return "ikt";
    }

    @Override
    public String mode() {
        return "append";
    }

    @Override
    public boolean wantsUnion() {
        return false;
    }

    @Override
    public boolean wantsKeys(int source) {
        return source == 1 || !isOuter;
    }

    @Override
    public boolean wantsTimes() {
        return true;
    }

    @Override
    public @Nullable Shape simpler() {
        return isOuter ? new Joined(false, before, after) : null;
    }
}
