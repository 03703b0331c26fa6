package dev.sluice.testkit.simulation;

import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Moments.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Makes what was found smaller for as long as the same rule is broken. */
final class Shrinker {
    private static final int MOST_PLAYS = 4_000;

    private final Mistake mistake;
    private final String rule;
    private Finding smallest;
    private int plays;

    private Shrinker(Finding found, Mistake mistake) {
        this.mistake = mistake;
        this.rule = found.rule();
        this.smallest = found;
    }

    static Finding shrink(Finding found, Mistake mistake) {
        Shrinker shrinker = new Shrinker(found, mistake);
        shrinker.shrink();
        return shrinker.smallest;
    }

    private void shrink() {
        boolean isSmaller = true;
        while (isSmaller && plays < MOST_PLAYS) {
            isSmaller = findSimplerDisturbance();
            for (String cut : Cuts.of(smallest.found().scenario())) {
                Case smaller = smallest.found().without(cut);
                if (smaller != null && find(smaller)) {
                    isSmaller = true;
                }
            }
        }
    }

    /** What disturbs a large scenario only together may do so alone in a small one. */
    private boolean findSimplerDisturbance() {
        Case found = smallest.found();
        return simpler(found.disturbance()).stream()
                .filter(simpler -> !simpler.equals(found.disturbance()))
                .anyMatch(simpler -> find(found.with(simpler)));
    }

    /** Those that need less to happen, the least first. */
    private static List<Disturbance> simpler(Disturbance disturbance) {
        List<Disturbance> simpler = new ArrayList<>(List.of(new Disturbance.None()));
        if (disturbance instanceof Crash crash) {
            Crash second = crash.again();
            if (second != null) {
                // Without the first, the process goes on to where the second came.
                simpler.add(second.at(crash.at() + second.at()));
            }
            simpler.add(crash.with(null, null));
            simpler.add(crash.with(crash.damage(), null));
            simpler.add(crash.with(null, crash.again()));
        }
        return simpler;
    }

    /** With less to do, what disturbs it has to come at another moment, mostly an earlier one. */
    private boolean find(Case tried) {
        return switch (tried.disturbance()) {
            case Disturbance.None ignored -> play(tried);
            case Crash crash -> findCrash(tried, crash);
            case Fault fault -> momentsUpTo(fault.at()).anyMatch(at -> play(tried.with(new Fault(fault.kind(), at))));
        };
    }

    private static LongStream momentsUpTo(long last) {
        return LongStream.rangeClosed(0, last - 1).map(before -> last - before);
    }

    /** One run gives what a crash at any of its moments would leave. */
    private boolean findCrash(Case tried, Crash crash) {
        List<Crash> crashes =
                momentsUpTo(crash.at()).mapToObj(at -> crash.at(at)).toList();
        World world = World.before(tried.scenario());
        Moments moments = new Moments(world, crashes);
        world.disk.listen(moments);
        Trace trace = new Trace();
        if (find(
                tried.with(new Disturbance.None()),
                trace,
                () -> Case.play(world, null, mistake, new Coverage(), trace))) {
            return true;
        }
        for (Image image : moments.images().reversed()) {
            Trace after = new Trace();
            Case recovered = tried.with(image.crash());
            if (find(recovered, after, () -> Case.playOn(image, mistake, new Coverage(), after))) {
                return true;
            }
        }
        return false;
    }

    private boolean play(Case tried) {
        Trace trace = new Trace();
        return find(tried, trace, () -> tried.play(mistake, new Coverage(), trace));
    }

    private boolean find(Case tried, Trace trace, Runnable play) {
        if (plays >= MOST_PLAYS) {
            return false;
        }
        plays++;
        Throwable broken = thrownBy(play);
        boolean isFound = broken != null && Finding.rule(broken).equals(rule);
        if (broken != null && isFound) {
            smallest = new Finding(tried, broken, trace);
        }
        return isFound;
    }

    private static @Nullable Throwable thrownBy(Runnable play) {
        try {
            play.run();
            return null;
        } catch (RuntimeException | AssertionError broken) {
            return broken;
        }
    }
}
