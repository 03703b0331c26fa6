import dev.sluice.Session;
import dev.sluice.Trigger;

/** The shortest way from a start to a row on standard output: generated rows through a stream to the console. */
public class FirstRow {
    public static void main(String[] arguments) {
        Session session = Session.builder().appName("first row").getOrCreate();
        session.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 10)
                .load()
                .writeStream()
                .format("console")
                .trigger(Trigger.Once())
                .start()
                .awaitTermination();
    }
}
