package dev.sluice.plan.analysis;

import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.spi.function.FunctionContext;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A relation as the user said it and what it means, so that a step over it is all that is left to analyze. Immutable. */
public final class Analysis {
    private final UnresolvedPlan relation;
    private final LogicalPlan plan;

    /** Of each join by names in the plan, compared by identity, the keys that do not come out. */
    private final IdentityHashMap<LogicalPlan, List<Attribute>> hiddenKeys;

    private final Set<FunctionContext> contexts;

    Analysis(
            UnresolvedPlan relation,
            LogicalPlan plan,
            IdentityHashMap<LogicalPlan, List<Attribute>> hiddenKeys,
            Set<FunctionContext> contexts) {
        this.relation = relation;
        this.plan = plan;
        this.hiddenKeys = hiddenKeys;
        this.contexts = Set.copyOf(contexts);
    }

    public UnresolvedPlan relation() {
        return relation;
    }

    public LogicalPlan plan() {
        return plan;
    }

    /** The settings that its steps were analyzed under; more than one where they were changed in between. */
    public Set<FunctionContext> contexts() {
        return contexts;
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
