import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;

import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import java.util.concurrent.TimeUnit;

/**
 * Numbers from the generator, printed as they come. Ends by itself after some seconds, or with Ctrl-C.
 *
 * <pre>
 * ./sluice run examples/RateConsole.java [seconds]
 * </pre>
 */
public class RateConsole {
    public static void main(String[] arguments) {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        Session session = Session.builder().appName("rate to console").getOrCreate();
        StreamingQuery query = session.readStream()
                .format("rate")
                .option("rowsPerSecond", 5)
                .load()
                .where(col("value").mod(lit(2)).equalTo(lit(0)))
                .withColumn("square", col("value").multiply(col("value")))
                .writeStream()
                .format("console")
                .option("truncate", false)
                .trigger(Trigger.ProcessingTime("1 second"))
                .start();
        query.awaitTermination(TimeUnit.SECONDS.toMillis(seconds));
        query.stop();
    }
}
