package dev.sluice.execution;

import static dev.sluice.plan.Plans.as;
import static dev.sluice.plan.Plans.call;
import static dev.sluice.plan.Plans.col;
import static dev.sluice.plan.Plans.count;
import static dev.sluice.plan.Plans.group;
import static dev.sluice.plan.Plans.lit;
import static dev.sluice.plan.Plans.select;
import static dev.sluice.plan.Plans.stream;
import static dev.sluice.plan.Plans.watermark;
import static dev.sluice.plan.Plans.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Row;
import dev.sluice.Rows;
import dev.sluice.columnar.Batch;
import dev.sluice.execution.AggregateSpec.Assignment;
import dev.sluice.execution.BatchPlayer.Played;
import dev.sluice.execution.BatchResult.OperatorMetrics;
import dev.sluice.execution.SlidingWindowModel.Event;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.seam.Exec;
import dev.sluice.seam.SystemExec;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows merged from panes beside windows of repeated rows and beside a model, over random streams and watermarks. */
class SlidingWindowsTest {
    private static final String SCHEMA =
            "name STRING, number BIGINT, time TIMESTAMP, value BIGINT, weight DOUBLE, label STRING";
    private static final long SECOND = 1_000_000;
    private static final long END_OF_TIME = 4_000 * SECOND;
    private static final int[] PARTITIONS = {1, 2, 7};

    /** Window, slide and start in seconds. */
    private static final long[][] SPECS = {
        {10, 5, 0}, {60, 1, 0}, {12, 4, -1}, {6, 2, 1}, {40, 8, 7}, {300, 100, 0}, {9, 3, -2}, {64, 2, 0}
    };

    @TempDir
    Path folder;

    private final SystemExec exec = new SystemExec();
    private final Exec.WorkPool pool = exec.workPool("test-work", 3);

    @AfterEach
    void closePool() {
        pool.close();
    }

    /** One random query with a random stream. */
    private final class Scene {
        final Random random;
        final WindowSpec windows;
        final boolean isWatermarked;
        final boolean isKeyed;
        final int windowPosition;
        final int timesOfBatch;
        final UnresolvedPlan query;
        long now = -100 * SECOND;

        Scene(long seed, OutputMode mode) {
            random = new Random(seed);
            long[] spec = SPECS[random.nextInt(SPECS.length)];
            windows = new WindowSpec(spec[0] * SECOND, spec[1] * SECOND, spec[2] * SECOND);
            isWatermarked = mode == OutputMode.APPEND || random.nextInt(4) > 0;
            isKeyed = random.nextInt(4) > 0;
            windowPosition = isKeyed ? random.nextInt(3) : 0;
            timesOfBatch = 1 + random.nextInt(200);
            query = query(spec);
        }

        private UnresolvedPlan query(long[] spec) {
            UnresolvedPlan events = stream(SCHEMA);
            List<UnresolvedExpression> keys = new ArrayList<>();
            if (isKeyed) {
                keys.add(col("name"));
                keys.add(col("number"));
            }
            keys.add(windowPosition, window("time", spec[0] + " seconds", spec[1] + " seconds", spec[2] + " seconds"));
            return group(
                    isWatermarked ? watermark(events, "time", "10 seconds") : events,
                    keys,
                    as(count(), "rows"),
                    as(call("count", col("value")), "values"),
                    as(call("sum", col("value")), "sum"),
                    as(call("min", col("value")), "least"),
                    as(call("max", col("time")), "newest"),
                    as(call("sum", col("weight")), "weight"),
                    as(call("avg", col("weight")), "mean"),
                    as(call("max", col("weight")), "greatest"),
                    as(call("min", col("label")), "label"));
        }

        /** Weights are quarters, so that their sums are exact in whatever order they are added. */
        List<Event> events(int count) {
            List<Event> events = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                long back = random.nextInt(20) == 0 ? 400 : timesOfBatch;
                Long time = now + (random.nextInt(2 * timesOfBatch) - random.nextLong(back + 1)) * SECOND / 2;
                events.add(new Event(
                        orNull("n" + random.nextInt(3)),
                        orNull((long) random.nextInt(3)),
                        random.nextInt(20) == 0 ? null : time,
                        orNull((long) random.nextInt(100) - 50),
                        orNull(random.nextInt(1_000) / 4.0),
                        orNull("label-" + random.nextInt(50))));
            }
            now += random.nextInt(timesOfBatch) * SECOND;
            return events;
        }

        private <T> @Nullable T orNull(T value) {
            return random.nextInt(6) == 0 ? null : value;
        }

        List<List<Batch>> splits(List<Event> events) {
            List<List<Batch>> splits = new ArrayList<>();
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(events.size()));
                splits.add(batches(events.subList(from, to)));
                from = to;
            }
            return splits;
        }

        BatchPlayer player(String name, OutputMode mode, boolean inPanes) {
            BatchPlayer player = new BatchPlayer(
                    exec, pool, folder.resolve(name), query, mode, inPanes, isWatermarked ? 0 : Long.MIN_VALUE);
            player.restart(PARTITIONS[random.nextInt(PARTITIONS.length)]);
            return player;
        }
    }

    private static List<Batch> batches(List<Event> events) {
        List<Row> rows = new ArrayList<>();
        for (Event event : events) {
            Long micros = event.timeMicros();
            rows.add(Row.of(
                    event.name(),
                    event.number(),
                    micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    event.value(),
                    event.weight(),
                    event.label()));
        }
        return Rows.toBatches(StructType.fromDDL(SCHEMA), rows);
    }

    private static List<String> sorted(Played played) {
        return sorted(played.rows());
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static List<Long> counts(OperatorMetrics metrics) {
        return List.of(
                metrics.rowsTotal(),
                metrics.rowsUpdated(),
                metrics.rowsRemoved(),
                metrics.rowsDroppedByWatermark(),
                metrics.custom().getOrDefault("numRowsPartlyLate", 0L));
    }

    @ParameterizedTest
    @EnumSource(OutputMode.class)
    void panesGiveWhatRepeatedRowsGiveAndWhatTheModelSays(OutputMode mode) throws InterruptedException {
        for (long seed = 0; seed < 16; seed++) {
            Scene scene = new Scene(seed, mode);
            BatchPlayer panes = scene.player("panes" + mode + seed, mode, true);
            BatchPlayer rows = scene.player("rows" + mode + seed, mode, false);
            SlidingWindowModel model = new SlidingWindowModel(
                    scene.windows, mode, scene.isWatermarked, scene.windowPosition, scene.isKeyed);
            long late = scene.isWatermarked ? 0 : Long.MIN_VALUE;
            for (int batch = 0; batch < 12; batch++) {
                String where = "seed " + seed + ", batch " + batch + ", " + scene.windows;
                List<Event> events = scene.random.nextInt(5) == 0
                        ? List.of()
                        : scene.events(scene.random.nextInt(batch % 3 == 0 ? 300 : 20));
                boolean isLast = batch == 11;
                long evict = evict(scene, late, batch, isLast);
                if (scene.random.nextInt(3) == 0) {
                    panes.restart(PARTITIONS[scene.random.nextInt(PARTITIONS.length)]);
                    rows.restart(PARTITIONS[scene.random.nextInt(PARTITIONS.length)]);
                }
                List<List<Batch>> splits = scene.splits(events);
                Played fromPanes = panes.commit(splits, evict);
                Played fromRows = rows.commit(splits, evict);
                List<String> expected = model.play(events, late, evict);
                assertThat(sorted(fromRows)).as(where).isEqualTo(sorted(expected));
                assertThat(sorted(fromPanes)).as(where).isEqualTo(sorted(expected));
                List<Long> counts =
                        List.of((long) model.windowCount(), model.updated, model.removed, model.late, model.partlyLate);
                assertThat(counts(fromRows.operators().getFirst())).as(where).isEqualTo(counts);
                assertThat(counts(fromPanes.operators().getFirst())).as(where).isEqualTo(counts);
                late = evict;
            }
            if (mode != OutputMode.COMPLETE && scene.isWatermarked) {
                assertThat(panes.state(0).groupCount()).as("seed " + seed).isZero();
            }
        }
    }

    private static long evict(Scene scene, long late, int batch, boolean isLast) {
        if (!scene.isWatermarked) {
            return Long.MIN_VALUE;
        }
        if (isLast) {
            return END_OF_TIME;
        }
        return batch == 0 ? 0 : Math.max(late, scene.now - (10 + scene.random.nextInt(30)) * SECOND);
    }

    @ParameterizedTest
    @EnumSource(OutputMode.class)
    void aRepeatedBatchGivesTheSameDoublesInTheSameOrder(OutputMode mode) throws InterruptedException {
        for (long seed = 0; seed < 10; seed++) {
            Scene scene = new Scene(seed, mode);
            BatchPlayer player = scene.player("repeated" + mode + seed, mode, true);
            for (int batch = 0; batch < 5; batch++) {
                List<Event> events = new ArrayList<>();
                for (Event event : scene.events(200)) {
                    events.add(new Event(
                            event.name(),
                            event.number(),
                            event.timeMicros(),
                            event.value(),
                            scene.random.nextGaussian(),
                            event.label()));
                }
                List<List<Batch>> splits = scene.splits(events);
                long evict = scene.isWatermarked ? Math.max(0, scene.now - 20 * SECOND) : Long.MIN_VALUE;
                int partitions = PARTITIONS[scene.random.nextInt(PARTITIONS.length)];
                player.restart(partitions);
                Played first = player.attempt(splits, evict);
                player.restart(partitions);
                Played second = player.commit(splits, evict);
                assertThat(second.rows()).isEqualTo(first.rows());
            }
        }
    }

    /** What is emitted in one batch and what another one emits of a window that did not change are the same bits. */
    @Test
    void aWindowIsTheSameWhicheverOthersAreMergedWithIt() throws InterruptedException {
        Scene scene = new Scene(1, OutputMode.COMPLETE);
        UnresolvedPlan query = group(
                stream(SCHEMA),
                List.of(col("name"), window("time", "60 seconds", "1 second")),
                as(call("sum", col("weight")), "weight"));
        BatchPlayer complete =
                new BatchPlayer(exec, pool, folder.resolve("c"), query, OutputMode.COMPLETE, true, Long.MIN_VALUE);
        BatchPlayer update =
                new BatchPlayer(exec, pool, folder.resolve("u"), query, OutputMode.UPDATE, true, Long.MIN_VALUE);
        complete.restart(1);
        update.restart(2);
        for (int batch = 0; batch < 10; batch++) {
            List<Event> events = new ArrayList<>();
            for (int row = 0; row < 30; row++) {
                long time = scene.random.nextInt(200) * SECOND;
                events.add(new Event("n" + row % 2, null, time, null, scene.random.nextGaussian(), null));
            }
            List<List<Batch>> splits = scene.splits(events);
            List<String> all = complete.commit(splits, Long.MIN_VALUE).rows();
            assertThat(all).containsAll(update.commit(splits, Long.MIN_VALUE).rows());
        }
    }

    @Test
    void chainsOfSlidingWindows() throws InterruptedException {
        UnresolvedPlan inner = group(
                watermark(stream(SCHEMA), "time", "10 seconds"),
                List.of(col("name"), window("time", "10 seconds", "5 seconds")),
                as(call("sum", col("value")), "sum"));
        UnresolvedPlan outer = group(
                select(inner, col("name"), as(call("window_time", col("window")), "t"), col("sum")),
                List.of(window("t", "40 seconds", "10 seconds")),
                as(count(), "rows"),
                as(call("sum", col("sum")), "sum"));
        for (long seed = 0; seed < 6; seed++) {
            Scene scene = new Scene(seed, OutputMode.APPEND);
            BatchPlayer panes =
                    new BatchPlayer(exec, pool, folder.resolve("p" + seed), outer, OutputMode.APPEND, true, 0);
            BatchPlayer rows =
                    new BatchPlayer(exec, pool, folder.resolve("r" + seed), outer, OutputMode.APPEND, false, 0);
            assertThat(panes.plan().statefulOperators())
                    .allMatch(operator -> operator.layout().panes() != null)
                    .hasSize(2);
            panes.restart(2);
            rows.restart(1);
            long evict = 0;
            for (int batch = 0; batch < 10; batch++) {
                List<List<Batch>> splits = scene.splits(scene.events(50));
                evict = batch == 9 ? END_OF_TIME : Math.max(evict, scene.now - 20 * SECOND);
                if (scene.random.nextInt(3) == 0) {
                    panes.restart(PARTITIONS[scene.random.nextInt(PARTITIONS.length)]);
                }
                Played fromPanes = panes.commit(splits, evict);
                Played fromRows = rows.commit(splits, evict);
                assertThat(sorted(fromPanes)).isEqualTo(sorted(fromRows));
                assertThat(fromPanes.operators().stream().map(SlidingWindowsTest::counts))
                        .isEqualTo(fromRows.operators().stream()
                                .map(SlidingWindowsTest::counts)
                                .toList());
            }
            assertThat(panes.state(0).groupCount() + panes.state(1).groupCount())
                    .isZero();
        }
    }

    private static Assignment assignment(UnresolvedPlan query, OutputMode mode) {
        StatefulSpec operator = Planner.plan(dev.sluice.plan.Plans.analyze(query), mode)
                .statefulOperators()
                .getFirst();
        AggregateSpec.WindowKey window = ((AggregateSpec) operator).window();
        if (window == null) {
            throw new AssertionError("no window");
        }
        return window.assignment();
    }

    @Test
    void explainSaysWhetherPanesAreSharedAndWhyNot() {
        UnresolvedPlan events = watermark(stream(SCHEMA), "time", "10 seconds");
        UnresolvedExpression sliding = window("time", "10 seconds", "5 seconds");
        assertThat(explained(group(events, List.of(sliding), count())))
                .contains("window of time, sliding, each merged from 2 panes of 5000000 us");
        assertThat(explained(group(events, List.of(window("time", "10 seconds")), count())))
                .contains("window of time, tumbling");
        assertThat(explained(group(events, List.of(window("time", "10 seconds", "3 seconds")), count())))
                .contains("sliding, rows repeated for each window: the slide does not divide it");
        assertThat(explained(group(events, List.of(sliding), count(), call("first", col("value")))))
                .contains("sliding, rows repeated for each window: an aggregate depends on the order of rows");
        assertThat(explained(group(events, List.of(col("time"), sliding), count())))
                .contains("sliding, rows repeated for each window: groups expire by another key");
        assertThat(assignment(group(events, List.of(col("time"), sliding), count()), OutputMode.COMPLETE))
                .isEqualTo(Assignment.PANES);
    }

    private static String explained(UnresolvedPlan query) {
        return Explain.physical(Planner.plan(dev.sluice.plan.Plans.analyze(query), OutputMode.UPDATE));
    }

    /** The sum of a block is too great for a BIGINT, that of no window asked for is. */
    @Test
    void onlyWhatIsAskedForCanOverflow() throws InterruptedException {
        UnresolvedPlan query = group(
                watermark(stream(SCHEMA), "time", "0 seconds"),
                List.of(window("time", "4 seconds", "1 second")),
                as(call("sum", col("value")), "sum"));
        BatchPlayer player = new BatchPlayer(exec, pool, folder, query, OutputMode.UPDATE, true, 0);
        player.restart(1);
        Event big = new Event(null, null, 4 * SECOND, Long.MAX_VALUE, null, null);
        Event one = new Event(null, null, 8 * SECOND, 1L, null, null);
        Event far = new Event(null, null, 11 * SECOND, 1L, null, null);
        player.commit(List.of(batches(List.of(big, one))), 0);
        assertThat(player.commit(List.of(batches(List.of(far))), 0).rows())
                .containsExactlyInAnyOrder(
                        "[8000000..12000000, 2]",
                        "[9000000..13000000, 1]",
                        "[10000000..14000000, 1]",
                        "[11000000..15000000, 1]");
    }

    @Test
    void aLiteralIsNoReasonToRepeatRows() {
        UnresolvedPlan events = watermark(stream(SCHEMA), "time", "10 seconds");
        assertThat(assignment(
                        group(
                                events,
                                List.of(window("time", "10 seconds", "5 seconds")),
                                call("max", lit(1)),
                                call("count", lit(1))),
                        OutputMode.APPEND))
                .isEqualTo(Assignment.PANES);
    }
}
