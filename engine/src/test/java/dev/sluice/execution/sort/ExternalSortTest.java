package dev.sluice.execution.sort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Rows;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.RandomBatches;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.QueryMemory;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expression.GetField;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.plan.logical.LogicalPlan.SortOrder;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSortTest {
    private static final int ALL = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final SystemExec exec = new SystemExec();
    private final MemoryBudget budget = new MemoryBudget(exec, 1 << 30);

    private List<Path> scratchFiles() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    /** The rows of the batches, given in a random order, as the sort hands them on. */
    private List<Row> sorted(
            StructType schema, List<Batch> batches, List<SortOrder> orders, int limit, long bytes, Random random)
            throws IOException {
        budget.resize(bytes);
        List<Long> places = new ArrayList<>();
        long place = 0;
        for (Batch batch : batches) {
            places.add(place);
            place += batch.rowCount();
        }
        List<Integer> turns =
                new ArrayList<>(IntStream.range(0, batches.size()).boxed().toList());
        Collections.shuffle(turns, random);
        List<Row> rows = new ArrayList<>();
        Scratch scratch = Scratch.below(folder, LocalFs.withoutSync(), new SystemIds(), exec);
        try (QueryMemory memory = new QueryMemory("query \"sort\"", budget, scratch, exec);
                ExternalSort sort = new ExternalSort(schema, orders, 0, limit, memory)) {
            for (int turn : turns) {
                sort.input().add(batches.get(turn), places.get(turn));
            }
            if (bytes == 1 && place > 0) {
                assertThat(scratchFiles()).isNotEmpty();
            } else if (bytes == 1 << 30) {
                assertThat(scratchFiles()).isEmpty();
            }
            sort.emit(batch -> rows.addAll(Rows.toRows(batch)), () -> true);
        }
        assertThat(budget.heldBytes()).isZero();
        assertThat(scratchFiles()).isEmpty();
        return rows;
    }

    @Test
    void rowsOfEveryTypeAreOrderedAsByAStableSortOfObjects_whateverTheBudget() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            RandomBatches source = new RandomBatches(seed);
            StructType schema = source.schema();
            List<Batch> batches = source.batches(schema, 10, seed % 4 == 0 ? 4 : 700);
            List<SortOrder> orders = orders(schema, random);
            List<Row> expected = new ArrayList<>(Rows.toRows(batches));
            expected.sort(comparator(orders));
            int limit = seed % 3 == 0 ? random.nextInt(1_000) : ALL;
            for (long bytes : new long[] {1, 200_000, 1 << 30}) {
                assertThat(texts(sorted(schema, batches, orders, limit, bytes, random)))
                        .as("seed %d, %d bytes, %s", seed, bytes, orders)
                        .isEqualTo(texts(expected.subList(0, Math.min(limit, expected.size()))));
            }
        }
    }

    @Test
    void moreRunsThanAreMergedAtOnce() throws IOException {
        StructType schema = StructType.fromDDL("k INT, t STRING");
        List<Batch> batches = new RandomBatches(7).batches(schema, 150, 40);
        List<SortOrder> orders = List.of(new SortOrder(column(schema, 0), false, true));
        List<Row> expected = new ArrayList<>(Rows.toRows(batches));
        expected.sort(comparator(orders));
        assertThat(sorted(schema, batches, orders, ALL, 1, new Random(7))).isEqualTo(expected);
    }

    @Test
    void whoNeedsTheMemoryMoreGetsItWhileRowsAreAdded() throws IOException {
        StructType schema = StructType.fromDDL("k BIGINT");
        List<Batch> batches = new RandomBatches(8).batches(schema, 20, 4_096);
        List<SortOrder> orders = List.of(new SortOrder(column(schema, 0), true, true));
        Scratch scratch = Scratch.below(folder, LocalFs.withoutSync(), new SystemIds(), exec);
        budget.resize(10 << 20);
        List<Row> rows = new ArrayList<>();
        try (QueryMemory memory = new QueryMemory("query \"sort\"", budget, scratch, exec);
                ExternalSort sort = new ExternalSort(schema, orders, 0, ALL, memory)) {
            long place = 0;
            for (Batch batch : batches) {
                sort.input().add(batch, place);
                place += batch.rowCount();
            }
            assertThat(scratchFiles()).isEmpty();
            memory.hold("state of operator 0").resize(10 << 20);
            assertThat(scratchFiles()).isNotEmpty();
            sort.emit(batch -> rows.addAll(Rows.toRows(batch)), () -> true);
        }
        List<Row> expected = new ArrayList<>(Rows.toRows(batches));
        expected.sort(comparator(orders));
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void nothingIsHandedOnOnceNobodyWantsMore() throws IOException {
        StructType schema = StructType.fromDDL("k BIGINT");
        List<Batch> batches = new RandomBatches(9).batches(schema, 20, 4_096);
        Scratch scratch = Scratch.below(folder, LocalFs.withoutSync(), new SystemIds(), exec);
        List<Integer> handedOn = new ArrayList<>();
        try (QueryMemory memory = new QueryMemory("query \"sort\"", budget, scratch, exec);
                ExternalSort sort = new ExternalSort(
                        schema, List.of(new SortOrder(column(schema, 0), true, true)), 0, ALL, memory)) {
            long place = 0;
            for (Batch batch : batches) {
                sort.input().add(batch, place);
                place += batch.rowCount();
            }
            sort.emit(batch -> handedOn.add(batch.rowCount()), () -> handedOn.size() < 2);
        }
        assertThat(handedOn).containsExactly(Batch.DEFAULT_ROWS, Batch.DEFAULT_ROWS);
    }

    /** Equal for equal values, bytes too. */
    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(row -> text(row)).toList();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> Arrays.toString(bytes);
            case Row row -> text(row.toList());
            case List<?> list -> list.stream().map(each -> text(each)).toList().toString();
            case java.util.Map<?, ?> map -> text(new ArrayList<>(map.keySet())) + text(new ArrayList<>(map.values()));
            default -> value.toString();
        };
    }

    private static Expression column(StructType schema, int index) {
        return new InputRef(index, schema.field(index).name(), schema.type(index), true);
    }

    /** One to three keys: columns, and fields of structs, which have to be computed. */
    private static List<SortOrder> orders(StructType schema, Random random) {
        List<SortOrder> orders = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            int index = random.nextInt(schema.size());
            while (!schema.type(index).isOrderable()) {
                index = random.nextInt(schema.size());
            }
            Expression key = column(schema, index);
            if (schema.type(index) instanceof StructType struct && random.nextBoolean()) {
                key = new GetField(key, random.nextInt(struct.size()));
            }
            orders.add(new SortOrder(key, random.nextBoolean(), random.nextBoolean()));
        }
        return orders;
    }

    /** Spark's order, on objects: written apart from the engine's. */
    private static Comparator<Row> comparator(List<SortOrder> orders) {
        return (left, right) -> {
            for (SortOrder order : orders) {
                Object leftKey = key(order.expression(), left);
                Object rightKey = key(order.expression(), right);
                int compared;
                if (leftKey == null || rightKey == null) {
                    compared = order.nullsFirst()
                            ? Boolean.compare(leftKey != null, rightKey != null)
                            : Boolean.compare(rightKey != null, leftKey != null);
                } else {
                    compared = order.ascending() ? compare(leftKey, rightKey) : compare(rightKey, leftKey);
                }
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private static @Nullable Object key(Expression expression, Row row) {
        return switch (expression) {
            case InputRef reference -> row.get(reference.ordinal());
            case GetField field -> key(field.struct(), row) instanceof Row struct ? struct.get(field.ordinal()) : null;
            default -> throw new IllegalArgumentException(expression.sql());
        };
    }

    private static int compare(Object left, Object right) {
        return switch (left) {
            case Double number -> {
                double other = (Double) right;
                yield number == other ? 0 : Double.compare(number, other);
            }
            case String text -> Arrays.compareUnsigned(text.getBytes(UTF_8), ((String) right).getBytes(UTF_8));
            case Row row -> compareLists(row.toList(), ((Row) right).toList());
            case List<?> list -> compareLists(list, (List<?>) right);
            case Boolean value -> Boolean.compare(value, (Boolean) right);
            case Integer value -> Integer.compare(value, (Integer) right);
            case Long value -> Long.compare(value, (Long) right);
            case java.time.LocalDate value -> value.compareTo((java.time.LocalDate) right);
            case java.time.Instant value -> value.compareTo((java.time.Instant) right);
            case java.time.LocalDateTime value -> value.compareTo((java.time.LocalDateTime) right);
            case Byte value -> Byte.compare(value, (Byte) right);
            case Short value -> Short.compare(value, (Short) right);
            case Float value -> {
                float other = (Float) right;
                yield value == other ? 0 : Float.compare(value, other);
            }
            case java.math.BigDecimal value -> value.compareTo((java.math.BigDecimal) right);
            case byte[] bytes -> Arrays.compareUnsigned(bytes, (byte[]) right);
            default -> throw new IllegalArgumentException(left.getClass().getName());
        };
    }

    private static int compareLists(List<?> left, List<?> right) {
        for (int index = 0; index < Math.min(left.size(), right.size()); index++) {
            Object leftPart = left.get(index);
            Object rightPart = right.get(index);
            int compared = leftPart == null || rightPart == null
                    ? Boolean.compare(leftPart != null, rightPart != null)
                    : compare(leftPart, rightPart);
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
