package dev.sluice.eventtime;

import static dev.sluice.functions.col;
import static dev.sluice.functions.session_window;
import static dev.sluice.functions.window;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.StreamingQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code docs/event-time.md} shows what the queries in it do: each timeline is drawn from a run, here. With
 * {@code -Dsluice.documents=write} they are written anew.
 */
@Timeout(120)
class EventTimePageTest {
    private static final Path PAGE = Path.of("..", "docs", "event-time.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/sluice/eventtime/EventTimePageTest.java");
    private static final Pattern TIMELINE = Pattern.compile("(?ms)^```timeline ([a-z-]+)\\n(.*?)^```$");
    private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final String CLICKS = "clicks";

    /** Plays a story on an empty timeline. */
    private interface Story {
        void play(Timeline timeline);
    }

    private final Map<String, Story> stories = new LinkedHashMap<>();

    EventTimePageTest() {
        stories.put("windows", timeline -> play(timeline, windows(timeline.events(CLICKS)), "append"));
        stories.put("windows-update", timeline -> play(timeline, windows(timeline.events(CLICKS)), "update"));
        stories.put("sliding-windows", timeline -> play(timeline, slidingWindows(timeline.events(CLICKS)), "append"));
        stories.put("sessions", timeline -> play(timeline, sessions(timeline.events(CLICKS)), "append"));
        stories.put("duplicates", timeline -> play(timeline, duplicates(timeline.events(CLICKS)), "append"));
        stories.put("join", EventTimePageTest::playJoin);
        stories.put("two-inputs", timeline -> playTwoInputs(timeline, false));
        stories.put("idle-input", timeline -> playTwoInputs(timeline, true));
    }

    private static DataFrame windows(DataFrame events) {
        return events.withWatermark("time", "5 minutes")
                .groupBy(window(col("time"), "10 minutes"))
                .count();
    }

    private static DataFrame slidingWindows(DataFrame events) {
        return events.withWatermark("time", "5 minutes")
                .groupBy(window(col("time"), "10 minutes", "5 minutes"))
                .count();
    }

    private static DataFrame sessions(DataFrame events) {
        return events.withWatermark("time", "5 minutes")
                .groupBy(col("device"), session_window(col("time"), "4 minutes"))
                .count();
    }

    private static DataFrame duplicates(DataFrame events) {
        return events.withWatermark("time", "5 minutes").dropDuplicatesWithinWatermark("device");
    }

    /** The same events for all queries over one stream. */
    private static void play(Timeline timeline, DataFrame query, String mode) {
        StreamingQuery running = timeline.start(query, mode);
        timeline.add(running, CLICKS, "a 1", "b 4", "a 7");
        timeline.add(running, CLICKS, "a 12", "b 13");
        timeline.add(running, CLICKS, "b 8", "a 16");
        timeline.add(running, CLICKS, "a 3", "b 27");
        timeline.add(running, CLICKS, "a 45");
    }

    private static DataFrame clicksWithTheirViews(DataFrame clicks, DataFrame views) {
        return views.withWatermark("time", "5 minutes")
                .select(col("device"), col("time").as("viewed"))
                .join(
                        clicks.withWatermark("time", "5 minutes")
                                .select(col("device").as("who"), col("time").as("clicked")),
                        col("device")
                                .equalTo(col("who"))
                                .and(col("clicked").geq(col("viewed")))
                                .and(col("clicked")
                                        .cast("bigint")
                                        .leq(col("viewed").cast("bigint").plus(600))),
                        "left")
                .select("device", "viewed", "clicked");
    }

    private static void playJoin(Timeline timeline) {
        DataFrame views = timeline.events("views");
        StreamingQuery running = timeline.start(clicksWithTheirViews(timeline.events(CLICKS), views), "append");
        timeline.add(running, "views", "a 1", "b 2");
        timeline.add(running, CLICKS, "a 5");
        timeline.add(running, "views", "c 20");
        timeline.add(running, CLICKS, "c 22");
        timeline.add(running, "views", "d 40");
        timeline.add(running, CLICKS, "d 41");
    }

    private static DataFrame countsOfBoth(DataFrame clicks, DataFrame views) {
        return clicks.withWatermark("time", "5 minutes")
                .union(views.withWatermark("time", "5 minutes"))
                .groupBy(window(col("time"), "10 minutes"))
                .count();
    }

    private static DataFrame countsOfThoseThatAreNotIdle(DataFrame clicks, DataFrame views) {
        return clicks.withWatermark("time", "5 minutes", "30 minutes")
                .union(views.withWatermark("time", "5 minutes"))
                .groupBy(window(col("time"), "10 minutes"))
                .count();
    }

    private static void playTwoInputs(Timeline timeline, boolean mayBeIdle) {
        DataFrame clicks = timeline.events(CLICKS);
        DataFrame views = timeline.events("views");
        StreamingQuery running = timeline.start(
                mayBeIdle ? countsOfThoseThatAreNotIdle(clicks, views) : countsOfBoth(clicks, views), "append");
        timeline.add(running, CLICKS, "a 3");
        timeline.add(running, "views", "a 4", "b 18");
        timeline.pass(Duration.ofMinutes(20));
        timeline.add(running, "views", "a 31");
        timeline.pass(Duration.ofMinutes(20));
        timeline.run(running);
        timeline.add(running, "views", "b 44");
    }

    @Test
    void everyTimelineIsWhatARunGives() throws Exception {
        String page = Files.readString(PAGE);
        String drawn = TIMELINE.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement(
                        "```timeline " + block.group(1) + "\n" + draw(block.group(1)) + "```"));
        if ("write".equals(System.getProperty("sluice.documents"))) {
            Files.writeString(PAGE, drawn);
        } else {
            assertThat(page).as("write it anew with -Dsluice.documents=write").isEqualTo(drawn);
        }
        assertThat(TIMELINE.matcher(page).results().map(block -> block.group(1)))
                .containsExactlyInAnyOrderElementsOf(stories.keySet());
    }

    private String draw(String name) {
        Story story = stories.get(name);
        if (story == null) {
            throw new IllegalArgumentException("no story " + name);
        }
        try (Timeline timeline = new Timeline()) {
            story.play(timeline);
            return timeline.text();
        }
    }

    @Test
    void everyProgramIsTheOneThatRan() throws Exception {
        String source = withoutBlanks(Files.readString(SOURCE));
        String programs = PROGRAM.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .filter(block -> !source.contains(withoutBlanks(block.replaceAll("(?m)^```.*$", ""))))
                .collect(joining("\n"));
        assertThat(programs).isEmpty();
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s", "");
    }
}
