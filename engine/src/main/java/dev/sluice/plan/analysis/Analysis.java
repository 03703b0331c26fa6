package dev.sluice.plan.analysis;

import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import java.util.IdentityHashMap;
import java.util.List;

/** A relation as the user said it and what it means, so that a step over it is all that is left to analyze. Immutable. */
public final class Analysis {
    private final UnresolvedPlan relation;
    private final LogicalPlan plan;

    /** Of each join by names in the plan, compared by identity, the keys that do not come out. */
    private final IdentityHashMap<LogicalPlan, List<Attribute>> hiddenKeys;

    Analysis(UnresolvedPlan relation, LogicalPlan plan, IdentityHashMap<LogicalPlan, List<Attribute>> hiddenKeys) {
        this.relation = relation;
        this.plan = plan;
        this.hiddenKeys = hiddenKeys;
    }

    public UnresolvedPlan relation() {
        return relation;
    }

    public LogicalPlan plan() {
        return plan;
    }

    /** Whether it is this one, not one that says the same. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(UnresolvedPlan other) {
        return relation == other;
    }

    void addHiddenKeysTo(IdentityHashMap<LogicalPlan, List<Attribute>> known) {
        known.putAll(hiddenKeys);
    }
}
