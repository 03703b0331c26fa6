package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.streaming.progress.BatchProgress;
import dev.sluice.streaming.progress.LiveLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveLineEventsTest {
    private static final UUID ID = new UUID(0, 1);

    @Test
    void theLineOfARunIsDrawnAnewAndGoesWithItsEnd() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        LiveLineEvents events = new LiveLineEvents(new LiveLine(new PrintStream(screen, true, StandardCharsets.UTF_8)));

        events.onQueryStarted(ID, ID, "clicks", "t");
        events.onQueryProgress(new BatchProgress("clicks", 7, 1000, 85_000, 12, null, () -> "{}"));
        String drawn = "\r\u001b[2Kclicks  batch 7  1,000 rows  85,000 rows/s  12 ms\n";
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(drawn);

        events.onQueryTerminated(ID, ID, null);
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(drawn + "\u001b[1A\r\u001b[2K\n\u001b[1A");
    }
}
