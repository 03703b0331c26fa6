package dev.sluice.testkit.simulation.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to say of some events. */
final class Summary {
    private final List<String> ids = new ArrayList<>();
    private long count;
    private @Nullable Long sum;
    private @Nullable Long most;

    void add(Event event) {
        count++;
        if (event.id() != null) {
            ids.add(event.id().toString());
        }
        Long value = event.value();
        if (value != null) {
            sum = sum == null ? value : Long.valueOf(sum + value);
            most = most == null ? value : Long.valueOf(Math.max(most, value));
        }
    }

    void addAll(Summary other) {
        ids.addAll(other.ids);
        count += other.count;
        Long otherSum = other.sum;
        Long otherMost = other.most;
        if (otherSum != null && otherMost != null) {
            sum = sum == null ? otherSum : Long.valueOf(sum + otherSum);
            most = most == null ? otherMost : Long.valueOf(Math.max(most, otherMost));
        }
    }

    long count() {
        return count;
    }

    @Nullable
    Long sum() {
        return sum;
    }

    @Nullable
    Long most() {
        return most;
    }

    /** In the order of their texts. */
    String ids() {
        return String.join(",", ids.stream().sorted().toList());
    }
}
