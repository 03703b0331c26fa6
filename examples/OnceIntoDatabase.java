import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Exactly once into a database. A query may hand its last batch to {@code foreachBatch} again after a crash. So the
 * function writes which batch of which query it was into the same database, in the same transaction as the rows: a batch
 * that is already there is left out. Kill it at any moment and run it again.
 *
 * <pre>
 * SLUICE_CLASS_PATH=h2.jar ./sluice run examples/OnceIntoDatabase.java [folder] [JDBC URL]
 * </pre>
 */
public class OnceIntoDatabase {
    private static final String QUERY = "orders";

    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "out/orders").toAbsolutePath();
        // A commit has to be on the disk when it returns: H2 writes half a second later unless it is told not to wait.
        String url = arguments.length > 1 ? arguments[1] : "jdbc:h2:" + folder.resolve("database") + ";WRITE_DELAY=0";
        Path orders = Files.createDirectories(folder.resolve("orders"));
        writeOrders(orders);

        try (Connection database = DriverManager.getConnection(url);
                Session session = Session.builder().appName("orders").getOrCreate()) {
            createTables(database);
            database.setAutoCommit(false);
            DataFrame stream = session.readStream()
                    .format("csv")
                    .schema("id BIGINT, amount DOUBLE")
                    .option("maxFilesPerTrigger", 1)
                    .load(orders.toString());
            StreamingQuery query = stream.writeStream()
                    .queryName(QUERY)
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch((rows, batch) -> write(database, rows, batch))
                    .start();
            query.awaitTermination();
            try (Statement statement = database.createStatement();
                    var total = statement.executeQuery("SELECT COUNT(*), SUM(amount) FROM orders")) {
                total.next();
                System.out.println(total.getLong(1) + " orders, " + total.getDouble(2) + " in all");
            }
        }
    }

    /** Rows and the number of their batch become visible together, or neither does. */
    private static void write(Connection database, DataFrame rows, long batch) throws SQLException {
        try (PreparedStatement note = database.prepareStatement(
                        "INSERT INTO batches SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM batches WHERE query = ? AND batch = ?)");
                PreparedStatement order = database.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            note.setString(1, QUERY);
            note.setLong(2, batch);
            note.setString(3, QUERY);
            note.setLong(4, batch);
            if (note.executeUpdate() == 1) {
                for (Row row : rows.collectAsList()) {
                    order.setLong(1, row.getLong(0));
                    order.setDouble(2, row.getDouble(1));
                    order.addBatch();
                }
                order.executeBatch();
            }
            database.commit();
        } catch (SQLException failed) {
            database.rollback();
            throw failed;
        }
    }

    private static void createTables(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            // No key: an order that were written twice would show.
            statement.execute("CREATE TABLE IF NOT EXISTS orders (id BIGINT, amount DOUBLE PRECISION)");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS batches (query VARCHAR(100), batch BIGINT, PRIMARY KEY (query, batch))");
        }
    }

    private static void writeOrders(Path folder) throws IOException {
        for (int file = 0; file < 20; file++) {
            Path whole = folder.resolve(file + ".csv");
            if (!Files.exists(whole)) {
                StringBuilder lines = new StringBuilder();
                for (int row = 0; row < 50; row++) {
                    lines.append(file * 50 + row).append(",0.25\n");
                }
                Path part = Files.writeString(folder.resolve("." + file + ".part"), lines);
                Files.move(part, whole);
            }
        }
    }
}
