package dev.sluice.cases;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StateOperatorProgress;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryProgress;
import dev.sluice.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a {@link StreamCase}: its query, its files, and what its sink received. */
final class StreamPlay implements AutoCloseable {
    /** More steps than any case has. */
    private static final int AFTER_ALL_STEPS = 100_000;

    private final StreamCase played;
    private final Session session;
    private final Target.@Nullable ManualTime time;
    private final Path folder;
    private final Answer answer;
    private final List<Integer> partitions;
    private final Map<Long, List<String>> received = new LinkedHashMap<>();
    private @Nullable Long failingBatch;
    private @Nullable StreamingQuery running;
    private long lastReported = -1;
    private boolean isStarted;
    private int starts;

    /**
     * @param time the clock of the query if it is not the machine's
     * @param failingBatch the batch at which the sink fails once
     * @param partitions of the state, those of one start after the other, with a restart before every step that adds rows;
     *     empty for those of the session, without such restarts
     */
    StreamPlay(
            StreamCase played,
            Session session,
            Target.@Nullable ManualTime time,
            Path folder,
            Answer answer,
            @Nullable Long failingBatch,
            List<Integer> partitions)
            throws Exception {
        this.played = played;
        this.session = session;
        this.time = time;
        this.folder = folder;
        this.answer = answer;
        this.failingBatch = failingBatch;
        this.partitions = partitions;
        for (String input : played.schemas().keySet()) {
            Files.createDirectories(folder.resolve(input));
        }
    }

    /** Whether there is something to play on with: not after the query has been refused. */
    boolean goesOn() {
        return isStarted || running == null;
    }

    void play(StreamCase.Step step, int index) throws Exception {
        if (!isStarted && played.runsByItself()) {
            startAndCatchUp();
        }
        if (step instanceof StreamCase.Add add) {
            restartWithOtherPartitions();
            add(add, index);
        } else if (step instanceof StreamCase.Restart) {
            stop();
            startAndCatchUp();
        } else if (step instanceof StreamCase.Run run) {
            start(run.trigger().get());
            finish();
        } else if (step instanceof StreamCase.Start start) {
            start(start.trigger().get());
            awaitBatch(start.batchId());
        } else if (step instanceof StreamCase.Advance advance) {
            advance(advance);
        }
    }

    /** Between two batches only: a query that has run none, or has ended, is left as it is. */
    private void restartWithOtherPartitions() throws Exception {
        StreamingQuery query = running;
        if (!partitions.isEmpty() && query != null && query.isActive() && lastReported >= 0) {
            stop();
            startAndCatchUp();
        }
    }

    /**
     * What the last batch said it holds is what is held: so says a batch over files without rows, after one more restart with
     * another number of partitions. And nothing is held that event time has passed. Not where a watermark may have moved that no batch has used yet.
     */
    void requireTheStateThatWasTold() throws Exception {
        StreamingQuery query = running;
        boolean isAtRest = !"false".equals(session.conf().get("spark.sql.streaming.noDataMicroBatches.enabled"));
        if (partitions.isEmpty() || query == null || !query.isActive() || lastReported < 0 || !isAtRest) {
            return;
        }
        List<Long> told = held(query);
        stop();
        startAndCatchUp();
        StreamingQuery restarted = running;
        if (restarted == null) {
            throw new AssertionError("the query did not start again");
        }
        Map<Path, Path> moves = new LinkedHashMap<>();
        for (Map.Entry<String, String> input : played.schemas().entrySet()) {
            Path hidden = folder.resolve(input.getKey()).resolve(".empty.json");
            JsonLines.write(hidden, input.getValue(), List.of(), AFTER_ALL_STEPS);
            moves.put(hidden, folder.resolve(input.getKey()).resolve("empty.json"));
        }
        Target.betweenTriggers(restarted, () -> move(moves));
        restarted.processAllAvailable();
        List<Long> held = held(restarted);
        if (!held.equals(told)) {
            throw new AssertionError("the state held " + told + " rows, and " + held + " after a restart");
        }
        Target.requireNothingOverdue(restarted);
    }

    /** The rows that each operator holds after the newest batch. */
    private static List<Long> held(StreamingQuery query) {
        List<Long> held = new ArrayList<>();
        for (StreamingQueryProgress batch : query.recentProgress()) {
            if (hasRun(batch)) {
                held.clear();
                for (StateOperatorProgress operator : batch.stateOperators()) {
                    held.add(operator.numRowsTotal());
                }
            }
        }
        return held;
    }

    private void add(StreamCase.Add add, int index) throws Exception {
        Map<Path, Path> moves = new LinkedHashMap<>();
        for (Map.Entry<String, List<Row>> rows : add.rows().entrySet()) {
            String schema = played.schemas().get(rows.getKey());
            if (schema == null) {
                throw new IllegalStateException("there is no input \"" + rows.getKey() + "\"");
            }
            Path input = folder.resolve(rows.getKey());
            Path hidden = input.resolve(String.format(".%05d.json", index));
            JsonLines.write(hidden, schema, rows.getValue(), index);
            moves.put(hidden, input.resolve(String.format("%05d.json", index)));
        }
        StreamingQuery query = running;
        if (query == null) {
            move(moves);
            return;
        }
        Target.betweenTriggers(query, () -> move(moves));
        if (time == null) {
            processAllAvailable(query);
        }
    }

    private void advance(StreamCase.Advance advance) {
        Target.ManualTime clock = time;
        if (clock == null) {
            throw new IllegalStateException("the case has no clock of its own");
        }
        clock.advance(advance.millis());
        Long batchId = advance.batchId();
        if (batchId != null) {
            awaitBatch(batchId);
        }
    }

    /** Returns when the batch has run or the query has ended. */
    private void awaitBatch(long batchId) {
        StreamingQuery query = running;
        if (query == null) {
            return;
        }
        while (query.isActive() && newestBatch(query) < batchId) {
            Thread.onSpinWait();
        }
        report(query);
        if (newestBatch(query) < batchId) {
            answer.line("ended before batch " + batchId);
        }
    }

    private static long newestBatch(StreamingQuery query) {
        long newest = -1;
        for (StreamingQueryProgress batch : query.recentProgress()) {
            newest = hasRun(batch) ? batch.batchId() : newest;
        }
        return newest;
    }

    private static boolean hasRun(StreamingQueryProgress batch) {
        return batch.durationMs().containsKey("addBatch");
    }

    private void processAllAvailable(StreamingQuery query) {
        try {
            query.processAllAvailable();
            report(query);
        } catch (Exception failed) {
            report(query);
            answer.error(failed);
        }
    }

    /** When this returns the query waits for files, and what a former run left undone is done. */
    private void startAndCatchUp() throws Exception {
        start(Trigger.ProcessingTime(0));
        StreamingQuery query = running;
        if (query != null) {
            processAllAvailable(query);
        }
    }

    private static void move(Map<Path, Path> moves) throws Exception {
        for (Map.Entry<Path, Path> move : moves.entrySet()) {
            Files.move(move.getKey(), move.getValue());
        }
    }

    private void start(Trigger trigger) throws Exception {
        if (!partitions.isEmpty()) {
            int count = partitions.get(starts++ % partitions.size());
            session.conf().set(StreamCase.PARTITIONS, Integer.toString(count));
        }
        Map<String, DataFrame> streams = new LinkedHashMap<>();
        for (Map.Entry<String, String> input : played.schemas().entrySet()) {
            streams.put(
                    input.getKey(),
                    session.readStream()
                            .schema(input.getValue())
                            .option("maxFilesPerTrigger", 1)
                            .json(folder.resolve(input.getKey()).toString()));
        }
        isStarted = false;
        try {
            DataFrame frame = played.query().over(new Inputs(session, folder, streams));
            if (lastReported < 0) {
                answer.line(Target.schemaText(frame.schema()));
            }
            running = Target.start(frame, played.mode(), trigger, folder.resolve("checkpoint"), this::receive, time);
            isStarted = true;
        } catch (Exception refused) {
            answer.line("refused").error(refused);
        }
    }

    /** The sink. */
    private synchronized void receive(DataFrame rows, long batchId) {
        Long failing = failingBatch;
        if (failing != null && failing == batchId) {
            failingBatch = null;
            throw new IllegalStateException("a failure made for the case");
        }
        List<String> texts = new ArrayList<>();
        rows.collectAsList().forEach(row -> texts.add(ValueText.of(row)));
        if (!played.isOrdered()) {
            Collections.sort(texts);
        }
        received.put(batchId, texts);
    }

    /** Waits for the end of a run that ends by itself. */
    private void finish() throws Exception {
        StreamingQuery query = running;
        if (query == null) {
            return;
        }
        try {
            query.awaitTermination();
            report(query);
        } catch (Exception failed) {
            report(query);
            answer.error(failed);
        }
        running = null;
    }

    private synchronized void report(StreamingQuery query) {
        for (StreamingQueryProgress batch : query.recentProgress()) {
            if (batch.batchId() > lastReported && hasRun(batch)) {
                lastReported = batch.batchId();
                report(batch);
            }
        }
    }

    private void report(StreamingQueryProgress batch) {
        Map<String, String> eventTime = batch.eventTime();
        answer.line("batch " + batch.batchId() + " input " + batch.numInputRows() + time(eventTime, "watermark")
                + time(eventTime, "min") + time(eventTime, "avg") + time(eventTime, "max"));
        for (StateOperatorProgress operator : batch.stateOperators()) {
            answer.detail("state " + operator.operatorName() + " total " + operator.numRowsTotal() + " updated "
                    + operator.numRowsUpdated() + " removed " + operator.numRowsRemoved() + " late "
                    + operator.numRowsDroppedByWatermark());
        }
        List<String> rows = received.remove(batch.batchId());
        if (rows != null) {
            rows.forEach(answer::detail);
        }
    }

    private static String time(Map<String, String> eventTime, String name) {
        String value = eventTime.get(name);
        return value == null ? "" : " " + name + " " + value;
    }

    private void stop() throws Exception {
        StreamingQuery query = running;
        running = null;
        if (query != null) {
            query.stop();
        }
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
