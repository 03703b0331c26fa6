package dev.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.config.Options;
import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.connector.memory.MemorySinkProvider;
import dev.sluice.connector.memory.MemorySourceProvider;
import dev.sluice.connector.memory.MemoryTable;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.execution.kept.KeepingRows;
import dev.sluice.execution.memory.MemoryBudget;
import dev.sluice.execution.memory.Scratch;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.seam.Exec;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.streaming.trigger.QueryTrigger;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MicroBatchRunnerTest {
    private static final StructType SCHEMA = new StructType().add("n", AtomicType.BIGINT);

    @TempDir
    Path folder;

    private final SystemExec exec = new SystemExec();
    private final Exec.WorkPool pool = exec.workPool("test", 2);
    private final MemoryInput input = new MemoryInput(SCHEMA);
    private final MemoryTable table = new MemoryTable(SCHEMA);
    private final MemoryBudget memory = new MemoryBudget(exec, 1 << 30);
    private final QueryEnvironment environment = new QueryEnvironment(
            (FunctionRegistry) Proxy.newProxyInstance(
                    MicroBatchRunnerTest.class.getClassLoader(),
                    new Class<?>[] {FunctionRegistry.class},
                    (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }),
            LocalFs.withoutSync(),
            new SystemClock(),
            new SystemIds(),
            exec,
            pool,
            2,
            memory,
            Scratch.below(Path.of("scratch"), LocalFs.withoutSync(), new SystemIds(), exec));

    @AfterEach
    void close() {
        pool.close();
        assertThat(memory.heldBytes())
                .as("bytes held after the end of every query")
                .isZero();
    }

    private LogicalPlan scan() {
        SourceSettings settings = new SourceSettings(
                Options.validated("source", new MemorySourceProvider().options(), Map.of()),
                null,
                ZoneOffset.UTC,
                true,
                input);
        return new LogicalPlan.Scan(new SourceRelation(new MemorySourceProvider(), settings), Attribute.of(SCHEMA));
    }

    /** The numbers that were ever seen, each once in the state. */
    private LogicalPlan distinct() {
        return new LogicalPlan.Aggregate(
                scan(),
                List.of(new NamedExpression(new InputRef(0, "n", AtomicType.BIGINT, true), "n")),
                List.of(),
                Attribute.of(SCHEMA));
    }

    private QueryHandle start(LogicalPlan plan, OutputMode mode, QueryTrigger trigger) {
        return start(plan, mode, trigger, new MemorySinkProvider());
    }

    private QueryHandle start(LogicalPlan plan, OutputMode mode, QueryTrigger trigger, SinkProvider sink) {
        SinkSettings settings = new SinkSettings(
                SCHEMA, Options.validated("sink", sink.options(), Map.of()), mode, ZoneOffset.UTC, "test", true, table);
        FunctionContext context = new FunctionContext(true, ZoneOffset.UTC);
        return QueryHandle.start(
                new QueryDefinition(
                        "test",
                        new QueryForm(
                                context,
                                plan,
                                settings,
                                new KeepingRows(null, Path::of, schema -> rows -> new byte[0])),
                        recorded -> {
                            throw new UnsupportedOperationException(recorded.toString());
                        },
                        mode,
                        sink,
                        trigger,
                        null,
                        folder.resolve("checkpoint"),
                        StreamingSettings.DEFAULT,
                        List.of(),
                        false),
                environment);
    }

    private void add(long... numbers) {
        input.addData(new Batch(SCHEMA, new Vector[] {new LongVector(numbers, null)}, numbers.length));
    }

    private List<Long> rows() {
        List<Long> rows = new ArrayList<>();
        for (Batch batch : table.allBatches()) {
            LongStream.of(Vectors.longs(batch.vector(0), batch.rowCount()).values())
                    .limit(batch.rowCount())
                    .forEach(rows::add);
        }
        return rows;
    }

    private static void finish(QueryHandle query) throws InterruptedException {
        query.awaitTermination(0);
        assertThat(query.exception()).isNull();
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("checkpoint").resolve(directory))) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void g1_statelessRowsArriveOnceOverRestarts() throws Exception {
        add(1, 2);
        QueryHandle first = start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow());
        finish(first);
        add(3);
        QueryHandle second = start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow());
        finish(second);
        assertThat(rows()).containsExactly(1L, 2L, 3L);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(names("offsets")).containsExactly("0", "1");
        assertThat(names("commits")).containsExactly("0", "1");
    }

    @Test
    void k8_aVisibleBatchWithoutCommitEntryIsAdoptedWithItsState() throws Exception {
        add(1, 2);
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        Files.delete(folder.resolve("checkpoint/commits/0"));
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        assertThat(names("state/0")).hasSize(1);
        add(2, 3);
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        assertThat(rows()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(names("commits")).containsExactly("0", "1");
    }

    @Test
    void c1_aDamagedCommitEntryIsMovedAsideAndMadeAgain() throws Exception {
        add(1);
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        Files.write(folder.resolve("checkpoint/commits/0"), new byte[0]);
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        assertThat(rows()).containsExactly(1L);
        assertThat(names("commits")).containsExactly("0", "0.damaged.2");
    }

    @Test
    void c2_aDamagedPlanIsWrittenAgainFromItsCommitEntry() throws Exception {
        add(1);
        finish(start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow()));
        Files.write(folder.resolve("checkpoint/offsets/0"), new byte[0]);
        add(2);
        finish(start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow()));
        assertThat(rows()).containsExactly(1L, 2L);
        assertThat(names("offsets")).containsExactly("0", "0.damaged.2", "1");
    }

    @Test
    void f1_u7_oneQueryPerCheckpointAndStopReturns() throws Exception {
        QueryHandle query = start(scan(), OutputMode.APPEND, new QueryTrigger.ProcessingTime(0));
        assertThatThrownBy(() -> start(scan(), OutputMode.APPEND, new QueryTrigger.ProcessingTime(0)))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.CHECKPOINT_IN_USE));
        add(7);
        query.processAllAvailable();
        assertThat(rows()).containsExactly(7L);
        query.stop();
        query.stop();
        assertThat(query.isActive()).isFalse();
        assertThat(query.exception()).isNull();
        assertThat(query.status().message()).isEqualTo("Stopped");
    }

    @Test
    void R5_R7_aCheckpointOfAnotherQueryIsRefused() throws Exception {
        add(1);
        finish(start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow()));
        assertThatThrownBy(() -> start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.CHECKPOINT_INCOMPATIBLE))
                .hasMessageContaining("statefulOperators 0");
    }

    @Test
    void d11_aBatchOfOneSourceAndOneAggregateMakesThreeFiles() throws Exception {
        add(1);
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        assertThat(names("offsets").size()
                        + names("commits").size()
                        + names("state/0").size())
                .isEqualTo(3);
    }

    @Test
    void s0_whatFailsWhileASinkIsOpenedReleasesTheCheckpoint() throws Exception {
        add(1);
        AtomicInteger attempts = new AtomicInteger();
        SinkProvider failing = new TroubledSinkProvider(
                attempt -> {
                    if (attempt == 0) {
                        throw new IllegalStateException("the sink cannot be opened");
                    }
                },
                batch -> {},
                attempts);
        QueryHandle first = start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow(), failing);
        first.awaitTermination(0);
        assertThat(first.exception()).hasMessageContaining("cannot be opened");
        assertThat(first.isActive()).isFalse();
        finish(start(scan(), OutputMode.APPEND, new QueryTrigger.AvailableNow(), failing));
        assertThat(rows()).containsExactly(1L);
    }

    @Test
    void u1_anErrorOfTheSinkEndsTheQueryAndReleasesTheCheckpoint() throws Exception {
        add(1);
        AtomicInteger attempts = new AtomicInteger();
        SinkProvider failing = new TroubledSinkProvider(
                attempt -> {},
                batch -> {
                    if (attempts.get() == 1) {
                        throw new AssertionError("the sink is broken");
                    }
                },
                attempts);
        QueryHandle first = start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow(), failing);
        first.awaitTermination(0);
        assertThat(first.exception()).isInstanceOf(AssertionError.class);
        assertThat(names("offsets")).containsExactly("0");
        assertThat(names("commits")).isEmpty();
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow(), failing));
        assertThat(rows()).containsExactly(1L);
        assertThat(names("commits")).containsExactly("0");
    }

    @Test
    void s5_manyChangedGroupsAreWrittenByAllThreads() throws Exception {
        add(LongStream.range(0, 50_000).toArray());
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        add(LongStream.range(25_000, 75_000).toArray());
        finish(start(distinct(), OutputMode.COMPLETE, new QueryTrigger.AvailableNow()));
        assertThat(rows()).hasSize(75_000).doesNotHaveDuplicates();
    }
}
