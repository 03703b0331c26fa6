package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Scenario.SinkKind;
import dev.sluice.testkit.simulation.Scenario.Start;
import dev.sluice.testkit.simulation.shape.Distinct;
import dev.sluice.testkit.simulation.shape.DistinctWindows;
import dev.sluice.testkit.simulation.shape.Filtered;
import dev.sluice.testkit.simulation.shape.Joined;
import dev.sluice.testkit.simulation.shape.Limited;
import dev.sluice.testkit.simulation.shape.Sessions;
import dev.sluice.testkit.simulation.shape.Shape;
import dev.sluice.testkit.simulation.shape.Totals;
import dev.sluice.testkit.simulation.shape.Windows;
import dev.sluice.testkit.simulation.shape.WindowsOfWindows;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** A query that is disturbed at every moment of its run: of its kind the first that a seed draws and that is small. */
enum Canonical {
    CHOSEN_ROWS_INTO_FILES(ofFiles(Filtered.class, SinkKind.FILES)),
    WINDOWS_INTO_FILES(ofFiles(Windows.class, SinkKind.FILES)),
    WINDOWS_FOR_EACH_BATCH(ofFiles(Windows.class, SinkKind.EACH_BATCH)),
    TOTALS_INTO_A_TABLE(ofFiles(Totals.class, SinkKind.TABLE)),
    FIRST_ROWS_INTO_FILES(ofFiles(Distinct.class, SinkKind.FILES)),
    SESSIONS_INTO_FILES(ofFiles(Sessions.class, SinkKind.FILES)),
    A_JOIN_INTO_FILES(ofFiles(Joined.class, SinkKind.FILES)),
    A_JOIN_INTO_A_TABLE(scenario -> scenario.shape() instanceof Joined && scenario.sink() == SinkKind.TABLE),
    WINDOWS_OF_FIRST_ROWS_INTO_FILES(ofFiles(DistinctWindows.class, SinkKind.FILES)),
    WINDOWS_OF_WINDOWS_INTO_FILES(ofFiles(WindowsOfWindows.class, SinkKind.FILES)),
    A_LIMIT_INTO_A_TABLE(scenario -> scenario.shape() instanceof Limited && scenario.sink() == SinkKind.TABLE),
    WINDOWS_IN_TURNS(scenario -> scenario.shape() instanceof Windows
            && scenario.sink() == SinkKind.TABLE
            && scenario.starts().stream().anyMatch(Start::isContinuous)),
    ROWS_SHOWN_AT_ONCE(
            scenario -> scenario.showsRowsAlone() && scenario.starts().stream().anyMatch(Start::isAsynchronous));

    private static final int LEAST_ARRIVALS = 3;
    private static final int MOST_ARRIVALS = 4;
    private static final int STARTS = 2;
    private static final int MOST_RETAINED = 3;

    @SuppressWarnings("ImmutableEnumChecker") // A function without anything of its own.
    private final Predicate<Scenario> kind;

    Canonical(Predicate<Scenario> kind) {
        this.kind = kind;
    }

    private static Predicate<Scenario> ofFiles(Class<? extends Shape> shape, SinkKind sink) {
        return scenario -> scenario.isFiles() && shape.isInstance(scenario.shape()) && scenario.sink() == sink;
    }

    Scenario scenario() {
        return LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(ScenarioDice::draw)
                .filter(kind)
                .filter(Canonical::isSmall)
                .findFirst()
                .orElseThrow();
    }

    /** So few rows that it is run often, and so many that it compacts and purges. */
    private static boolean isSmall(Scenario scenario) {
        int arrivals = scenario.arrivals().size();
        return arrivals >= LEAST_ARRIVALS
                && arrivals <= MOST_ARRIVALS
                && scenario.starts().size() == STARTS
                && scenario.settings().retained() <= MOST_RETAINED;
    }
}
