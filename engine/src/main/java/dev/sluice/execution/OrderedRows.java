package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.KeyNormalizer;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.RowGatherer;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.plan.logical.LogicalPlan.SortOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps the rows of all tasks, in the order of the tasks, and hands them on sorted and cut. */
final class OrderedRows implements StageEnd {
    private final OrderedSpec spec;
    private final CompiledExpression[] keys;
    private final ConcurrentSkipListMap<Integer, TaskRows> tasks = new ConcurrentSkipListMap<>();

    private record Position(int batch, int row) {}

    private static final class TaskRows {
        private final List<Batch> batches = new ArrayList<>();
        private long rowCount;
        private volatile boolean isFinished;
    }

    OrderedRows(OrderedSpec spec, long timestampMicros) {
        this.spec = spec;
        this.keys = spec.orders().stream()
                .map(order -> ExpressionCompiler.compile(order.expression(), timestampMicros))
                .toArray(CompiledExpression[]::new);
    }

    /** Whether tasks before this one, all of them ended, already hold as many rows as are handed on. */
    boolean isFilledBefore(int task) {
        long rows = 0;
        for (int index = 0; index < task && keys.length == 0; index++) {
            TaskRows before = tasks.get(index);
            if (before == null || !before.isFinished) {
                return false;
            }
            rows += before.rowCount;
        }
        return keys.length == 0 && rows >= spec.limit();
    }

    @Override
    public TaskEnd open(int index, TaskContext context) {
        TaskRows rows = new TaskRows();
        tasks.put(index, rows);
        return new TaskEnd() {
            @Override
            public void push(Batch batch) {
                rows.batches.add(batch.copy());
                rows.rowCount += batch.rowCount();
            }

            @Override
            public boolean wantsMore() {
                return keys.length > 0 || rows.rowCount < spec.limit();
            }

            @Override
            public void finish() {
                rows.isFinished = true;
            }

            @Override
            public void close() {}
        };
    }

    /** Hands on what was kept; once, after all tasks have ended. */
    void emit(Output output) {
        List<Batch> batches = new ArrayList<>();
        tasks.values().forEach(task -> batches.addAll(task.batches));
        if (keys.length == 0) {
            emitInOrder(batches, output);
        } else {
            emitSorted(batches, output);
        }
    }

    private void emitInOrder(List<Batch> batches, Output output) {
        int left = spec.limit();
        for (Batch batch : batches) {
            int count = Math.min(left, batch.rowCount());
            if (count > 0) {
                output.push(new Batch(batch.schema(), batch.vectors(), count));
            }
            left -= count;
        }
    }

    private void emitSorted(List<Batch> batches, Output output) {
        Vector[][] keyColumns = new Vector[batches.size()][keys.length];
        List<Position> positions = new ArrayList<>();
        for (int index = 0; index < batches.size(); index++) {
            Batch batch = batches.get(index);
            for (int key = 0; key < keys.length; key++) {
                Vector values = Vectors.flat(keys[key].evaluate(batch), batch.rowCount());
                keyColumns[index][key] = Vectors.copy(values, batch.rowCount());
            }
            for (int row = 0; row < batch.rowCount(); row++) {
                positions.add(new Position(index, row));
            }
        }
        positions.sort(comparator(keyColumns));
        int total = Math.min(spec.limit(), positions.size());
        for (int from = 0; from < total; from += Batch.DEFAULT_ROWS) {
            List<Position> part = positions.subList(from, Math.min(total, from + Batch.DEFAULT_ROWS));
            output.push(gather(batches, part));
        }
    }

    private Batch gather(List<Batch> batches, List<Position> positions) {
        RowGatherer gatherer = new RowGatherer(spec.schema());
        int[] sources = new int[batches.size()];
        Arrays.fill(sources, -1);
        for (Position position : positions) {
            int batch = position.batch();
            if (sources[batch] < 0) {
                sources[batch] = gatherer.source(batches.get(batch));
            }
            gatherer.pick(sources[batch], position.row());
        }
        return gatherer.build();
    }

    private Comparator<Position> comparator(Vector[][] keyColumns) {
        return (left, right) -> {
            for (int key = 0; key < keys.length; key++) {
                SortOrder order = spec.orders().get(key);
                int compared = compare(
                        order, keyColumns[left.batch()][key], left.row(), keyColumns[right.batch()][key], right.row());
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private static int compare(SortOrder order, Vector left, int leftRow, Vector right, int rightRow) {
        if (left.isNull(leftRow) || right.isNull(rightRow)) {
            int nullsLast = Boolean.compare(left.isNull(leftRow), right.isNull(rightRow));
            return order.nullsFirst() ? -nullsLast : nullsLast;
        }
        int compared = compareValues(left, leftRow, right, rightRow);
        return order.ascending() ? compared : -compared;
    }

    private static int compareValues(Vector left, int leftRow, Vector right, int rightRow) {
        return switch (left) {
            case BooleanVector v -> Boolean.compare(v.values()[leftRow], ((BooleanVector) right).values()[rightRow]);
            case IntVector v -> Integer.compare(v.values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LongVector v -> Long.compare(v.values()[leftRow], ((LongVector) right).values()[rightRow]);
            case DoubleVector v ->
                Double.compare(
                        Double.longBitsToDouble(KeyNormalizer.bits(v.values()[leftRow])),
                        Double.longBitsToDouble(KeyNormalizer.bits(((DoubleVector) right).values()[rightRow])));
            case BytesVector v -> {
                BytesVector other = (BytesVector) right;
                int start = v.starts()[leftRow];
                int otherStart = other.starts()[rightRow];
                yield Arrays.compareUnsigned(
                        v.data(),
                        start,
                        start + v.lengths()[leftRow],
                        other.data(),
                        otherStart,
                        otherStart + other.lengths()[rightRow]);
            }
            case StructVector v -> compareStructs(v, leftRow, (StructVector) right, rightRow);
            case ConstantVector v -> throw new IllegalStateException("not flat: " + v.type());
            case DictionaryVector v -> throw new IllegalStateException("not flat: " + v.type());
        };
    }

    /** Field by field, null first. */
    private static int compareStructs(StructVector left, int leftRow, StructVector right, int rightRow) {
        for (int field = 0; field < left.fields().length; field++) {
            Vector leftField = Vectors.flat(left.field(field), leftRow + 1);
            Vector rightField = Vectors.flat(right.field(field), rightRow + 1);
            int compared = Boolean.compare(rightField.isNull(rightRow), leftField.isNull(leftRow));
            if (compared == 0 && !leftField.isNull(leftRow)) {
                compared = compareValues(leftField, leftRow, rightField, rightRow);
            }
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
