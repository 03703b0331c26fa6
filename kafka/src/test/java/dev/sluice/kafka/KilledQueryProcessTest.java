package dev.sluice.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once into Kafka, shown by kill -9. */
class KilledQueryProcessTest {
    @TempDir
    private Path folder;

    @Test
    void K8_SK4_fiveKillsBetweenTheTransactionAndTheCommitEntryChangeNothing()
            throws IOException, InterruptedException {
        new KilledQueries(Broker.shared(), folder).check(5);
    }
}
