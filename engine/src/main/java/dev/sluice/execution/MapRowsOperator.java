package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.spi.function.RowMapper;

/** Hands on what a function of the user makes of rows, which is any number of others. */
final class MapRowsOperator implements Operator {
    private final RowMapper function;
    private final RowFates fates = new RowFates();

    MapRowsOperator(RowMapper function) {
        this.function = function;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        fates.pass(batch.rowCount(), 0);
        function.map(batch, rows -> {
            fates.give(rows.rowCount());
            output.push(rows);
        });
    }

    @Override
    public RowFates fates() {
        return fates;
    }
}
