package dev.sluice.testkit;

import static dev.sluice.functions.array_distinct;
import static dev.sluice.functions.col;
import static dev.sluice.functions.collect_set;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * {@code Set.of} and {@code Map.of} have another order in each process, and objects another hash. The same query over the
 * same input in several processes leaves the same bytes under the same names in each of them.
 */
class SaltedOrderProcessTest {
    private static final int PROCESSES = 4;

    @Test
    void J7_processesWhoseSetsHaveAnotherOrderLeaveTheSameFiles() throws IOException, InterruptedException {
        List<String> orders = new ArrayList<>();
        List<String> first = List.of();
        for (int process = 0; process < PROCESSES; process++) {
            List<String> printed = inAProcess();
            orders.add(printed.getFirst());
            List<String> files = printed.subList(1, printed.size());
            if (process == 0) {
                first = files;
                assertThat(first).hasSizeGreaterThan(20);
            }
            assertThat(files).isEqualTo(first);
        }
        assertThat(new HashSet<>(orders)).as("orders of a set").hasSizeGreaterThan(1);
    }

    private static List<String> inAProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ChildJvm.command(SaltedOrderProcessTest.class))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }

    /** Prints the order of a set, then each file that a query leaves on a disk in memory, with a checksum of its bytes. */
    public static void main(String[] arguments) throws IOException {
        // A set of a few letters has its letters side by side, and so too few orders to tell processes apart.
        Set<String> salted = Set.copyOf(IntStream.range(0, 500)
                .mapToObj(i -> Integer.toHexString(i * 0x9E37_79B9))
                .toList());
        System.out.println(String.join(",", salted));
        FaultyDisk disk = new FaultyDisk(1);
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < 200; row++) {
            lines.append(row % 7).append(",2026-01-01T01:").append(String.format("%02d", row % 60));
            lines.append(":00Z,").append(row % 11).append('\n');
        }
        for (int file = 0; file < 3; file++) {
            disk.put(Path.of("/data/input/" + file + ".csv"), lines.toString().getBytes(UTF_8));
        }
        try (Session session = Session.builder()
                .seams(new ManualClock(1_767_225_600_000L), disk.mount(), new InlineExec(), new SeededIds(1))
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 3)
                .create()) {
            DataFrame events = session.readStream()
                    .format("csv")
                    .schema("k INT, t TIMESTAMP, v INT")
                    .option("maxFilesPerTrigger", 1)
                    .load("/data/input")
                    .withWatermark("t", "5 minutes");
            events.groupBy(window(col("t"), "10 minutes", "5 minutes"), col("k"))
                    .agg(count(lit(1)).as("n"), collect_set("v").as("set"))
                    .withColumn("again", array_distinct(col("set")))
                    .writeStream()
                    .format("json")
                    .partitionBy("k")
                    .option("checkpointLocation", "/data/checkpoint")
                    .trigger(Trigger.AvailableNow())
                    .start("/data/output")
                    .awaitTermination();
        }
        print(disk.mount(), Path.of("/data"));
    }

    private static void print(CheckpointFs files, Path folder) throws IOException {
        for (String name : files.list(folder)) {
            Path path = folder.resolve(name);
            CheckpointFs.Stat stat = files.stat(path);
            if (stat != null && stat.isDirectory()) {
                print(files, path);
            } else {
                CRC32C checksum = new CRC32C();
                checksum.update(files.read(path));
                System.out.println(path + " " + HexFormat.of().toHexDigits(checksum.getValue()));
            }
        }
    }
}
