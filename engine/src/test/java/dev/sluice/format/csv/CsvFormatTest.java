package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.config.Options;
import dev.sluice.connector.console.TableText;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.format.RecordParser;
import dev.sluice.format.RecordWriter;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    private final CsvFormat format = new CsvFormat();

    @Test
    void readsQuotedEscapedNullAndHeader() {
        assertThat(read("a INT, b STRING", Map.of("header", "true"), "a,b\r\n1,\"x,\\\"y\\\"\"\r\n\n2,\n3,z"))
                .contains("|1  |x,\"y\"|", "|2  |NULL ", "|3  |z ");
    }

    @Test
    void malformedRecordsFollowTheMode() {
        String text = "1,x\nbad,y\n3\n";
        assertThat(read("a INT, b STRING, _corrupt_record STRING", Map.of(), text))
                .contains("|1   |x   |NULL ", "|NULL|y   |bad,y ", "|3   |NULL|3 ");
        assertThat(read("a INT, b STRING", Map.of("mode", "DROPMALFORMED"), text))
                .doesNotContain("y", "3");
        assertThatThrownBy(() -> read("a INT, b STRING", Map.of("mode", "failfast"), text))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("byte 4");
    }

    @Test
    void aQuotedLineBreakNeedsMultiLine() {
        assertThat(read("a INT, b STRING", Map.of("multiLine", "true"), "1,\"x\ny\"\n2,z\n"))
                .contains("x\\ny", "|2  |z ");
        assertThat(format.isSplittable(Options.validated("csv", format.readOptions(), Map.of("multiLine", "true"))))
                .isFalse();
    }

    @Test
    void everyCutOfTheInputGivesTheSameRows() {
        everyCut(Map.of(), "1,\"a\\\"b\"\n2,c\r\n3,d\r\r\n#4,e\r\n5,\"f\"");
        everyCut(Map.of("comment", "#", "header", "true"), "#x\r\na,b\r\n1,c\n#2,d\r3,\"e\" \r\n\r\n");
        everyCut(Map.of("sep", "||"), "1||\"a\\\"b||\"\r\n2||c\r3||d|\n\n4||\"e\"f\"||");
        everyCut(Map.of("sep", "||", "multiLine", "true"), "1||\"a\n\\\"b\"\r\n2||c\n3||\"d\r\n\"");
        everyCut(Map.of("multiLine", "true"), "1,\"a\nb\"\r\n2,c\n3,\"d\r\n\"");
        everyCut(Map.of("lineSep", "<>"), "1,\"a\nb\"<>2,c<<>3,d\r\n<><>4,<");
        everyCut(Map.of("lineSep", ";", "multiLine", "true"), "1,\"a;b\";2,c\n;3,\"d\"");
    }

    private void everyCut(Map<String, String> options, String csv) {
        everyCut("a INT, b STRING", options, csv);
    }

    private void everyCut(String ddl, Map<String, String> options, String csv) {
        byte[] text = csv.getBytes(UTF_8);
        StructType schema = StructType.fromDDL(ddl);
        String whole = read(ddl, options, csv);
        for (int cut = 0; cut <= text.length; cut++) {
            RecordParser parser = parser(schema, options);
            parser.begin("test", 0, true);
            BatchBuilder builder = new BatchBuilder(schema);
            byte[] buffer = text.clone();
            int consumed = parser.parse(buffer, 0, cut, false, builder);
            parser.parse(buffer, consumed, buffer.length, true, builder);
            assertThat(show(builder.build())).as("%s cut at %d", options, cut).isEqualTo(whole);
        }
    }

    @Test
    void valuesThatAreLongerThanTheirRecordLeaveTheNextOnesAlone() {
        // A quote that is not closed holds its escapes twice: the value has more bytes than its line.
        String longer = "\"" + "\\\\\"a\"".repeat(40);
        String next = "1,b\n2,\"c\\\"d\"\n";
        String text = next + longer + "\n" + next + longer + "," + longer + "\r\n" + next + longer;
        for (Map<String, String> options : List.of(Map.<String, String>of(), Map.of("emptyValue", "-"))) {
            String plain = read("a STRING, b STRING", options, text);
            Map<String, String> carefully = new HashMap<>(options);
            carefully.put("charToEscapeQuoteEscaping", "\\");
            assertThat(plain).isEqualTo(read("a STRING, b STRING", carefully, text));
            everyCut("a STRING, b STRING", options, text);
        }
    }

    @Test
    void fieldsAreFoundAlikeByBothTokenizers() {
        String alphabet = "ab,\"\\ \n\r";
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int index = random.nextInt(30); index > 0; index--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append("\n1,\"b\"\n");
            String plain = read("a STRING, b STRING", Map.of(), text.toString());
            String careful = read("a STRING, b STRING", Map.of("charToEscapeQuoteEscaping", "\\"), text.toString());
            assertThat(careful).as("seed %d: %s", seed, text).isEqualTo(plain);
        }
    }

    @Test
    void writesWithTheQuotesThatReadingNeeds() {
        StructType schema = StructType.fromDDL("a INT, b STRING");
        BatchBuilder builder = new BatchBuilder(schema);
        String[] texts = {"plain", "x,y", "say \"hi\"", "", " trimmed "};
        for (int row = 0; row < texts.length; row++) {
            ((IntBuilder) builder.column(0)).set(row, row);
            ((BytesBuilder) builder.column(1)).set(row, texts[row]);
            builder.endRow();
        }
        builder.endRow();
        RecordWriter writer = format.writer(
                schema, Options.validated("csv", format.writeOptions(), Map.of("header", "true")), ZoneOffset.UTC);
        ByteArray out = new ByteArray(16);
        writer.writeFileStart(out);
        writer.write(builder.build(), out);
        assertThat(new String(out.toArray(), UTF_8))
                .isEqualTo("a,b\n0,plain\n1,\"x,y\"\n2,\"say \\\"hi\\\"\"\n3,\"\"\n4,trimmed\n,\n");
    }

    private RecordParser parser(StructType schema, Map<String, String> options) {
        return format.parser(schema, schema, Options.validated("csv", format.readOptions(), options), ZoneOffset.UTC);
    }

    private String read(String ddl, Map<String, String> options, String text) {
        StructType schema = StructType.fromDDL(ddl);
        RecordParser parser = parser(schema, options);
        parser.begin("test", 0, true);
        BatchBuilder builder = new BatchBuilder(schema);
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(parser.parse(bytes, 0, bytes.length, true, builder)).isEqualTo(bytes.length);
        return show(builder.build());
    }

    private static String show(Batch batch) {
        return TableText.render(batch.schema(), BatchSequence.of(List.of(batch)), 100, 0, false, ZoneOffset.UTC);
    }
}
