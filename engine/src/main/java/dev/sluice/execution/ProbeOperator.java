package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.join.JoinProbe;

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
    public void endBatch(Output output) {
        probe.finish();
    }
}
