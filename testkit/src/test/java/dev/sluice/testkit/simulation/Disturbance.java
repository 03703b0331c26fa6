package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes wrong while a scenario is played. */
sealed interface Disturbance permits Disturbance.None, Disturbance.Crash, Fault {
    /** In a word, which {@link #parse} reads. */
    String text();

    static Disturbance parse(String text) {
        String[] parts = text.split("[@/]", -1);
        return switch (parts[0]) {
            case "nothing" -> new None();
            case "crash" -> Crash.parse(List.of(text.split("\\+", -1)));
            default -> new Fault(Fault.Kind.valueOf(parts[0]), Long.parseLong(parts[1]));
        };
    }

    /** How what a crash left is played on. */
    enum Sequel {
        /** By one process, which reads all there is and all that is still to come. */
        ONE_PROCESS,
        /** By all the processes that the scenario has left. */
        ALL_STARTS
    }

    /** Nothing. */
    record None() implements Disturbance {
        @Override
        public String text() {
            return "nothing";
        }
    }

    /**
     * The process ends.
     *
     * @param at the operation of the disk in which it does, counted from where the world stands
     * @param damage of what lay still meanwhile
     * @param again what goes wrong with those that come after
     */
    record Crash(
            long at,
            CrashMode mode,
            Sequel sequel,
            @Nullable Damage damage,
            @Nullable Crash again) implements Disturbance {
        @Override
        public String text() {
            return "crash@" + at + "/" + mode + "/" + sequel + (damage == null ? "" : "/" + damage)
                    + (again == null ? "" : "+" + again.text());
        }

        /** At another moment. */
        Crash at(long other) {
            return new Crash(other, mode, sequel, damage, again);
        }

        Crash with(@Nullable Damage otherDamage, @Nullable Crash otherAgain) {
            return new Crash(at, mode, sequel, otherDamage, otherAgain);
        }

        private static Crash parse(List<String> texts) {
            String[] parts = texts.getFirst().split("[@/]", -1);
            return new Crash(
                    Long.parseLong(parts[1]),
                    CrashMode.valueOf(parts[2]),
                    Sequel.valueOf(parts[3]),
                    parts.length > 4 ? Damage.valueOf(parts[4]) : null,
                    texts.size() > 1 ? parse(texts.subList(1, texts.size())) : null);
        }
    }
}
