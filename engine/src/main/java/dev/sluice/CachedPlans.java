package dev.sluice;

import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans whose rows a session keeps. A plan is found by what it says, so that every table made of the same steps finds the
 * rows, whenever it was made. Thread-safe.
 */
final class CachedPlans {
    private final Map<UnresolvedPlan, CachedRows> plans = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return plans.isEmpty();
    }

    @Nullable
    CachedRows find(UnresolvedPlan plan) {
        return plans.get(plan);
    }

    /** The plan without the names of tables around it, which change none of its rows. */
    static UnresolvedPlan unnamed(UnresolvedPlan plan) {
        UnresolvedPlan unnamed = plan;
        while (unnamed instanceof UnresolvedPlan.Named named) {
            unnamed = named.child();
        }
        return unnamed;
    }

    /** What is kept already stays as it is. */
    void add(CachedRows rows) {
        plans.putIfAbsent(rows.plan(), rows);
    }

    void remove(UnresolvedPlan plan) {
        CachedRows removed = plans.remove(plan);
        if (removed != null) {
            removed.drop();
        }
    }

    void clear() {
        List.copyOf(plans.keySet()).forEach(this::remove);
    }

    /** Runs an action while the rows are there that its plan asks for. */
    static <T> T reading(LogicalPlan plan, Function<LogicalPlan, T> action) {
        List<CachedRows> read = new ArrayList<>();
        try {
            begin(plan, read);
            return action.apply(plan);
        } finally {
            read.forEach(CachedRows::endReading);
        }
    }

    private static void begin(LogicalPlan plan, List<CachedRows> read) {
        if (plan instanceof LogicalPlan.Kept kept && kept.rows() instanceof CachedRows rows) {
            rows.beginReading();
            read.add(rows);
        } else {
            plan.children().forEach(child -> begin(child, read));
        }
    }
}
