package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.memory.QueryMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows to the partitions of a keyed operator. A partition takes the rows of split k before those of split k + 1,
 * whichever task ends first, so that the order of rows is that of the splits and never that of the threads.
 *
 * <pre>
 * task 0 --\            /--> partition 0:  split 0, split 1, ...
 * task 1 ---> exchange ----> partition 1:  split 0, split 1, ...
 * </pre>
 */
final class Exchange implements StageEnd {
    /** Up to so many rows a task brings in itself: to wake another thread would take longer. */
    private static final int FEW_ROWS = Batch.DEFAULT_ROWS;

    private final StatefulSpec spec;
    private final List<Partition> partitions = new ArrayList<>();
    private final StageRun run;
    private final QueryMemory memory;

    /** One partition of the operator; its rows are taken by one thread at a time. Guarded by the monitor of the run. */
    private static final class Partition {
        private final KeyedPartition operator;
        private final int index;
        private final List<@Nullable Delivered> waiting = new ArrayList<>();
        private int nextSplit;
        private boolean isBusy;

        private Partition(KeyedPartition operator, int index) {
            this.operator = operator;
            this.index = index;
        }
    }

    /** @param input what errors call that which the rows were read from; null if they are the result of other tasks */
    private record Delivered(SplitRows rows, @Nullable String input) {}

    /** @param memory for rows of a split that is too large to be held */
    Exchange(StatefulSpec spec, List<KeyedPartition> operators, StageRun run, QueryMemory memory) {
        this.spec = spec;
        this.run = run;
        this.memory = memory;
        for (int index = 0; index < operators.size(); index++) {
            partitions.add(new Partition(operators.get(index), index));
        }
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        KeyedTask local = task(context);
        return new TaskEnd() {
            @Override
            public void push(Batch batch) {
                local.push(batch);
            }

            @Override
            public boolean wantsMore() {
                return true;
            }

            @Override
            public void finish() {
                List<SplitRows> rows = local.finish();
                context.metrics()
                        .operatorRows(spec.operatorId())
                        .addTask(
                                local.fates(),
                                rows.stream().mapToLong(SplitRows::rowCount).sum());
                deliver(index, rows, context.facts().input());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Output trial(TaskContext context) {
        return task(context);
    }

    private KeyedTask task(TaskContext context) {
        return switch (spec) {
            case AggregateSpec aggregate -> new PreAggregate(aggregate, context, partitions.size(), memory);
            case SessionSpec sessions -> new PreSessions(sessions, context, partitions.size(), memory);
            case DeduplicateSpec deduplicate -> new PreDeduplicate(deduplicate, context, partitions.size(), memory);
            case StreamJoinSpec join -> new PreJoin(join, partitions.size(), memory);
            case LimitSpec limit -> new PreLimit(limit, partitions.size(), memory);
        };
    }

    private void deliver(int split, List<SplitRows> byPartition, @Nullable String input) {
        List<Partition> ready = new ArrayList<>();
        try (var held = run.monitor().enter()) {
            run.holdSplit(split, partitions.size());
            for (int index = 0; index < partitions.size(); index++) {
                Partition partition = partitions.get(index);
                while (partition.waiting.size() <= split) {
                    partition.waiting.add(null);
                }
                partition.waiting.set(split, new Delivered(byPartition.get(index), input));
                if (!partition.isBusy && partition.nextSplit == split) {
                    partition.isBusy = true;
                    ready.add(partition);
                }
            }
        }
        boolean isSmall = byPartition.stream().mapToLong(SplitRows::rowCount).sum() <= FEW_ROWS;
        for (Partition partition : ready) {
            if (!isSmall || takeSplit(partition)) {
                run.submit(() -> drain(partition));
            }
        }
    }

    /** Takes the rows of one split after the other, for as long as the next one is there. */
    private void drain(Partition partition) {
        boolean isNextThere = true;
        while (isNextThere) {
            isNextThere = takeSplit(partition);
        }
    }

    /** Takes the rows of the next split, which are there. If those of the one after are not, the partition is free again. */
    private boolean takeSplit(Partition partition) {
        Delivered next;
        try (var held = run.monitor().enter()) {
            next = Objects.requireNonNull(partition.waiting.set(partition.nextSplit, null), "rows");
            partition.nextSplit++;
        }
        try {
            next.rows().takeAll(part -> PartitionRows.reuse(part, partition.operator.add(part), memory.longs()));
        } catch (SluiceException failed) {
            throw FailedRows.located(failed, next.input(), spec.place(partition.index));
        }
        try (var held = run.monitor().enter()) {
            int after = partition.nextSplit;
            run.releaseSplit(after - 1);
            partition.isBusy =
                    !run.isCancelled() && after < partition.waiting.size() && partition.waiting.get(after) != null;
            return partition.isBusy;
        }
    }
}
