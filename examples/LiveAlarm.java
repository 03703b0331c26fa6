import static dev.sluice.functions.col;

import dev.sluice.ForeachWriter;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.types.StructType;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Raises an alarm within milliseconds of the reading that calls for it: under the continuous trigger each reading is handed
 * to {@code foreach} as it comes, and once in a second it is recorded how far that has come. After a failure the readings
 * of the last second come again, so an alarm may be raised twice, and none is missed.
 *
 * <pre>
 * ./sluice run examples/LiveAlarm.java [how many alarms until it ends]
 * </pre>
 */
public class LiveAlarm {
    private static final long READINGS_PER_SECOND = 500;
    private static final StructType READING = StructType.fromDDL("sensor STRING, temperature DOUBLE");

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch alarms = new CountDownLatch(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5);
        Session session = Session.builder().appName("live alarm").getOrCreate();
        StreamingQuery query = session.readStream()
                .generate(READING, READINGS_PER_SECOND, LiveAlarm::reading)
                .where(col("temperature").gt(95))
                .writeStream()
                .trigger(Trigger.Continuous("1 second"))
                .foreach(new Alarms(alarms))
                .start();
        alarms.await();
        // What has come is recorded, and with it how long it took.
        query.processAllAvailable();
        query.stop();
        System.out.println("Milliseconds from a reading to its alarm: " + query.lastProgress().latencyMs());
    }

    /** What the sensors say, the same whenever it is asked. */
    private static Row reading(long number) {
        Random random = new Random(number);
        String sensor = number % 3 == 0 ? "boiler" : "pump";
        return Row.of(sensor, (number % 3 == 0 ? 80 : 40) + 7 * random.nextGaussian());
    }

    /** Raises an alarm for each row. */
    static final class Alarms extends ForeachWriter<Row> {
        private final CountDownLatch alarms;

        Alarms(CountDownLatch alarms) {
            this.alarms = alarms;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row reading) {
            System.out.printf("ALARM %s: %.1f%n", reading.getString(0), reading.getDouble(1));
            alarms.countDown();
        }

        @Override
        public void close(Throwable errorOrNull) {}
    }
}
