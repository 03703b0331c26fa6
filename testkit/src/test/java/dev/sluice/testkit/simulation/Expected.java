package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.testkit.simulation.shape.BatchEvaluator;
import dev.sluice.testkit.simulation.shape.BatchInput;
import dev.sluice.testkit.simulation.shape.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What has to come out, by the plans of the batches and a program of loops. */
final class Expected {
    private static final long MILLIS = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;

    private final Scenario scenario;
    private final long[] watermarkMillisByNode;
    private final NavigableMap<Long, List<String>> rows = new TreeMap<>();
    private final LeftOut leftOut = new LeftOut(new TreeMap<>(), new TreeMap<>());
    private long watermarkMillis;
    private boolean hadLateRows;
    private boolean hadUnreadableRows;

    private Expected(Scenario scenario) {
        this.scenario = scenario;
        this.watermarkMillisByNode = new long[scenario.watermarks() ? scenario.sourceCount() : 1];
    }

    static Expected of(Scenario scenario, Plans plans) {
        Expected expected = new Expected(scenario);
        expected.answer(plans);
        return expected;
    }

    /** The sorted rows of every batch that was planned. */
    NavigableMap<Long, List<String>> rows() {
        return rows;
    }

    /** What the batches leave out and were asked to keep; nothing of those that leave out nothing. */
    LeftOut leftOut() {
        return leftOut;
    }

    /** Whether any row came after the watermark had passed it. */
    boolean hadLateRows() {
        return hadLateRows;
    }

    boolean hadUnreadableRows() {
        return hadUnreadableRows;
    }

    private void answer(Plans plans) {
        BatchEvaluator evaluator = scenario.shape().evaluator();
        long late = 0;
        for (long batch = 0; batch < plans.batches().size(); batch++) {
            Plans.Plan plan = plans.get(batch);
            if (plan == null) {
                throw new Violation("C4: there is no plan of batch " + batch);
            }
            Violation.unless(
                    plan.watermarkMillis() == watermarkMillis,
                    "G2, T3: the watermark of batch ",
                    batch,
                    " is ",
                    plan,
                    " and should be ",
                    watermarkMillis);
            List<List<Event>> sources = new ArrayList<>();
            for (int source = 0; source < scenario.sourceCount(); source++) {
                sources.add(events(source, plans.arrivals(scenario, batch, source)));
            }
            List<String> answer = new ArrayList<>(evaluator.answer(
                    new BatchInput(sources, late * MICROS_PER_MILLI, watermarkMillis * MICROS_PER_MILLI)));
            answer.sort(null);
            rows.put(batch, answer);
            long lateMicros = late * MICROS_PER_MILLI;
            leaveOut(batch, plans, sources, late);
            hadLateRows |= sources.stream()
                    .flatMap(List::stream)
                    .anyMatch(event -> event.seconds() != null && event.micros() <= lateMicros);
            late = watermarkMillis;
            if (scenario.shape().hasWatermark()) {
                advance(sources);
            }
        }
    }

    private void leaveOut(long batch, Plans plans, List<List<Event>> sources, long lateMillis) {
        if (scenario.keeps().late()) {
            put(
                    leftOut.late(),
                    batch,
                    sources.stream()
                            .flatMap(List::stream)
                            .filter(event -> event.seconds() != null
                                    && scenario.shape().isLate(event, lateMillis * MICROS_PER_MILLI))
                            .map(event -> LeftOut.lateText(
                                    lateMillis / MILLIS,
                                    event.values(scenario.shape().lateColumns())))
                            .toList());
        }
        if (scenario.keeps().bad()) {
            List<String> bad = new ArrayList<>();
            for (int source = 0; source < sources.size(); source++) {
                plans.arrivals(scenario, batch, source).forEach(arrival -> addBad(arrival, bad));
            }
            put(leftOut.bad(), batch, bad);
        }
    }

    private void addBad(int arrival, List<String> bad) {
        Scenario.Arrival of = scenario.arrivals().get(arrival);
        List<String> lines = World.lines(of);
        long position = 0;
        for (int line = 0; line < lines.size(); line++) {
            if (of.events().get(line).equals(Event.UNREADABLE)) {
                String file = Places.input(of.source(), arrival).toString();
                bad.add(LeftOut.badText(file, position, lines.get(line).strip()));
            }
            position += lines.get(line).getBytes(UTF_8).length;
        }
    }

    private static void put(NavigableMap<Long, List<String>> byBatch, long batch, List<String> texts) {
        if (!texts.isEmpty()) {
            byBatch.put(batch, texts.stream().sorted().toList());
        }
    }

    private List<Event> events(int source, List<Integer> arrivals) {
        List<Event> events = new ArrayList<>();
        for (int arrival : arrivals) {
            for (Event event : scenario.arrivals().get(arrival).events()) {
                boolean isDropped = scenario.dropsUnreadable() && event.equals(Event.UNREADABLE);
                boolean lacksTime = scenario.shape().wantsTimes() && event.seconds() == null;
                boolean lacksKey = scenario.shape().wantsKeys(source) && event.key() == null;
                hadUnreadableRows |= event.equals(Event.UNREADABLE);
                if (!isDropped && !lacksTime && !lacksKey) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private void advance(List<List<Event>> sources) {
        for (int source = 0; source < sources.size(); source++) {
            int node = scenario.watermarks() ? source : 0;
            for (Event event : sources.get(source)) {
                if (event.seconds() != null) {
                    watermarkMillisByNode[node] =
                            Math.max(watermarkMillisByNode[node], (event.seconds() - scenario.delaySeconds()) * MILLIS);
                }
            }
        }
        long chosen = scenario.settings().waitsForTheSlowest()
                ? Arrays.stream(watermarkMillisByNode).min().orElse(0)
                : Arrays.stream(watermarkMillisByNode).max().orElse(0);
        watermarkMillis = Math.max(watermarkMillis, chosen);
    }
}
