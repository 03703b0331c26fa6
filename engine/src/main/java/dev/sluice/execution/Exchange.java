package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
    private final AggregateSpec spec;
    private final List<Partition> partitions = new ArrayList<>();
    private final StageRun run;

    /** One partition of the operator; its rows are taken by one thread at a time. Guarded by the monitor of the run. */
    private static final class Partition {
        private final StatefulAggregate aggregate;
        private final List<@Nullable List<KeyedRows>> waiting = new ArrayList<>();
        private int nextSplit;
        private boolean isBusy;

        private Partition(StatefulAggregate aggregate) {
            this.aggregate = aggregate;
        }
    }

    Exchange(AggregateSpec spec, List<StatefulAggregate> aggregates, StageRun run) {
        this.spec = spec;
        this.run = run;
        aggregates.forEach(aggregate -> partitions.add(new Partition(aggregate)));
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        PreAggregate local = new PreAggregate(spec, context, partitions.size());
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
                deliver(index, local.finish());
            }

            @Override
            public void close() {}
        };
    }

    private void deliver(int split, List<List<KeyedRows>> byPartition) {
        try (var held = run.monitor().enter()) {
            run.holdSplit(split, partitions.size());
            for (int index = 0; index < partitions.size(); index++) {
                Partition partition = partitions.get(index);
                while (partition.waiting.size() <= split) {
                    partition.waiting.add(null);
                }
                partition.waiting.set(split, byPartition.get(index));
                if (!partition.isBusy && partition.nextSplit == split) {
                    partition.isBusy = true;
                    run.submit(() -> drain(partition));
                }
            }
        }
    }

    /** Takes the rows of one split after the other, for as long as the next one is there. */
    private void drain(Partition partition) {
        Queue<KeyedRows> rows = next(partition);
        while (rows != null) {
            // Taken one by one, so that what is folded in can be collected at once.
            for (KeyedRows part = rows.poll(); part != null; part = rows.poll()) {
                partition.aggregate.add(part);
            }
            run.releaseSplit(partition.nextSplit - 1);
            rows = next(partition);
        }
    }

    private @Nullable Queue<KeyedRows> next(Partition partition) {
        try (var held = run.monitor().enter()) {
            int split = partition.nextSplit;
            List<KeyedRows> rows = split < partition.waiting.size() ? partition.waiting.get(split) : null;
            if (rows == null || run.isCancelled()) {
                partition.isBusy = false;
                return null;
            }
            partition.waiting.set(split, null);
            partition.nextSplit++;
            return new ArrayDeque<>(rows);
        }
    }
}
