package dev.sluice.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.builtin.Builtins;
import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.seam.Exec;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunnerTest {
    private static final FunctionContext ANSI = new FunctionContext(true, ZoneOffset.UTC);
    private static final Expression ID = new InputRef(0, "id", AtomicType.BIGINT, false);

    private final SystemExec exec = new SystemExec();
    private final Exec.WorkPool pool = exec.workPool("test-work", 3);

    private final MemoryBudget memory = new MemoryBudget(exec, 1 << 30);

    @AfterEach
    void close() {
        pool.close();
        assertThat(memory.heldBytes())
                .as("bytes held after the end of every query")
                .isZero();
    }

    private QueryEnvironment environment(int partitions) {
        return new QueryEnvironment(
                Builtins.registry(),
                LocalFs.withoutSync(),
                new SystemClock(),
                new SystemIds(),
                exec,
                pool,
                partitions,
                memory,
                Scratch.below(Path.of("scratch"), LocalFs.withoutSync(), new SystemIds(), exec));
    }

    private List<Batch> collect(LogicalPlan plan, int partitions) {
        return new StaticQuery(plan, environment(partitions)).collect((rows, hold) -> {
            List<Batch> batches = new ArrayList<>();
            rows.forEach(batches::add);
            return batches;
        });
    }

    private static LogicalPlan range(long end) {
        return new LogicalPlan.Range(0, end, 1, List.of(Attribute.of("id", AtomicType.BIGINT, false)));
    }

    private static Expression call(String name, Expression... arguments) {
        var declared = Builtins.registry().scalar(name).orElseThrow();
        var binding = declared.bind(
                java.util.Arrays.stream(arguments)
                        .map(argument -> new dev.sluice.spi.function.ScalarFunction.Argument(
                                argument.type(),
                                argument.isNullable(),
                                argument instanceof Expression.Literal,
                                argument instanceof Expression.Literal literal ? literal.value() : null,
                                argument.sql()))
                        .toList(),
                ANSI);
        return new Expression.Call(name, binding.function(), List.of(arguments));
    }

    private static Expression literal(long value) {
        return new Expression.Literal(value, AtomicType.BIGINT);
    }

    private static AggregateCall aggregate(String name, Expression... arguments) {
        List<DataType> types = new ArrayList<>();
        for (Expression argument : arguments) {
            types.add(argument.type());
        }
        var binding = Builtins.registry().aggregate(name).orElseThrow().bind(types, ANSI);
        return new AggregateCall(name, binding.aggregate(), List.of(arguments), name);
    }

    private static LogicalPlan countAndSumBy(LogicalPlan child, Expression key) {
        return new LogicalPlan.Aggregate(
                child,
                List.of(new NamedExpression(key, "key")),
                List.of(aggregate("count"), aggregate("sum", ID)),
                List.of(
                        Attribute.of("key", AtomicType.BIGINT, false),
                        Attribute.of("count", AtomicType.BIGINT, false),
                        Attribute.of("sum", AtomicType.BIGINT, true)));
    }

    private static List<List<Long>> longs(List<Batch> batches) {
        List<List<Long>> rows = new ArrayList<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.rowCount(); row++) {
                List<Long> values = new ArrayList<>();
                for (Vector vector : batch.vectors()) {
                    values.add(Vectors.longs(vector, batch.rowCount()).values()[row]);
                }
                rows.add(values);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 5_000, 3_000_000})
    void aggregatesEqualAModelWhetherOrNotFoldingPays(long keys) {
        long rows = 600_000;
        LogicalPlan plan = countAndSumBy(range(rows), call("%", ID, literal(keys)));
        Map<Long, long[]> model = new HashMap<>();
        for (long id = 0; id < rows; id++) {
            long[] figures = model.computeIfAbsent(id % keys, ignored -> new long[2]);
            figures[0]++;
            figures[1] += id;
        }
        for (int partitions : new int[] {1, 3}) {
            List<List<Long>> found = longs(collect(plan, partitions));
            assertThat(found).hasSize(model.size());
            assertThat(found).allSatisfy(row -> {
                long[] figures = model.getOrDefault(row.get(0), new long[2]);
                assertThat(row).containsExactly(row.get(0), figures[0], figures[1]);
            });
        }
    }

    @Test
    void rowsKeepTheOrderOfTheirSplits() {
        LogicalPlan plan =
                new LogicalPlan.Filter(range(1_000_000), call("=", call("%", ID, literal(1_000)), literal(7)));
        List<List<Long>> found = longs(collect(plan, 2));
        assertThat(found).hasSize(1_000).isSortedAccordingTo((left, right) -> Long.compare(left.get(0), right.get(0)));
    }

    @Test
    void aGlobalAggregateOfNothingIsOneRow() {
        LogicalPlan empty = new LogicalPlan.Filter(range(10), call("<", ID, literal(0)));
        LogicalPlan plan = new LogicalPlan.Aggregate(
                empty,
                List.of(),
                List.of(aggregate("count"), aggregate("sum", ID)),
                List.of(Attribute.of("count", AtomicType.BIGINT, false), Attribute.of("sum", AtomicType.BIGINT, true)));
        List<Batch> found = collect(plan, 4);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().rowCount()).isEqualTo(1);
        assertThat(Vectors.longs(found.getFirst().vector(0), 1).values()[0]).isZero();
        assertThat(found.getFirst().vector(1).isNull(0)).isTrue();
    }

    @Test
    void sortsAndCuts() {
        LogicalPlan sorted = new LogicalPlan.Sort(
                range(300_000), List.of(new LogicalPlan.SortOrder(call("%", ID, literal(1_000)), false, false)));
        List<List<Long>> found = longs(collect(new LogicalPlan.Limit(sorted, 3), 2));
        // Equal keys keep their order.
        assertThat(found).containsExactly(List.of(999L), List.of(1_999L), List.of(2_999L));
        // Each task computes keys with arrays of its own.
        assertThat(longs(collect(sorted, 2)))
                .hasSize(300_000)
                .isSortedAccordingTo(Comparator.comparingLong((List<Long> row) -> -(row.getFirst() % 1_000))
                        .thenComparing(List::getFirst));
        assertThat(longs(collect(new LogicalPlan.Limit(range(10_000_000), 5), 2)))
                .containsExactly(List.of(0L), List.of(1L), List.of(2L), List.of(3L), List.of(4L));
    }

    @Test
    void aFailureOfOneTaskIsTheFailureOfTheBatch() {
        Expression failing = call("div", literal(1), call("-", ID, literal(299_999)));
        LogicalPlan plan = new LogicalPlan.Project(
                range(600_000),
                List.of(new NamedExpression(failing, "x")),
                List.of(Attribute.of("x", AtomicType.BIGINT, true)));
        assertThatThrownBy(() -> collect(plan, 2)).hasMessageContaining("DIVIDE_BY_ZERO");
    }

    @Test
    void aChainOfAggregates() {
        LogicalPlan perKey = countAndSumBy(range(10_000), call("%", ID, literal(100)));
        Expression count = new InputRef(1, "count", AtomicType.BIGINT, false);
        LogicalPlan plan = new LogicalPlan.Aggregate(
                perKey,
                List.of(new NamedExpression(count, "count")),
                List.of(aggregate("count")),
                List.of(
                        Attribute.of("count", AtomicType.BIGINT, false),
                        Attribute.of("groups", AtomicType.BIGINT, false)));
        assertThat(longs(collect(plan, 2))).containsExactly(List.of(100L, 100L));
    }

    @Test
    void localRowsAndAUnionOfThem() {
        StructType schema = new StructType().add("id", AtomicType.BIGINT, false);
        Batch rows = new Batch(schema, new Vector[] {new LongVector(new long[] {7, 8}, null)}, 2);
        LogicalPlan local = new LogicalPlan.LocalRows(Attribute.of(schema), BatchSequence.of(List.of(rows)));
        LogicalPlan union = new LogicalPlan.Union(List.of(local, range(2)), Attribute.of(schema));
        assertThat(longs(collect(union, 2))).containsExactly(List.of(7L), List.of(8L), List.of(0L), List.of(1L));
    }
}
