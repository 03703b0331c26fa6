import static dev.sluice.functions.col;
import static dev.sluice.functions.explode;
import static dev.sluice.functions.split;

import dev.sluice.Session;

/**
 * How often each word was said, over lines that come through a socket. Ends with Ctrl-C.
 *
 * <pre>
 * nc -lk 9999                                             # in another terminal, to type words into
 * ./sluice run examples/SocketWordCount.java [host] [port]
 * </pre>
 */
public class SocketWordCount {
    public static void main(String[] arguments) {
        String host = arguments.length > 0 ? arguments[0] : "localhost";
        String port = arguments.length > 1 ? arguments[1] : "9999";
        Session session = Session.builder().appName("socket word count").getOrCreate();
        session.readStream()
                .format("socket")
                .option("host", host)
                .option("port", port)
                .load()
                .select(explode(split(col("value"), "\\s+")).as("word"))
                .where(col("word").notEqual(""))
                .groupBy("word")
                .count()
                .writeStream()
                .outputMode("complete")
                .format("console")
                .start()
                .awaitTermination();
    }
}
