import static dev.sluice.functions.col;
import static dev.sluice.functions.from_json;
import static dev.sluice.functions.regexp_replace;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.window;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import dev.sluice.Trigger;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Nothing is lost that is left out. Sales of each hour are final once the watermark has passed it; orders that come later
 * and lines that are no orders are kept beside the result. A second query reads those, repairs what it can, and gives
 * corrections. Run it as often as you like, and kill it when you like: every order counts once.
 *
 * <pre>
 * ./sluice run examples/LateOrders.java [folder]
 * </pre>
 */
public class LateOrders {
    private static final String ORDER = "time TIMESTAMP, amount DECIMAL(10,2)";
    private static final String SALES = "hour TIMESTAMP, sales DECIMAL(20,2)";

    public static void main(String[] arguments) throws IOException {
        Path folder =
                arguments.length > 0 ? Path.of(arguments[0]).toAbsolutePath() : Files.createTempDirectory("orders");
        writeOrders(Files.createDirectories(folder.resolve("orders")));
        Path late = Files.createDirectories(folder.resolve("late"));
        Path bad = Files.createDirectories(folder.resolve("bad"));
        try (Session session = Session.builder()
                .appName("late orders")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            DataFrame orders = session.readStream()
                    .format("json")
                    .schema(ORDER)
                    .option("maxFilesPerTrigger", 1)
                    .option("mode", "DROPMALFORMED")
                    .option("badRecords", bad.toString())
                    .load(folder.resolve("orders").toString());
            byHour(orders.withWatermark("time", "30 minutes"))
                    .writeStream()
                    .format("json")
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .option("lateRows", late.toString())
                    .trigger(Trigger.AvailableNow())
                    .start(folder.resolve("sales").toString())
                    .awaitTermination();

            DataFrame lateOrders = session.readStream()
                    .format("json")
                    .schema("row STRUCT<time: TIMESTAMP, amount: DECIMAL(10,2)>")
                    .load(late.toString())
                    .select("row.time", "row.amount");
            // Somebody wrote a comma for the point.
            DataFrame repaired = session.readStream()
                    .format("json")
                    .schema("record STRING")
                    .load(bad.toString())
                    .select(from_json(regexp_replace(col("record"), "(\\d+),(\\d+)", "$1.$2"), StructType.fromDDL(ORDER)).as("row"))
                    .select("row.time", "row.amount");
            lateOrders.union(repaired)
                    .writeStream()
                    .format("json")
                    .option("checkpointLocation", folder.resolve("checkpoint-late").toString())
                    .trigger(Trigger.AvailableNow())
                    .start(folder.resolve("corrections").toString())
                    .awaitTermination();

            DataFrame sales = session.read().schema(SALES).json(folder.resolve("sales").toString());
            DataFrame corrections =
                    byHour(session.read().schema(ORDER).json(folder.resolve("corrections").toString()));
            System.out.println("as the stream gave them");
            sales.orderBy("hour").show();
            System.out.println("with what came too late");
            sales.union(corrections).groupBy("hour").agg(sum("sales").as("sales")).orderBy("hour").show();
        }
    }

    private static DataFrame byHour(DataFrame orders) {
        return orders.groupBy(window(col("time"), "1 hour").as("hour"))
                .agg(sum("amount").as("sales"))
                .select(col("hour.start").as("hour"), col("sales"));
    }

    private static void writeOrders(Path folder) throws IOException {
        List<String> files = List.of(
                "{\"time\":\"2026-03-01T08:10:00Z\",\"amount\":20.00}\n{\"time\":\"2026-03-01T08:50:00Z\",\"amount\":7,50}\n",
                "{\"time\":\"2026-03-01T10:05:00Z\",\"amount\":9.99}\n",
                "{\"time\":\"2026-03-01T10:20:00Z\",\"amount\":2.01}\n",
                "{\"time\":\"2026-03-01T08:40:00Z\",\"amount\":5.00}\n{\"time\":\"2026-03-01T12:00:00Z\",\"amount\":1.00}\n");
        for (int file = 0; file < files.size(); file++) {
            Path whole = folder.resolve(file + ".json");
            if (!Files.exists(whole)) {
                Path part = Files.writeString(folder.resolve("." + file + ".part"), files.get(file));
                Files.move(part, whole);
            }
        }
    }
}
