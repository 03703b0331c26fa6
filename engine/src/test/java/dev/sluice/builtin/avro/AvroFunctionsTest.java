package dev.sluice.builtin.avro;

import static dev.sluice.functions.array;
import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.map;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_avro;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of Avro, with its own library as the judge. */
class AvroFunctionsTest {
    private static final String EVERYTHING = """
            {"type":"record","name":"everything","namespace":"org.example","fields":[
              {"name":"flag","type":"boolean"},
              {"name":"small","type":"int"},
              {"name":"large","type":"long"},
              {"name":"real","type":"float"},
              {"name":"double","type":"double"},
              {"name":"text","type":["null","string"],"default":null},
              {"name":"bytes","type":["bytes","null"]},
              {"name":"four","type":{"type":"fixed","name":"four","size":4}},
              {"name":"color","type":{"type":"enum","name":"color","symbols":["RED","GREEN"]}},
              {"name":"list","type":{"type":"array","items":["null","int"]}},
              {"name":"map","type":{"type":"map","values":"double"}},
              {"name":"inner","type":["null",{"type":"record","name":"inner","fields":[
                {"name":"other","type":"color"},{"name":"lists","type":{"type":"array","items":{"type":"array","items":"long"}}}]}]},
              {"name":"day","type":{"type":"int","logicalType":"date"}},
              {"name":"millis","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"micros","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"local","type":{"type":"long","logicalType":"local-timestamp-micros"}},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"wide","type":{"type":"fixed","name":"wide","size":16,"logicalType":"decimal","precision":30,"scale":5}},
              {"name":"uuid","type":{"type":"string","logicalType":"uuid"}},
              {"name":"whole","type":["int","null","long"]},
              {"name":"either","type":["null","string","int"]}]}""";

    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static GenericRecordBuilder everything(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("flag", true)
                .set("small", -7)
                .set("large", Long.MIN_VALUE)
                .set("real", 1.5f)
                .set("double", Double.NaN)
                .set("text", "grüße")
                .set("bytes", ByteBuffer.wrap(new byte[] {0, -1}))
                .set("four", new GenericData.Fixed(schema.getField("four").schema(), new byte[] {1, 2, 3, 4}))
                .set(
                        "color",
                        new GenericData.EnumSymbol(schema.getField("color").schema(), "GREEN"))
                .set("list", Arrays.asList(1, null, 300))
                .set("map", Map.of("a", 0.25))
                .set("inner", null)
                .set("day", 19_000)
                .set("millis", 1_700_000_000_123L)
                .set("micros", -1L)
                .set("local", 1_000_001L)
                .set("price", ByteBuffer.wrap(BigInteger.valueOf(-12_345).toByteArray()))
                .set("wide", wide(schema, new BigInteger("-123456789012345678901234567890")))
                .set("uuid", "123e4567-e89b-12d3-a456-426614174000")
                .set("whole", 5)
                .set("either", 9);
    }

    private static GenericData.Fixed wide(Schema schema, BigInteger digits) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) (digits.signum() < 0 ? -1 : 0));
        byte[] own = digits.toByteArray();
        System.arraycopy(own, 0, bytes, bytes.length - own.length, own.length);
        return new GenericData.Fixed(schema.getField("wide").schema(), bytes);
    }

    @Test
    void whatTheLibraryWritesIsReadWithTheTypesOfSpark() {
        Schema schema = Messages.schema(EVERYTHING);
        Schema inner = schema.getField("inner").schema().getTypes().get(1);
        GenericRecord nested = new GenericRecordBuilder(inner)
                .set(
                        "other",
                        new GenericData.EnumSymbol(schema.getField("color").schema(), "RED"))
                .set("lists", List.of(List.of(1L, 2L), List.of()))
                .build();
        byte[] first = Messages.written(schema, everything(schema).build());
        byte[] second = Messages.written(
                schema,
                everything(schema)
                        .set("text", null)
                        .set("bytes", null)
                        .set("list", List.of())
                        .set("map", Map.of())
                        .set("inner", nested)
                        .set("whole", 5_000_000_000L)
                        .set("either", "x")
                        .build());
        DataFrame values = Messages.read(
                session, EVERYTHING, Map.of(), List.of(Row.of(first), Row.of((Object) null), Row.of(second)));
        assertThat(values.select("v.*").schema().toDDL())
                .isEqualTo(
                        "flag BOOLEAN, small INT, large BIGINT, real FLOAT, double DOUBLE, text STRING, bytes BINARY,"
                                + " four BINARY, color STRING, list ARRAY<INT>, map MAP<STRING, DOUBLE>,"
                                + " inner STRUCT<other: STRING NOT NULL, lists: ARRAY<ARRAY<BIGINT>> NOT NULL>, day DATE,"
                                + " millis TIMESTAMP, micros TIMESTAMP, local TIMESTAMP_NTZ, price DECIMAL(9,2), wide DECIMAL(30,5),"
                                + " uuid STRING, whole BIGINT, either STRUCT<member0: STRING, member1: INT>");
        List<Row> rows = Messages.rows(values.select("v.*"));
        assertThat(rows.get(0))
                .isEqualTo(Row.of(
                        true,
                        -7,
                        Long.MIN_VALUE,
                        1.5f,
                        Double.NaN,
                        "grüße",
                        new byte[] {0, -1},
                        new byte[] {1, 2, 3, 4},
                        "GREEN",
                        Arrays.asList(1, null, 300),
                        Map.of("a", 0.25),
                        null,
                        LocalDate.ofEpochDay(19_000),
                        Instant.ofEpochMilli(1_700_000_000_123L),
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        LocalDateTime.parse("1970-01-01T00:00:01.000001"),
                        new BigDecimal("-123.45"),
                        new BigDecimal("-1234567890123456789012345.67890"),
                        "123e4567-e89b-12d3-a456-426614174000",
                        5L,
                        Row.of(null, 9)));
        assertThat(rows.get(1)).isEqualTo(Row.of(new @Nullable Object[21]));
        assertThat(rows.get(2).getAs("inner").toString()).isEqualTo("[RED,[[1, 2], []]]");
        assertThat(rows.get(2).<Long>getAs("whole")).isEqualTo(5_000_000_000L);
        assertThat(rows.get(2).<Row>getAs("either")).isEqualTo(Row.of("x", null));
        assertThat(rows.get(2).<@Nullable String>getAs("text")).isNull();
    }

    @Test
    void whatIsWrittenIsReadByTheLibrary() {
        Column value = struct(
                lit(true).as("flag"),
                lit(-7).as("small"),
                lit(7L).as("large"),
                lit("grüße").as("text"),
                lit(new BigDecimal("-1.25")).as("price"),
                lit(Instant.ofEpochSecond(1, 2_000)).as("time"),
                lit(null).cast("date").as("day"),
                array(lit(1.5), lit(null)).as("list"),
                map(lit("k"), struct(lit(1).as("x"))).as("map"));
        Schema schema = Messages.schema("""
                {"type":"record","name":"topLevelRecord","fields":[
                  {"name":"flag","type":"boolean"},{"name":"small","type":"int"},{"name":"large","type":"long"},
                  {"name":"text","type":"string"},
                  {"name":"price","type":{"type":"fixed","name":"f","size":2,"logicalType":"decimal","precision":3,"scale":2}},
                  {"name":"time","type":{"type":"long","logicalType":"timestamp-micros"}},
                  {"name":"day","type":[{"type":"int","logicalType":"date"},"null"]},
                  {"name":"list","type":{"type":"array","items":["double","null"]}},
                  {"name":"map","type":{"type":"map","values":
                    {"type":"record","name":"m","fields":[{"name":"x","type":"int"}]}}}]}""");
        GenericRecord read = (GenericRecord) Messages.read(schema, Messages.message(session, to_avro(value)));
        assertThat(read.get("flag")).isEqualTo(true);
        assertThat(read.get("small")).isEqualTo(-7);
        assertThat(read.get("large")).isEqualTo(7L);
        assertThat(read.get("text")).isEqualTo(new Utf8("grüße"));
        assertThat(((GenericData.Fixed) read.get("price")).bytes()).containsExactly(-1, -125);
        assertThat(read.get("time")).isEqualTo(1_000_002L);
        assertThat(read.get("day")).isNull();
        assertThat(read.get("list")).isEqualTo(Arrays.asList(1.5, null));
        assertThat(read.get("map").toString()).isEqualTo("{k={\"x\": 1}}");
    }

    @Test
    void aMessageThatIsReadAndWrittenAgainIsTheSame() {
        String withoutMembers = EVERYTHING
                .replace("[\"int\",\"null\",\"long\"]", "\"int\"")
                .replace("[\"null\",\"string\",\"int\"]", "[\"int\",\"null\"]");
        Schema schema = Messages.schema(withoutMembers);
        byte[] message = Messages.written(schema, everything(schema).build());
        DataFrame values = Messages.read(session, withoutMembers, Map.of(), message);
        assertThat(values.select(to_avro(col("v"), withoutMembers)).first().getBinary(0))
                .isEqualTo(message);
    }

    @Test
    void whatIsReadWithANewerSchemaHasItsFieldsByNameAndDefaults() {
        Schema written = Messages.schema("""
                {"type":"record","name":"event","fields":[
                  {"name":"gone","type":{"type":"map","values":["null",{"type":"array","items":"bytes"}]}},
                  {"name":"old","type":"string"},{"name":"count","type":"int"},
                  {"name":"color","type":{"type":"enum","name":"c","symbols":["RED","BLUE"]}}]}""");
        GenericRecord record = new GenericRecordBuilder(written)
                .set("gone", Map.of("k", List.of(ByteBuffer.allocate(3))))
                .set("old", "x")
                .set("count", 3)
                .set(
                        "color",
                        new GenericData.EnumSymbol(written.getField("color").schema(), "BLUE"))
                .build();
        String newer = """
                {"type":"record","name":"event","fields":[
                  {"name":"count","type":"double"},{"name":"new","aliases":["old"],"type":["null","string"]},
                  {"name":"color","type":{"type":"enum","name":"c","symbols":["RED","OTHER"],"default":"OTHER"}},
                  {"name":"tags","type":{"type":"array","items":"string"},"default":["a","b"]},
                  {"name":"more","type":{"type":"record","name":"m","fields":[{"name":"n","type":"long","default":4}]},"default":{}},
                  {"name":"none","type":["null","int"],"default":null}]}""";
        DataFrame values = Messages.read(
                session, written.toString(), Map.of("avroSchema", newer), Messages.written(written, record));
        assertThat(values.select("v.*").first())
                .isEqualTo(Row.of(3.0, "x", "OTHER", List.of("a", "b"), Row.of(4L), null));
    }

    @Test
    void aMessageThatIsNoneFailsOrIsNull() {
        String schema = """
                {"type":"record","name":"r","fields":[{"name":"a","type":"int"},{"name":"b","type":"string"}]}""";
        byte[] cut = {2, 20, 'x'};
        byte[] whole = {2, 2, 'x'};
        assertThatThrownBy(() -> Messages.rows(Messages.read(session, schema, Map.of(), whole, cut)))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining("MALFORMED_AVRO_MESSAGE")
                .hasMessageContaining("a message of 3 bytes: a length is 10, where 1 bytes are left")
                .hasMessageContaining("set mode to PERMISSIVE");
        Map<String, String> permissive = Map.of("mode", "PERMISSIVE");
        assertThat(Messages.rows(Messages.read(
                        session, schema, permissive, List.of(Row.of(cut), Row.of(whole), Row.of((Object) null)))))
                .containsExactly(Row.of(Row.of(null, null)), Row.of(Row.of(1, "x")), Row.of((Object) null));
        assertThat(Messages.rows(Messages.read(session, "\"long\"", permissive, new byte[0], new byte[] {4})))
                .containsExactly(Row.of((Object) null), Row.of(2L));
        assertThatThrownBy(() -> Messages.read(session, schema, Map.of("mode", "DROPMALFORMED"), whole))
                .hasMessageContaining("PARSE_MODE_UNSUPPORTED");
        assertThatThrownBy(() -> Messages.read(session, schema, Map.of("avroShema", "x"), whole))
                .hasMessageContaining("did you mean \"avroSchema\"");
    }

    @Test
    void noBytesMakeTheReaderLeaveItsMessageOrRunForEver() {
        Schema schema = Messages.schema(EVERYTHING);
        byte[] message = Messages.written(schema, everything(schema).build());
        SplittableRandom random = new SplittableRandom(7);
        byte[][] damaged = new byte[2_000][];
        for (int index = 0; index < damaged.length; index++) {
            byte[] copy = Arrays.copyOf(message, random.nextInt(message.length + 1));
            for (int change = 0; change < 3 && copy.length > 0; change++) {
                copy[random.nextInt(copy.length)] = (byte) random.nextInt();
            }
            damaged[index] = copy;
        }
        DataFrame values = Messages.read(session, EVERYTHING, Map.of("mode", "PERMISSIVE"), damaged);
        assertThat(values.select("v.text", "v.list", "v.map", "v.wide").collectAsList())
                .hasSize(damaged.length);
    }

    @Test
    void schemasThatCannotBeUsedAreRefusedAtOnce() {
        assertSchema("{", "INVALID_AVRO_SCHEMA");
        assertSchema("\"date\"", "there is no type \"date\"");
        assertSchema("\"null\"", "null in a union");
        assertSchema("[\"int\",\"int\"]", "a union has int twice");
        assertSchema("{\"type\":\"record\",\"name\":\"r\"}", "r has no list of \"fields\"");
        assertSchema(
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"r\",\"type\":[\"null\",\"r\"]}]}",
                "record r stands within itself");
        assertThatThrownBy(() -> Messages.read(session, "\"string\"", Map.of("avroSchema", "\"int\""), new byte[0]))
                .hasMessageContaining("string cannot be read as int");
        assertThatThrownBy(() -> session.range(1).select(to_avro(col("id"), "\"string\"")))
                .hasMessageContaining("BIGINT cannot be written as string");
        assertThatThrownBy(
                        () -> session.range(1)
                                .select(
                                        to_avro(
                                                struct("id"),
                                                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"key\",\"type\":\"long\"}]}")))
                .hasMessageContaining("there is no value for field \"key\" of record r")
                .hasMessageContaining("the value has [id]");
        assertThatThrownBy(() -> session.range(1).select(dev.sluice.functions.from_avro(col("id"), "\"int\"")))
                .hasMessageContaining("requires the \"BINARY\" type");
    }

    private static void assertSchema(String schema, String message) {
        assertThatThrownBy(() -> Messages.read(session, schema, Map.of(), "x".getBytes(UTF_8)))
                .isInstanceOf(SluiceException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aValueThatTheSchemaDoesNotHaveIsNotWritten() {
        String colors = "{\"type\":\"enum\",\"name\":\"c\",\"symbols\":[\"RED\"]}";
        assertThat(Messages.message(session, to_avro(lit("RED"), colors))).containsExactly(0);
        assertThatThrownBy(() -> Messages.message(session, to_avro(lit("BLUE"), colors)))
                .hasMessageContaining("AVRO_CANNOT_WRITE")
                .hasMessageContaining("\"BLUE\" is no symbol of enum c, which has [RED]");
        assertThatThrownBy(() -> Messages.message(
                        session,
                        to_avro(
                                struct(lit(null).cast("int").as("a")),
                                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}")))
                .hasMessageContaining("a value is null where the schema has int alone");
        assertThat(session.range(1)
                        .select(to_avro(lit(null).cast("int")))
                        .first()
                        .isNullAt(0))
                .isTrue();
    }
}
