package dev.sluice.cli;

import dev.sluice.error.SluiceException;
import dev.sluice.streaming.StoppedQuery;
import java.nio.file.Path;

/** Says why a query that does not run wrote nothing, from its checkpoint: {@code ./sluice why CHECKPOINT}. */
public final class Why {
    private Why() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("which checkpoint? ./sluice why CHECKPOINT");
            System.exit(2);
        }
        try {
            StoppedQuery.why(Path.of(arguments[0])).forEach(System.out::println);
        } catch (SluiceException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
