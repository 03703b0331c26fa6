package dev.sluice.execution;

import dev.sluice.execution.Stage.Branch;
import dev.sluice.execution.Stage.Input;
import dev.sluice.execution.Stage.Terminal;
import dev.sluice.execution.TaskMetrics.OperatorRows;
import dev.sluice.execution.TaskMetrics.SourceRows;
import dev.sluice.execution.TaskMetrics.StepRows;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.ledger.RowLedger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks through the plan of a batch, from the sources to the sink, and enters what was counted at each place. */
final class BatchLedger {
    private final PhysicalPlan plan;
    private final TaskMetrics metrics;
    private final Map<Integer, List<KeyedPartition>> operators;
    private final RowLedger ledger = new RowLedger();
    private final Set<Stage.Step> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, Long> givenBySource = new HashMap<>();

    BatchLedger(PhysicalPlan plan, TaskMetrics metrics, Map<Integer, List<KeyedPartition>> operators) {
        this.plan = plan;
        this.metrics = metrics;
        this.operators = operators;
    }

    RowLedger balance() {
        addSources(plan.root());
        givenBySource.forEach(this::addSource);
        addStage(plan.root(), 0, false);
        return ledger;
    }

    /** Rows that branches took from each source; all static ones count as one. */
    private void addSources(Stage stage) {
        for (Branch branch : stage.branches()) {
            if (branch.input() instanceof Input.FromSource source) {
                int position = plan.sources().indexOf(source.relation());
                givenBySource.merge(position, metrics.branchRows(branch).out(), Long::sum);
            }
            if (branch.input() instanceof Input.FromStage(Stage below)) {
                addSources(below);
            }
        }
        heldStages(stage).forEach(this::addSources);
    }

    private void addSource(int position, long given) {
        SourceRows rows = metrics.sourceRows(position);
        if (!rows.isCutShort()) {
            ledger.addSource(
                    position < 0 ? "static sources" : "source " + position, rows.read(), rows.dropped(), given);
        }
    }

    /** The sides of joins that are held, each once. */
    private static List<Stage> heldStages(Stage stage) {
        List<Stage> held = new ArrayList<>();
        for (Branch branch : stage.branches()) {
            for (Stage.Step step : branch.steps()) {
                Stage of = step.held();
                if (of != null && held.stream().noneMatch(other -> isSame(other, of))) {
                    held.add(of);
                }
            }
        }
        return held;
    }

    @SuppressWarnings("ReferenceEquality") // Two stages that are equal may be two.
    private static boolean isSame(Stage one, Stage other) {
        return one == other;
    }

    /**
     * @param taken rows that the stage above took of what comes out of this one
     * @param isCut whether it may have left some
     */
    private void addStage(Stage stage, long taken, boolean isCut) {
        heldStages(stage).forEach(held -> addStage(held, 0, false));
        boolean cuts = stage.terminal() instanceof Terminal.ToOrdered(OrderedSpec spec)
                && spec.orders().isEmpty();
        IdentityHashMap<Object, Long> arriving = new IdentityHashMap<>();
        for (Branch branch : stage.branches()) {
            long given = metrics.branchRows(branch).out();
            if (branch.input() instanceof Input.FromStage(Stage below)) {
                addStage(below, given, cuts);
            }
            addArriving(branch, given, stage, arriving);
        }
        for (Branch branch : stage.branches()) {
            for (Stage.Step step : branch.steps()) {
                if (entered.add(step)) {
                    addStep(step, arriving.getOrDefault(step, 0L));
                }
            }
        }
        long arrived = metrics.endRows(stage).in();
        ledger.require("rows on their way to the end of a stage", arriving.getOrDefault(stage, 0L), "arrived", arrived);
        addEnd(stage, arrived, taken, isCut);
    }

    /** Adds what a branch gives to its first step, and what each step gives to the next; steps may be of several branches. */
    private void addArriving(Branch branch, long given, Stage stage, IdentityHashMap<Object, Long> arriving) {
        long flow = given;
        boolean isCounted = false;
        for (Stage.Step step : branch.steps()) {
            boolean isKnown = arriving.containsKey(step);
            if (!isCounted) {
                arriving.merge(step, flow, Long::sum);
            }
            isCounted = isKnown;
            flow = metrics.stepRows(step).out();
        }
        if (!isCounted) {
            arriving.merge(stage, flow, Long::sum);
        }
    }

    private void addStep(Stage.Step step, long arriving) {
        StepRows rows = metrics.stepRows(step);
        ledger.require(step.description(), "was given", arriving, "took", rows.in());
        ledger.addStep(step.description(), rows.in(), rows.fates(), rows.out());
    }

    private void addEnd(Stage stage, long arrived, long taken, boolean isCut) {
        switch (stage.terminal()) {
            case Terminal.ToSink ignored ->
                ledger.require("rows for the sink", arrived, "written", metrics.outputRows());
            case Terminal.ToKeyed(StatefulSpec spec) -> {
                OperatorRows rows = metrics.operatorRows(spec.operatorId());
                List<KeyedPartition> partitions = operators.getOrDefault(spec.operatorId(), List.of());
                ledger.addKeyed(
                        spec.describe(),
                        arrived,
                        rows.fates(),
                        rows.sent(),
                        partitions.stream().map(KeyedPartition::ledger).toList(),
                        taken,
                        isCut);
            }
            case Terminal.ToOrdered(OrderedSpec spec) -> {
                long kept = Math.max(0, Math.min(arrived, spec.limit()) - spec.skip());
                String what = spec.orders().isEmpty() ? "first rows" : "sort";
                ledger.addStep(what, arrived, fates(arrived, isCut ? Math.min(kept, taken) : kept), taken);
            }
            case Terminal.ToJoinTable ignored -> {}
        }
    }

    private static RowFates fates(long arrived, long kept) {
        RowFates fates = new RowFates();
        fates.pass(kept, kept);
        fates.add(Fate.FILTERED, arrived - kept);
        return fates;
    }
}
