package dev.sluice;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.grouping;
import static dev.sluice.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private final Session session = Session.builder().create();
    private final DataFrame readings = session.createDataFrame(
            List.of(Row.of("a", 1, 2.5), Row.of("b", 2, null), Row.of(null, 3, 4.0)),
            "station STRING, n INT, t DOUBLE");

    record Reading(
            @Nullable String station, int n, @Nullable Double t) {}

    record Place(String name, long number) {}

    record Visit(Place place, LocalDate day, Instant at, boolean isFirst) {}

    record Strict(double t) {}

    record Small(byte b, @Nullable Short s, float f, byte[] bytes) {}

    record Unknown(List<String> texts) {}

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void rowsAreRecordsByTheNamesOfTheirColumns() {
        Dataset<Reading> all = readings.select("t", "n", "station").as(Encoders.record(Reading.class));
        assertThat(all.collectAsList())
                .containsExactly(new Reading("a", 1, 2.5), new Reading("b", 2, null), new Reading(null, 3, 4.0));
        assertThat(all.first()).isEqualTo(new Reading("a", 1, 2.5));
        assertThat(all.takeAsList(2)).hasSize(2);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.schema().toDDL()).isEqualTo("t DOUBLE, n INT, station STRING");
        assertThat(readings.withColumn("more", col("n").plus(1))
                        .as(Encoders.record(Reading.class))
                        .filter((FilterFunction<Reading>) reading -> reading.n() == 2)
                        .toDF()
                        .collectAsList())
                .containsExactly(Row.of("b", 2, null, 3));
    }

    @Test
    void recordsInRecordsAreStructs() {
        Visit visit = new Visit(new Place("x", 7), LocalDate.of(2026, 1, 2), Instant.EPOCH, true);
        Dataset<Visit> visits = session.range(2).map(row -> visit, Encoders.record(Visit.class));
        assertThat(visits.collectAsList()).containsExactly(visit, visit);
        assertThat(visits.toDF().select("place.number", "day").first()).isEqualTo(Row.of(7L, LocalDate.of(2026, 1, 2)));
        DataFrame built = readings.select(
                struct(col("station").as("name"), col("n").as("number")).as("place"));
        assertThat(built.select("place.*")
                        .na()
                        .drop()
                        .as(Encoders.record(Place.class))
                        .collectAsList())
                .containsExactly(new Place("a", 1), new Place("b", 2));
    }

    @Test
    void smallNumbersAndBytesAreComponents() {
        Dataset<Small> all = session.range(1)
                .map(row -> new Small((byte) 1, (short) 2, 1.5f, new byte[] {3}), Encoders.record(Small.class));
        assertThat(all.schema().toDDL()).isEqualTo("b TINYINT NOT NULL, s SMALLINT, f FLOAT NOT NULL, bytes BINARY");
        assertThat(all.first().f()).isEqualTo(1.5f);
        assertThat(all.first().bytes()).containsExactly(3);
        assertThat(all.toDF().select("b").as(Encoders.SHORT()).first()).isEqualTo((short) 1);
        assertThat(all.toDF().select("f").as(Encoders.FLOAT()).first()).isEqualTo(1.5f);
        assertThat(all.toDF().select("b").as(Encoders.BYTE()).first()).isEqualTo((byte) 1);
        assertThat(all.toDF().select("bytes").as(Encoders.BINARY()).first()).containsExactly(3);
    }

    @Test
    void aFunctionThatGivesNullForARecordIsNamed() {
        Dataset<Place> none = readings.map(DatasetTest::noPlace, Encoders.record(Place.class));
        assertThatThrownBy(none::collectAsList)
                .hasMessageContaining("[NOT_NULL_ASSERT_VIOLATION]")
                .hasMessageContaining("Place");
    }

    @SuppressWarnings("NullAway") // What a program may do.
    private static Place noPlace(Row row) {
        return null;
    }

    @Test
    void stepsOverValues() {
        Dataset<Reading> all = readings.as(Encoders.record(Reading.class));
        assertThat(all.filter((FilterFunction<Reading>) reading -> reading.n() > 1)
                        .map(Reading::n, Encoders.INT())
                        .collectAsList())
                .containsExactly(2, 3);
        assertThat(all.filter(col("n").lt(2)).collectAsList()).hasSize(1);
        assertThat(all.flatMap(
                                reading ->
                                        IntStream.range(0, reading.n()).boxed().iterator(),
                                Encoders.INT())
                        .collectAsList())
                .containsExactly(0, 0, 1, 0, 1, 2);
        assertThat(all.mapPartitions(DatasetTest::sums, Encoders.LONG()).collectAsList())
                .containsExactly(6L);
        assertThat(all.map(Reading::n, Encoders.INT()).reduce(Integer::sum)).isEqualTo(6);
        assertThat(readings.reduce((left, right) -> left.getInt(1) > right.getInt(1) ? left : right))
                .isEqualTo(Row.of(null, 3, 4.0));
        assertThat(all.toDF().agg(avg("n")).first()).isEqualTo(Row.of(2.0));
    }

    private static Iterator<Long> sums(Iterator<Reading> readings) {
        long sum = 0;
        while (readings.hasNext()) {
            sum += readings.next().n();
        }
        return List.of(sum).iterator();
    }

    @Test
    void manyRowsGoThroughFunctions() {
        Dataset<Long> doubled = session.range(100_000).map(row -> row.getLong(0) * 2, Encoders.LONG());
        assertThat(doubled.count()).isEqualTo(100_000);
        assertThat(doubled.reduce(Long::sum)).isEqualTo(99_999L * 100_000);
        assertThat(doubled.flatMap(n -> List.of(n, n).iterator(), Encoders.LONG())
                        .count())
                .isEqualTo(200_000);
        List<Long> seen = new ArrayList<>();
        doubled.foreach(seen::add);
        assertThat(seen).hasSize(100_000).startsWith(0L, 2L).endsWith(199_998L);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> readings.as(Encoders.record(Visit.class))).hasMessageContaining("[UNRESOLVED_COLUMN");
        assertThatThrownBy(() -> readings.select("t").as(Encoders.INT()))
                .hasMessageContaining("[CANNOT_UP_CAST_DATATYPE]");
        assertThatThrownBy(() -> readings.as(Encoders.INT())).hasMessageContaining("expected: one column");
        assertThatThrownBy(() -> readings.as(Encoders.record(Strict.class)).collectAsList())
                .hasMessageContaining("[NOT_NULL_ASSERT_VIOLATION]")
                .hasMessageContaining("Strict.t");
        assertThatThrownBy(() -> Encoders.record(Unknown.class)).hasMessageContaining("[ENCODER_NOT_FOUND]");
        assertThatThrownBy(() -> readings.limit(0).reduce((left, right) -> left))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aFunctionThatThrowsIsNamed() {
        Dataset<Integer> failing = readings.map(row -> 1 / (row.getInt(1) - 1), Encoders.INT());
        assertThatThrownBy(failing::collectAsList)
                .hasMessageContaining("[FAILED_EXECUTE_UDF]")
                .hasMessageContaining("map(...)")
                .hasRootCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> readings.foreach(row -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessageContaining("enough");
        assertThatThrownBy(() -> readings.map(row -> "text", Encoders.STRING())
                        .filter((FilterFunction<String>) text -> text.charAt(9) == 'x')
                        .count())
                .hasMessageContaining("filter(...)");
    }

    @Test
    void groupingSaysWhichKeysAreLeftOut() {
        DataFrame rolled =
                readings.rollup("station").agg(grouping(col("station")).as("all"));
        assertThat(rolled.orderBy("all", "station").collectAsList())
                .containsExactly(Row.of(null, 0), Row.of("a", 0), Row.of("b", 0), Row.of(null, 1));
        assertThat(readings.groupingSets(List.of(List.of(col("n")), List.of(), List.of()), col("station"), col("n"))
                        .count()
                        .count())
                .isEqualTo(5);
        assertThatThrownBy(() -> readings.groupBy("station").agg(grouping("station")))
                .hasMessageContaining("[UNSUPPORTED_GROUPING_EXPRESSION]");
        assertThatThrownBy(() -> readings.rollup("station").agg(grouping("n")))
                .hasMessageContaining("[MISSING_AGGREGATION]");
        assertThatThrownBy(() -> readings.groupingSets(List.of(List.of(col("t"))), col("n")))
                .hasMessageContaining("[GROUPING_COLUMN_MISMATCH]");
    }

    @Test
    void viewsHaveNames() {
        readings.createOrReplaceTempView("readings");
        assertThat(session.table("READINGS").select("readings.n").count()).isEqualTo(3);
        assertThat(session.catalog().tableExists("readings")).isTrue();
        assertThatThrownBy(() -> readings.createTempView("Readings"))
                .hasMessageContaining("[TEMP_TABLE_OR_VIEW_ALREADY_EXISTS]");
        assertThat(session.catalog().dropTempView("readings")).isTrue();
        assertThat(session.catalog().dropTempView("readings")).isFalse();
        assertThat(session.catalog().tableExists("readings")).isFalse();
        readings.createGlobalTempView("g");
        assertThat(session.table("global_temp.g").count()).isEqualTo(3);
        assertThat(session.catalog().dropGlobalTempView("g")).isTrue();
        assertThatThrownBy(() -> readings.createTempView("a.b"))
                .hasMessageContaining("[TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS]");
    }
}
