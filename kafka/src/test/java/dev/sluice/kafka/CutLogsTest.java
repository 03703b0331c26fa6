package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.failure;
import static dev.sluice.kafka.Sources.latest;
import static dev.sluice.kafka.Sources.offset;
import static dev.sluice.kafka.Sources.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.InMemorySourceLog;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadAhead;
import dev.sluice.spi.source.Source;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaders that lack records which were read, and others in their place; over modelled brokers, whose leaders a test elects. */
@Timeout(60)
class CutLogsTest {
    private final ModelSources sources = new ModelSources("a", "b", "c", "d");

    private static Offset readAll(Source source) {
        Offset begin = start(source);
        Offset end = latest(source, begin);
        assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]", "[d]");
        return end;
    }

    @Test
    void KS5_G4_oneThatWasCutOffWhileTheQueryWasDownIsToldHoweverLongItIsNow() {
        Offset end;
        try (Source source = sources.source()) {
            end = readAll(source);
        }
        sources.partition().elect(2);
        sources.send("e", "f", "g", "h");
        sources.partition().elect();
        for (String failsOnLoss : List.of("true", "false")) {
            try (Source source = sources.source("failOnDataLoss", failsOnLoss)) {
                SluiceException failure =
                        failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, end));
                assertThat(failure)
                        .hasMessageContaining("topic \"modelled\", partition 0: what was read is there up to offset 2,"
                                + " earliest offset 0, so 2 records are lost")
                        .hasMessageContaining("all of it up to offset 4");
            }
        }
        try (Source source = sources.source()) {
            assertThat(failure(
                            ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED,
                            () -> source.splits(offset(ModelSources.TOPIC, 1), end)))
                    .as("of a batch that was planned")
                    .hasMessageContaining("so 2 records are lost");
        }
    }

    @Test
    void C10_KS4_KS5_aSourceThatHasLostItsNotesDoesNotBeginAgain() {
        assertThat(failure(
                        ErrorCondition.PLAN_DAMAGED,
                        () -> sources.source(sources.port(), new InMemorySourceLog(), true)))
                .hasMessageContaining("the log of the source has lost where the query began");
    }

    /** As after a checkpoint was rolled back. */
    @Test
    void KS5_G2_eachOfSeveralBatchesThatRunAgainIsAskedFor() {
        Offset middle = offset(ModelSources.TOPIC, 2);
        Offset end;
        try (Source source = sources.source()) {
            end = readAll(source);
        }
        sources.partition().elect(3);
        sources.send("e", "f");
        for (int run = 0; run < 2; run++) {
            try (Source source = sources.source()) {
                assertThat(Queries.values(source, start(source), middle)).containsExactly("[a]", "[b]");
                assertThat(failure(
                                ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED,
                                () -> Queries.values(source, middle, end)))
                        .hasMessageContaining("what was read is there up to offset 3");
            }
        }
    }

    @Test
    void KS5_G7_whatRunsAgainOverALeaderThatHasItGoesOn() {
        Offset middle = offset(ModelSources.TOPIC, 2);
        Offset end;
        try (Source source = sources.source()) {
            end = readAll(source);
        }
        sources.partition().elect();
        sources.send("e");
        try (Source source = sources.source()) {
            assertThat(Queries.values(source, start(source), middle)).containsExactly("[a]", "[b]");
            assertThat(Queries.values(source, middle, end)).containsExactly("[c]", "[d]");
            assertThat(sources.notes().latest()).hasSize(1);
            assertThat(Queries.values(source, end, latest(source, end))).containsExactly("[e]");
            assertThat(sources.notes().get(1L)).endsWith("{\"modelled\":{\"0\":1}}");
        }
    }

    @Test
    void KS5_G7_aLeaderThatHasWhatWasReadIsNoFault() {
        Offset end;
        try (Source source = sources.source()) {
            end = readAll(source);
        }
        assertThat(sources.notes().latest()).hasSize(1);
        sources.partition().elect();
        sources.send("e");
        // What was not read may go.
        sources.partition().elect(4);
        sources.send("f", "g");
        try (Source source = sources.source()) {
            Offset next = latest(source, end);
            assertThat(Queries.values(source, end, next)).containsExactly("[f]", "[g]");
            assertThat(latest(source, next)).isEqualTo(next);
            assertThat(sources.notes().latest()).as("noted once").hasSize(2);
            assertThat(sources.notes().get(1L)).endsWith("{\"modelled\":{\"0\":2}}");
            sources.partition().elect(5);
            sources.send("h");
            failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, next));
        }
    }

    @Test
    void KS5_whatAnEarlierReleaseHasNotNotedIsNotedFromNowOn() {
        InMemorySourceLog older = new InMemorySourceLog();
        Offset end;
        try (Source source = sources.source()) {
            end = readAll(source);
        }
        sources.notes().latest().forEach((id, lines) -> older.add(id, lines.subList(0, 2)));
        sources.partition().elect(2);
        sources.send("e", "f", "g");
        try (Source source = sources.source(sources.port(), older)) {
            assertThat(Queries.values(source, end, latest(source, end))).containsExactly("[g]");
            assertThat(older.get(1L)).containsExactly("{}", "{\"topicIds\":{}}", "{\"modelled\":{\"0\":1}}");
        }
    }

    @Test
    void KS5_whatIsCutOffAfterItWasPlannedIsNotWaitedForAsLongAsARecord() {
        try (Source source = sources.source()) {
            Offset begin = start(source);
            Offset end = latest(source, begin);
            sources.partition().elect(3);
            assertThat(failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> Queries.values(source, begin, end)))
                    .hasMessageContaining(
                            "topic \"modelled\", partition 0: end 3, earliest offset 0, so 1 records are lost")
                    .hasMessageContaining("an end at or behind offset 4");
            assertThat(sources.millis()).isLessThan(TimeUnit.MINUTES.toMillis(2));
        }
    }

    @Test
    void KS5_whatWasReadAheadIsKnownWithTheEpochOfItsRecords() {
        Offset end;
        try (Source source = sources.source()) {
            source.readAhead(ReadAhead.ALWAYS);
            Offset begin = start(source);
            latest(source, begin);
            sources.partition().elect();
            sources.send("e");
            // So that the consumer asks again.
            sources.pause(1_000);
            end = latest(source, begin);
            assertThat(Queries.values(source, begin, end)).containsExactly("[a]", "[b]", "[c]", "[d]", "[e]");
            assertThat(sources.notes().get(1L)).endsWith("{\"modelled\":{\"0\":1}}");
        }
        sources.partition().elect(5);
        sources.send("f");
        try (Source source = sources.source()) {
            assertThat(Queries.values(source, end, latest(source, end))).containsExactly("[f]");
        }
        sources.partition().elect(4);
        sources.send("g", "h");
        try (Source source = sources.source()) {
            source.readAhead(ReadAhead.ALWAYS);
            failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, end));
        }
    }

    @Test
    void KS5_whatIsCutOffWhileItIsReadAheadIsTold() {
        try (Source source = sources.source()) {
            source.readAhead(ReadAhead.ALWAYS);
            Offset begin = start(source);
            latest(source, begin);
            sources.pause(1_000);
            Offset end = latest(source, begin);
            sources.partition().elect(3);
            sources.send("e", "f");
            sources.pause(1_000);
            assertThat(failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, end)))
                    .hasMessageContaining("what was read is there up to offset 3")
                    .hasMessageContaining("all of it up to offset 4");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void KS5_G7_whereALeaderCanTellNothingItIsSaidAndReadingGoesOn(boolean isReadAhead) {
        try (CapturedLog log = new CapturedLog("dev.sluice.kafka");
                Source source = sources.source()) {
            if (isReadAhead) {
                source.readAhead(ReadAhead.ALWAYS);
            }
            Offset begin = start(source);
            latest(source, begin);
            sources.pause(1_000);
            Offset end = readAll(source);
            assertThat(log.texts()).isEmpty();
            sources.partition().elect();
            sources.partition().forgetLeaders();
            sources.send("e");
            sources.pause(1_000);
            Offset next = latest(source, end);
            assertThat(Queries.values(source, end, next)).containsExactly("[e]");
            assertThat(log.texts())
                    .isNotEmpty()
                    .allMatch(text -> text.contains("nobody can tell whether records were"));
            assertThat(sources.notes().latest().lastEntry().getValue()).endsWith("{\"modelled\":{\"0\":1}}");
            sources.partition().elect(4);
            sources.send("f", "g");
            sources.pause(1_000);
            failure(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, () -> latest(source, next));
        }
    }
}
