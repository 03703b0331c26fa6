package dev.sluice.streaming.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.execution.Waiting;
import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.streaming.why.QueryFacts.NodeFacts;
import dev.sluice.streaming.why.QueryFacts.OperatorFacts;
import dev.sluice.streaming.why.QueryFacts.SourceFacts;
import dev.sluice.streaming.why.QueryFacts.StepFacts;
import dev.sluice.streaming.why.QueryFacts.WatermarkFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputAnswerTest {
    private static final long NOW = millis("2026-01-01T12:20:10Z");
    private static final long MINUTE = 60_000;
    private static final SourceFacts CLICKS = new SourceFacts("clicks", 1_234, 0, NOW - 6 * MINUTE);
    private static final SourceFacts VIEWS = new SourceFacts("views", 99, 2, NOW - 1);
    private static final NodeFacts CLICK_TIME =
            new NodeFacts("clicked", 10 * MINUTE, millis("2026-01-01T12:14:10Z"), List.of(0), null, NOW - 6 * MINUTE);
    private static final NodeFacts VIEW_TIME =
            new NodeFacts("viewed", 5 * MINUTE, millis("2026-01-01T12:30:00Z"), List.of(1), null, NOW);

    private static long millis(String moment) {
        return Instant.parse(moment).toEpochMilli();
    }

    private static WatermarkFacts watermark(String moment, NodeFacts... nodes) {
        return new WatermarkFacts(millis(moment), WatermarkPolicy.MIN, List.of(nodes));
    }

    private static OperatorFacts windows(long held, String nextExpiry) {
        return new OperatorFacts(
                "stateStoreSave",
                List.of("device", "window"),
                Waiting.GROUPS,
                held,
                3,
                0,
                1_000 * millis(nextExpiry),
                millis(nextExpiry));
    }

    private static List<String> answer(
            List<SourceFacts> sources, @Nullable WatermarkFacts watermark, OperatorFacts... operators) {
        return OutputAnswer.sentences(
                new QueryFacts(NOW - 90 * MINUTE, 12, 0, null, sources, List.of(), watermark, List.of(operators)), NOW);
    }

    @Test
    void anOpenWindowWaitsForAnEventThatIsNewEnough() {
        assertThat(answer(
                        List.of(CLICKS),
                        watermark("2026-01-01T12:04:10Z", CLICK_TIME),
                        windows(41, "2026-01-01T12:05:00Z")))
                .containsExactly(
                        "12 batches have run since the start 1 hour 30 minutes ago; no row was written.",
                        "Source 0, clicks, has given 1,234 rows, the last 6 minutes ago.",
                        "The watermark is 2026-01-01T12:04:10Z: the newest `clicked` is 2026-01-01T12:14:10Z, less 10 minutes.",
                        "Operator stateStoreSave by `device`, `window` holds 41 groups, to be written when event time has"
                                + " passed them; the first ends at 2026-01-01T12:05:00Z and is written when an event at or"
                                + " after 2026-01-01T12:15:00Z has come; 3 rows were too late and dropped.");
    }

    @Test
    void theSourceThatHoldsTheWatermarkBackIsNamed() {
        assertThat(answer(
                        List.of(CLICKS, VIEWS),
                        watermark("2026-01-01T12:04:10Z", CLICK_TIME, VIEW_TIME),
                        windows(1, "2026-01-01T12:05:00Z")))
                .contains(
                        "Source 0, clicks, has given 1,234 rows, the last 6 minutes ago; it holds the watermark back.",
                        "Source 1, views, has given 99 rows, the last just now; 2 of them could not be parsed.",
                        "The watermark is 2026-01-01T12:04:10Z: the newest `clicked` is 2026-01-01T12:14:10Z, less 10"
                                + " minutes; of 2 watermarks the slowest counts.")
                .last()
                .asString()
                .contains("holds 1 group,", "is written when the watermark gets to 2026-01-01T12:05:00Z");
    }

    @Test
    void aSourceThatIsIdleIsSaidNotToHoldTheWatermarkBack() {
        NodeFacts waiting = new NodeFacts(
                "clicked", 10 * MINUTE, CLICK_TIME.newestMillis(), List.of(0), 7 * MINUTE, NOW - 6 * MINUTE);
        NodeFacts idle = new NodeFacts(
                "clicked", 10 * MINUTE, CLICK_TIME.newestMillis(), List.of(0), 6 * MINUTE, NOW - 6 * MINUTE);
        assertThat(answer(List.of(CLICKS, VIEWS), watermark("2026-01-01T12:04:10Z", waiting, VIEW_TIME)))
                .contains("Source 0, clicks, has given 1,234 rows, the last 6 minutes ago; it holds the watermark back,"
                        + " until it has been silent for 7 minutes.");
        assertThat(answer(List.of(CLICKS, VIEWS), watermark("2026-01-01T12:25:00Z", idle, VIEW_TIME)))
                .contains(
                        "Source 0, clicks, has given 1,234 rows, the last 6 minutes ago; it is idle and does not hold the"
                                + " watermark back.",
                        "The watermark is 2026-01-01T12:25:00Z: the newest `viewed` is 2026-01-01T12:30:00Z, less 5"
                                + " minutes; of 2 watermarks the slowest counts, without 1 whose input is idle.");
    }

    @Test
    void anInputWithoutARowHoldsTheWatermarkAtItsStart() {
        NodeFacts unseen = new NodeFacts("clicked", 10 * MINUTE, null, List.of(0), null, NOW);
        assertThat(answer(
                        List.of(new SourceFacts("clicks", 0, 0, null), VIEWS),
                        watermark("1970-01-01T00:00:00Z", unseen, VIEW_TIME)))
                .contains(
                        "Source 0, clicks, has given no row; it holds the watermark back.",
                        "The watermark is 1970-01-01T00:00:00Z: no row has come to withWatermark on `clicked`; of 2"
                                + " watermarks the slowest counts.");
    }

    @Test
    void aWindowThatTheWatermarkHasPassedComesWithTheNextBatch() {
        assertThat(answer(
                        List.of(CLICKS),
                        watermark("2026-01-01T12:05:00Z", CLICK_TIME),
                        windows(41, "2026-01-01T12:05:00Z")))
                .last()
                .asString()
                .contains("the first ends at 2026-01-01T12:05:00Z and is written by the next batch");
    }

    @Test
    void rowsOfAnOuterJoinWaitUntilNoPartnerCanCome() {
        OperatorFacts join = new OperatorFacts(
                "symmetricHashJoin",
                List.of("key0"),
                Waiting.LONELY_ROWS,
                3,
                0,
                0,
                1_000 * millis("2026-01-01T12:05:00Z"),
                millis("2026-01-01T12:06:00Z"));
        assertThat(answer(List.of(CLICKS), watermark("2026-01-01T12:05:10Z", CLICK_TIME), join))
                .last()
                .isEqualTo(
                        "Operator symmetricHashJoin by `key0` holds 3 rows; those without a partner are written when event"
                                + " time has passed them; the first is let go at 2026-01-01T12:05:00Z, and written if it had none,"
                                + " when an event at or after 2026-01-01T12:16:00Z has come.");
    }

    @Test
    void aStepThatLetsNothingPassIsNamed() {
        QueryFacts facts = new QueryFacts(
                NOW,
                1,
                0,
                null,
                List.of(CLICKS),
                List.of(
                        new StepFacts("Filter (value > 50)", 1_234, 0),
                        new StepFacts("Project [value]", 0, 0),
                        new StepFacts("Filter true", 7, 7)),
                null,
                List.of());
        assertThat(OutputAnswer.sentences(facts, NOW))
                .contains("Of the last rows that were read, 1,234 came to Filter (value > 50), which let none pass.")
                .hasSize(3);
    }

    @Test
    void durationsAreTheTwoLargestUnits() {
        assertThat(OutputAnswer.duration(0)).isEqualTo("0 ms");
        assertThat(OutputAnswer.duration(999)).isEqualTo("999 ms");
        assertThat(OutputAnswer.duration(61_500)).isEqualTo("1 minute 1 second");
        assertThat(OutputAnswer.duration(1_500)).isEqualTo("1 second");
        assertThat(OutputAnswer.duration(86_400_000L * 2 + 3_600_000)).isEqualTo("2 days 1 hour");
        assertThat(OutputAnswer.duration(86_400_000L + 1_000)).isEqualTo("1 day 1 second");
    }
}
