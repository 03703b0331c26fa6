package dev.sluice.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link KilledQueryProcessTest}, ten times as often. */
class KilledQueryLongTest {
    @TempDir
    private Path folder;

    @Test
    void K8_SK4_fiftyKillsBetweenTheTransactionAndTheCommitEntryChangeNothing()
            throws IOException, InterruptedException {
        new KilledQueries(Broker.shared(), folder).check(50);
    }
}
