package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look at the topics of which nobody takes what it has found, since somebody wants a newer one. */
@Timeout(60)
class DroppedLookTest {
    @Test
    void KS2_G4_theRecordsThatItHasFoundLostAreCountedOnce() {
        ModelSources sources = new ModelSources("a", "b");
        try (Source source = sources.source("failOnDataLoss", "false")) {
            source.readAhead(ReadAhead.ALWAYS);
            Offset end = start(source);
            latest(source, end);
            sources.pause(500);
            end = latest(source, end);
            sources.send("c", "d", "e");
            sources.partition().deleteUpTo(4);
            // As long as two looks take, the first of which may have come before.
            sources.pause(3_000);
            assertThat(source.hasMore(end)).isTrue();
            assertThat(source.metrics()).containsEntry("lostRecords", "2");
        }
    }
}
