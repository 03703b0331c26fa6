package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.ledger.RowFates;
import java.util.List;

/** Hands on a row for each of several projections. */
final class ExpandOperator implements Operator {
    private final List<ProjectOperator> projections;
    private final RowFates fates = new RowFates();

    ExpandOperator(List<ProjectOperator> projections) {
        this.projections = projections;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        fates.pass(batch.rowCount(), (long) batch.rowCount() * projections.size());
        projections.forEach(projection -> projection.process(input, batch, output));
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}
