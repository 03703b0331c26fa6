package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.Row;
import dev.sluice.Rows;
import dev.sluice.columnar.Batch;
import dev.sluice.connector.memory.MemoryInput;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.simulation.Scenario.Arrival;
import dev.sluice.testkit.simulation.Scenario.Start;
import dev.sluice.testkit.simulation.shape.Event;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that outlives a process: its disk, its input, the table it may write into, and what was noted from outside. */
final class World {
    private static final StructType SCHEMA = StructType.fromDDL(Event.SCHEMA);

    /** Reads what may be left, so that everything is read in the end. */
    private static final Start LAST = new Start(0, "available", 2, null);

    final Scenario scenario;
    final FaultyDisk disk;
    final SimulatedTable table;
    final Plans plans;

    /** At the sources in memory, by the process that runs or was the last. */
    final Looks looks;

    /** All of the query, up to the end of the input. */
    private List<Start> starts;

    /** Of the arrivals in memory, each made when it is first wanted. */
    private final @Nullable Batch[] blocks;

    /** How many arrivals of the scenario are there. */
    private int arrived;

    /** How many of the starts are over. */
    private int startsDone;

    /** Of the process that ran last, null before the first. */
    private @Nullable Start last;

    private World(
            Scenario scenario,
            FaultyDisk disk,
            SimulatedTable table,
            Plans plans,
            Looks looks,
            List<Start> starts,
            @Nullable Batch[] blocks,
            int arrived,
            int startsDone,
            @Nullable Start last) {
        this.scenario = scenario;
        this.disk = disk;
        this.table = table;
        this.plans = plans;
        this.looks = looks;
        this.starts = starts;
        this.blocks = blocks;
        this.arrived = arrived;
        this.startsDone = startsDone;
        this.last = last;
    }

    static World before(Scenario scenario) {
        FaultyDisk disk = new FaultyDisk(scenario.seed());
        for (int source = 0; source < scenario.sourceCount(); source++) {
            put(disk, Places.input(source).resolve(".folder"), "");
        }
        List<Start> starts = new ArrayList<>(scenario.starts());
        starts.add(LAST);
        return new World(
                scenario,
                disk,
                scenario.sink() == Scenario.SinkKind.SHOW ? new SimulatedShow() : new SimulatedTable(),
                new Plans(scenario.sourceCount()),
                new Looks(scenario.sourceCount()),
                starts,
                new @Nullable Batch[scenario.arrivals().size()],
                0,
                0,
                null);
    }

    /** What a crash at this moment would leave; this world goes on. */
    World image(CrashMode mode, long seed) {
        return new World(
                scenario,
                disk.image(mode, seed),
                table.copy(),
                plans.copy(),
                looks.copy(),
                starts,
                blocks,
                arrived,
                startsDone,
                last);
    }

    /** What a process finds: worlds that differ for it differ in this, but for chance. */
    long hash() {
        long hash = disk.hash();
        hash = hash * 31 + arrived;
        hash = hash * 31 + startsDone;
        return hash * 31 + table.shownHash();
    }

    /** A process starts; returns what is different from the one before, which has left a checkpoint. */
    Set<Situation> starts(Start next) {
        Start before = last;
        last = next;
        if (table instanceof SimulatedShow show) {
            long committed = Places.newest(disk, Places.COMMITS);
            show.begin(committed, plans.endsOfCommit(committed));
        }
        return before == null ? Set.of() : Situation.ofChange(before, next, disk);
    }

    /** Whether the process that ran last ran in turns. */
    boolean wasContinuous() {
        return last != null && last.isContinuous();
    }

    /** Whether the process that ran last recorded its batches beside the query. */
    boolean wasAsynchronous() {
        return last != null && last.isAsynchronous();
    }

    /** Whether the query was started for the last time, and has come to its end. */
    boolean isOver() {
        return startsDone == starts.size();
    }

    Start nextStart() {
        return starts.get(startsDone);
    }

    /** Whether the start that is under way has to read all there is. */
    boolean isLastStart() {
        return startsDone == starts.size() - 1;
    }

    /** One start in place of all that are left. */
    void startOnce(Start only) {
        List<Start> other = new ArrayList<>(starts.subList(0, startsDone));
        int before = other.stream().mapToInt(Start::arrivals).sum();
        other.add(only.withArrivals(scenario.arrivals().size() - before));
        starts = other;
    }

    void startIsDone() {
        startsDone++;
    }

    /** How many more come to be there up to the end of the start that is under way. */
    int expectedArrivals() {
        int arrivals = -arrived;
        for (int index = 0; index < starts.size() && index <= startsDone; index++) {
            arrivals += starts.get(index).arrivals();
        }
        return arrivals;
    }

    /** The next arrival comes to be there. */
    void arrive(List<MemoryInput> inputs) {
        int next = arrived;
        Arrival arrival = scenario.arrivals().get(next);
        // Counted first: a query that is told of a block may plan it, and a crash leave that plan, before this goes on.
        arrived++;
        if (scenario.isFiles()) {
            put(disk, Places.input(arrival.source(), next), String.join("", lines(arrival)));
        } else {
            inputs.get(arrival.source()).addData(block(next));
        }
    }

    /** What the file of an arrival holds, each with its end. */
    static List<String> lines(Arrival arrival) {
        return arrival.events().stream().map(event -> json(event) + "\n").toList();
    }

    private static void put(FaultyDisk disk, Path file, String text) {
        try {
            disk.put(file, text.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The inputs in memory as they are now, with all that ever arrived. */
    List<MemoryInput> memoryInputs() {
        List<MemoryInput> inputs = new ArrayList<>();
        for (int source = 0; source < scenario.sourceCount(); source++) {
            inputs.add(new MemoryInput(SCHEMA));
        }
        for (int arrival = 0; arrival < arrived; arrival++) {
            inputs.get(scenario.arrivals().get(arrival).source()).addData(block(arrival));
        }
        return inputs;
    }

    private Batch block(int arrival) {
        Batch known = blocks[arrival];
        if (known == null) {
            known = block(scenario.arrivals().get(arrival));
            blocks[arrival] = known;
        }
        return known;
    }

    private static Batch block(Arrival arrival) {
        List<Row> rows = new ArrayList<>();
        for (Event event : arrival.events()) {
            Instant time = event.seconds() == null ? null : Instant.ofEpochSecond(event.seconds());
            rows.add(Row.of(event.id(), event.key(), time, event.value()));
        }
        List<Batch> batches = Rows.toBatches(SCHEMA, rows);
        return batches.isEmpty() ? Batch.empty(SCHEMA) : batches.getFirst();
    }

    private static String json(Event event) {
        if (event.equals(Event.UNREADABLE)) {
            return "~ no JSON";
        }
        StringBuilder object = new StringBuilder("{\"id\":").append(event.id());
        if (event.key() != null) {
            object.append(",\"k\":\"").append(event.key()).append('"');
        }
        if (event.seconds() != null) {
            object.append(",\"t\":\"")
                    .append(Instant.ofEpochSecond(event.seconds()))
                    .append('"');
        }
        return object.append(",\"v\":").append(event.value()).append('}').toString();
    }
}
