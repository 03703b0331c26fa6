package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.Options;
import dev.sluice.error.AnalysisException;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordParser;
import dev.sluice.types.StructType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private static final StructType EVERY_TYPE =
            StructType.fromDDL("device STRING, time TIMESTAMP, value DOUBLE, ok BOOLEAN, "
                    + "count BIGINT, a_number_of_a_very_long_name INT, day DATE, "
                    + "at STRUCT<x: DOUBLE, name: STRING, deep: STRUCT<n: INT, s: STRING>>, _corrupt_record STRING");
    private static final StructType SIMPLE = StructType.fromDDL("a INT, b STRING, _corrupt_record STRING");
    private static final Map<String, String> NO_OPTIONS = Map.of();

    @Test
    void randomRecordsAreReadAsJacksonReadsThem() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomJson json = new RandomJson(random);
            List<String> records = new ArrayList<>();
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int record = 0; record < 40; record++) {
                String text = json.object(EVERY_TYPE);
                records.add(text);
                expected.add(JacksonReader.row(EVERY_TYPE, text));
            }
            assertRows(seed, records, expected);
        }
    }

    @Test
    void damagedRecordsAreMalformedWhereJacksonRefusesThemAndNoneAfterThemIs() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            RandomJson json = new RandomJson(random);
            List<String> records = new ArrayList<>();
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int record = 0; record < 20; record++) {
                String text = json.object(EVERY_TYPE);
                text = random.nextBoolean() ? json.damaged(text) : text;
                if (text.isBlank()) {
                    continue;
                }
                records.add(text);
                expected.add(JacksonReader.row(EVERY_TYPE, text));
            }
            assertRows(seed, records, expected);
        }
    }

    @Test
    void decimalsOfAnyLengthAreTheNearestDoubles() {
        Random random = new Random(1);
        List<String> records = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int wholeCount = 1; wholeCount <= 12; wholeCount++) {
            for (int fractionCount = 0; fractionCount <= 12; fractionCount++) {
                for (String sign : List.of("", "-")) {
                    String text = sign
                            + (1 + random.nextInt(9))
                            + digits(random, wholeCount - 1)
                            + (fractionCount == 0 ? "" : "." + digits(random, fractionCount));
                    records.add("{\"value\":" + text + "}");
                    expected.add(List.of(Double.parseDouble(text)));
                }
            }
        }
        StructType type = StructType.fromDDL("value DOUBLE");
        assertThat(JsonRows.read(type, NO_OPTIONS, String.join("\n", records))).isEqualTo(expected);
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int digit = 0; digit < count; digit++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static void assertRows(int seed, List<String> records, List<List<@Nullable Object>> expected) {
        String lineBreak = seed % 3 == 0 ? "\r\n" : seed % 3 == 1 ? "\n" : "\n \n";
        byte[] text = (String.join(lineBreak, records) + (seed % 2 == 0 ? "\n" : "")).getBytes(UTF_8);
        RecordParser parser = JsonRows.parser(EVERY_TYPE, NO_OPTIONS, ZoneOffset.UTC);
        List<List<@Nullable Object>> rows = JsonRows.read(
                EVERY_TYPE, parser, text, new Random(seed).nextInt(text.length + 1), seed % 5 == 0 ? 3 : 4_096);
        assertThat(rows).hasSameSizeAs(expected);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.get(row))
                    .as("seed %d, record %d: %s", seed, row, records.get(row))
                    .isEqualTo(expected.get(row));
        }
        assertThat(parser.recordCount()).isEqualTo(records.size());
    }

    @Test
    void aCutAtAnyByteMakesNoDifference() {
        RandomJson json = new RandomJson(new Random(42));
        StringBuilder text = new StringBuilder("\ufeff");
        for (int record = 0; record < 12; record++) {
            String object = json.object(EVERY_TYPE);
            text.append(record % 5 == 4 ? json.damaged(object) : object).append(record % 2 == 0 ? "\n" : "\r\n\n");
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        List<List<@Nullable Object>> expected = JsonRows.read(EVERY_TYPE, NO_OPTIONS, text.toString());
        for (int cut = 0; cut <= bytes.length; cut++) {
            RecordParser parser = JsonRows.parser(EVERY_TYPE, NO_OPTIONS, ZoneOffset.UTC);
            assertThat(JsonRows.read(EVERY_TYPE, parser, bytes, cut, 4_096))
                    .as("cut at byte %d", cut)
                    .isEqualTo(expected);
        }
    }

    @Test
    void bytesBehindTheEndAreNotRead() {
        byte[] buffer = "{\"a\":12,\"b\":\"xy\"}\n{\"a\":123,\"b\":\"zzzzzzzzzzzzzzzz\"}\n".getBytes(UTF_8);
        for (int end = 0; end <= buffer.length; end++) {
            String text = new String(buffer, 0, end, UTF_8);
            RecordParser parser = JsonRows.parser(SIMPLE, NO_OPTIONS, ZoneOffset.UTC);
            BatchBuilder builder = new BatchBuilder(SIMPLE);
            assertThat(parser.parse(buffer, 0, end, true, builder)).isEqualTo(end);
            int rows = text.isEmpty() ? 0 : text.indexOf('\n') < 0 || (text.endsWith("}\n") && end < 20) ? 1 : 2;
            assertThat(builder.rowCount()).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,\"b\":\"x\"}          | 1 | x | false",
                "{\"b\":\"x\",\"a\":1}          | 1 | x | false",
                "{ \"a\" : 1 , \"b\" : \"x\" }  | 1 | x | false",
                "{\"a\":1}                      | 1 |   | false",
                "{}                             |   |   | false",
                "{\"a\":null,\"b\":null}        |   |   | false",
                "{\"a\":1,\"a\":2}              | 2 |   | false",
                "{\"a\":1,\"a\":null}           |   |   | false",
                "{\"b\":\"\\u0078\",\"b\":\"y\"}| 0 | y | false",
                "{\"a\":1,\"b\":\"x\"} trailing | 1 | x | false",
                "{\"a\":1}{\"a\":2}             | 1 |   | false",
                "{'a':1,'b':'x'}                | 1 | x | false",
                "{\"\\u0061\":1}                | 1 |   | false",
                "{\"b\":12.50}                  | 0 | 12.50 | false",
                "{\"b\":true}                   | 0 | true | false",
                "{\"b\":{\"c\": [1, \"\\u0041\"]}} | 0 | {\"c\": [1, \"\\u0041\"]} | false",
                "{\"b\":\"\\ud83d\\ude00\\u00e9\\\\\"}  | 0 | \ud83d\ude00\u00e9\\ | false",
                "{\"b\":\"\\ud83dx\"}           | 0 | ?x | false",
                "{\"a\":\"5\",\"b\":\"x\"}      |   | x | true",
                "{\"a\":1.7,\"b\":\"x\"}        |   | x | true",
                "{\"a\":2147483648,\"b\":\"x\"} |   | x | true",
                "{\"a\":1,\"a\":\"5\"}          | 1 |   | true",
                "{\"a\":{\"c\":1},\"b\":\"x\"}  |   | x | true",
                "{\"a\":\"\",\"b\":\"\\u0078\"} |   | x | true",
                "{\"a\":01}                     |   |   | true",
                "{\"a\":+1}                     |   |   | true",
                "{\"a\":1,}                     |   |   | true",
                "{\"a\":1                       |   |   | true",
                "{\"a\":                        |   |   | true",
                "{\"a\":tru}                    |   |   | true",
                "{\"b\":\"x}                    |   |   | true",
                "{\"b\":\"\\x\"}                |   |   | true",
                "{\"b\":\"\\u00g0\"}            |   |   | true",
                "{\"b\":\"a\u0001b\"}           |   |   | true",
                "{a:1}                          |   |   | true",
                "{\"a\" 1}                      |   |   | true",
                "{\"z\":[1,2}                   |   |   | true",
                "[{\"a\":1}]                    | 1 |   | false",
                "[[{\"a\":1}]]                  |   |   | true",
                "null                           |   |   | true",
                "garbage                        |   |   | true",
                "}                              |   |   | true",
            })
    void aRecordInEachMode(String record, @Nullable Integer a, @Nullable String b, boolean isMalformed) {
        String text = "{\"a\":7}\n" + record + "\n{\"a\":8}\n";
        List<@Nullable Object> before = Arrays.asList(7, null, null);
        List<@Nullable Object> after = Arrays.asList(8, null, null);
        // An a of 0 stands for null where the line would otherwise look like one without values.
        Integer number = a != null && a == 0 ? null : a;
        List<@Nullable Object> row = Arrays.asList(number, b, isMalformed ? record : null);

        assertThat(JsonRows.read(SIMPLE, NO_OPTIONS, text)).containsExactly(before, row, after);

        Map<String, String> dropping = Map.of("mode", "dropMalformed");
        if (isMalformed) {
            assertThat(JsonRows.read(SIMPLE, dropping, text)).containsExactly(before, after);
            assertThatThrownBy(() -> JsonRows.read(SIMPLE, Map.of("mode", "FAILFAST"), text))
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContaining("MALFORMED_RECORD")
                    .hasMessageContaining("test.json, byte 8");
        } else {
            assertThat(JsonRows.read(SIMPLE, dropping, text)).containsExactly(before, row, after);
            assertThat(JsonRows.read(SIMPLE, Map.of("mode", "FAILFAST"), text)).containsExactly(before, row, after);
        }
    }

    @Test
    void countsRecordsAndThoseThatAreMalformed() {
        RecordParser parser = JsonRows.parser(SIMPLE, Map.of("mode", "DROPMALFORMED"), ZoneOffset.UTC);
        byte[] text = "{\"a\":1}\n\n  \nx\n{\"a\":\"y\"}\n{}".getBytes(UTF_8);

        assertThat(JsonRows.read(SIMPLE, parser, text, text.length, 10)).hasSize(2);
        assertThat(parser.recordCount()).isEqualTo(4);
        assertThat(parser.malformedRecordCount()).isEqualTo(2);
    }

    @Test
    void whereARecordStandsIsCountedOverAllThatWasRead() {
        RecordParser parser = JsonRows.parser(SIMPLE, Map.of("mode", "FAILFAST"), ZoneOffset.UTC);
        parser.begin("part.json", 1_000, false);
        byte[] text = "{\"a\":1}\n{\"a\":2}\n{\"a\":\"bad\"}\n".getBytes(UTF_8);

        assertThatThrownBy(() -> JsonRows.read(SIMPLE, parser, text, 12, 1))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("part.json, byte 1016")
                .hasMessageContaining("{\"a\":\"bad\"}");
    }

    @Test
    void onlyWantedColumnsAreFilled() {
        StructType wanted = StructType.fromDDL("value DOUBLE, device STRING");
        String text = "{\"device\":\"d\",\"count\":\"no number\",\"value\":1.5,\"at\":{\"deep\":{}}}\n";
        JsonFormat format = new JsonFormat();
        RecordParser parser = format.parser(
                EVERY_TYPE, wanted, Options.validated("test", format.readOptions(), NO_OPTIONS), ZoneOffset.UTC);
        parser.begin("test.json", 0, true);

        byte[] bytes = text.getBytes(UTF_8);
        assertThat(JsonRows.read(wanted, parser, bytes, bytes.length, 10)).containsExactly(List.of(1.5, "d"));
        assertThat(parser.malformedRecordCount()).isZero();
    }

    @Test
    void withoutColumnsRowsAreCounted() {
        StructType none = new StructType();
        RecordParser parser = JsonRows.parser(none, NO_OPTIONS, ZoneOffset.UTC);
        byte[] bytes = "{\"a\":1}\n{\"b\":2}\n".getBytes(UTF_8);

        assertThat(JsonRows.read(none, parser, bytes, bytes.length, 10)).hasSize(2);
    }

    @Test
    void objectsLieWithinEachOtherUpToALimit() {
        String deep = "[".repeat(999) + "]".repeat(999);
        String tooDeep = "[".repeat(1_000_000);
        String text = "{\"z\":" + deep + ",\"a\":1}\n{\"z\":" + tooDeep + "\n{\"a\":2}";

        assertThat(JsonRows.read(SIMPLE, NO_OPTIONS, text).stream().map(row -> row.get(0)))
                .containsExactly(1, null, 2);
    }

    @Test
    void FS8_bytesThatAreNoUtf8FitNoText() {
        byte[] text = {'{', '"', 'b', '"', ':', '"', (byte) 0xFF, (byte) 0xC3, '"', '}', '\n'};
        BatchBuilder builder = new BatchBuilder(SIMPLE);
        RecordParser parser = JsonRows.parser(SIMPLE, NO_OPTIONS, ZoneOffset.UTC);

        parser.parse(text, 0, text.length, true, builder);
        Batch batch = builder.build();

        assertThat(batch.rowCount()).isEqualTo(1);
        assertThat(batch.vector(1).isNull(0)).isTrue();
        assertThat(parser.malformedRecordCount()).isEqualTo(1);
    }

    @Test
    void randomBytesNeverFail() {
        byte[] alphabet = "{}[]\",:\\0129eE.+-tfnulrsaN' \n\r\t\u0001ab".getBytes(UTF_8);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] text = new byte[random.nextInt(200)];
            for (int index = 0; index < text.length; index++) {
                text[index] =
                        random.nextInt(50) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            for (String multiLine : List.of("true", "false")) {
                RecordParser parser = JsonRows.parser(EVERY_TYPE, Map.of("multiLine", multiLine), ZoneOffset.UTC);
                JsonRows.read(EVERY_TYPE, parser, text, random.nextInt(text.length + 1), 2);
            }
        }
    }

    @Test
    void namesThatAreValuesAreReadThoughNotKept() {
        StringBuilder text = new StringBuilder();
        for (int record = 0; record < 3_000; record++) {
            text.append("{\"key")
                    .append(record)
                    .append("\":1,\"a\":")
                    .append(record)
                    .append("}\n");
        }
        List<List<@Nullable Object>> rows = JsonRows.read(SIMPLE, NO_OPTIONS, text.toString());

        assertThat(rows).hasSize(3_000);
        assertThat(rows.get(2_999).get(0)).isEqualTo(2_999);
    }

    @Test
    void multiLineReadsTheFirstValueOfTheFile() {
        String array = "[\n {\"a\":\n1, \"b\": \"x\"},\n {\"a\":2}\n]\n";
        List<List<@Nullable Object>> expected = List.of(Arrays.asList(1, "x", null), Arrays.asList(2, null, null));
        Map<String, String> options = Map.of("multiLine", "true");

        byte[] bytes = array.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            RecordParser parser = JsonRows.parser(SIMPLE, options, ZoneOffset.UTC);
            assertThat(JsonRows.read(SIMPLE, parser, bytes, cut, 1)).isEqualTo(expected);
        }
        assertThat(JsonRows.read(SIMPLE, options, "{\n\"a\":1,\n\"b\":\"x\"\n}\n{\"a\":2}"))
                .containsExactly(Arrays.asList(1, "x", null));
        assertThat(JsonRows.read(SIMPLE, options, "{\"a\":1}\n{\"a\":\n"))
                .containsExactly(Arrays.asList(1, null, null));
        assertThat(JsonRows.read(SIMPLE, options, "\n{\"a\":\n{\"a\":2}\n"))
                .containsExactly(Arrays.asList(null, null, "\n{\"a\":\n{\"a\":2}\n"));
    }

    @Test
    void recordsEndAtTheSeparatorThatIsAskedFor() {
        String text = "\ufeff{\"a\":1}<>[{\"a\":2},\n{\"b\":\"<\"}]<><>x<>{\"a\":3}";
        byte[] bytes = text.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            for (int rows : new int[] {1, 2, 100}) {
                RecordParser parser = JsonRows.parser(SIMPLE, Map.of("lineSep", "<>"), ZoneOffset.UTC);
                assertThat(JsonRows.read(SIMPLE, parser, bytes, cut, rows))
                        .containsExactly(
                                Arrays.asList(1, null, null),
                                Arrays.asList(2, null, null),
                                Arrays.asList(null, "<", null),
                                Arrays.asList(null, null, "x"),
                                Arrays.asList(3, null, null));
            }
        }
    }

    @Test
    void anArrayOnALineIsARecordForEachObject() {
        String text = "{\"a\":0}\n [ {\"a\":1,\"b\":\"x\\ty\"} , {\"b\":\"z\"},{\"a\":3}]x\n[]\n"
                + "[{\"a\":4},{\"a\":\"q\\t\"}]\r\n[{\"a\":5},6]\n[{\"a\":7},]\n[{\"a\":8}\n[{\"a\":9}]";
        String malformed = "[{\"a\":4},{\"a\":\"q\\t\"}]";
        List<List<@Nullable Object>> expected = List.of(
                Arrays.asList(0, null, null),
                Arrays.asList(1, "x\ty", null),
                Arrays.asList(null, "z", null),
                Arrays.asList(3, null, null),
                Arrays.asList(4, null, malformed),
                Arrays.asList(null, null, malformed),
                Arrays.asList(null, null, "[{\"a\":5},6]"),
                Arrays.asList(null, null, "[{\"a\":7},]"),
                Arrays.asList(null, null, "[{\"a\":8}"),
                Arrays.asList(9, null, null));
        byte[] bytes = text.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            for (int rows : new int[] {1, 2, 100}) {
                RecordParser parser = JsonRows.parser(SIMPLE, NO_OPTIONS, ZoneOffset.UTC);
                assertThat(JsonRows.read(SIMPLE, parser, bytes, cut, rows)).isEqualTo(expected);
                assertThat(parser.recordCount()).isEqualTo(10);
                assertThat(parser.malformedRecordCount()).isEqualTo(5);
            }
        }
    }

    @Test
    void anArrayWithAMalformedObjectIsDroppedWhole() {
        assertThat(JsonRows.read(
                        SIMPLE,
                        Map.of("mode", "DROPMALFORMED"),
                        "[{\"a\":1},{\"a\":\"x\"}]\n[{\"a\":2},{\"b\":\"y\"}]\n[3]\n"))
                .containsExactly(Arrays.asList(2, null, null), Arrays.asList(null, "y", null));
        assertThatThrownBy(() -> JsonRows.read(SIMPLE, Map.of("mode", "FAILFAST"), "[{\"a\":1},{\"a\":\"x\"}]\n"))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("[{\"a\":1},{\"a\":\"x\"}]");
    }

    @Test
    void timesAreReadInAZoneAndByPatterns() {
        StructType schema = StructType.fromDDL("t TIMESTAMP, d DATE");
        assertThat(JsonRows.read(
                        schema,
                        Map.of(
                                "timestampFormat",
                                "dd.MM.yyyy HH:mm",
                                "dateFormat",
                                "dd/MM/yyyy",
                                "timeZone",
                                "Europe/Berlin"),
                        "{\"t\":\"05.07.2026 12:30\",\"d\":\"24\\/12\\/2026\"}"))
                .containsExactly(List.of(1_783_247_400_000_000L, 20_811));

        RecordParser parser = JsonRows.parser(schema, NO_OPTIONS, ZoneId.of("Europe/Berlin"));
        byte[] text =
                "{\"t\":\"2026-07-05 12:30:00\",\"d\":\"2026-12-24\"}\n{\"t\":1783247400}\n{\"t\":\"2026-07-05T10:30:00.000Z\"}\n"
                        .getBytes(UTF_8);
        assertThat(JsonRows.read(schema, parser, text, text.length, 10))
                .containsExactly(
                        List.of(1_783_247_400_000_000L, 20_811),
                        Arrays.asList(1_783_247_400_000_000L, null),
                        Arrays.asList(1_783_247_400_000_000L, null));
    }

    @Test
    void laxerJsonIsAnOption() {
        StructType schema = StructType.fromDDL("a INT, b STRING");
        assertThat(JsonRows.read(
                        schema,
                        Map.of(
                                "allowUnquotedFieldNames", "true",
                                "allowNumericLeadingZeros", "true",
                                "allowUnquotedControlChars", "true"),
                        "{a:007,b:\"x\ty\",z:{c:1}}"))
                .containsExactly(List.of(7, "x\ty"));
        assertThat(JsonRows.read(SIMPLE, Map.of("allowSingleQuotes", "false"), "{'a':1}"))
                .containsExactly(Arrays.asList(null, null, "{'a':1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode=lenient",
                "encoding=EBCDIC",
                "lineSep=",
                "timestampFormat=bbb",
                "timeZone=Moon",
                "multiline2=true"
            })
    void refusesOptionsThatCannotBeHad(String option) {
        String[] pair = option.split("=", 2);
        assertThatThrownBy(() -> JsonRows.parser(SIMPLE, Map.of(pair[0], pair[1]), ZoneOffset.UTC))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining(pair[0]);
    }

    @Test
    void refusesACorruptRecordColumnOfAnotherTypeAndNamesThatStandTwice() {
        StructType number = StructType.fromDDL("_corrupt_record INT");
        assertThatThrownBy(() -> JsonRows.parser(number, NO_OPTIONS, ZoneOffset.UTC))
                .isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> new JsonFormat().checkReadable(StructType.fromDDL("s STRUCT<a: INT, a: INT>")))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("s.a");
    }
}
