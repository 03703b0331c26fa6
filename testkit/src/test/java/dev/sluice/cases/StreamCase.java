package dev.sluice.cases;

import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.Trigger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query over streams of files and what happens to it, step by step. The answer holds for each step the batches that ran:
 * their rows, the watermark each ran with, and the figures of the stateful operators.
 *
 * <p>The query runs under the default trigger from the first step on, and a step ends when all is processed; where a case
 * has {@link #run} or {@link #startUntilBatch} steps, it runs from these on alone.
 */
public final class StreamCase extends ConfiguredCase<StreamCase> {
    static final String PARTITIONS = "spark.sql.shuffle.partitions";

    private static final String ONLY = "input";

    private final Map<String, String> schemas = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private String mode = "append";
    private Query query = inputs -> {
        throw new IllegalStateException("no query");
    };
    private boolean isOrdered;
    private boolean isCell;
    private @Nullable Long failingBatch;
    private @Nullable Long clockMillis;
    private List<Integer> partitions = List.of();

    StreamCase(String name) {
        super(name);
    }

    /** What happens to the query. */
    sealed interface Step permits Add, Restart, Run, Start, Advance {}

    /** One new file for each of these inputs, visible at the same moment. */
    record Add(Map<String, List<Row>> rows) implements Step {}

    /** A stop and a new start from the checkpoint. */
    record Restart() implements Step {}

    /** A run under a trigger that ends by itself. */
    record Run(Supplier<Trigger> trigger) implements Step {}

    /** A start under a trigger that goes on, and a wait until this batch has run. */
    record Start(Supplier<Trigger> trigger, long batchId) implements Step {}

    /** The clock moves on; where there is a batch to wait for, until it has run. */
    record Advance(long millis, @Nullable Long batchId) implements Step {}

    /** The only input. */
    public StreamCase input(String schema) {
        return input(ONLY, schema);
    }

    /** @param schema in DDL */
    public StreamCase input(String name, String schema) {
        schemas.put(name, schema);
        return this;
    }

    public StreamCase append(Query asked) {
        return query("append", asked);
    }

    public StreamCase update(Query asked) {
        return query("update", asked);
    }

    public StreamCase complete(Query asked) {
        return query("complete", asked);
    }

    public StreamCase query(String outputMode, Query asked) {
        mode = outputMode;
        query = asked;
        return this;
    }

    /** The order of a batch's rows is part of the answer. */
    public StreamCase ordered() {
        isOrdered = true;
        return this;
    }

    /** Where the query is refused, at its start or by its first batch, that and the condition are the whole answer. */
    StreamCase asCell() {
        isCell = true;
        return this;
    }

    /** The sink fails at this batch the first time it sees it. */
    public StreamCase failingOnceAt(long batchId) {
        failingBatch = batchId;
        return this;
    }

    /** Adds a file with one row for each value to the only input. */
    public StreamCase add(@Nullable Object... values) {
        Row[] rows = new Row[values.length];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = Cases.row(values[index]);
        }
        return addRows(ONLY, rows);
    }

    /** Adds a file of rows. */
    public StreamCase addRows(String input, Row... rows) {
        return addRows(Map.of(input, List.of(rows)));
    }

    /** Adds a file to each of several inputs at once. */
    public StreamCase addRows(Map<String, List<Row>> rows) {
        steps.add(new Add(Map.copyOf(rows)));
        return this;
    }

    public StreamCase restart() {
        steps.add(new Restart());
        return this;
    }

    public StreamCase run(Supplier<Trigger> trigger) {
        steps.add(new Run(trigger));
        return this;
    }

    /** The query lives by a clock of its own, which stands still but for {@link #advance} and begins here. */
    public StreamCase clockAt(long epochMillis) {
        clockMillis = epochMillis;
        return this;
    }

    public StreamCase advance(long millis) {
        steps.add(new Advance(millis, null));
        return this;
    }

    public StreamCase advanceUntilBatch(long millis, long batchId) {
        steps.add(new Advance(millis, batchId));
        return this;
    }

    public StreamCase startUntilBatch(Supplier<Trigger> trigger, long batchId) {
        steps.add(new Start(trigger, batchId));
        return this;
    }

    /**
     * The same case, whose query is stopped and started before every step that adds rows, each start with the next of these
     * numbers of state partitions. The answer has to be the same.
     */
    StreamCase restartingWith(Integer... counts) {
        partitions = List.of(counts);
        return conf(PARTITIONS, Integer.toString(counts[0]));
    }

    boolean runsByItself() {
        return steps.stream().noneMatch(step -> step instanceof Run || step instanceof Start);
    }

    boolean isOrdered() {
        return isOrdered;
    }

    String mode() {
        return mode;
    }

    Query query() {
        return query;
    }

    Map<String, String> schemas() {
        return schemas;
    }

    @Override
    void answerConfigured(Session session, Path folder, Answer answer) throws Exception {
        if (isCell) {
            Answer played = new Answer();
            answerPlayed(session, folder, played);
            answer.cell(played);
        } else {
            answerPlayed(session, folder, answer);
        }
    }

    private void answerPlayed(Session session, Path folder, Answer answer) throws Exception {
        Long epochMillis = clockMillis;
        if (epochMillis == null) {
            play(session, null, folder, answer);
            return;
        }
        try (Target.ManualTime time = new Target.ManualTime(session, epochMillis)) {
            configure(time.session());
            play(time.session(), time, folder, answer);
        }
    }

    private void play(Session session, Target.@Nullable ManualTime time, Path folder, Answer answer) throws Exception {
        try (StreamPlay play = new StreamPlay(this, session, time, folder, answer, failingBatch, partitions)) {
            for (int index = 0; index < steps.size() && play.goesOn(); index++) {
                answer.line("step " + (index + 1));
                play.play(steps.get(index), index);
            }
            play.requireTheStateThatWasTold();
        }
    }
}
