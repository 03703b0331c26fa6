package dev.sluice.benchmarks;

import static dev.sluice.functions.approx_count_distinct;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.max;
import static dev.sluice.functions.regexp_extract;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.trim;
import static dev.sluice.functions.upper;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.ThreadMXBean;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.connector.generate.RowGenerator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** The engine's side of the workloads that keep next to nothing: reading CSV, and functions of texts. */
final class ScanWorkload {
    /** Texts as {@code " item-0000123 "}. */
    private static final byte[] TEXT = " item-0000000 ".getBytes(US_ASCII);

    private static final int TEXT_DIGITS = 7;
    private static final int DIGITS_END = 13;
    private static final long DISTINCT_TEXTS = 1_000_000;

    private ScanWorkload() {}

    /** CSV: four columns of the events of W1, each of which is looked at. */
    static Measured csv(Path input) {
        DataFrame events = Workload.session()
                .read()
                .format("csv")
                .schema("device STRING, time TIMESTAMP, value DOUBLE, status STRING")
                .load(input.toString());
        long start = System.nanoTime();
        Row row = events.agg(
                        count(col("device")).as("devices"),
                        count(col("status")).as("statuses"),
                        max(col("time")).cast("double").as("last"),
                        sum(col("value")).as("sum"))
                .collectAsList()
                .getFirst();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(
                row.getLong(0), seconds, CsvLimit.check(row.getLong(1), (long) row.getDouble(2), row.getDouble(3)));
    }

    /** DISTINCT: how many texts there are, about. */
    static Measured distinct(Path checkpoint, long rows) {
        return run(texts(rows).agg(approx_count_distinct("text").as("texts")), "complete", checkpoint, rows);
    }

    /** TEXT: a cast, two functions of texts and a regular expression. */
    static Measured functions(Path checkpoint, long rows) {
        return run(
                texts(rows)
                        .select(
                                upper(trim(col("text"))).as("name"),
                                regexp_extract(col("text"), "-([0-9]+)", 1)
                                        .cast("bigint")
                                        .as("number")),
                "append",
                checkpoint,
                rows);
    }

    private static DataFrame texts(long rows) {
        return Workload.session()
                .readStream()
                .format("generate")
                .schema("text STRING")
                .attachment((RowGenerator) ScanWorkload::fill)
                .option("totalRows", rows)
                .option("rowsPerBatch", rows)
                .load();
    }

    private static void fill(long first, int count, BatchBuilder builder) {
        BytesBuilder texts = (BytesBuilder) builder.column(0);
        byte[] text = TEXT.clone();
        for (int row = 0; row < count; row++) {
            long number = (first + row) % DISTINCT_TEXTS;
            for (int digit = 0; digit < TEXT_DIGITS; digit++) {
                text[DIGITS_END - 1 - digit] = (byte) ('0' + number % 10);
                number /= 10;
            }
            texts.set(builder.rowCount() + row, text);
        }
        builder.rowCount(builder.rowCount() + count);
    }

    private static Measured run(DataFrame result, String mode, Path checkpoint, long rows) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedBefore = threads.getTotalThreadAllocatedBytes();
        Finished query = Finished.of(result, mode, checkpoint);
        double allocated = (double) (threads.getTotalThreadAllocatedBytes() - allocatedBefore) / rows;
        return new Measured(rows, query.seconds(), String.format(Locale.ROOT, "%.0f bytes allocated a row", allocated));
    }
}
