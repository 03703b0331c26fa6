package dev.sluice.execution;

import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.spi.sink.OutputMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a grouping by key and sliding window has to give, from lists of rows and the text of the semantics alone. */
final class SlidingWindowModel {
    private final WindowSpec windows;
    private final OutputMode mode;
    private final boolean isWatermarked;
    private final int windowPosition;
    private final boolean isKeyed;
    private final Map<Group, List<Event>> groups = new LinkedHashMap<>();

    long late;
    long partlyLate;
    long updated;
    long removed;

    record Event(
            @Nullable String name,
            @Nullable Long number,
            @Nullable Long timeMicros,
            @Nullable Long value,
            @Nullable Double weight,
            @Nullable String label) {}

    private record Group(@Nullable String name, @Nullable Long number, long start) {}

    /** @param windowPosition of the window among the keys name and number, which are left out unless {@code isKeyed} */
    SlidingWindowModel(
            WindowSpec windows, OutputMode mode, boolean isWatermarked, int windowPosition, boolean isKeyed) {
        this.windows = windows;
        this.mode = mode;
        this.isWatermarked = isWatermarked;
        this.windowPosition = windowPosition;
        this.isKeyed = isKeyed;
    }

    int windowCount() {
        return groups.size();
    }

    /** The rows that a batch emits, in no order. */
    List<String> play(List<Event> events, long lateMicros, long evictMicros) {
        boolean closes = isWatermarked && mode != OutputMode.COMPLETE;
        Set<Group> touched = new HashSet<>();
        late = 0;
        partlyLate = 0;
        for (Event event : events) {
            int open = 0;
            int closed = 0;
            for (long start : starts(event.timeMicros())) {
                if (closes && start + windows.durationMicros() <= lateMicros) {
                    closed++;
                } else {
                    Group group = new Group(isKeyed ? event.name() : null, isKeyed ? event.number() : null, start);
                    groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(event);
                    touched.add(group);
                    open++;
                }
            }
            late += open == 0 && closed > 0 ? 1 : 0;
            partlyLate += open > 0 && closed > 0 ? 1 : 0;
        }
        updated = touched.size();
        List<String> emitted = new ArrayList<>();
        Set<Group> ended = new HashSet<>();
        groups.forEach((group, rows) -> {
            boolean ends = closes && group.start() + windows.durationMicros() <= evictMicros;
            boolean isEmitted = switch (mode) {
                case APPEND -> ends;
                case UPDATE -> touched.contains(group);
                case COMPLETE -> true;
            };
            if (isEmitted) {
                emitted.add(text(group, rows));
            }
            if (ends) {
                ended.add(group);
            }
        });
        removed = ended.size();
        groups.keySet().removeAll(ended);
        return emitted;
    }

    private List<Long> starts(@Nullable Long time) {
        List<Long> starts = new ArrayList<>();
        if (time != null) {
            long phase = Math.floorMod(time - windows.offsetMicros(), windows.slideMicros());
            for (long start = time - phase; time < start + windows.durationMicros(); start -= windows.slideMicros()) {
                starts.add(start);
            }
        }
        return starts;
    }

    private String text(Group group, List<Event> rows) {
        List<@Nullable Object> columns = new ArrayList<>();
        if (isKeyed) {
            columns.add(group.name());
            columns.add(group.number());
        }
        columns.add(windowPosition, group.start() + ".." + (group.start() + windows.durationMicros()));
        List<Double> weights = present(rows.stream().map(Event::weight));
        List<Long> values = present(rows.stream().map(Event::value));
        Double weight = reduce(weights, Double::sum);
        columns.addAll(Arrays.asList(
                (long) rows.size(),
                (long) values.size(),
                reduce(values, Long::sum),
                reduce(values, Math::min),
                reduce(present(rows.stream().map(Event::timeMicros)), Math::max),
                weight,
                weight == null ? null : Double.valueOf(weight / weights.size()),
                reduce(weights, Math::max),
                reduce(
                        present(rows.stream().map(Event::label)),
                        (left, right) -> left.compareTo(right) <= 0 ? left : right)));
        return columns.toString();
    }

    private static <T> List<T> present(Stream<@Nullable T> values) {
        List<T> present = new ArrayList<>();
        values.forEach(value -> {
            if (value != null) {
                present.add(Objects.requireNonNull(value));
            }
        });
        return present;
    }

    private static <T> @Nullable T reduce(List<T> values, BinaryOperator<T> function) {
        return values.stream().reduce(function).orElse(null);
    }
}
