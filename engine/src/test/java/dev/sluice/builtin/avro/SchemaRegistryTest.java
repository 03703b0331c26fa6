package dev.sluice.builtin.avro;

import static dev.sluice.functions.col;
import static dev.sluice.functions.from_avro;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_avro;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.format.avro.RegistryAddresses;
import dev.sluice.types.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that name the schema they were written with, and a registry that knows it. */
class SchemaRegistryTest {
    private static final String FIRST =
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String SECOND =
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"b\",\"type\":\"string\"},{\"name\":\"a\",\"type\":\"long\"}]}";
    private static final String READ =
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"string\","
                    + "\"default\":\"none\"}]}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> shownCredentials = new CopyOnWriteArrayList<>();
    private final List<String> schemas = new ArrayList<>(List.of(FIRST, SECOND));
    /** What schemas are answered with besides. */
    private volatile String said = "";

    private HttpServer server;
    private String address;
    private Session session;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        session = Session.builder().create();
    }

    @AfterEach
    void close() {
        session.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown != null) {
            shownCredentials.add(shown);
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        int status = 200;
        String answer;
        if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            status = id < 100 ? 200 : id < 401 ? 404 : id == 401 ? 401 : 503;
            answer = status == 200
                    ? "{" + said + "\"schema\":" + Json.write(schemas.get(id)) + "}"
                    : "{\"error_code\":40403,\"message\":\"Schema not found\"}";
        } else {
            schemas.add(String.valueOf(Json.parseObject(body).get("schema")));
            answer = "{\"id\":" + (schemas.size() - 1) + "}";
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static byte[] message(int id, int... value) {
        ByteBuffer message = ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id);
        for (int next : value) {
            message.put((byte) next);
        }
        return message.array();
    }

    private List<Row> read(String registry, byte[]... messages) {
        return Messages.rows(Messages.read(session, READ, Map.of("schema.registry.url", registry), messages)
                .select("v.*"));
    }

    @Test
    void eachSchemaIsAskedForOnceAndResolved() {
        byte[] first = message(0, 6);
        byte[] second = message(1, 2, 'x', 8);
        assertThat(read(address + "/", first, second, first, second))
                .containsExactly(Row.of(3L, "none"), Row.of(4L, "x"), Row.of(3L, "none"), Row.of(4L, "x"));
        assertThat(asked).containsExactlyInAnyOrder("GET /schemas/ids/0", "GET /schemas/ids/1");
    }

    @Test
    void aSchemaIsRegisteredWithTheFirstMessageAndNotBefore() {
        var messages = session.range(3)
                .select(to_avro(
                        struct(col("id").cast("int").as("a")),
                        FIRST,
                        Map.of("schema.registry.url", address, "schema.registry.subject", "orders-value")));
        assertThat(asked).isEmpty();
        assertThat(messages.collectAsList().stream()
                        .map(row -> Objects.requireNonNull(row.getBinary(0)))
                        .toList())
                .containsExactly(message(2, 0), message(2, 2), message(2, 4));
        assertThat(asked).containsExactly("POST /subjects/orders-value/versions");
        assertThat(schemas.getLast()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"references\":[],", "\"references\":null,\"schemaType\":\"AVRO\",", "\"version\":1,"})
    void aSchemaMayBeAnsweredWithWhatSaysNothing(String said) {
        this.said = said;
        assertThat(read(address, message(0, 6))).containsExactly(Row.of(3L, "none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schemaType\":\"PROTOBUF\",",
                "\"references\":[{\"name\":\"a\",\"subject\":\"a\",\"version\":1}],"
            })
    void whatIsNoSchemaByItselfIsRefused(String said) {
        this.said = said;
        assertThatThrownBy(() -> read(address, message(0, 6)))
                .hasMessageContaining("SCHEMA_REGISTRY_FAILED")
                .hasMessageContaining(said.substring(0, said.length() - 1))
                .hasMessageContaining("one schema of Avro, without references to others");
    }

    @Test
    void whatTheRegistryDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> read(address, message(104, 6)))
                .hasMessageContaining("SCHEMA_REGISTRY_FAILED")
                .hasMessageContaining(address + "/schemas/ids/104")
                .hasMessageContaining("status 404: {\"error_code\":40403")
                .hasMessageContaining("check that this is the registry that the messages were written with");
        assertThatThrownBy(() -> read(address, message(503, 6))).hasMessageContaining("status 503");
        assertThat(asked.stream().filter("GET /schemas/ids/503"::equals)).hasSize(3);
        assertThatThrownBy(() -> read(address, new byte[] {1, 0, 0, 0, 1, 6}))
                .hasMessageContaining("MALFORMED_AVRO_MESSAGE")
                .hasMessageContaining("it does not begin with a zero and the id of a schema");
    }

    @Test
    void aRegistryThatCannotBeReachedIsNamed() {
        server.stop(0);
        assertThatThrownBy(() -> read(address, message(0, 6)))
                .hasMessageContaining("SCHEMA_REGISTRY_FAILED")
                .hasMessageContaining(address)
                .hasMessageContaining("ConnectException")
                .hasMessageContaining("an answer within 30 s; it was asked 3 times")
                .hasMessageContaining("check that the registry runs");
    }

    private Map<String, String> withRegistry(String name, String value) {
        return Map.of("schema.registry.url", address, name, value);
    }

    private static final String USER = "schema.registry.basic.auth.user.info";
    private static final String TOKEN = "schema.registry.bearer.auth.token";

    @Test
    void aRegistryIsShownWhoAsks() {
        byte[] message = message(0, 6);
        Messages.rows(Messages.read(session, READ, withRegistry(USER, "ann:pass:word"), message));
        Messages.rows(Messages.read(session, READ, withRegistry(TOKEN, "t0ken"), message));
        assertThat(shownCredentials)
                .containsExactly(
                        "Basic " + Base64.getEncoder().encodeToString("ann:pass:word".getBytes(UTF_8)), "Bearer t0ken");
        assertThatThrownBy(() -> read(address, message(401, 6)))
                .hasMessageContaining("status 401")
                .hasMessageContaining("say who asks, by " + USER);
        assertThatThrownBy(() ->
                        Messages.rows(Messages.read(session, READ, withRegistry(TOKEN, "t0ken"), message(401, 6))))
                .hasMessageContaining("correct the user or the token that is given")
                .hasMessageNotContaining("t0ken");
    }

    private static String explained(DataFrame frame) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            frame.explain(true);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8);
    }

    @Test
    void credentialsAreInNoText() {
        DataFrame read = Messages.read(session, READ, withRegistry(USER, "ann:hidden"), message(0, 6));
        assertThat(explained(read)).contains("from_avro").doesNotContain("hidden");
        assertThatThrownBy(() -> session.range(1).select(from_avro(col("id"), READ, withRegistry(USER, "ann:hidden"))))
                .hasMessageContaining("from_avro")
                .hasMessageNotContaining("hidden");
        for (Map<String, String> wrong : List.of(
                withRegistry(USER, "hidden"),
                withRegistry(TOKEN, "hid\nden"),
                Map.of(TOKEN, "hidden"),
                Map.of("schema.registry.url", address, TOKEN, "hidden", USER, "ann:hidden"))) {
            assertThatThrownBy(() -> Messages.read(session, READ, wrong, message(0, 6)))
                    .hasMessageContaining("INVALID_OPTION")
                    .hasMessageContaining("schema.registry.b")
                    .hasMessageNotContaining("hid");
        }
    }

    @Test
    void whoStartsTheProcessSaysWhichRegistriesAreAsked() {
        String key = RegistryAddresses.ALLOWED.key();
        System.setProperty(key, "https://registry.example/sr, " + address + "/");
        try {
            assertThat(read(address, message(0, 6))).containsExactly(Row.of(3L, "none"));
            for (String other : List.of(
                    address + "/sr",
                    "http://10.0.0.1:8081",
                    "https://registry.example",
                    "http://registry.example/sr")) {
                assertThatThrownBy(() -> read(other, message(0, 6)))
                        .hasMessageContaining("INVALID_OPTION")
                        .hasMessageContaining("function from_avro, option \"schema.registry.url\"")
                        .hasMessageContaining(other)
                        .hasMessageContaining("-D" + key + "=" + other);
            }
            System.setProperty(key, "");
            assertThatThrownBy(() -> read(address, message(0, 6))).hasMessageContaining("may not be asked");
            System.setProperty(key, "registry.example");
            assertThatThrownBy(() -> read(address, message(0, 6)))
                    .hasMessageContaining("INVALID_CONF_VALUE")
                    .hasMessageContaining("the property " + key + " cannot be used");
        } finally {
            System.clearProperty(key);
        }
        assertThat(asked).containsExactly("GET /schemas/ids/0");
    }

    @Test
    void addressesThatCannotBeAskedAreRefused() {
        assertThatThrownBy(() -> read("file:///etc/passwd", message(0)))
                .hasMessageContaining("expected an address that begins with https:// or http://, without a user");
        assertThatThrownBy(() -> read("https://user:secret@registry", message(0)))
                .hasMessageContaining("without a user");
        assertThatThrownBy(() ->
                        session.range(1).select(to_avro(lit(1), "\"int\"", Map.of("schema.registry.url", address))))
                .hasMessageContaining("schema.registry.subject");
    }
}
