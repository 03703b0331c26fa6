package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.join.JoinProbe;
import dev.sluice.execution.ledger.RowFates;

/** Rows look up their partners in the table of the other side. */
final class ProbeOperator implements Operator {
    private final JoinProbe probe;

    ProbeOperator(JoinProbe probe) {
        this.probe = probe;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        probe.process(batch, output::push);
    }

    @Override
    public RowFates fates() {
        return probe.fates();
    }

    @Override
    public void endBatch(Output output) {
        probe.finish();
    }
}
