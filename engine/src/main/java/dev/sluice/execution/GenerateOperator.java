package dev.sluice.execution;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
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
    private int[] owners = new int[0];
    private int[] parts = new int[0];
    private int[] positions = new int[0];

    GenerateOperator(Generate node, CompiledExpression collection) {
        this.node = node;
        this.schema = node.schema();
        this.collection = collection;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        Vector values = Vectors.flat(collection.evaluate(batch), batch.rowCount());
        int count = values instanceof MapVector maps
                ? expand(maps, maps.starts(), maps.lengths(), batch.rowCount())
                : expand(values, ((ArrayVector) values).starts(), ((ArrayVector) values).lengths(), batch.rowCount());
        for (int from = 0; from < count; from += Batch.DEFAULT_ROWS) {
            int rows = Math.min(Batch.DEFAULT_ROWS, count - from);
            int[] part = Arrays.copyOfRange(parts, from, from + rows);
            Vector[] vectors = Arrays.copyOf(
                    batch.gather(Arrays.copyOfRange(owners, from, from + rows), rows)
                            .vectors(),
                    schema.size());
            int column = batch.vectors().length;
            if (node.withPosition()) {
                vectors[column++] = positions(Arrays.copyOfRange(positions, from, from + rows), part);
            }
            for (Vector generated : columns(values, part, rows)) {
                vectors[column++] = generated;
            }
            output.push(new Batch(schema, vectors, rows));
        }
    }

    /** Fills the numbers of rows and of parts for each row that is handed on, and says how many there are. */
    private int expand(Vector values, int[] starts, int[] lengths, int rowCount) {
        int count = 0;
        for (int row = 0; row < rowCount; row++) {
            int length = values.isNull(row) ? 0 : lengths[row];
            int handedOn = length == 0 && node.isOuter() ? 1 : length;
            reserve(Math.addExact(count, handedOn));
            for (int offset = 0; offset < handedOn; offset++) {
                owners[count] = row;
                parts[count] = length == 0 ? NONE : starts[row] + offset;
                positions[count] = offset;
                count++;
            }
        }
        return count;
    }

    private void reserve(int count) {
        if (count > owners.length) {
            int capacity = Math.max(count, Math.max(Batch.DEFAULT_ROWS, owners.length * 2));
            owners = Arrays.copyOf(owners, capacity);
            parts = Arrays.copyOf(parts, capacity);
            positions = Arrays.copyOf(positions, capacity);
        }
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
