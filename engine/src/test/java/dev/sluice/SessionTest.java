package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    void getOrCreateGivesOneSessionUntilItIsStopped() {
        Session first = Session.builder().appName("one").getOrCreate();
        Session again =
                Session.builder().config("spark.sql.caseSensitive", true).getOrCreate();

        assertThat(again).isSameAs(first);
        assertThat(first.conf().get("spark.sql.caseSensitive")).isEqualTo("true");
        assertThat(first.conf().get("spark.app.name")).isEqualTo("one");

        first.stop();
        Session next = Session.builder().getOrCreate();
        assertThat(next).isNotSameAs(first);
        assertThat(next.conf().get("spark.sql.caseSensitive")).isEqualTo("false");
        next.close();
        next.close();
    }

    @Test
    void createMakesASessionOfItsOwn() {
        try (Session one = Session.builder().create();
                Session other = Session.builder().create()) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void when_aSettingIsRefused_then_noSessionIsMade() {
        assertThatThrownBy(() ->
                        Session.builder().config("sluice.stat.partitions", 3).create())
                .hasMessageContaining("did you mean \"sluice.state.partitions\"?");
    }

    @Test
    void when_itIsClosed_then_nothingRuns() {
        Session session = Session.builder().create();
        DataFrame frame = session.range(3);
        session.close();

        assertThatThrownBy(frame::collectAsList).hasMessageContaining("the session is closed");
    }
}
