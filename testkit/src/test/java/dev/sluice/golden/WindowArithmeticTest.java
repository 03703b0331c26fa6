package dev.sluice.golden;

import static dev.sluice.functions.col;
import static dev.sluice.functions.window;
import static dev.sluice.functions.window_time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.error.AnalysisException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples 1 to 18 of the description of the semantics, those of windows without a stream. */
class WindowArithmeticTest {
    private Session session;

    @BeforeEach
    void openSession() {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").getOrCreate();
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    private DataFrame times(@Nullable String... texts) {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(Row.of(text));
        }
        return session.createDataFrame(rows, "text STRING")
                .select(col("text").cast("timestamp").as("time"));
    }

    private static List<String> texts(DataFrame frame) {
        return frame.collectAsList().stream().map(Row::toString).toList();
    }

    /** Start and end of the windows of each row, in order. */
    private static List<String> windows(DataFrame times, Column window) {
        return texts(times.select(window.as("w"))
                .select(col("w.start").cast("string"), col("w.end").cast("string")));
    }

    private static Column time() {
        return col("time");
    }

    @Test
    void example01_aTumblingWindow() {
        assertThat(windows(times("2016-03-27 19:39:30"), window(time(), "10 seconds")))
                .containsExactly("[2016-03-27 19:39:30,2016-03-27 19:39:40]");
    }

    @Test
    void example02_oneWindowForEachTime() {
        DataFrame times = times("2016-03-27 19:39:34", "2016-03-27 19:39:56", "2016-03-27 19:39:27");
        assertThat(windows(times, window(time(), "10 seconds")))
                .containsExactly(
                        "[2016-03-27 19:39:30,2016-03-27 19:39:40]",
                        "[2016-03-27 19:39:50,2016-03-27 19:40:00]",
                        "[2016-03-27 19:39:20,2016-03-27 19:39:30]");
    }

    @Test
    void example03_aNegativeStart() {
        DataFrame times = times("2016-03-27 19:39:30", "2016-03-27 19:39:25");
        assertThat(windows(times, window(time(), "10 seconds", "10 seconds", "-5 seconds")))
                .containsOnly("[2016-03-27 19:39:25,2016-03-27 19:39:35]")
                .hasSize(2);
    }

    @Test
    void example04_atTheEpoch() {
        DataFrame times = times("1970-01-01 00:00:02", "1970-01-01 00:00:12");
        assertThat(windows(times, window(time(), "10 seconds", "10 seconds", "5 seconds")))
                .containsExactly(
                        "[1969-12-31 23:59:55,1970-01-01 00:00:05]", "[1970-01-01 00:00:05,1970-01-01 00:00:15]");
    }

    @Test
    void example05_beforeTheEpoch() {
        DataFrame times = times("1969-12-31 00:00:02", "1969-12-31 00:00:12");
        assertThat(windows(times, window(time(), "10 seconds", "10 seconds", "5 seconds")))
                .containsExactly(
                        "[1969-12-30 23:59:55,1969-12-31 00:00:05]", "[1969-12-31 00:00:05,1969-12-31 00:00:15]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2016-03-27 19:39:27 | 19:39:18 19:39:21 19:39:24 19:39:27
                    2016-03-27 19:39:34 | 19:39:27 19:39:30 19:39:33
                    2016-03-27 19:39:56 | 19:39:48 19:39:51 19:39:54
                    """)
    void example06To08_windowsThatDoNotDivideEvenly(String text, String starts) {
        List<String> found = texts(times(text)
                .select(window(time(), "10 seconds", "3 seconds").as("w"))
                .select(col("w.start").cast("string")));
        assertThat(found)
                .containsExactlyInAnyOrder(java.util.Arrays.stream(starts.split(" "))
                        .map(start -> "[2016-03-27 " + start + "]")
                        .toArray(String[]::new));
    }

    @Test
    void example09_slidingWindowsOfMinutes() {
        assertThat(windows(times("2016-03-27 12:05:00"), window(time(), "12 minutes", "5 minutes")))
                .containsExactlyInAnyOrder(
                        "[2016-03-27 11:55:00,2016-03-27 12:07:00]",
                        "[2016-03-27 12:00:00,2016-03-27 12:12:00]",
                        "[2016-03-27 12:05:00,2016-03-27 12:17:00]");
    }

    @Test
    void example10_slidingWindowsWithAStart() {
        assertThat(windows(times("2016-03-27 12:05:00"), window(time(), "12 minutes", "5 minutes", "2 minutes")))
                .containsExactlyInAnyOrder(
                        "[2016-03-27 11:57:00,2016-03-27 12:09:00]", "[2016-03-27 12:02:00,2016-03-27 12:14:00]");
    }

    @Test
    void example11_theStartBelongsToTheWindow() {
        assertThat(windows(times("2016-03-27 12:05:00"), window(time(), "5 minutes")))
                .containsExactly("[2016-03-27 12:05:00,2016-03-27 12:10:00]");
    }

    @Test
    void example12_rowsWithoutATimeAreLeftOut() {
        DataFrame times = times(null, null, "2016-03-27 09:00:05", "2016-03-27 09:00:32");
        assertThat(windows(times, window(time(), "10 seconds")))
                .containsExactly(
                        "[2016-03-27 09:00:00,2016-03-27 09:00:10]", "[2016-03-27 09:00:30,2016-03-27 09:00:40]");
    }

    private DataFrame keyed() {
        return session.createDataFrame(
                        List.of(
                                Row.of("A1", "2021-01-01 00:00:00"),
                                Row.of("A1", "2021-01-01 00:04:30"),
                                Row.of("A1", "2021-01-01 00:06:00"),
                                Row.of("A2", "2021-01-01 00:01:00")),
                        "id STRING, text STRING")
                .select(col("id"), col("text").cast("timestamp").as("time"));
    }

    private static List<String> counts(DataFrame frame, Column window) {
        return texts(frame.groupBy(window, col("id"))
                .count()
                .select(col("id"), col("window.start").cast("string"), col("count")));
    }

    @Test
    void example13_countsByTumblingWindow() {
        assertThat(counts(keyed(), window(time(), "5 minutes")))
                .containsExactlyInAnyOrder(
                        "[A1,2021-01-01 00:00:00,2]", "[A1,2021-01-01 00:05:00,1]", "[A2,2021-01-01 00:00:00,1]");
    }

    @Test
    void example14_countsBySlidingWindow() {
        assertThat(counts(keyed(), window(time(), "10 minutes", "5 minutes")))
                .containsExactlyInAnyOrder(
                        "[A1,2020-12-31 23:55:00,2]",
                        "[A1,2021-01-01 00:00:00,3]",
                        "[A1,2021-01-01 00:05:00,1]",
                        "[A2,2020-12-31 23:55:00,1]",
                        "[A2,2021-01-01 00:00:00,1]");
    }

    @Test
    void example15_theTimeOfAWindowIsItsLastMoment() {
        assertThat(texts(times("1970-01-01 00:00:02")
                        .groupBy(window(time(), "5 seconds"))
                        .count()
                        .select(window_time(col("window")).cast("string"))))
                .containsExactly("[1970-01-01 00:00:04.999999]");
    }

    @ParameterizedTest
    @CsvSource({
        "10 seconds, 5 seconds, -6 seconds",
        "5 seconds, 10 seconds, 0 seconds",
        "0 seconds, 0 seconds, 0 seconds"
    })
    void example18_whatIsNoWindowIsRefused(String duration, String slide, String start) {
        DataFrame times = times("2016-03-27 12:05:00");
        assertThatThrownBy(() -> times.select(window(time(), duration, slide, start)))
                .isInstanceOf(AnalysisException.class);
    }
}
