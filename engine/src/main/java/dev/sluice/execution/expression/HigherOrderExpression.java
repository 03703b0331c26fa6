package dev.sluice.execution.expression;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.BoundHigherOrder;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A function with lambdas: their bodies run over batches of elements, beside each the columns of its row that they read. */
final class HigherOrderExpression implements CompiledExpression {
    private final @Nullable Expression call;
    private final BoundHigherOrder.Kernel kernel;
    private final CompiledExpression[] arguments;
    private final Body[] bodies;

    /** @param call that it computes, for errors; null where nobody sees them */
    HigherOrderExpression(
            @Nullable Expression call, BoundHigherOrder.Kernel kernel, CompiledExpression[] arguments, Body[] bodies) {
        this.call = call;
        this.kernel = kernel;
        this.arguments = arguments;
        this.bodies = bodies;
    }

    @Override
    public Vector evaluate(Batch batch) {
        Vector[] values = new Vector[arguments.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = arguments[index].evaluate(batch);
        }
        for (Body body : bodies) {
            body.begin(batch);
        }
        try {
            return kernel.evaluate(values, bodies, batch.rowCount());
        } catch (SluiceException failed) {
            throw NamedErrors.named(failed, call);
        }
    }

    /** The body of a lambda over the columns that it reads, then its variables. */
    static final class Body implements BoundHigherOrder.Lambda {
        private final CompiledExpression[] captured;
        private final CompiledExpression expression;
        private final DataType type;
        private final StructType schema;
        private final boolean canFail;
        private @Nullable Batch batch;
        private Vector @Nullable [] columns;

        Body(
                CompiledExpression[] captured,
                CompiledExpression expression,
                DataType type,
                StructType schema,
                boolean canFail) {
            this.captured = captured;
            this.expression = expression;
            this.type = type;
            this.schema = schema;
            this.canFail = canFail;
        }

        @Override
        public boolean canFail() {
            return canFail;
        }

        void begin(Batch outer) {
            batch = outer;
            columns = null;
        }

        private Vector[] columns() {
            Vector[] known = columns;
            if (known == null) {
                Batch outer = Objects.requireNonNull(batch, "the batch that the lambda is called in");
                known = new Vector[captured.length];
                for (int index = 0; index < known.length; index++) {
                    known[index] = Vectors.flat(captured[index].evaluate(outer), outer.rowCount());
                }
                columns = known;
            }
            return known;
        }

        @Override
        public Vector evaluate(int[] rows, Vector[] variables, int count) {
            List<Vector> parts = new ArrayList<>();
            for (int from = 0; from < count; from += Batch.DEFAULT_ROWS) {
                int length = Math.min(Batch.DEFAULT_ROWS, count - from);
                parts.add(evaluate(rows, variables, from, length));
            }
            if (parts.isEmpty()) {
                return Vectors.emptySlots(type, 0, null);
            }
            if (parts.size() == 1) {
                return parts.getFirst();
            }
            int[] counts = new int[parts.size()];
            Arrays.fill(counts, Batch.DEFAULT_ROWS);
            counts[counts.length - 1] = count - Batch.DEFAULT_ROWS * (counts.length - 1);
            return Vectors.concat(type, parts.toArray(Vector[]::new), counts);
        }

        private Vector evaluate(int[] rows, Vector[] variables, int from, int length) {
            Vector[] known = columns();
            Vector[] vectors = new Vector[known.length + variables.length];
            int[] own = Arrays.copyOfRange(rows, from, from + length);
            for (int index = 0; index < known.length; index++) {
                vectors[index] = known[index].gather(own, length);
            }
            int[] places = new int[length];
            for (int index = 0; index < length; index++) {
                places[index] = from + index;
            }
            for (int index = 0; index < variables.length; index++) {
                vectors[known.length + index] = variables[index].gather(places, length);
            }
            long[] positions = Objects.requireNonNull(batch, "the batch that the lambda is called in")
                    .positions(own, length);
            Vector value = expression.evaluate(new Batch(schema, vectors, length, positions));
            return Vectors.copy(Vectors.flatParts(value, length), length);
        }
    }
}
