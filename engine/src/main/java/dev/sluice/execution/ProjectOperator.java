package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.types.StructType;

/** Computes each output column from the input columns. */
final class ProjectOperator implements Operator {
    private final StructType schema;
    private final CompiledExpression[] columns;

    ProjectOperator(StructType schema, CompiledExpression[] columns) {
        this.schema = schema;
        this.columns = columns;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        Vector[] vectors = new Vector[columns.length];
        for (int index = 0; index < columns.length; index++) {
            vectors[index] = columns[index].evaluate(batch);
        }
        output.push(batch.with(schema, vectors));
    }
}
