package dev.sluice.testkit.simulation;

import static dev.sluice.functions.col;
import static dev.sluice.functions.length;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.DataStreamReader;
import dev.sluice.DataStreamWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.seam.Exec;
import dev.sluice.testkit.Baton;
import dev.sluice.testkit.BatonExec;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.simulation.Scenario.Start;
import dev.sluice.testkit.simulation.shape.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that runs the query of a scenario on what a world holds, from its start to its end.
 *
 * @param bringsArrivals whether what its start is to read comes to be there while it runs
 * @param wallMillis what its clock shows at first
 * @param mistake that is made on purpose
 */
record QueryProcess(
        World world, Trace trace, long seed, Start start, boolean bringsArrivals, long wallMillis, Mistake mistake) {
    /**
     * How it ended.
     *
     * @param failure null if nothing failed
     * @param wasStopped before its end
     * @param wasTakenOver whether another process had its checkpoint meanwhile
     */
    record Outcome(@Nullable RuntimeException failure, boolean hadMeddler, boolean wasStopped, boolean wasTakenOver) {
        boolean isDone() {
            return failure == null && !wasStopped;
        }
    }

    /**
     * Runs until all that arrives is read.
     *
     * @param meddling what somebody does to the query, null for nothing
     * @param meddlingAt the operation of the disk at which it is done
     */
    Outcome run(Fault.@Nullable Kind meddling, long meddlingAt) {
        Scenario scenario = world.scenario;
        Baton baton = new Baton(seed, scenario.settings().steadiness(), wallMillis);
        baton.tell(trace::addRunner);
        Exec exec = new BatonExec(baton);
        TakeOver takeOver = new TakeOver(this, baton);
        Meddler meddler = new Meddler(exec, meddling, meddlingAt, takeOver);
        WatchedFs files = new WatchedFs(world, baton, trace, world.disk.mount(), meddler, start);
        int openBefore = world.disk.openCount();
        RuntimeException failure = null;
        try (Session session = Session.builder()
                .seams(made().clock(baton), made().files(files), exec, new SeededIds(seed))
                .config(scenario.settings().conf())
                .config("spark.sql.shuffle.partitions", start.partitions())
                .create()) {
            run(session, meddler, exec);
        } catch (RuntimeException failed) {
            failure = failed;
        }
        Violation found = files.violation();
        if (found != null) {
            throw found;
        }
        takeOver.requireSound();
        requireTidy(baton, openBefore);
        return new Outcome(failure, meddler.hasMeddled(), meddler.hasStopped(), meddler.hasTakenOver());
    }

    private Mistake made() {
        return mistake.isMadeAt(start) ? mistake : Mistake.NONE;
    }

    private void requireTidy(Baton baton, int openBefore) {
        baton.awaitOthers(TimeUnit.MINUTES.toNanos(1));
        if (!baton.uncaught().isEmpty()) {
            Throwable thrown = baton.uncaught().getFirst();
            throw new Violation("a thread ended with " + thrown, thrown);
        }
        Violation.unless(baton.runnerCount() == 1, "U8: threads are left: ", baton.runnerCount() - 1);
        int open = world.disk.openCount() - openBefore;
        Violation.unless(open == 0, "U8: files or locks are left open: ", open);
    }

    private void run(Session session, Meddler meddler, Exec exec) {
        List<MemoryInput> inputs = world.memoryInputs();
        while (start.endsByItself() && bringsArrivals && world.expectedArrivals() > 0) {
            world.arrive(inputs);
        }
        StreamingQuery query = start(session, inputs, meddler);
        meddler.watch(query, () -> start(session, world.memoryInputs(), meddler));
        try {
            if (start.isContinuous() || start.isAsynchronous()) {
                feedInTurns(query, inputs, exec);
            } else if (!start.endsByItself()) {
                feed(query, inputs);
            }
            query.awaitTermination();
        } finally {
            meddler.await();
        }
    }

    /** What comes to be there, one by one; after a crash in few batches, as their number is nothing that it left. */
    private void feed(StreamingQuery query, List<MemoryInput> inputs) {
        Dice pace = new Dice(seed, "pace");
        query.processAllAvailable();
        while (query.isActive() && world.expectedArrivals() > 0) {
            do {
                world.arrive(inputs);
            } while (world.isLastStart() && world.expectedArrivals() > 0 && pace.percent(75));
            query.processAllAvailable();
        }
        query.stop();
    }

    /** What arrives within moments comes into an epoch, or into batches of which few are recorded; the stop may meet either. */
    private void feedInTurns(StreamingQuery query, List<MemoryInput> inputs, Exec exec) {
        Dice pace = new Dice(seed, "pace");
        while (query.isActive() && world.expectedArrivals() > 0) {
            world.arrive(inputs);
            if (pace.percent(30)) {
                query.processAllAvailable();
            } else {
                pause(exec, pace.between(0, 4));
            }
        }
        if (world.isLastStart() || pace.percent(50)) {
            query.processAllAvailable();
        }
        query.stop();
    }

    private static void pause(Exec exec, int millis) {
        Exec.Monitor monitor = exec.monitor();
        try (var held = monitor.enter()) {
            monitor.await(TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private StreamingQuery start(Session session, List<MemoryInput> inputs, Meddler meddler) {
        return writer(query(session, inputs), meddler).start();
    }

    private DataFrame query(Session session, List<MemoryInput> inputs) {
        Scenario scenario = world.scenario;
        List<DataFrame> sources = new ArrayList<>();
        for (int source = 0; source < scenario.sourceCount(); source++) {
            DataFrame read = scenario.isFiles()
                    ? folder(session, source)
                    : session.readStream()
                            .format("simulated")
                            .attachment(
                                    new SimulatedSourceProvider.Input(inputs.get(source), source, world.looks, made()))
                            .load();
            DataFrame keyed = scenario.shape().wantsKeys(source) ? read.where(col("k").isNotNull()) : read;
            DataFrame timed = scenario.shape().wantsTimes() ? keyed.where(col("t").isNotNull()) : keyed;
            sources.add(scenario.watermarks() ? watermark(timed) : timed);
        }
        if (!scenario.shape().wantsUnion()) {
            return scenario.shape().query(sources);
        }
        DataFrame union = sources.stream().reduce(DataFrame::union).orElseThrow();
        return scenario.shape().query(List.of(scenario.watermarks() ? union : watermark(union)));
    }

    private DataFrame watermark(DataFrame events) {
        return world.scenario.shape().hasWatermark()
                ? events.withWatermark("t", world.scenario.delaySeconds() + " seconds")
                : events;
    }

    private DataFrame folder(Session session, int source) {
        DataStreamReader reader = session.readStream()
                .format("json")
                .schema(Event.SCHEMA)
                .option("mode", world.scenario.dropsUnreadable() ? "DROPMALFORMED" : "PERMISSIVE")
                .option("cleanSource", world.scenario.cleanSource());
        if (world.scenario.cleanSource().equals("archive")) {
            reader.option("sourceArchiveDir", Places.ARCHIVE.toString());
        }
        if (world.scenario.keeps().bad()) {
            reader.option("badRecords", Places.BAD.toString());
        }
        if (start.mostFiles() != null) {
            reader.option("maxFilesPerTrigger", start.mostFiles());
        }
        return reader.load(Places.input(source).toString());
    }

    private DataFrame inFolders(DataFrame answer) {
        Column length = length(col(answer.columns()[0]));
        return world.scenario.fillsFolders()
                ? answer.withColumn("outer", length.mod(2)).withColumn("inner", length.mod(3))
                : answer;
    }

    private DataStreamWriter writer(DataFrame answer, Meddler meddler) {
        DataStreamWriter writer = inFolders(answer)
                .writeStream()
                .outputMode(world.scenario.shape().mode())
                .option("checkpointLocation", Places.CHECKPOINT.toString())
                .trigger(
                        switch (start.trigger()) {
                            case "available" -> Trigger.AvailableNow();
                            case "once" -> Trigger.Once();
                            case "continuous" ->
                                Trigger.Continuous(
                                        Objects.requireNonNull(world.scenario.epochMillis(), "epoch"),
                                        TimeUnit.MILLISECONDS);
                            default -> Trigger.ProcessingTime(0);
                        });
        if (start.isAsynchronous()) {
            writer.option("asyncProgressTrackingEnabled", true)
                    .option(
                            "asyncProgressTrackingCheckpointIntervalMs",
                            Objects.requireNonNull(world.scenario.epochMillis(), "interval"));
        }
        if (world.scenario.keeps().late()) {
            writer.option("lateRows", Places.LATE.toString());
        }
        SimulatedTable table = made().table(world.table);
        return switch (world.scenario.sink()) {
            case FILES ->
                writer.format("text")
                        .partitionBy(world.scenario.fillsFolders() ? new String[] {"outer", "inner"} : new String[0])
                        .option("path", Places.OUTPUT.toString());
            case TABLE, SHOW -> writer.format("simulated").attachment(table);
            case EACH_BATCH ->
                writer.foreachBatch((rows, batch) -> keep(
                        table,
                        batch,
                        rows.collectAsList().stream().map(QueryProcess::text).toList(),
                        meddler.hasTakenOver()));
        };
    }

    private static String text(Row row) {
        return Objects.requireNonNull(row.getString(0), "row");
    }

    /** What a program does that wants each batch once: a batch that is there already has to be the same. */
    private static void keep(SimulatedTable table, long batch, List<String> rows, boolean wasTakenOver) {
        SimulatedTable.Held held = new SimulatedTable.Held("", rows);
        SimulatedTable.Held before = table.get(batch);
        Violation.unless(
                before == null || before.equals(held), "G2, SK9: batch ", batch, " was ", before, " and is ", held);
        // Only a damaged commit entry makes the batch before the latest run again, and a run that another one took over
        // from
        // between its last look and this may hand over what that one has handed over since.
        Violation.unless(
                before == null ? batch == table.latest() + 1 : wasTakenOver || batch >= table.latest() - 1,
                "SK9: batch ",
                batch,
                " is handed over after batch ",
                table.latest());
        table.put(batch, held);
    }
}
