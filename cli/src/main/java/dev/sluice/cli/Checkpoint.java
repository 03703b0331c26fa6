package dev.sluice.cli;

import dev.sluice.error.SluiceException;
import dev.sluice.streaming.tools.CheckpointCheck;
import dev.sluice.streaming.tools.CheckpointRepair;
import dev.sluice.streaming.tools.CheckpointSummary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at the checkpoint of a query that does not run: {@code ./sluice checkpoint show DIR}, {@code verify DIR} and
 * {@code repair DIR [--yes]}.
 */
public final class Checkpoint {
    private static final int FINE = 0;
    private static final int DAMAGED = 1;
    private static final int MISUSED = 2;
    private static final String YES = "--yes";

    private final PrintStream out;
    private final PrintStream errors;

    Checkpoint(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    public static void main(String[] arguments) {
        System.exit(new Checkpoint(System.out, System.err).run(List.of(arguments)));
    }

    /** @return 0 where all is well, 1 where something is damaged or failed, 2 where the command is not understood */
    int run(List<String> arguments) {
        boolean isRepair = !arguments.isEmpty() && arguments.getFirst().equals("repair");
        boolean isSure = isRepair && arguments.size() == 3 && arguments.get(2).equals(YES);
        if (arguments.size() != 2 && !isSure) {
            return misused();
        }
        Path directory = Path.of(arguments.get(1));
        try {
            return switch (arguments.getFirst()) {
                case "show" -> {
                    CheckpointSummary.of(directory).forEach(out::println);
                    yield FINE;
                }
                case "verify" -> {
                    CheckpointCheck check = CheckpointCheck.of(directory);
                    check.lines().forEach(out::println);
                    yield check.damagedCount() == 0 ? FINE : DAMAGED;
                }
                case "repair" -> repair(directory, isSure);
                default -> misused();
            };
        } catch (SluiceException failed) {
            errors.println(failed.getMessage());
            return DAMAGED;
        }
    }

    private int repair(Path directory, boolean isSure) {
        CheckpointRepair repair = CheckpointRepair.of(directory);
        repair.plan().forEach(out::println);
        if (!repair.isNeeded()) {
            return FINE;
        }
        if (!repair.isPossible()) {
            return DAMAGED;
        }
        if (isSure) {
            repair.apply();
            out.println("Done. Start the query again.");
        } else {
            out.println("Nothing was changed. To do it: ./sluice checkpoint repair " + directory + " " + YES);
        }
        return FINE;
    }

    private int misused() {
        errors.println("which? ./sluice checkpoint show DIR | verify DIR | repair DIR [" + YES + "]");
        return MISUSED;
    }
}
