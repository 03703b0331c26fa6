import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.sum;
import static dev.sluice.functions.to_date;

import dev.sluice.DataFrame;
import dev.sluice.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same words without a stream: orders from CSV files, with the names of their customers from another, as JSON files of
 * the sales of each day and country. Run again it writes the same anew.
 *
 * <pre>
 * ./sluice run examples/OrdersToJson.java [folder of orders] [file of customers] [folder for the sales]
 * </pre>
 */
public class OrdersToJson {
    public static void main(String[] arguments) throws IOException {
        Path samples = Files.createTempDirectory("orders");
        Path orderFiles = arguments.length > 0 ? Path.of(arguments[0]) : sampleOrders(samples.resolve("orders"));
        Path customerFile = arguments.length > 1 ? Path.of(arguments[1]) : sampleCustomers(samples);
        Path sales = arguments.length > 2 ? Path.of(arguments[2]) : samples.resolve("sales");
        try (Session session = Session.builder()
                .appName("orders to JSON")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            DataFrame orders = session.read()
                    .option("header", true)
                    .schema("id BIGINT, customer INT, time TIMESTAMP, amount DECIMAL(10,2)")
                    .csv(orderFiles.toString());
            DataFrame customers = session.read()
                    .option("header", true)
                    .schema("customer INT, country STRING")
                    .csv(customerFile.toString());
            orders.dropDuplicates("id")
                    .join(customers, "customer")
                    .groupBy(to_date(col("time")).as("day"), col("country"))
                    .agg(count(lit(1)).as("orders"), sum("amount").as("amount"))
                    .orderBy("day", "country")
                    .write()
                    .mode("overwrite")
                    .partitionBy("country")
                    .json(sales.toString());
            session.read()
                    .schema("day DATE, orders BIGINT, amount DECIMAL(20,2), country STRING")
                    .json(sales.toString())
                    .orderBy("day", "country")
                    .show();
        }
    }

    private static Path sampleOrders(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("march.csv"),
                List.of(
                        "id,customer,time,amount",
                        "1,7,2026-03-01 08:00:00,19.90",
                        "2,8,2026-03-01 09:30:00,5.00",
                        "2,8,2026-03-01 09:30:00,5.00",
                        "3,7,2026-03-01 21:15:00,100.10",
                        "4,9,2026-03-02 00:05:00,42.00"));
        return folder;
    }

    private static Path sampleCustomers(Path folder) throws IOException {
        return Files.write(
                folder.resolve("customers.csv"), List.of("customer,country", "7,DE", "8,FR", "9,DE"));
    }
}
