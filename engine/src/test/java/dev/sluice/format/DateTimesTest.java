package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("UTC"),
            BERLIN,
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kolkata"),
            ZoneOffset.ofHoursMinutes(-3, -30));
    private static final long SMALLEST_FOUR_DIGIT_YEAR = -62_167_219_200_000_000L;
    private static final long AFTER_FOUR_DIGIT_YEARS = 253_402_300_800_000_000L;
    private static final Instant EPOCH = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T00:00:00Z",
        "2024-3, 2024-03-01T00:00:00Z",
        "2024-03, 2024-03-01T00:00:00Z",
        "2024-03-07, 2024-03-07T00:00:00Z",
        "2024-3-7, 2024-03-07T00:00:00Z",
        "2024-01-05 01, 2024-01-05T01:00:00Z",
        "2024-01-05T01:02, 2024-01-05T01:02:00Z",
        "2024-01-05 1:2:3, 2024-01-05T01:02:03Z",
        "2024-01-05 01:02:03, 2024-01-05T01:02:03Z",
        "2024-01-05 01:02:03., 2024-01-05T01:02:03Z",
        "2024-01-05 01:02:03.5, 2024-01-05T01:02:03.5Z",
        "2024-01-05T01:02:03.123, 2024-01-05T01:02:03.123Z",
        "2024-01-05T01:02:03.123Z, 2024-01-05T01:02:03.123Z",
        "2024-01-05T01:02:03.123456Z, 2024-01-05T01:02:03.123456Z",
        "2024-01-05T01:02:03.123456, 2024-01-05T01:02:03.123456Z",
        "2024-01-05T01:02:03.123456789Z, 2024-01-05T01:02:03.123456Z",
        "2024-01-05T01:02:03Z, 2024-01-05T01:02:03Z",
        "2024-01-05T01:02:03 Z, 2024-01-05T01:02:03Z",
        "2024-01-05T01:02:03+01:30, 2024-01-04T23:32:03Z",
        "2024-01-05T01:02:03-1:30, 2024-01-05T02:32:03Z",
        "2024-01-05T01:02:03.25+7:3, 2024-01-04T17:59:03.25Z",
        "2024-01-05T01:02:03+18, 2024-01-04T07:02:03Z",
        "2024-01-05 01:02:03 UTC, 2024-01-05T01:02:03Z",
        "2024-01-05 01:02:03.5 GMT+2, 2024-01-04T23:02:03.5Z",
        "2024-07-05 01:02:03 Europe/Berlin, 2024-07-04T23:02:03Z",
        "2024-07-05T01:02:03America/Los_Angeles, 2024-07-05T08:02:03Z",
        "+2024-01-05, 2024-01-05T00:00:00Z",
        "-0044-03-15, -0044-03-15T00:00:00Z",
        "0000-02-29 00:00:00, 0000-02-29T00:00:00Z",
        "12024-01-05 01:02:03, +12024-01-05T01:02:03Z",
        "294247-01-10T04:00:54.775807Z, +294247-01-10T04:00:54.775807Z",
        "-290308-12-21T19:59:06.5Z, -290308-12-21T19:59:06.5Z",
    })
    void readsEveryFormOfTheCast(String text, Instant expected) {
        long micros = ChronoUnit.MICROS.between(EPOCH, expected);

        assertThat(timestamp(text, ZoneOffset.UTC)).isEqualTo(micros);
        assertThat(timestamp(" \t" + text + "\r\n ", ZoneOffset.UTC)).isEqualTo(micros);
        assertThat(new TimestampParser(ZoneOffset.UTC).parse(text.getBytes(UTF_8), 0, text.length()))
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "202",
                "2024-",
                "2024-13",
                "2024-00-01",
                "2024-02-30",
                "2023-02-29",
                "1900-02-29",
                "2024-01-05T",
                "2024-01-05x",
                "2024-01-05 anything",
                "2024-01-05 24:00:00",
                "2024-01-05 01:60:00",
                "2024-01-05 01:02:60",
                "2024-01-05 01:02Z",
                "2024-01-05 01Z",
                "2024-01-05Z",
                "2024-01-05 001:02:03",
                "2024-01-05 01:02:03Zulu/Nowhere",
                "2024-01-05 01:02:03+19:00",
                "2024-01-05 01:02:03+01:60",
                "2024-01-05 01:02:03.5.5",
                "2024-01-05T01-02-03.000Z",
                "2024/01/05T01:02:03.000Z",
                "2024-01-05T01:02:0aZ",
                "2024-01-05T01:02:03.00aZ",
                "2024-01-05X01:02:03.000Z",
                "2024-01-05T25:02:03.000Z",
                "294247-01-10T04:00:54.775808Z",
                "-290308-12-21T19:59:05.224190Z",
                "1234567-01-01",
                "--2024-01-01",
                "\u00e92024-01-01"
            })
    void refusesWhatTheCastRefuses(String text) {
        assertThat(timestamp(text, ZoneOffset.UTC)).isEqualTo(DateTimes.INVALID);
        assertThat(new TimestampParser(ZoneOffset.UTC).parse(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length))
                .isEqualTo(DateTimes.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01",
        "2024-2, 2024-02-01",
        "2024-02-29, 2024-02-29",
        "2024-1-5, 2024-01-05",
        "2024-01-05T, 2024-01-05",
        "2024-01-05 anything, 2024-01-05",
        "-0001-12-31, -0001-12-31",
        "+2024-01-05, 2024-01-05",
        "5881580-07-11, +5881580-07-11",
    })
    void readsEveryFormOfADate(String text, LocalDate expected) {
        assertThat(date(text)).isEqualTo((int) expected.toEpochDay());
        assertThat(date("  " + text + "\n")).isEqualTo((int) expected.toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "24",
                "2024-",
                "2024-1-",
                "2024-01-05x",
                "2024 x",
                "2023-02-29",
                "2024-00-01",
                "9999999-01-01",
                "12345678"
            })
    void refusesWhatIsNoDate(String text) {
        assertThat(date(text)).isEqualTo(DateTimes.INVALID_DATE);
    }

    @Test
    void T7_localTimesThatClocksSkipOrShowTwiceAreThoseOfJavaTime() {
        for (ZoneId zone : ZONES) {
            TimestampParser parser = new TimestampParser(zone);
            LocalDateTime day = LocalDateTime.of(2026, 1, 1, 0, 0);
            for (LocalDateTime local = day; local.getYear() < 2027; local = local.plusMinutes(10)) {
                byte[] text =
                        local.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME).getBytes(UTF_8);
                byte[] full = local.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
                        .getBytes(UTF_8);
                long expected = local.atZone(zone).toEpochSecond() * 1_000_000;
                assertThat(DateTimes.parseTimestamp(text, 0, text.length, zone)).isEqualTo(expected);
                assertThat(parser.parse(full, 0, full.length)).isEqualTo(expected);
            }
        }
    }

    @Test
    void formattedTimestampsAreThoseOfJavaTimeAndReadBack() {
        Random random = new Random(20_260_101);
        DateTimeFormatter iso = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX", Locale.ROOT);
        DateTimeFormatter cast = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
        byte[] target = new byte[DateTimes.MAX_LENGTH_BYTES + 3];
        for (int round = 0; round < 50_000; round++) {
            long micros = round % 3 == 0
                    ? random.nextLong() / 2
                    : random.nextLong(SMALLEST_FOUR_DIGIT_YEAR, AFTER_FOUR_DIGIT_YEARS);
            micros = round % 5 == 0 ? micros / 1_000_000 * 1_000_000 : micros;
            ZoneId zone = ZONES.get(round % ZONES.size());
            var time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);

            int end = new TimestampWriter(zone).write(micros, target, 3);
            assertThat(new String(target, 3, end - 3, UTF_8)).isEqualTo(iso.format(time));

            end = DateTimes.formatTimestamp(micros, zone, target, 3);
            int fraction = time.getNano() / 1_000;
            String expected = cast.format(time)
                    + (fraction == 0 ? "" : String.format(".%06d", fraction).replaceAll("0+$", ""));
            assertThat(new String(target, 3, end - 3, UTF_8)).isEqualTo(expected);
            if (zone.getRules().getValidOffsets(time.toLocalDateTime()).size() == 1) {
                assertThat(DateTimes.parseTimestamp(target, 3, end - 3, zone)).isEqualTo(micros);
            }
        }
    }

    @Test
    void aWriterWritesOneTimestampAfterAnotherAsJavaTimeDoes() {
        Random random = new Random(20_260_102);
        DateTimeFormatter iso = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX", Locale.ROOT);
        byte[] target = new byte[DateTimes.MAX_LENGTH_BYTES];
        for (ZoneId zone : ZONES) {
            TimestampWriter writer = new TimestampWriter(zone);
            // Steps of up to twenty minutes meet every change of the clocks of two years, others every century.
            long micros = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
            for (int round = 0; round < 110_000; round++) {
                micros += round < 100_000 ? random.nextLong(1_200_000_000L) : random.nextLong(1L << 47);
                String expected =
                        iso.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone));
                int end = writer.write(micros, target, 0);
                assertThat(new String(target, 0, end, UTF_8)).isEqualTo(expected);
            }
            for (long extreme : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE}) {
                String expected = iso.format(
                        Instant.EPOCH.plus(extreme, ChronoUnit.MICROS).atZone(zone));
                int end = writer.write(extreme, target, 0);
                assertThat(new String(target, 0, end, UTF_8)).isEqualTo(expected);
            }
        }
    }

    @Test
    void formattedDatesAreThoseOfJavaTimeAndReadBack() {
        Random random = new Random(7);
        byte[] target = new byte[DateTimes.MAX_LENGTH_BYTES];
        for (int round = 0; round < 100_000; round++) {
            int days = round % 2 == 0 ? random.nextInt() : random.nextInt(-1_000_000, 3_000_000);
            int end = DateTimes.formatDate(days, target, 0);
            String text = new String(target, 0, end, UTF_8);
            assertThat(text).isEqualTo(LocalDate.ofEpochDay(days).toString());
            assertThat(date(text)).isEqualTo(days);
        }
    }

    @Test
    void aParserReadsEveryDayAndSecondAsJavaTimeDoes() {
        TimestampParser parser = new TimestampParser(ZoneOffset.UTC);
        Random random = new Random(11);
        DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
        for (int day = -720_000; day < 2_900_000; day += 13) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    day * 86_400L + random.nextInt(86_400), random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC);
            if (local.getYear() < 0 || local.getYear() > 9_999) {
                continue;
            }
            byte[] text = form.format(local).getBytes(UTF_8);
            assertThat(parser.parse(text, 0, text.length))
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(ZoneOffset.UTC)));
        }
    }

    private static long timestamp(String text, ZoneId zone) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return DateTimes.parseTimestamp(bytes, 1, bytes.length - 2, zone);
    }

    private static int date(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return DateTimes.parseDate(bytes, 1, bytes.length - 2);
    }
}
