package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.StreamingQueryListener.QueryIdleEvent;
import dev.sluice.StreamingQueryListener.QueryProgressEvent;
import dev.sluice.StreamingQueryListener.QueryStartedEvent;
import dev.sluice.StreamingQueryListener.QueryTerminatedEvent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamingQueryListenerTest {
    private static final UUID ID = new UUID(0, 1);
    private static final String IDS =
            "\"id\":\"00000000-0000-0000-0000-000000000001\",\"runId\":\"00000000-0000-0000-0000-000000000001\"";

    @Test
    void eventsHaveJsonTexts() {
        assertThat(new QueryStartedEvent(ID, ID, null, "2024-01-01T00:00:00.000Z").json())
                .isEqualTo("{" + IDS + ",\"name\":null,\"timestamp\":\"2024-01-01T00:00:00.000Z\"}");
        assertThat(new QueryProgressEvent(StreamingQueryProgress.fromJson("{\"batchId\":1}")).json())
                .isEqualTo("{\"progress\":{\"batchId\":1}}");
        assertThat(new QueryIdleEvent(ID, ID, "t").json()).isEqualTo("{" + IDS + ",\"timestamp\":\"t\"}");
        assertThat(new QueryTerminatedEvent(ID, ID, "boom", "DIVIDE_BY_ZERO").json())
                .isEqualTo("{" + IDS + ",\"exception\":\"boom\",\"errorClassOnException\":\"DIVIDE_BY_ZERO\"}");
        assertThat(new StreamingQueryStatus("Stopped", false, false).json())
                .isEqualTo("{\"message\":\"Stopped\",\"isDataAvailable\":false,\"isTriggerActive\":false}");
    }
}
