package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.DataFrame;
import dev.sluice.DataStreamWriter;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Exec;
import dev.sluice.testkit.Baton;
import dev.sluice.testkit.BatonExec;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.SeededIds;
import dev.sluice.testkit.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A query from topic to topic, whose processes and brokers are disturbed as a seed says, and the last of which is left alone. What is
 * committed in the output must never be anything else than a part of what a query would write that nobody disturbs, and all
 * of it in the end.
 */
final class KafkaSimulation {
    private static final Path CHECKPOINT = Path.of("/checkpoint");
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int MOST_ROLLED_BACK = 4;
    private static final String OFFSET_CHANGED = "KAFKA_DATA_LOSS.PARTITION_OFFSET_CHANGED";

    private final long seed;
    private final KafkaMistake mistake;
    private final KafkaCoverage coverage = new KafkaCoverage();
    private final SplittableRandom random;
    private final Baton baton;
    private final Exec exec;
    private final ModelCluster cluster;
    private final ModelInput input;
    private final boolean isDistinct;
    private final Kind kind;

    /** Of its own, so that what else a seed draws does not depend on it. */
    private final SplittableRandom elections;

    /** The same. */
    private final SplittableRandom rollbacks;

    private final @Nullable Integer mostOffsets;
    private final List<Exec.Task> tasks = new ArrayList<>();
    private FaultyDisk disk;
    private List<String> expectedBefore = List.of();
    private boolean failsOnLoss = true;
    private boolean hasHappened;

    /** Whether a log was cut off below what was planned of it, as far as one can see. */
    private boolean mayBeCutBelow;

    private @Nullable SluiceException failure;

    /** What is special of a seed, beside crashes and errors. */
    private enum Kind {
        USUAL,
        RETENTION,
        TOPIC_MADE_AGAIN,
        MARKS_LOST,
        LOG_CUT_OFF,

        /** The same of a query with state, whose checkpoint is rolled back. */
        ROLLED_BACK
    }

    /** How a process runs its query. */
    private enum Pace {
        AVAILABLE,
        AS_IT_COMES,
        CONTINUOUS
    }

    /** What is wrong with what a seed came to. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final long seed;
        private final String what;

        private Violation(long seed, String what, List<String> last, @Nullable Throwable cause) {
            super(
                    what + "\nto see it again: " + KafkaSeeds.command(seed) + "\nwhat happened last:\n"
                            + String.join("\n", last),
                    cause);
            this.seed = seed;
            this.what = what;
        }

        long seed() {
            return seed;
        }

        /** The ids of rules that are broken. */
        String rules() {
            return what.substring(0, Math.max(0, what.indexOf(':')));
        }
    }

    KafkaSimulation(long seed, KafkaMistake mistake) {
        this.seed = seed;
        this.mistake = mistake;
        this.random = new SplittableRandom(seed);
        this.baton = new Baton(random.nextLong(), 1 + random.nextInt(20), START_MILLIS);
        this.exec = new BatonExec(baton);
        this.cluster = new ModelCluster(random.nextLong());
        this.disk = new FaultyDisk(random.nextLong());
        this.elections = new SplittableRandom(~seed);
        this.rollbacks = new SplittableRandom(-seed);
        Kind drawn = kind();
        this.isDistinct = drawn == Kind.USUAL && random.nextInt(3) == 0;
        if (isDistinct) {
            this.kind = rollbacks.nextBoolean() ? drawn : Kind.ROLLED_BACK;
        } else {
            this.kind = drawn == Kind.USUAL && elections.nextInt(4) == 0 ? Kind.LOG_CUT_OFF : drawn;
        }
        Integer most = random.nextBoolean() ? Integer.valueOf(1 + random.nextInt(6)) : null;
        this.mostOffsets = kind == Kind.ROLLED_BACK ? Integer.valueOf(1 + rollbacks.nextInt(3)) : most;
        this.input = new ModelInput(cluster, random.split(), distinctValues());
        cluster.make(ModelSinkProvider.TOPIC, 1 + random.nextInt(2));
    }

    private int distinctValues() {
        if (!isDistinct) {
            return Integer.MAX_VALUE;
        }
        // What a state has forgotten has to come again, and what is new has to come after a log was cut off.
        return kind == Kind.ROLLED_BACK ? 25 : 7;
    }

    private Kind kind() {
        int of100 = random.nextInt(100);
        if (of100 < 15) {
            return Kind.RETENTION;
        }
        if (of100 < 20) {
            return Kind.TOPIC_MADE_AGAIN;
        }
        return of100 < 25 ? Kind.MARKS_LOST : Kind.USUAL;
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    KafkaCoverage coverage() {
        return coverage;
    }

    /** What happened last. */
    List<String> notes() {
        return cluster.notes();
    }

    /** @throws Violation if something comes out that may not */
    void run() {
        int disturbed = 1 + random.nextInt(4);
        for (int process = 0; process < disturbed; process++) {
            input.arrive();
            happen(process);
            play(faults(), one(Pace.values()));
        }
        if (kind == Kind.ROLLED_BACK && !hasHappened) {
            // So that all there is was read, of which some will be cut off.
            tasks.forEach(KafkaSimulation::join);
            cluster.settle();
            play(ModelFaults.NONE, Pace.AVAILABLE);
        }
        if (isCutOff()) {
            cutOff();
        }
        input.arrive();
        boolean isDone = playToTheEnd();
        tasks.forEach(KafkaSimulation::join);
        cluster.settle();
        requireTidy();
        List<String> output = output();
        requirePart(output);
        if (isDone) {
            requireWhole(output);
        }
        coverage.addSeed(cluster.met(), output.size());
    }

    private boolean isCutOff() {
        return kind == Kind.LOG_CUT_OFF || kind == Kind.ROLLED_BACK;
    }

    private static void join(Exec.Task task) {
        try {
            task.join(0);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** What comes over topics between two processes. */
    private void happen(int process) {
        switch (kind) {
            case USUAL -> {}
            case RETENTION -> input.retain(hasBegun());
            case TOPIC_MADE_AGAIN -> {
                if (process == 1) {
                    tasks.forEach(KafkaSimulation::join);
                    expectedBefore = List.copyOf(input.committed());
                    input.makeAgain();
                    input.arrive();
                }
            }
            case MARKS_LOST -> {
                // Where not even the checkpoint is sure of a batch, nobody can tell that marks are gone.
                if (!hasHappened && hasCommitted()) {
                    tasks.forEach(KafkaSimulation::join);
                    hasHappened = true;
                    cluster.settle();
                    cluster.delete(ModelSinkProvider.MARKS);
                }
            }
            case LOG_CUT_OFF, ROLLED_BACK -> {
                if (process > 0 && elections.nextInt(3) == 0) {
                    cutOff();
                }
            }
        }
        if (elections.nextInt(3) == 0) {
            input.elect(elections);
        }
        ModelCluster.Topic marks = cluster.topic(ModelSinkProvider.MARKS);
        if (marks != null && random.nextInt(3) == 0) {
            holdUp(marks.partitions().getFirst());
        }
    }

    /** Once no query runs any more, unless that has happened while one did. */
    private void cutOff() {
        tasks.forEach(KafkaSimulation::join);
        if (hasHappened) {
            return;
        }
        hasHappened = true;
        Map<TopicPartition, Long> planned = plannedEnds();
        Map.Entry<Integer, Long> cut = input.cut(elections);
        long end = planned.getOrDefault(new TopicPartition(ModelInput.TOPIC, cut.getKey()), 0L);
        mayBeCutBelow = cut.getValue() < end;
        if (mayBeCutBelow) {
            cluster.meet(KafkaSituation.KS5_A_LOG_IS_CUT_OFF_BELOW_WHAT_WAS_READ_AND_GROWS_PAST_IT);
        }
        if (kind == Kind.ROLLED_BACK) {
            rollBack();
        }
    }

    /** As who repairs a checkpoint whose newest state is damaged. */
    private void rollBack() {
        Path commits = CHECKPOINT.resolve("commits");
        long last = newest("commits");
        long kept = Math.max(0, last - 1 - rollbacks.nextInt(MOST_ROLLED_BACK));
        if (kept >= last) {
            return;
        }
        Map<Path, byte[]> contents = new TreeMap<>();
        disk.contents(commits).forEach((path, bytes) -> {
            String name = path.getFileName().toString();
            boolean isTaken = name.matches("[0-9]+") && Long.parseLong(name) > kept;
            contents.put(isTaken ? commits.resolve(name + ".rolledback.0") : path, bytes);
        });
        try {
            disk.replace(commits, contents);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cluster.note("rolled back from batch " + last + " to " + kept);
        if (mayBeCutBelow && newest("offsets") > kept + 1) {
            cluster.meet(KafkaSituation.KS5_SEVERAL_BATCHES_RUN_AGAIN_OVER_A_LOG_THAT_WAS_CUT_OFF);
        }
    }

    /** Up to where the newest batch reads. */
    private Map<TopicPartition, Long> plannedEnds() {
        long batch = newest("offsets");
        if (batch < 0) {
            return Map.of();
        }
        byte[] plan = disk.get(CHECKPOINT.resolve("offsets").resolve(Long.toString(batch)));
        List<String> lines =
                new String(Objects.requireNonNull(plan, "plan"), UTF_8).lines().toList();
        return PartitionOffsets.parse(lines.getLast()).byPartition();
    }

    /** Another query has a transaction open in the topic of marks. */
    private void holdUp(ModelPartition marks) {
        ModelTransaction transaction = new ModelTransaction();
        byte[] other = "another".getBytes(UTF_8);
        marks.append(new ModelPartition.Entry(other, other, 0, transaction, false));
        cluster.later(10 + random.nextInt(20), () -> {
            transaction.end(true);
            marks.append(new ModelPartition.Entry(null, null, 0, transaction, true));
        });
        cluster.meet(KafkaSituation.SK4_ANOTHER_QUERY_HOLDS_UP_THE_MARKS);
    }

    private ModelFaults faults() {
        int percent = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(8);
        CrashMode mode = one(CrashMode.values());
        ModelFaults.Fate fate = one(ModelFaults.Fate.values());
        int atRequest = 0;
        int atEnd = 0;
        int atOperation = 0;
        int failing = 0;
        switch (random.nextInt(9)) {
            case 0 -> failing = 1 + random.nextInt(80);
            case 1, 2 -> atEnd = 1 + random.nextInt(4);
            case 3, 4, 5 -> atOperation = 1 + random.nextInt(60);
            default -> atRequest = 1 + random.nextInt(25);
        }
        return new ModelFaults(atRequest, atEnd, fate, atOperation, mode, failing, percent);
    }

    /** Plays processes that nothing disturbs; false if the query may not go on by itself, as it says. */
    private boolean playToTheEnd() {
        boolean isFirst = true;
        for (int attempt = 0; attempt < 4; attempt++) {
            if (!isFirst || random.nextBoolean()) {
                // Nobody else is there any more.
                tasks.forEach(KafkaSimulation::join);
                cluster.settle();
                isFirst = false;
            }
            SluiceException failed = play(ModelFaults.NONE, Pace.AVAILABLE);
            if (failed == null && !isFirst) {
                return true;
            }
            boolean wasFirst = isFirst;
            isFirst = false;
            if (failed == null || (wasFirst && condition(failed).equals("FENCED"))) {
                continue;
            }
            String condition = condition(failed);
            boolean isMeant = switch (kind) {
                case USUAL -> false;
                case RETENTION -> condition.startsWith("KAFKA_DATA_LOSS");
                case TOPIC_MADE_AGAIN -> condition.equals("TOPIC_RECREATED");
                case MARKS_LOST -> condition.equals("SINK_MEMORY_LOST");
                case LOG_CUT_OFF, ROLLED_BACK -> mayBeCutBelow && condition.equals(OFFSET_CHANGED);
            };
            if (!isMeant) {
                throw violation("G7: a query that nothing disturbs fails", failed);
            }
            if (kind == Kind.MARKS_LOST) {
                cluster.meet(KafkaSituation.SK8_THE_MARKS_ARE_LOST);
            }
            if (isCutOff()) {
                cluster.meet(KafkaSituation.KS5_THE_QUERY_FAILS_OF_A_LOG_THAT_WAS_CUT_OFF);
            }
            if (kind != Kind.RETENTION) {
                return false;
            }
        }
        throw violation("G7: the end of the input is not reached", null);
    }

    /** Runs one process until it ends, or is taken to have ended; what it failed with, if it did. */
    private @Nullable SluiceException play(ModelFaults faults, Pace pace) {
        boolean isRecovery = meetWhatIsThere();
        failure = null;
        ModelProcess process = new ModelProcess(random.nextLong(), baton, exec, cluster, disk, faults);
        cluster.note(pace + " process with " + faults + ", planned " + newest("offsets") + ", committed "
                + newest("commits"));
        ModelConnection connection = new ModelConnection(mistake.port(new ModelPort(process, exec)), mistake);
        SplittableRandom own = random.split();
        boolean losesNothing = failsOnLoss;
        tasks.add(exec.spawn("process", () -> run(process, connection, pace, own, losesNothing)));
        process.awaitEnd();
        disk = process.left();
        coverage.addProcess(process.hasCrashed(), process.requests());
        if (isRecovery && process.hasCrashed()) {
            cluster.meet(KafkaSituation.K11_A_CRASH_WHILE_ONE_IS_RECOVERED);
        }
        SluiceException failed = failure;
        if (failed != null) {
            String condition = condition(failed);
            coverage.addFailure(condition);
            cluster.note("failed with " + condition);
            requireMeant(failed, condition);
            if (condition.equals(OFFSET_CHANGED)) {
                cluster.meet(KafkaSituation.KS5_THE_QUERY_FAILS_OF_AN_OLD_END);
            } else if (condition.startsWith("KAFKA_DATA_LOSS") && kind == Kind.RETENTION) {
                cluster.meet(KafkaSituation.KS2_RECORDS_ARE_GONE_BEFORE_THEY_ARE_READ);
                // Somebody reads it, and decides to go on.
                failsOnLoss = false;
            }
        }
        requirePart(output());
        return failed;
    }

    /** What only a person can decide is never said of what a disturbance has done. */
    private void requireMeant(SluiceException failed, String condition) {
        boolean isMeant = switch (condition) {
            case "TOPIC_RECREATED" -> kind == Kind.TOPIC_MADE_AGAIN;
            case "SINK_MEMORY_LOST" -> kind == Kind.MARKS_LOST;
            case "KAFKA_DATA_LOSS.START_OFFSET_RESET",
                    "KAFKA_DATA_LOSS.COULD_NOT_READ_OFFSET_RANGE",
                    "KAFKA_DATA_LOSS.ADDED_PARTITION_DOES_NOT_START_FROM_OFFSET_ZERO" -> kind == Kind.RETENTION;
            case "KAFKA_FAILED" -> false;
            default -> true;
        };
        if (!isMeant) {
            throw violation("G4, G5: a false alarm", failed);
        }
    }

    /** Whether a batch is unfinished. */
    private boolean meetWhatIsThere() {
        long planned = newest("offsets");
        if (planned <= newest("commits")) {
            return false;
        }
        boolean isThere = cluster.committed(ModelSinkProvider.MARKS).stream()
                .map(value -> new String(value, UTF_8))
                .anyMatch(mark -> mark.contains("\"batchId\":" + planned + ","));
        cluster.meet(
                isThere
                        ? KafkaSituation.K8_THE_MARK_OF_AN_UNFINISHED_BATCH_IS_THERE
                        : KafkaSituation.K7_THE_MARK_OF_AN_UNFINISHED_BATCH_IS_NOT_THERE);
        return true;
    }

    /** Whether it is durably noted where the query began. */
    private boolean hasBegun() {
        return disk.isDurable(CHECKPOINT.resolve("sources").resolve("0").resolve("0"));
    }

    /** Whether the power may go, and a batch is committed still. */
    private boolean hasCommitted() {
        long batch = newest("commits");
        return batch >= 0 && disk.isDurable(CHECKPOINT.resolve("commits").resolve(Long.toString(batch)));
    }

    private long newest(String log) {
        OptionalLong newest = disk.names(CHECKPOINT.resolve(log)).stream()
                .filter(name -> name.matches("[0-9]+"))
                .mapToLong(Long::parseLong)
                .max();
        return newest.orElse(-1);
    }

    private void run(
            ModelProcess process, ModelConnection connection, Pace pace, SplittableRandom own, boolean losesNothing) {
        try (Session session = Session.builder()
                .seams(baton, process.files(), exec, new SeededIds(own.nextLong()))
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.streaming.minBatchesToRetain", kind == Kind.ROLLED_BACK ? MOST_ROLLED_BACK + 2 : 2)
                .config("spark.sql.streaming.fileSource.log.compactInterval", "3")
                .config("spark.sql.streaming.fileSource.log.cleanupDelay", "0")
                .config("sluice.io.retryWindow", "0")
                .create()) {
            run(start(session, connection, pace, losesNothing), process, pace, own);
        } catch (SluiceException failed) {
            if (!process.hasCrashed()) {
                failure = failed;
            }
        } catch (SimulatedCrash crash) {
            if (!process.hasCrashed()) {
                throw crash;
            }
        } finally {
            process.over();
        }
    }

    private StreamingQuery start(Session session, ModelConnection connection, Pace pace, boolean losesNothing) {
        var reader = session.readStream()
                .format(ModelSourceProvider.NAME)
                .attachment(connection)
                .option("kafka.bootstrap.servers", "modelled:9092")
                .option("subscribe", ModelInput.TOPIC)
                .option("startingOffsets", "earliest")
                .option("failOnDataLoss", losesNothing)
                .option("fetchOffset.numRetries", 3)
                .option("kafkaConsumer.pollTimeoutMs", 5_000);
        if (mostOffsets != null) {
            reader.option("maxOffsetsPerTrigger", mostOffsets);
        }
        DataFrame values = reader.load().select(col("value").cast("string").as("value"));
        DataStreamWriter writer = (isDistinct ? values.dropDuplicates("value") : values)
                .writeStream()
                .format(ModelSourceProvider.NAME)
                .attachment(connection)
                .option("kafka.bootstrap.servers", "modelled:9092")
                .option("checkpointLocation", CHECKPOINT.toString())
                .trigger(
                        switch (pace) {
                            case AVAILABLE -> Trigger.AvailableNow();
                            case AS_IT_COMES -> Trigger.ProcessingTime(0);
                            case CONTINUOUS -> Trigger.Continuous(200);
                        });
        return writer.start();
    }

    private void run(StreamingQuery query, ModelProcess process, Pace pace, SplittableRandom own) {
        if (pace != Pace.AVAILABLE) {
            for (int arrival = 0; arrival < 3 && query.isActive() && !process.hasCrashed(); arrival++) {
                if (own.nextInt(3) == 0) {
                    pause(own.nextInt(400));
                } else {
                    query.processAllAvailable();
                }
                input.arrive();
                if (elections.nextInt(5) == 0) {
                    input.elect(elections);
                }
                if (kind == Kind.LOG_CUT_OFF && !hasHappened && elections.nextInt(8) == 0) {
                    hasHappened = true;
                    // What is planned of it just now, nobody knows.
                    mayBeCutBelow = true;
                    input.cut(elections);
                }
                if (kind == Kind.RETENTION && own.nextInt(3) == 0) {
                    input.retain(hasBegun());
                }
            }
            query.stop();
        }
        query.awaitTermination();
    }

    private void pause(int millis) {
        Exec.Monitor monitor = exec.monitor();
        try (var held = monitor.enter()) {
            monitor.await(TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private List<String> output() {
        return cluster.committed(ModelSinkProvider.TOPIC).stream()
                .map(value -> new String(value, UTF_8))
                .toList();
    }

    private List<String> wanted() {
        return isDistinct ? List.copyOf(new HashSet<>(input.committed())) : input.committed();
    }

    /** All that is there belongs there, and is there once. */
    private void requirePart(List<String> output) {
        List<String> rest = new ArrayList<>(wanted());
        rest.addAll(expectedBefore);
        rest.addAll(input.replaced());
        if (isDistinct) {
            rest = new ArrayList<>(new HashSet<>(rest));
        }
        for (String value : output) {
            if (!rest.remove(value)) {
                throw violation("G1: " + value + " is there too often, or ought not to be: " + output, null);
            }
        }
    }

    /** Nothing is missing but what retention had taken, of which the query has told. */
    private void requireWhole(List<String> output) {
        Set<String> missing = new HashSet<>(wanted());
        output.forEach(missing::remove);
        missing.removeAll(input.unread());
        boolean isTold = missing.isEmpty() || (!failsOnLoss && input.removed().containsAll(missing));
        if (!isTold) {
            throw violation("G1, G4: " + missing + " are missing from " + output, null);
        }
        if (kind == Kind.TOPIC_MADE_AGAIN && expectedBefore.stream().anyMatch(output::contains)) {
            throw violation("KS4: records of both topics are there: " + output, null);
        }
    }

    private void requireTidy() {
        baton.awaitOthers(TimeUnit.MINUTES.toNanos(1));
        for (Throwable thrown : baton.uncaught()) {
            throw violation("U8: a thread ended with " + thrown, thrown);
        }
        if (baton.runnerCount() != 1) {
            throw violation("U8: threads are left: " + baton.stacksOfOthers(), null);
        }
    }

    private Violation violation(String what, @Nullable Throwable cause) {
        return new Violation(seed, what + " (" + kind + ")", cluster.notes(), cause);
    }

    private static String condition(SluiceException failed) {
        String message = String.valueOf(failed.getMessage());
        int inner = message.indexOf("exception: [");
        int from = message.indexOf('[', Math.max(inner, 0));
        return message.substring(from + 1, message.indexOf(']', from));
    }
}
