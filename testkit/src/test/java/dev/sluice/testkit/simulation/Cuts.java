package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Scenario.Arrival;
import dev.sluice.testkit.simulation.Scenario.Keeps;
import dev.sluice.testkit.simulation.Scenario.Start;
import dev.sluice.testkit.simulation.shape.Event;
import dev.sluice.testkit.simulation.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways to make a scenario smaller, in a few letters each: {@code a3} leaves out the fourth arrival, {@code r3.1} its second
 * row, {@code s1} the end of the process before the second start, {@code q} takes a simpler query, {@code u} one source, {@code k} keeps no rows
 * that are left out, {@code e} runs in batches and not in turns.
 */
final class Cuts {
    private Cuts() {}

    /** All that can be made, those that take away most first, and what is last before what is first. */
    static List<String> of(Scenario scenario) {
        List<String> cuts = new ArrayList<>(List.of("u", "q", "k", "e"));
        List<Arrival> arrivals = scenario.arrivals();
        for (int arrival = arrivals.size() - 1; arrival >= 0; arrival--) {
            cuts.add("a" + arrival);
        }
        for (int start = scenario.starts().size() - 1; start > 0; start--) {
            cuts.add("s" + start);
        }
        for (int arrival = arrivals.size() - 1; arrival >= 0; arrival--) {
            for (int row = arrivals.get(arrival).events().size() - 1; row >= 0; row--) {
                cuts.add("r" + arrival + "." + row);
            }
        }
        return cuts;
    }

    /** The smaller scenario, null where there is nothing to leave out. */
    static @Nullable Scenario apply(Scenario scenario, String cut) {
        String rest = cut.substring(1);
        return switch (cut.charAt(0)) {
            case 'u' -> oneSource(scenario);
            case 'q' -> simpler(scenario);
            case 'k' -> scenario.keeps().equals(Keeps.NOTHING) ? null : scenario.with(Keeps.NOTHING);
            case 'e' -> scenario.epochMillis() == null ? null : scenario.withoutEpochs();
            case 'a' -> withoutArrival(scenario, Integer.parseInt(rest));
            case 's' -> withoutStart(scenario, Integer.parseInt(rest));
            case 'r' -> {
                int point = rest.indexOf('.');
                yield withoutRow(
                        scenario,
                        Integer.parseInt(rest.substring(0, point)),
                        Integer.parseInt(rest.substring(point + 1)));
            }
            default -> throw new IllegalArgumentException("no way to make a scenario smaller: " + cut);
        };
    }

    private static @Nullable Scenario oneSource(Scenario scenario) {
        if (scenario.sourceCount() == 1 || !scenario.shape().wantsUnion()) {
            return null;
        }
        List<Arrival> arrivals = scenario.arrivals().stream()
                .map(arrival -> new Arrival(0, arrival.events()))
                .toList();
        return scenario.with(scenario.shape(), 1, arrivals, scenario.starts());
    }

    private static @Nullable Scenario simpler(Scenario scenario) {
        Shape simpler = scenario.shape().simpler();
        return simpler == null
                ? null
                : scenario.with(simpler, scenario.sourceCount(), scenario.arrivals(), scenario.starts());
    }

    private static @Nullable Scenario withoutArrival(Scenario scenario, int index) {
        if (index >= scenario.arrivals().size()) {
            return null;
        }
        List<Arrival> arrivals = new ArrayList<>(scenario.arrivals());
        arrivals.remove(index);
        List<Start> starts = new ArrayList<>();
        int before = 0;
        for (Start start : scenario.starts()) {
            boolean isHere = index >= before && index < before + start.arrivals();
            before += start.arrivals();
            starts.add(isHere ? start.withArrivals(start.arrivals() - 1) : start);
        }
        return scenario.with(scenario.shape(), scenario.sourceCount(), arrivals, starts);
    }

    private static @Nullable Scenario withoutStart(Scenario scenario, int index) {
        if (index >= scenario.starts().size()) {
            return null;
        }
        List<Start> starts = new ArrayList<>(scenario.starts());
        Start left = starts.remove(index);
        Start before = starts.get(index - 1);
        starts.set(index - 1, before.withArrivals(before.arrivals() + left.arrivals()));
        return scenario.with(scenario.shape(), scenario.sourceCount(), scenario.arrivals(), starts);
    }

    private static @Nullable Scenario withoutRow(Scenario scenario, int index, int row) {
        if (index >= scenario.arrivals().size()
                || row >= scenario.arrivals().get(index).events().size()) {
            return null;
        }
        List<Arrival> arrivals = new ArrayList<>(scenario.arrivals());
        List<Event> events = new ArrayList<>(arrivals.get(index).events());
        events.remove(row);
        arrivals.set(index, new Arrival(arrivals.get(index).source(), List.copyOf(events)));
        return scenario.with(scenario.shape(), scenario.sourceCount(), arrivals, scenario.starts());
    }
}
