import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.paths.SparkPath$;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.execution.streaming.ProcessingTimeTrigger;
import org.apache.spark.sql.execution.streaming.runtime.CompactibleFileStreamLog$;
import org.apache.spark.sql.execution.streaming.runtime.FileStreamSource.SeenFilesMap;
import org.apache.spark.sql.execution.streaming.runtime.LongOffset;
import org.apache.spark.sql.execution.streaming.runtime.ProcessingTimeExecutor;
import org.apache.spark.sql.execution.streaming.sources.RateStreamMicroBatchStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SystemClock;

/**
 * Asks the classes of Spark for the worked examples that no query can show, since they depend on the moment or lie inside.
 * Started by hand, with Java 17:
 *
 * <pre>
 * java --add-exports java.base/sun.nio.ch=ALL-UNNAMED -cp "oracle/spark/target/jars/*" oracle/spark/WorkedExamples.java
 * </pre>
 *
 * Its answers are kept in {@code oracle/spark/worked-examples.txt}.
 */
public final class WorkedExamples {
    public static void main(String[] arguments) throws Exception {
        SparkSession session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        Path scratch = Files.createTempDirectory("worked-examples");
        System.out.println("spark " + session.version());
        System.out.println("97 rate, 10 rows a second, second 1: " + rate(scratch.resolve("97"), 10, 10));
        System.out.println("98 rate, 1500 rows a second, the first rows of second 1: " + rate(scratch.resolve("98"), 1_500, 8));
        seenFiles();
        logs();
        boundaries();
        session.stop();
    }

    /** Values and their times after the creation of the source. */
    private static String rate(Path checkpoint, long rowsPerSecond, int shown) throws Exception {
        RateStreamMicroBatchStream stream = new RateStreamMicroBatchStream(
                rowsPerSecond, 0, 1, new CaseInsensitiveStringMap(Map.of()), checkpoint.toString());
        List<String> rows = new ArrayList<>();
        for (InputPartition partition : stream.planInputPartitions(new LongOffset(0), new LongOffset(1))) {
            try (PartitionReader<?> reader = stream.createReaderFactory().createReader(partition)) {
                while (reader.next()) {
                    var row = (org.apache.spark.sql.catalyst.InternalRow) reader.get();
                    rows.add(row.getLong(1) + " at " + (row.getLong(0) / 1_000 - stream.creationTimeMs()) + " ms");
                }
            }
        }
        return rows.size() + " rows, " + rows.subList(0, shown);
    }

    private static void seenFiles() {
        SeenFilesMap first = new SeenFilesMap(10, false);
        add(first, "a", 5);
        add(first, "b", 15);
        first.purge();
        System.out.println("101 most age 10, a@5, b@15, purged: " + first.size() + " kept");
        add(first, "c", 16);
        System.out.println("101 then c@16: purged " + first.purge() + ", d@5 is new " + isNew(first, "d", 5) + ", e@20 is new "
                + isNew(first, "e", 20));
        SeenFilesMap second = new SeenFilesMap(10, false);
        add(second, "a", 20);
        System.out.println("102 most age 10, a@20, not purged: b@9 is new " + isNew(second, "b", 9));
    }

    private static void add(SeenFilesMap files, String name, long timestamp) {
        files.add(SparkPath$.MODULE$.fromUrlString(name), timestamp);
    }

    private static boolean isNew(SeenFilesMap files, String name, long timestamp) {
        return files.isNewFile(SparkPath$.MODULE$.fromUrlString(name), timestamp);
    }

    private static void logs() {
        var log = CompactibleFileStreamLog$.MODULE$;
        List<Integer> compact = new ArrayList<>();
        for (int id = 0; id < 9; id++) {
            if (log.isCompactionBatch(id, 3)) {
                compact.add(id);
            }
        }
        System.out.println("103 interval 3: compact are " + compact + ", compacting 5 reads "
                + log.getValidBatchesBeforeCompactionBatch(5, 3).mkString(", "));
        System.out.println("104 default interval 5, compact file 11: interval " + log.deriveCompactInterval(5, 11));
    }

    private static void boundaries() {
        ProcessingTimeExecutor trigger =
                new ProcessingTimeExecutor(new ProcessingTimeTrigger(100), new SystemClock());
        for (long now : new long[] {0, 100, 150}) {
            System.out.println("105 every 100 ms, at " + now + ": next at " + trigger.nextBatchTime(now));
        }
    }
}
