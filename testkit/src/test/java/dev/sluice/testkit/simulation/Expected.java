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

    /** What the batch or turn before ran with. */
    private long lateMillis;

    private boolean isFollowedUp;
    private boolean hadUnreadableRows;

    /**
     * What was computed at once: a batch, or a turn of an epoch.
     *
     * @param ends of each source
     * @param lateMillis rows up to this time are late, those up to {@code watermarkMillis} from then on
     */
    private record Slice(List<Long> starts, List<Long> ends, long lateMillis, long watermarkMillis) {
        /** An epoch that runs again as one batch. */
        private static Slice together(List<Slice> turns) {
            Slice first = turns.getFirst();
            Slice last = turns.getLast();
            return new Slice(first.starts(), last.ends(), first.lateMillis(), last.watermarkMillis());
        }
    }

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
        for (long batch = 0; batch < plans.batches().size(); batch++) {
            Plans.Plan plan = plans.get(batch);
            if (plan == null) {
                throw new Violation("C4: there is no plan of batch " + batch);
            }
            List<Slice> slices = slices(plans, plan, plans.startsOf(batch));
            Slice last = slices.getLast();
            Violation.unless(
                    plan.watermarkMillis() == last.watermarkMillis(),
                    "G2, T3: the watermark of batch ",
                    batch,
                    " is ",
                    plan,
                    " and should be ",
                    last.watermarkMillis());
            Violation.unless(
                    plan.ends().equals(last.ends()), "G2: batch ", batch, " is ", plan, " and ends with ", last.ends());
            List<Slice> counted = plans.isRepeated(batch) ? List.of(Slice.together(slices)) : slices;
            answer(batch, plans, counted, plan.timestampMillis(), evaluator);
            isFollowedUp = plan.isFollowedUp();
        }
    }

    /** What was computed for a plan at first; moves the watermark. */
    private List<Slice> slices(Plans plans, Plans.Plan plan, List<Long> starts) {
        List<Slice> slices = new ArrayList<>();
        List<Long> position = starts;
        for (List<Long> ends : plan.isEpoch() ? plan.looks() : List.of(plan.ends())) {
            if (!plan.isEpoch() || !ends.equals(position) || closesWindows()) {
                slices.add(new Slice(position, ends, lateMillis, watermarkMillis));
                lateMillis = watermarkMillis;
                if (scenario.shape().hasWatermark()) {
                    advance(events(plans, position, ends));
                }
                position = ends;
                isFollowedUp = true;
            }
        }
        Violation.unless(!slices.isEmpty(), "an epoch without a turn: ", plan);
        return slices;
    }

    /** Whether a turn runs without new rows. */
    private boolean closesWindows() {
        return scenario.settings().hasBatchesWithoutData()
                && isFollowedUp
                && scenario.shape().hasWatermark()
                && watermarkMillis > lateMillis;
    }

    private void answer(long batch, Plans plans, List<Slice> slices, long timestampMillis, BatchEvaluator evaluator) {
        List<String> answer = new ArrayList<>();
        List<String> late = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (Slice slice : slices) {
            List<List<Event>> sources = events(plans, slice.starts(), slice.ends());
            long lateMicros = slice.lateMillis() * MICROS_PER_MILLI;
            answer.addAll(evaluator.answer(
                    new BatchInput(sources, lateMicros, slice.watermarkMillis() * MICROS_PER_MILLI, timestampMillis)));
            hadLateRows |= sources.stream()
                    .flatMap(List::stream)
                    .anyMatch(event -> event.seconds() != null && event.micros() <= lateMicros);
            if (scenario.keeps().late()) {
                addLate(sources, slice.lateMillis(), late);
            }
            if (scenario.keeps().bad()) {
                for (int source = 0; source < sources.size(); source++) {
                    arrivals(plans, source, slice.starts(), slice.ends()).forEach(arrival -> addBad(arrival, bad));
                }
            }
        }
        answer.sort(null);
        rows.put(batch, answer);
        put(leftOut.late(), batch, late);
        put(leftOut.bad(), batch, bad);
    }

    private void addLate(List<List<Event>> sources, long lateMillis, List<String> late) {
        sources.stream()
                .flatMap(List::stream)
                .filter(event ->
                        event.seconds() != null && scenario.shape().isLate(event, lateMillis * MICROS_PER_MILLI))
                .map(event -> LeftOut.lateText(
                        lateMillis / MILLIS, event.values(scenario.shape().lateColumns())))
                .forEach(late::add);
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

    private List<Integer> arrivals(Plans plans, int source, List<Long> starts, List<Long> ends) {
        return plans.arrivals(scenario, source, starts.get(source), ends.get(source));
    }

    /** The rows of every source that the query does not leave out before anything else. */
    private List<List<Event>> events(Plans plans, List<Long> starts, List<Long> ends) {
        List<List<Event>> sources = new ArrayList<>();
        for (int source = 0; source < scenario.sourceCount(); source++) {
            sources.add(events(source, arrivals(plans, source, starts, ends)));
        }
        return sources;
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
