package dev.sluice.kafka;

import static dev.sluice.functions.col;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.DataFrame;
import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event Hubs with a token of Microsoft Entra ID, and any brokers with one of somebody else. */
class EntraIdTest {
    private static final Broker BROKER = Broker.shared();
    private static final String TENANT = "contoso.example";

    @TempDir
    private Path folder;

    private Session session;
    private TokenServer tokens;
    private String endpoint;
    private String hub;

    @BeforeEach
    void open() throws IOException {
        session = Session.builder().create();
        tokens = new TokenServer();
        endpoint = tokens.address() + "/" + TENANT + "/oauth2/v2.0/token";
        System.setProperty(TokenEndpoints.PROPERTY, endpoint);
        hub = BROKER.topic("hub", 1);
    }

    @AfterEach
    void close() {
        System.clearProperty(TokenEndpoints.PROPERTY);
        tokens.close();
        session.close();
    }

    private Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>(BROKER.hubClient());
        options.put("eventhubs.connectionString", "Endpoint=sb://localhost/;EntityPath=" + hub);
        options.put("eventhubs.authority", tokens.address() + "/");
        options.put("eventhubs.tenantId", TENANT);
        options.put("eventhubs.clientId", TokenServer.CLIENT);
        options.put("eventhubs.clientSecret", TokenServer.SECRET);
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        return options;
    }

    private static SluiceException failure(ErrorCondition condition, Runnable call) {
        List<SluiceException> failures = new ArrayList<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(SluiceException.class, failures::add);
        assertThat(failures.getFirst().condition()).as("%s", failures).isEqualTo(condition);
        assertThat(failures.getFirst()).message().doesNotContain(TokenServer.SECRET);
        return failures.getFirst();
    }

    @Test
    void anApplicationReadsAndWritesAndItsSecretStandsNowhere() throws IOException {
        session.createDataFrame(List.of(RowFactory.create("a")), "body STRING")
                .write()
                .format("eventhubs")
                .options(options())
                .mode("append")
                .save();
        List<String> texts = new ArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            StreamingQuery query = session.readStream()
                    .format("eventhubs")
                    .options(options("eventhubs.startingPosition", "{\"offset\":\"-1\"}"))
                    .load()
                    .select(col("body"))
                    .writeStream()
                    .format("eventhubs")
                    .options(options("delivery", "exactly-once"))
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", folder.toString())
                    .start();
            query.awaitTermination();
            texts.add(requireNonNull(query.lastProgress(), "progress").json());
            texts.addAll(log.texts());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), UTF_8));
            }
        }
        assertThat(BROKER.values(hub)).containsExactly("a", "a");
        assertThat(tokens.asked())
                .isNotEmpty()
                .allMatch(asked -> asked.startsWith("/contoso.example/oauth2/v2.0/token ")
                        && asked.contains("grant_type=client_credentials")
                        && asked.contains("scope=https://localhost/.default"));
        assertThat(texts).hasSizeGreaterThan(8).anyMatch(text -> text.contains("sasl.mechanism = OAUTHBEARER"));
        assertThat(texts).noneMatch(text -> text.contains(TokenServer.SECRET));
    }

    @Test
    void aWrongSecretIsToldWithoutIt() {
        DataFrame events = session.read()
                .format("eventhubs")
                .options(options("eventhubs.clientSecret", TokenServer.SECRET + "-of-old"))
                .load();
        assertThat(failure(ErrorCondition.KAFKA_REFUSED, events::count))
                .hasMessageContaining("it could not be shown who asks")
                .hasMessageContaining("invalid_client");
    }

    @Test
    void whoAsksIsSaidOnceAndWhole() {
        assertThat(failure(
                        ErrorCondition.INVALID_OPTION,
                        () -> read(options("eventhubs.connectionString", Broker.CONNECTION_STRING))))
                .hasMessageContaining("it is said twice who asks");
        Map<String, String> nobody = options();
        nobody.keySet().removeAll(List.of("eventhubs.tenantId", "eventhubs.clientId", "eventhubs.clientSecret"));
        assertThat(failure(ErrorCondition.INVALID_OPTION, () -> read(nobody)))
                .hasMessageContaining("it is not said who asks");
        Map<String, String> half = options();
        half.remove("eventhubs.clientId");
        assertThat(failure(ErrorCondition.INVALID_OPTION, () -> read(half)))
                .hasMessageContaining("no eventhubs.clientId");
    }

    private void read(Map<String, String> options) {
        session.read().format("eventhubs").options(options).load();
    }

    @Test
    void tokensAreFetchedWhereItIsAllowedAlone() {
        System.clearProperty(TokenEndpoints.PROPERTY);
        assertThat(failure(ErrorCondition.INVALID_OPTION, () -> read(options())))
                .hasMessageContaining("its address is not one of those that may be asked")
                .hasMessageContaining("-D" + TokenEndpoints.PROPERTY + "=" + endpoint);
        assertThat(tokens.asked()).isEmpty();
        String entra = "https://login.microsoftonline.com/t/oauth2/v2.0/token";
        assertThat(TokenEndpoints.isAllowed(entra)).isTrue();
        assertThat(TokenEndpoints.isAllowed(entra + ",http://elsewhere")).isFalse();
        assertThat(TokenEndpoints.isAllowed("http://login.microsoftonline.com/t"))
                .isFalse();
        assertThat(TokenEndpoints.isAllowed("https://login.microsoftonline.com@elsewhere/t"))
                .isFalse();
        System.setProperty(TokenEndpoints.PROPERTY, endpoint);
        TokenEndpoints.use(entra);
        assertThat(System.getProperty(TokenEndpoints.PROPERTY)).isEqualTo(endpoint + "," + entra);
    }

    @Test
    void aClientOfKafkaMayUseATokenUnderItsOwnNames() {
        BROKER.send(hub, 0, "x");
        Map<String, String> options = new HashMap<>(BROKER.hubClient());
        options.put("subscribe", hub);
        options.put("kafka.security.protocol", "SASL_SSL");
        options.put("kafka.sasl.mechanism", "OAUTHBEARER");
        options.put("kafka.sasl.login.callback.handler.class", ClientRules.TOKEN_LOGIN);
        options.put("kafka.sasl.oauthbearer.token.endpoint.url", endpoint);
        options.put(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\""
                        + TokenServer.CLIENT + "\" clientSecret=\"" + TokenServer.SECRET + "\" scope=\"all\";");
        assertThat(session.read().format("kafka").options(options).load().count())
                .isEqualTo(1);
    }
}
