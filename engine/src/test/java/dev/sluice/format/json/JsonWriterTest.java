package dev.sluice.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class JsonWriterTest {
    private static final StructType EVERY_TYPE = StructType.fromDDL(
            "s STRING, t TIMESTAMP, d DOUBLE, l BIGINT, i INT, b BOOLEAN, day DATE, at STRUCT<x: DOUBLE, s: STRING>");

    @Test
    void writesTheFormOfSpark() {
        BatchBuilder builder = new BatchBuilder(EVERY_TYPE);
        fill(builder, 0, "x", 1_704_103_200_120_999L, 17.25, Long.MIN_VALUE, -7, true, 19_723);
        StructBuilder at = (StructBuilder) builder.column(7);
        at.setPresent(0);
        ((DoubleBuilder) at.field(0)).set(0, 1e7);
        builder.endRow();
        builder.endRow();
        ((StructBuilder) builder.column(7)).setPresent(2);
        builder.endRow();

        assertThat(JsonRows.write(builder.build(), Map.of(), ZoneOffset.UTC)).isEqualTo("""
                        {"s":"x","t":"2024-01-01T10:00:00.120Z","d":17.25,"l":-9223372036854775808,"i":-7,"b":true,"day":"2024-01-01","at":{"x":1.0E7}}
                        {}
                        {"at":{}}
                        """);
    }

    @Test
    void nullsAreWrittenWhereAskedFor() {
        StructType schema = StructType.fromDDL("a INT, at STRUCT<x: INT>, b STRING");
        BatchBuilder builder = new BatchBuilder(schema);
        ((StructBuilder) builder.column(1)).setPresent(0);
        builder.endRow();
        builder.endRow();

        assertThat(JsonRows.write(builder.build(), Map.of("ignoreNullFields", "false"), ZoneOffset.UTC))
                .isEqualTo("""
                        {"a":null,"at":{"x":null},"b":null}
                        {"a":null,"at":null,"b":null}
                        """);
    }

    @Test
    void timesAreWrittenInAZoneAndByPatterns() {
        StructType schema = StructType.fromDDL("t TIMESTAMP, day DATE");
        BatchBuilder builder = new BatchBuilder(schema);
        ((LongBuilder) builder.column(0)).set(0, 1_783_247_400_000_000L);
        ((IntBuilder) builder.column(1)).set(0, 20_811);
        builder.endRow();
        Batch batch = builder.build();

        assertThat(JsonRows.write(batch, Map.of(), ZoneId.of("Europe/Berlin")))
                .isEqualTo("{\"t\":\"2026-07-05T12:30:00.000+02:00\",\"day\":\"2026-12-24\"}\n");
        assertThat(JsonRows.write(
                        batch,
                        Map.of(
                                "timestampFormat",
                                "dd.MM.yyyy HH:mm '\"'VV'\"'",
                                "dateFormat",
                                "EEEE d MMMM yyyy",
                                "lineSep",
                                "\r\n"),
                        ZoneId.of("Europe/Berlin")))
                .isEqualTo(
                        "{\"t\":\"05.07.2026 12:30 \\\"Europe/Berlin\\\"\",\"day\":\"Thursday 24 December 2026\"}\r\n");
    }

    @Test
    void textsAndNamesAreEscapedAsJacksonEscapesThem() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int index = 0; index < length; index++) {
                text.appendCodePoint(
                        switch (random.nextInt(6)) {
                            case 0 -> random.nextInt(0x20);
                            case 1 -> "\"\\/\u007f".charAt(random.nextInt(4));
                            case 2 -> 0x80 + random.nextInt(0x700);
                            case 3 -> 0x1F600 + random.nextInt(50);
                            default -> 'a' + random.nextInt(26);
                        });
            }
            StructType schema = new StructType().add(text.toString(), AtomicType.STRING);
            BatchBuilder builder = new BatchBuilder(schema);
            ((BytesBuilder) builder.column(0)).set(0, text.toString());
            builder.endRow();

            assertThat(JsonRows.write(builder.build(), Map.of(), ZoneOffset.UTC))
                    .isEqualTo(byJackson(text.toString()) + "\n");
        }
    }

    private static String byJackson(String text) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartObject();
            generator.writeName(text);
            generator.writeString(text);
            generator.writeEndObject();
        }
        return out.toString();
    }

    @Test
    void doublesAreThoseOfJava() {
        List<Double> doubles = new ArrayList<>(List.of(
                0.0,
                -0.0,
                1.0,
                0.001,
                0.0009999999,
                9_999_999.0,
                9_999_999.999,
                9_999_999.9999999,
                1e7,
                1e-3,
                0.1 + 0.2,
                2.0 / 3,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL),
                Double.MAX_VALUE,
                4_503_599_627_370_497.0,
                1.0000005,
                0.0010000005));
        Random random = new Random(3);
        for (int round = 0; round < 200_000; round++) {
            doubles.add(
                    switch (round % 6) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextInt(1_000_000) / 100.0;
                        case 2 -> random.nextLong(10_000_000_000L) / 1e3;
                        case 3 -> -random.nextLong(10_000_000_000_000L) / 1e6;
                        case 4 -> -random.nextDouble() * 1e7;
                        default -> Math.nextUp(random.nextLong(10_000_000_000L) / 1e3);
                    });
        }
        byte[] target = new byte[64];
        for (double value : doubles) {
            int end = NumberText.writeShort(value, target, 0);
            if (end != NumberText.NOT_SHORT) {
                assertThat(new String(target, 0, end, UTF_8)).isEqualTo(Double.toString(value));
            }
        }
    }

    @Test
    void doublesOfFewDecimalsAreWrittenWithoutJava() {
        byte[] target = new byte[64];
        for (int thousandths = 1; thousandths < 2_000_000; thousandths += 7) {
            double value = thousandths % 2 == 0 ? thousandths / 1e3 : -thousandths / 1e3;
            int end = NumberText.writeShort(value, target, 0);
            assertThat(end).as("%s", value).isNotEqualTo(NumberText.NOT_SHORT);
            assertThat(new String(target, 0, end, UTF_8)).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void numbersThatAreNoneAreTexts() {
        StructType schema = StructType.fromDDL("d DOUBLE");
        BatchBuilder builder = new BatchBuilder(schema);
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            ((DoubleBuilder) builder.column(0)).set(builder.rowCount(), value);
            builder.endRow();
        }
        String text = JsonRows.write(builder.build(), Map.of(), ZoneOffset.UTC);

        assertThat(text).isEqualTo("{\"d\":\"NaN\"}\n{\"d\":\"Infinity\"}\n{\"d\":\"-Infinity\"}\n");
        assertThat(JsonRows.read(schema, Map.of(), text))
                .containsExactly(
                        List.of(Double.NaN), List.of(Double.POSITIVE_INFINITY), List.of(Double.NEGATIVE_INFINITY));
    }

    @Test
    void longsAreThoseOfJava() {
        byte[] target = new byte[32];
        Random random = new Random(9);
        for (int round = 0; round < 100_000; round++) {
            long value = round < 3 ? Long.MIN_VALUE + round : random.nextLong() >> random.nextInt(64);
            int end = NumberText.write(value, target, 0);
            assertThat(new String(target, 0, end, UTF_8)).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void whatIsWrittenReadsBack() {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            BatchBuilder builder = new BatchBuilder(EVERY_TYPE);
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int row = 0; row < 100; row++) {
                String text = "t\u20ac\n\"".repeat(random.nextInt(5)) + random.nextInt();
                long millis = random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L);
                double number = row % 2 == 0 ? random.nextInt(10_000) / 8.0 : random.nextGaussian() * 1e9;
                long whole = random.nextLong() >> random.nextInt(64);
                fill(builder, row, text, millis * 1_000, number, whole, (int) whole, row % 3 == 0, random.nextInt());
                IntBuilder day = (IntBuilder) builder.column(6);
                day.set(row, (int) (millis / 86_400_000));
                List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                        text,
                        millis * 1_000,
                        number,
                        whole,
                        (int) whole,
                        row % 3 == 0,
                        (int) (millis / 86_400_000),
                        null));
                if (random.nextInt(3) == 0) {
                    StructBuilder at = (StructBuilder) builder.column(7);
                    at.setPresent(row);
                    ((BytesBuilder) at.field(1)).set(row, text);
                    values.set(7, Arrays.asList(null, text));
                }
                int missing = random.nextInt(10);
                if (missing < 7) {
                    builder.column(missing).setNull(row);
                    values.set(missing, null);
                }
                expected.add(values);
                builder.endRow();
            }
            String written = JsonRows.write(builder.build(), Map.of(), ZoneOffset.UTC);
            assertThat(JsonRows.read(EVERY_TYPE, Map.of(), written)).isEqualTo(expected);
        }
    }

    @Test
    void constantColumnsAreWrittenToo() {
        StructType schema = StructType.fromDDL("a INT, b STRING");
        Batch batch = new Batch(
                schema,
                new dev.sluice.columnar.Vector[] {Vectors.nulls(AtomicType.INT), Vectors.nulls(AtomicType.STRING)},
                2);

        assertThat(JsonRows.write(batch, Map.of(), ZoneOffset.UTC)).isEqualTo("{}\n{}\n");
    }

    private static void fill(
            BatchBuilder builder, int row, String s, long t, double d, long l, int i, boolean b, int day) {
        ((BytesBuilder) builder.column(0)).set(row, s);
        ((LongBuilder) builder.column(1)).set(row, t);
        ((DoubleBuilder) builder.column(2)).set(row, d);
        ((LongBuilder) builder.column(3)).set(row, l);
        ((IntBuilder) builder.column(4)).set(row, i);
        ((BooleanBuilder) builder.column(5)).set(row, b);
        ((IntBuilder) builder.column(6)).set(row, day);
    }
}
