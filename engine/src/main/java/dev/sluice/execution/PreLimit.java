package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.execution.memory.QueryMemory;
import java.util.Arrays;
import java.util.List;

/** The half of a limit that runs inside a task: sends on no more rows than could pass if no other task had any. */
final class PreLimit implements KeyedTask {
    private static final Vector[] NO_KEYS = new Vector[0];

    private final int limit;
    private final long hash;
    private final PartitionRows partitions;
    private final RowFates fates = new RowFates();
    private int sent;

    PreLimit(LimitSpec spec, int partitionCount, QueryMemory memory) {
        this.limit = spec.limit();
        this.hash = StatefulLimit.keyHash();
        this.partitions = new PartitionRows(spec, partitionCount, memory);
    }

    /** Rows beyond the limit are taken too, and dropped: what lies below has to see all of its input. */
    @Override
    public void push(Batch batch) {
        int count = Math.min(batch.rowCount(), limit - sent);
        fates.pass(count, count);
        fates.add(Fate.FILTERED, batch.rowCount() - count);
        if (count == 0) {
            return;
        }
        sent += count;
        long[] hashes = new long[count];
        Arrays.fill(hashes, hash);
        Vector[] columns = new Vector[batch.vectors().length];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = Vectors.flat(batch.vector(index), batch.rowCount());
        }
        partitions.addCopies(count, hashes, NO_KEYS, columns);
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    @Override
    public List<SplitRows> finish() {
        return partitions.seal();
    }
}
