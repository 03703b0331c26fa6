package dev.sluice.cases;

import static dev.sluice.cases.Cases.row;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Encoders;
import dev.sluice.FilterFunction;
import dev.sluice.FlatMapFunction;
import dev.sluice.ForeachFunction;
import dev.sluice.MapFunction;
import dev.sluice.MapPartitionsFunction;
import dev.sluice.ReduceFunction;
import dev.sluice.Row;
import dev.sluice.RowFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions of the program over rows and values, and tables by name. */
public final class RowFunctionCases implements CaseGroup {
    private static final Row[] ROWS = {row("a b", 1L), row("c", 2L), row(null, null), row("", 4L)};

    private interface Step {
        DataFrame on(DataFrame table);
    }

    @Override
    public void define(Cases cases) {
        functions(cases);
        values(cases);
        views(cases);
        streams(cases);
    }

    private static void query(Cases cases, String name, Step step) {
        cases.query(name).table("input", "s STRING, n BIGINT", ROWS).of(inputs -> step.on(inputs.table()));
    }

    private static String text(Row row) {
        return row.isNullAt(0) ? "none" : String.valueOf(row.getString(0));
    }

    @SuppressWarnings("NullAway") // A function may give null, which is a row without a value.
    private static Long doubled(Row row) {
        return row.isNullAt(1) ? null : row.getLong(1) * 2;
    }

    private static void functions(Cases cases) {
        query(
                cases,
                "map-to-texts",
                table -> table.map((MapFunction<Row, String>) row -> text(row) + "!", Encoders.STRING())
                        .toDF());
        query(
                cases,
                "map-to-numbers",
                table -> table.map((MapFunction<Row, Long>) RowFunctionCases::doubled, Encoders.LONG())
                        .toDF());
        query(
                cases,
                "map-to-rows",
                table -> table.map(
                                (MapFunction<Row, Row>) row -> RowFactory.create(row.get(1), text(row)),
                                Encoders.row(table.select("n", "s").schema()))
                        .toDF());
        query(
                cases,
                "flat-map",
                table -> table.flatMap(
                                (FlatMapFunction<Row, String>) row ->
                                        Arrays.asList(text(row).split(" ")).iterator(),
                                Encoders.STRING())
                        .toDF());
        query(
                cases,
                "flat-map-to-nothing",
                table -> table.flatMap(
                                (FlatMapFunction<Row, Integer>) row -> new ArrayList<Integer>().iterator(),
                                Encoders.INT())
                        .toDF());
        query(
                cases,
                "map-partitions",
                table -> table.mapPartitions(
                                (MapPartitionsFunction<Row, String>) rows -> {
                                    List<String> texts = new ArrayList<>();
                                    rows.forEachRemaining(row -> texts.add(text(row)));
                                    return texts.iterator();
                                },
                                Encoders.STRING())
                        .toDF());
        query(cases, "filter", table -> table.filter((FilterFunction<Row>) row -> !row.isNullAt(0)));
        query(
                cases,
                "filter-and-column",
                table -> table.filter((FilterFunction<Row>) row -> !row.isNullAt(0))
                        .filter(col("n").gt(1))
                        .select("n"));
        query(
                cases,
                "mapped-and-grouped",
                table -> table.map((MapFunction<Row, Integer>) row -> text(row).length(), Encoders.INT())
                        .toDF()
                        .groupBy("value")
                        .agg(count(lit(1))));
        query(cases, "reduce", table -> {
            Row sum = table.na().drop().reduce((ReduceFunction<Row>)
                    (one, other) -> RowFactory.create("sum", one.getLong(1) + other.getLong(1)));
            return table.sparkSession().createDataFrame(List.of(sum), table.schema());
        });
        query(cases, "foreach-fails", table -> {
            table.foreach((ForeachFunction<Row>) row -> text(row));
            return table.limit(0);
        });
    }

    private static void values(Cases cases) {
        query(
                cases,
                "as-numbers",
                table -> table.select("n").as(Encoders.LONG()).toDF());
        query(
                cases,
                "as-numbers-and-mapped",
                table -> table.select("n")
                        .na()
                        .drop()
                        .as(Encoders.LONG())
                        .map((MapFunction<Long, Long>) n -> n + 1, Encoders.LONG())
                        .toDF());
        query(
                cases,
                "as-texts-filtered",
                table -> table.select("s")
                        .na()
                        .drop()
                        .as(Encoders.STRING())
                        .filter((FilterFunction<String>) s -> s.length() > 1)
                        .toDF());
        query(cases, "as-texts-reduced", table -> {
            String all = table.select("s").na().drop().as(Encoders.STRING()).reduce((ReduceFunction<String>)
                    (one, other) -> one.length() > other.length() ? one : other);
            return table.sparkSession().range(1).select(lit(all).as("longest"));
        });
        query(cases, "as-one-of-two", table -> table.as(Encoders.LONG()).toDF());
        query(
                cases,
                "as-rows-filtered",
                table -> table.withColumn("more", col("n").plus(1))
                        .as(Encoders.row(table.schema()))
                        .filter((FilterFunction<Row>) row -> !row.isNullAt(1) && row.getLong(1) > 1)
                        .toDF());
        query(
                cases,
                "as-narrower",
                table -> table.select("n")
                        .as(Encoders.INT())
                        .map((MapFunction<Integer, Integer>) n -> n, Encoders.INT())
                        .toDF());
    }

    private static void views(Cases cases) {
        query(cases, "view", table -> {
            table.createOrReplaceTempView("numbers_of_case");
            return table.sparkSession().table("numbers_of_case").select("numbers_of_case.n", "s");
        });
        query(cases, "view-replaced", table -> {
            table.createOrReplaceTempView("replaced");
            table.select("n").createOrReplaceTempView("Replaced");
            return table.sparkSession().table("REPLACED");
        });
        query(cases, "view-twice", table -> {
            table.createOrReplaceTempView("twice");
            try {
                table.createTempView("twice");
            } catch (Exception taken) {
                throw new IllegalStateException(taken);
            }
            return table;
        });
        query(cases, "view-dropped", table -> {
            table.createOrReplaceTempView("dropped");
            table.sparkSession().catalog().dropTempView("dropped");
            return table.sparkSession().table("dropped");
        });
        query(cases, "view-global", table -> {
            table.createOrReplaceGlobalTempView("for_all");
            return table.sparkSession().table("global_temp.for_all").limit(1).select("n");
        });
        query(cases, "view-with-dots", table -> {
            table.createOrReplaceTempView("a.b");
            return table;
        });
        query(cases, "view-joined-with-itself", table -> {
            table.createOrReplaceTempView("joined_view");
            DataFrame one = table.sparkSession().table("joined_view").as("x");
            DataFrame other = table.sparkSession().table("joined_view").as("y");
            return one.join(other, col("x.n").equalTo(col("y.n"))).select("x.s", "y.n");
        });
        query(cases, "view-unknown", table -> table.sparkSession().table("no_such_view"));
    }

    private static void streams(Cases cases) {
        cases.stream("stream-map")
                .input("v INT")
                .append(inputs -> inputs.table()
                        .map((MapFunction<Row, String>) row -> "v" + row.get(0), Encoders.STRING())
                        .toDF())
                .add(1, 2)
                .add(3);
        cases.stream("stream-filter-below-a-watermark")
                .input("v INT")
                .append(inputs -> inputs.table()
                        .withColumn("ts", col("v").cast("timestamp"))
                        .withWatermark("ts", "5 seconds")
                        .filter((FilterFunction<Row>) row -> row.getInt(0) != 12)
                        .groupBy(window(col("ts"), "10 seconds"))
                        .count())
                .add(1, 12)
                .add(2, 30)
                .add(31);
        cases.stream("stream-view")
                .conf("spark.sql.json.filterPushdown.enabled", "false")
                .input("v INT")
                .append(inputs -> {
                    inputs.table().createOrReplaceTempView("stream_view");
                    return inputs.session().table("stream_view").filter(col("v").gt(1));
                })
                .add(1, 2)
                .add(3);
    }
}
