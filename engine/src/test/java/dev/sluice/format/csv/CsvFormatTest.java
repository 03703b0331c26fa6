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
import java.util.List;
import java.util.Map;
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
        byte[] text = "1,\"a\\\"b\"\n2,c\r\n3,\"d\"".getBytes(UTF_8);
        StructType schema = StructType.fromDDL("a INT, b STRING");
        String whole = read("a INT, b STRING", Map.of(), new String(text, UTF_8));
        for (int cut = 0; cut <= text.length; cut++) {
            RecordParser parser = parser(schema, Map.of());
            parser.begin("test", 0, true);
            BatchBuilder builder = new BatchBuilder(schema);
            byte[] buffer = text.clone();
            int consumed = parser.parse(buffer, 0, cut, false, builder);
            parser.parse(buffer, consumed, buffer.length, true, builder);
            assertThat(show(builder.build())).as("cut at %d", cut).isEqualTo(whole);
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
