package dev.sluice.execution;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.logical.LogicalPlan.Generate;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hands on a row for each element of an array or entry of a map, with its parts as additional last columns. */
final class GenerateOperator implements Operator {
    /** The part of a row that stands for an array without elements. */
    private static final int NONE = -1;

    private final Generate node;
    private final StructType schema;
    private final CompiledExpression collection;
    private final RowFates fates = new RowFates();

    /** Of the rows that are handed on next: from which row each comes, which part it has, and its place. */
    private final int[] owners = new int[Batch.DEFAULT_ROWS];

    private final int[] parts = new int[Batch.DEFAULT_ROWS];
    private final int[] positions = new int[Batch.DEFAULT_ROWS];

    GenerateOperator(Generate node, CompiledExpression collection) {
        this.node = node;
        this.schema = node.schema();
        this.collection = collection;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        Vector values = Vectors.flat(collection.evaluate(batch), batch.rowCount());
        if (values instanceof MapVector maps) {
            expand(batch, maps, maps.starts(), maps.lengths(), output);
        } else {
            ArrayVector arrays = (ArrayVector) values;
            expand(batch, arrays, arrays.starts(), arrays.lengths(), output);
        }
    }

    private void expand(Batch batch, Vector values, int[] starts, int[] lengths, Output output) {
        int count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            int length = values.isNull(row) ? 0 : lengths[row];
            int handedOn = length == 0 && node.isOuter() ? 1 : length;
            if (handedOn == 0) {
                fates.add(Fate.FILTERED, 1);
            } else {
                fates.pass(1, handedOn);
            }
            for (int offset = 0; offset < handedOn; offset++) {
                owners[count] = row;
                parts[count] = length == 0 ? NONE : starts[row] + offset;
                positions[count] = offset;
                count++;
                if (count == owners.length) {
                    push(batch, values, count, output);
                    count = 0;
                }
            }
        }
        if (count > 0) {
            push(batch, values, count, output);
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    private void push(Batch batch, Vector values, int count, Output output) {
        int[] part = Arrays.copyOf(parts, count);
        Batch repeated = batch.gather(Arrays.copyOf(owners, count), count);
        Vector[] vectors = Arrays.copyOf(repeated.vectors(), schema.size());
        int column = batch.vectors().length;
        if (node.withPosition()) {
            vectors[column++] = positions(Arrays.copyOf(positions, count), part);
        }
        for (Vector generated : columns(values, part, count)) {
            vectors[column++] = generated;
        }
        output.push(repeated.with(schema, vectors));
    }

    private static Vector positions(int[] positions, int[] parts) {
        return Vectors.gatherOrNull(new IntVector(positions, null), places(parts), parts.length);
    }

    /** Each its own place, none where there is no part. */
    private static int[] places(int[] parts) {
        int[] places = new int[parts.length];
        for (int row = 0; row < places.length; row++) {
            places[row] = parts[row] == NONE ? NONE : row;
        }
        return places;
    }

    private List<Vector> columns(Vector values, int[] parts, int count) {
        List<Vector> columns = new ArrayList<>();
        switch (values) {
            case MapVector maps -> {
                columns.add(Vectors.gatherOrNull(maps.keys(), parts, count));
                columns.add(Vectors.gatherOrNull(maps.values(), parts, count));
            }
            case ArrayVector arrays -> {
                Vector elements = Vectors.gatherOrNull(arrays.elements(), parts, count);
                if (node.isInline()) {
                    addFields(Vectors.structs(elements, count), count, columns);
                } else {
                    columns.add(elements);
                }
            }
            case Vector other -> throw new IllegalStateException("no collection: " + other.type());
        }
        return columns;
    }

    private static void addFields(StructVector structs, int count, List<Vector> columns) {
        for (int field = 0; field < structs.fields().length; field++) {
            columns.add(Vectors.field(structs, field, count));
        }
    }
}
