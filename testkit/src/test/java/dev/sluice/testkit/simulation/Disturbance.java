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
            @Nullable Damage damage,
            @Nullable Crash again) implements Disturbance {
        @Override
        public String text() {
            return "crash@" + at + "/" + mode + (damage == null ? "" : "/" + damage)
                    + (again == null ? "" : "+" + again.text());
        }

        private static Crash parse(List<String> texts) {
            String[] parts = texts.getFirst().split("[@/]", -1);
            return new Crash(
                    Long.parseLong(parts[1]),
                    CrashMode.valueOf(parts[2]),
                    parts.length > 3 ? Damage.valueOf(parts[3]) : null,
                    texts.size() > 1 ? parse(texts.subList(1, texts.size())) : null);
        }
    }
}
