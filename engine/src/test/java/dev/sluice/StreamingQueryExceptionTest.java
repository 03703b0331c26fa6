package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamingQueryExceptionTest {
    private static final UUID ID = new UUID(0, 1);
    private static final UUID RUN_ID = new UUID(0, 2);

    @Test
    void saysWhichQueryAndAllThatTheCauseSays() {
        SluiceException cause = SluiceException.of(ErrorCondition.DIVIDE_BY_ZERO, "division by zero")
                .at("query \"q\", batch 3")
                .safe("batches up to 2 are committed")
                .mend("use try_divide")
                .build();

        StreamingQueryException failure = StreamingQueryException.of(ID, RUN_ID, "q", cause);

        assertThat(failure).hasMessage("""
                        [STREAM_FAILED] Query q [id = 00000000-0000-0000-0000-000000000001, \
                        runId = 00000000-0000-0000-0000-000000000002] terminated with exception: \
                        [DIVIDE_BY_ZERO] division by zero (SQLSTATE XXKST)
                          at: query "q", batch 3
                          safe: batches up to 2 are committed
                          mend: use try_divide""").hasCause(cause);
        assertThat(failure.getCondition()).isEqualTo("STREAM_FAILED");
        assertThat(failure.id()).isEqualTo(ID);
        assertThat(failure.runId()).isEqualTo(RUN_ID);
    }

    @Test
    void when_theFunctionOfTheUserFailed_then_itsExceptionIsTheCause() {
        IllegalStateException thrown = new IllegalStateException("no connection");
        SluiceException cause = SluiceException.of(
                        ErrorCondition.FOREACH_BATCH_USER_FUNCTION_ERROR, "the function of foreachBatch failed")
                .cause(thrown)
                .build();

        assertThat(StreamingQueryException.of(ID, RUN_ID, null, cause)).hasCause(thrown);
        assertThat(StreamingQueryException.of(ID, RUN_ID, null, thrown))
                .hasCause(thrown)
                .hasMessageContaining("terminated with exception: no connection");
    }
}
