package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Scenario.Arrival;
import dev.sluice.testkit.simulation.Scenario.Keeps;
import dev.sluice.testkit.simulation.Scenario.Settings;
import dev.sluice.testkit.simulation.Scenario.SinkKind;
import dev.sluice.testkit.simulation.Scenario.Start;
import dev.sluice.testkit.simulation.shape.Distinct;
import dev.sluice.testkit.simulation.shape.DistinctWindows;
import dev.sluice.testkit.simulation.shape.Event;
import dev.sluice.testkit.simulation.shape.Filtered;
import dev.sluice.testkit.simulation.shape.Joined;
import dev.sluice.testkit.simulation.shape.Limited;
import dev.sluice.testkit.simulation.shape.Sessions;
import dev.sluice.testkit.simulation.shape.Shape;
import dev.sluice.testkit.simulation.shape.Stamped;
import dev.sluice.testkit.simulation.shape.Totals;
import dev.sluice.testkit.simulation.shape.Windows;
import dev.sluice.testkit.simulation.shape.WindowsOfWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws a {@link Scenario}. Numbers are small, so that what is rare in use happens in each. */
final class ScenarioDice {
    static final long START_SECONDS = 1_767_225_600L;
    private static final int MOST_SECONDS_LATE = 60;
    private static final int MANY_KEYS = 80;
    private static final long FIRST_OF_MANY = 1_000;

    private ScenarioDice() {}

    static Scenario draw(long seed) {
        Dice dice = new Dice(seed, "query");
        long delay = dice.one(0, 5, 10, 20);
        Shape drawn = shape(dice, delay);
        int sources = drawn.wantsUnion() ? dice.one(1, 1, 2, 3) : 2;
        boolean isFiles = dice.percent(70);
        SinkKind remembering = drawn.mode().equals("append")
                ? dice.one(SinkKind.FILES, SinkKind.FILES, SinkKind.EACH_BATCH, SinkKind.TABLE)
                : dice.one(SinkKind.EACH_BATCH, SinkKind.TABLE);
        List<Arrival> arrivals = arrivals(new Dice(seed, "input"), sources);
        Dice size = new Dice(seed, "size");
        if (size.percent(25)) {
            arrivals.addFirst(manyKeys(size, sources));
        }
        Dice show = new Dice(seed, "show");
        boolean isShown = !isFiles && !drawn.mode().equals("complete") && show.percent(40);
        SinkKind sink = isShown ? SinkKind.SHOW : remembering;
        Shape filtered = isShown && show.percent(60) ? new Filtered(show.between(2, 4)) : drawn;
        Integer epochMillis = epochMillis(new Dice(seed, "epochs"), filtered, isFiles, sink);
        Shape shape = isStamped(new Dice(seed, "stamps"), filtered, sink, epochMillis) ? new Stamped() : filtered;
        return new Scenario(
                seed,
                shape,
                sources,
                isFiles,
                isFiles && dice.percent(30),
                isFiles ? dice.one("off", "off", "delete", "archive") : "off",
                keeps(new Dice(seed, "kept"), shape, isFiles),
                delay,
                !shape.wantsUnion() || dice.percent(50),
                sink,
                epochMillis,
                arrivals,
                starts(new Dice(seed, "starts"), arrivals.size(), isFiles).stream()
                        .map(start -> epochMillis == null ? start : start.with(endless(show, sink, shape)))
                        .toList(),
                settings(new Dice(seed, "settings")));
    }

    /** In place of some of the filters, of which there is one in twelve. The time of a turn is in no plan. */
    private static boolean isStamped(Dice dice, Shape shape, SinkKind sink, @Nullable Integer epochMillis) {
        return shape instanceof Filtered && sink != SinkKind.SHOW && epochMillis == null && dice.percent(60);
    }

    /** Most of the queries that can run in turns do so; null for the others. */
    private static @Nullable Integer epochMillis(Dice dice, Shape shape, boolean isFiles, SinkKind sink) {
        boolean runsInTurns =
                !isFiles && sink != SinkKind.EACH_BATCH && !shape.mode().equals("complete");
        return runsInTurns && dice.percent(80) ? dice.one(2, 5, 10, 50) : null;
    }

    /** What has no state can do without waiting for its log, where rows may come again. */
    private static String endless(Dice dice, SinkKind sink, Shape shape) {
        return sink == SinkKind.SHOW && shape instanceof Filtered
                ? dice.one("continuous", "asynchronous", "asynchronous")
                : "continuous";
    }

    /** A limit stops reading where it has enough, so that a record after that is not found to be bad. */
    private static Keeps keeps(Dice dice, Shape shape, boolean isFiles) {
        return new Keeps(
                shape.hasWatermark() && dice.percent(50), isFiles && !(shape instanceof Limited) && dice.percent(50));
    }

    private static Shape shape(Dice dice, long delay) {
        return switch (dice.between(0, 11)) {
            case 0 -> new Filtered(dice.between(2, 4));
            case 1, 2 -> windows(dice, "append");
            case 3 -> windows(dice, "update");
            case 4 -> new Totals(dice.one("complete", "update"));
            case 5 -> new Distinct(dice.one(Distinct.Key.TIME, Distinct.Key.VALUE), delay);
            case 6 -> new Distinct(Distinct.Key.WITHIN_WATERMARK, delay);
            case 7 -> new Sessions(dice.between(3, 12));
            case 8 -> new Joined(dice.percent(60), dice.between(0, 10), dice.between(0, 10));
            case 9 -> new DistinctWindows(windows(dice, "append"));
            case 10 -> new WindowsOfWindows(5, dice.between(2, 3));
            case 11 -> new Limited(dice.between(3, 15));
            default -> throw new AssertionError("no such shape");
        };
    }

    private static Windows windows(Dice dice, String mode) {
        return new Windows(10, dice.one(10, 10, 5, 2), mode, dice.percent(60));
    }

    private static List<Arrival> arrivals(Dice dice, int sources) {
        List<Arrival> arrivals = new ArrayList<>();
        int count = dice.between(2, 8);
        long now = 0;
        for (int index = 0; index < count; index++) {
            now += dice.between(0, 20);
            List<Event> events = new ArrayList<>();
            int rows = dice.percent(10) ? 0 : dice.between(1, 6);
            for (int row = 0; row < rows; row++) {
                events.add(event(dice, 10L * index + row, now));
            }
            arrivals.add(new Arrival(dice.between(0, sources - 1), List.copyOf(events)));
        }
        return arrivals;
    }

    /** So much state that what changes after it is folded, rather than made into the next snapshot. */
    private static Arrival manyKeys(Dice dice, int sources) {
        List<Event> events = new ArrayList<>();
        for (int row = 0; row < MANY_KEYS; row++) {
            events.add(new Event(FIRST_OF_MANY + row, "k" + row, START_SECONDS + dice.between(0, 10), (long) row));
        }
        return new Arrival(dice.between(0, sources - 1), List.copyOf(events));
    }

    private static Event event(Dice dice, long id, long now) {
        if (dice.percent(4)) {
            return Event.UNREADABLE;
        }
        long late = dice.percent(20) ? dice.between(0, MOST_SECONDS_LATE) : 0;
        String key = dice.percent(5) ? null : dice.one("a", "b", "c");
        Long seconds = dice.percent(5) ? null : Long.valueOf(START_SECONDS + now - late + dice.between(0, 10));
        Long value = dice.percent(10) ? null : Long.valueOf(dice.between(0, 9));
        return new Event(id, key, seconds, value);
    }

    private static List<Start> starts(Dice dice, int arrivals, boolean isFiles) {
        List<Start> starts = new ArrayList<>();
        int left = arrivals;
        while (left > 0) {
            int taken = starts.size() == 2 ? left : dice.between(1, left);
            starts.add(start(dice, taken, isFiles));
            left -= taken;
        }
        return starts;
    }

    private static Start start(Dice dice, int arrivals, boolean isFiles) {
        @Nullable Integer mostFiles = isFiles && dice.percent(80) ? Integer.valueOf(dice.between(1, 2)) : null;
        String trigger = dice.one("always", "always", "always", "available", "available", "once");
        return new Start(arrivals, trigger, dice.between(1, 3), mostFiles);
    }

    /** One that reads all there is; more at a time than others, for it is seldom the first that reads. */
    static Start startToTheEnd(Dice dice, Scenario scenario) {
        @Nullable
        Integer mostFiles = scenario.isFiles() && dice.percent(30) ? Integer.valueOf(dice.between(1, 4)) : null;
        Start start = new Start(0, dice.one("always", "available"), dice.between(1, 3), mostFiles);
        return scenario.epochMillis() != null && dice.percent(70)
                ? start.with(endless(dice, scenario.sink(), scenario.shape()))
                : start;
    }

    private static Settings settings(Dice dice) {
        Map<String, String> conf = new TreeMap<>();
        conf.put("spark.sql.session.timeZone", "UTC");
        conf.put("spark.sql.streaming.minBatchesToRetain", String.valueOf(dice.between(2, 5)));
        conf.put("sluice.checkpoint.maintenanceBatches", String.valueOf(dice.between(1, 4)));
        conf.put("spark.sql.streaming.fileSource.log.compactInterval", String.valueOf(dice.between(2, 4)));
        conf.put("spark.sql.streaming.fileSink.log.compactInterval", String.valueOf(dice.between(2, 4)));
        if (dice.percent(70)) {
            conf.put("spark.sql.streaming.fileSource.log.cleanupDelay", "0s");
            conf.put("spark.sql.streaming.fileSink.log.cleanupDelay", "0s");
        }
        conf.put("spark.sql.streaming.multipleWatermarkPolicy", dice.percent(70) ? "min" : "max");
        conf.put("spark.sql.streaming.noDataMicroBatches.enabled", String.valueOf(dice.percent(85)));
        return new Settings(conf, dice.one(2, 5, 20, 100));
    }
}
