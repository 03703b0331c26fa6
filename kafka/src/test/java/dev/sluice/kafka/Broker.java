package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** Apache Kafka itself: one broker that is its own controller, with what tests ask of it. One is shared by all tests of a process. */
final class Broker {
    /** {@code transaction.max.timeout.ms}. */
    static final int MOST_TRANSACTION_MILLIS = 120_000;

    /** The one that the listener for Event Hubs knows. */
    static final String CONNECTION_STRING =
            "Endpoint=sb://localhost/;SharedAccessKeyName=policy;SharedAccessKey=s3cret/key=;EntityPath=orders";

    /** As the one above, with a signature in the place of the key that made it. */
    static final String SIGNED_CONNECTION_STRING =
            "Endpoint=sb://localhost/;SharedAccessSignature=SharedAccessSignature"
                    + " sr=sb%3A%2F%2Flocalhost%2Forders&sig=s3cret%2Bsignature%3D&se=1900000000&skn=policy;EntityPath=orders";

    /** Longer than anything that ends takes, on any machine. */
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(1);

    private static final String CERTIFICATE_PASSWORD = "changeit";

    private static @Nullable Broker shared;

    private final Properties properties = new Properties();
    private final String servers;
    private final String hubServers;
    private final Path hubCertificates;
    private final AtomicInteger topics = new AtomicInteger();
    private KafkaRaftServer server;

    private Broker(Path folder) throws IOException {
        int port = freePort();
        int controllerPort = freePort();
        int hubPort = freePort();
        this.servers = "127.0.0.1:" + port;
        this.hubServers = "localhost:" + hubPort;
        this.hubCertificates = folder.resolve("hubs.p12");
        makeCertificate(hubCertificates);
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", 1);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://" + servers + ",HUBS://" + hubServers + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + servers + ",HUBS://" + hubServers);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,HUBS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.putAll(settingsOfHubs());
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.resolve("logs"));
        settings.put("auto.create.topics.enable", false);
        settings.put("offsets.topic.replication.factor", 1);
        settings.put("offsets.topic.num.partitions", 1);
        settings.put("transaction.state.log.replication.factor", 1);
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("transaction.state.log.num.partitions", 1);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("transaction.max.timeout.ms", MOST_TRANSACTION_MILLIS);
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", 200);
        settings.put("log.cleaner.backoff.ms", 50);
        settings.put("log.cleaner.dedupe.buffer.size", 4 << 20);
        settings.put("log.segment.delete.delay.ms", 0);
        settings.put("file.delete.delay.ms", 0);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 2);
        settings.put("message.max.bytes", 4 << 20);
        settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
        Path file = folder.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        this.server = started();
    }

    /** A listener as that of Event Hubs: TLS, and a user whose password is a connection string, or who has a token. */
    private Map<String, Object> settingsOfHubs() {
        return Map.of(
                "listener.name.hubs.sasl.enabled.mechanisms",
                "PLAIN,OAUTHBEARER",
                "listener.name.hubs.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " unsecuredLoginStringClaim_sub=\"broker\";",
                "listener.name.hubs.oauthbearer.sasl.server.callback.handler.class",
                TokenJudge.class.getName(),
                "listener.name.hubs.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required;",
                "listener.name.hubs.plain.sasl.server.callback.handler.class",
                ConnectionStringJudge.class.getName(),
                "listener.name.hubs.ssl.keystore.location",
                hubCertificates,
                "listener.name.hubs.ssl.keystore.password",
                CERTIFICATE_PASSWORD,
                "listener.name.hubs.ssl.keystore.type",
                "PKCS12");
    }

    private static void makeCertificate(Path file) throws IOException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hubs",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        CERTIFICATE_PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(keytool.waitFor()).as(said).isZero();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** How a client reaches the listener that stands for Event Hubs, beside the connection string. */
    Map<String, String> hubClient() {
        return Map.of(
                "kafka.bootstrap.servers",
                hubServers,
                "kafka.ssl.truststore.location",
                hubCertificates.toString(),
                "kafka.ssl.truststore.type",
                "PKCS12",
                "kafka.ssl.truststore.password",
                CERTIFICATE_PASSWORD);
    }

    /**
     * All that a source or sink of the listener is told.
     *
     * @param more names and values
     */
    Map<String, String> hubOptions(String... more) {
        Map<String, String> options = new HashMap<>(hubClient());
        options.put("eventhubs.connectionString", CONNECTION_STRING);
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return options;
    }

    private KafkaRaftServer started() {
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        starting.startup();
        return starting;
    }

    static synchronized Broker shared() {
        Broker broker = shared;
        if (broker == null) {
            try {
                broker = new Broker(Files.createTempDirectory("sluice-kafka"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            shared = broker;
        }
        return broker;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String servers() {
        return servers;
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    void start() {
        server = started();
    }

    /** How long the log of the first partition of a topic is, which is one file. */
    long logBytes(String topic) {
        try {
            return Files.size(log(topic));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes the end of that log away, as a disk does that comes back from a backup; while the broker is stopped. */
    void cutLog(String topic, long bytes) {
        try (FileChannel log = FileChannel.open(log(topic), StandardOpenOption.WRITE)) {
            log.truncate(bytes);
            // Or it would rely on what it knew when it stopped.
            Files.delete(logs().resolve(".kafka_cleanshutdown"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path log(String topic) {
        return logs().resolve(topic + "-0").resolve("00000000000000000000.log");
    }

    private Path logs() {
        return Path.of(properties.getProperty("log.dirs"));
    }

    /** Makes a topic of a name that begins so. */
    String topic(String name, int partitions) {
        return topic(name, partitions, Map.of());
    }

    String topic(String name, int partitions, Map<String, String> settings) {
        String unique = name + "-" + topics.incrementAndGet();
        make(unique, partitions, settings);
        return unique;
    }

    void make(String topic, int partitions, Map<String, String> settings) {
        administer(admin -> admin.createTopics(
                        List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
                .all());
    }

    void delete(String topic) {
        administer(admin -> admin.deleteTopics(List.of(topic)).all());
    }

    /** What a test asks of the broker. */
    @FunctionalInterface
    interface Administration<T> {
        KafkaFuture<T> ask(Admin admin);
    }

    <T> T administer(Administration<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            return question.ask(admin).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The ids of the groups that somebody has joined, or committed to. */
    List<String> groups() {
        Collection<GroupListing> groups = administer(admin -> admin.listGroups().all());
        return groups.stream().map(GroupListing::groupId).toList();
    }

    Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", servers);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends values to one partition. */
    void send(String topic, int partition, String... values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ProducerRecord<>(topic, partition, null, bytes(value)));
        }
        send(records);
    }

    void send(Collection<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer = producer(Map.of("max.request.size", 4 << 20))) {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<?> acknowledged : sent) {
                acknowledged.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sends values in one transaction, which is committed or not, and has ended everywhere afterwards. */
    void transaction(String topic, int partition, boolean commits, String... values) {
        try (Producer<byte[], byte[]> producer =
                producer(Map.of("transactional.id", "test-" + topics.incrementAndGet()))) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<?>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, null, bytes(value))));
            }
            assertThat(sent).hasSize(values.length);
            producer.flush();
            if (commits) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
        awaitMarks();
    }

    /** A commit returns once it is decided; readers see it a moment later, when every partition has its mark. */
    private void awaitMarks() {
        Collection<TransactionListing> deciding;
        long start = System.nanoTime();
        do {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("for how long transactions are being ended")
                    .isLessThan(MOST_PATIENCE);
            deciding = administer(admin -> admin.listTransactions(new ListTransactionsOptions()
                            .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT)))
                    .all());
        } while (!deciding.isEmpty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The values of a topic that are committed now, partition by partition. */
    List<String> values(String topic) {
        return records(topic).stream()
                .map(record -> record.value() == null ? "null" : new String(record.value(), UTF_8))
                .toList();
    }

    /** The records of a topic that are committed now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        awaitMarks();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            for (var info : consumer.partitionsFor(topic)) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }
}
