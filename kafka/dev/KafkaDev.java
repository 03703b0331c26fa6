import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A broker of Apache Kafka on this machine, to try things out with: one process that is its own controller, listens on loopback
 * only and makes topics when they are first written.
 *
 * <pre>
 * ./sluice kafka-dev [port]
 * </pre>
 */
public class KafkaDev {
    /** The controller has the one after it. */
    private static final int MOST_PORT = 65_534;

    private static final Logger ROOT = Logger.getLogger("");

    /** @param arguments the folder for its data, and the port, of which the next one is that of the controller */
    public static void main(String[] arguments) throws IOException {
        ROOT.setLevel(Level.SEVERE);
        int port = port(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        Path data = folder.resolve("data");
        String broker = "127.0.0.1:" + port;
        String controller = "127.0.0.1:" + (port + 1);
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
                "advertised.listeners", "PLAINTEXT://" + broker,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "PLAINTEXT",
                "log.dirs", data.toString(),
                "num.partitions", "4"));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                // There is no other broker that could take over: to ask the controller first may take minutes.
                "controlled.shutdown.enable", "false"));
        Path file = folder.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        StorageTool.execute(
                new String[] {
                    "format", "-t", clusterId(data), "-c", file.toString(), "--ignore-formatted"
                },
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        System.out.println("Kafka listens at " + broker + ", its data is in " + folder + "; Ctrl-C stops it");
        server.awaitShutdown();
    }

    /** Ends the process where no broker could listen: the broker itself would say it in hundreds of lines. */
    private static int port(String text) {
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            port = -1;
        }
        if (port < 1 || port > MOST_PORT) {
            fail("\"" + text + "\" is not the number of a port; expected 1 to " + MOST_PORT);
        }
        for (int needed : new int[] {port, port + 1}) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress("127.0.0.1", needed));
            } catch (IOException taken) {
                fail("port " + needed + " cannot be used (" + taken.getMessage() + "); stop what listens there, or give"
                        + " another one: ./sluice kafka-dev PORT FOLDER takes PORT and the one after it");
            }
        }
        return port;
    }

    private static void fail(String message) {
        System.err.println("sluice: " + message);
        System.exit(1);
    }

    /** That of the folder where it was used before, so that what it holds is there again. */
    private static String clusterId(Path data) throws IOException {
        Path written = data.resolve("meta.properties");
        if (!Files.exists(written)) {
            return Uuid.randomUuid().toString();
        }
        Properties known = new Properties();
        try (InputStream in = Files.newInputStream(written)) {
            known.load(in);
        }
        return known.getProperty("cluster.id");
    }
}
