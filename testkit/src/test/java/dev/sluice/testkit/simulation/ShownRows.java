package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.SimulatedShow.Part;
import dev.sluice.testkit.simulation.SimulatedShow.Shown;
import dev.sluice.testkit.simulation.shape.BatchInput;
import dev.sluice.testkit.simulation.shape.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges the rows of a stateless query whose sink shows them as they come, however they were cut into batches and turns. What a
 * process shows lies behind the newest batch that was recorded when it started, once each; and all up to the newest batch
 * that it has left recorded is among it.
 */
final class ShownRows {
    private final Scenario scenario;
    private final Plans plans;
    private final List<Long> everything;

    ShownRows(Scenario scenario, Plans plans) {
        this.scenario = scenario;
        this.plans = plans;
        List<Long> last = new ArrayList<>(Collections.nCopies(scenario.sourceCount(), -1L));
        scenario.arrivals().forEach(arrival -> last.set(arrival.source(), last.get(arrival.source()) + 1));
        this.everything = List.copyOf(last);
    }

    /** @param isWhole whether every entry that was read is as it was written */
    void judge(SimulatedShow show, boolean isWhole) {
        Map<String, Integer> all = rows(Collections.nCopies(scenario.sourceCount(), -1L), everything);
        Map<String, Integer> shown = new TreeMap<>();
        show.parts().forEach(part -> part.rows().forEach(row -> shown.merge(row.row(), 1, Integer::sum)));
        requireWithin(all, shown, "G1: never shown are ");
        for (int index = 0; index < show.parts().size(); index++) {
            Part part = show.parts().get(index);
            Map<String, Integer> ofPart = new TreeMap<>();
            part.rows().forEach(row -> ofPart.merge(row.row(), 1, Integer::sum));
            requireWithin(ofPart, isWhole ? rows(part.starts(), everything) : all, "G3: shown again are ");
            if (isWhole) {
                boolean isLast = index == show.parts().size() - 1;
                List<Long> recorded =
                        isLast ? everything : show.parts().get(index + 1).starts();
                requireWithin(rows(part.starts(), recorded), ofPart, "G1: recorded and not shown are ");
                requireNumbers(part);
            }
        }
    }

    private static void requireNumbers(Part part) {
        long before = part.committed() + 1;
        for (Shown shown : part.rows()) {
            long batch = shown.batch().batchId();
            Violation.unless(batch >= before, "G3: rows of batch ", batch, " are shown after those of ", before);
            before = batch;
        }
    }

    private static void requireWithin(Map<String, Integer> some, Map<String, Integer> others, String message) {
        some.forEach((row, count) -> Violation.unless(
                count <= others.getOrDefault(row, 0), message, row, ", of ", some, " beside ", others));
    }

    /** How often each row comes of what lies between. */
    private Map<String, Integer> rows(List<Long> starts, List<Long> ends) {
        List<List<Event>> sources = new ArrayList<>();
        for (int source = 0; source < scenario.sourceCount(); source++) {
            sources.add(plans.arrivals(scenario, source, starts.get(source), ends.get(source)).stream()
                    .flatMap(arrival -> scenario.arrivals().get(arrival).events().stream())
                    .toList());
        }
        Map<String, Integer> rows = new TreeMap<>();
        scenario.shape()
                .evaluator()
                .answer(new BatchInput(sources, 0, 0, 0))
                .forEach(row -> rows.merge(row, 1, Integer::sum));
        return rows;
    }
}
