package dev.sluice.builtin.avro;

import static dev.sluice.functions.col;
import static dev.sluice.functions.lit;
import static dev.sluice.functions.struct;
import static dev.sluice.functions.to_avro;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.types.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    private final List<String> schemas = new ArrayList<>(List.of(FIRST, SECOND));
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
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        int status = 200;
        String answer;
        if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            status = id < 100 ? 200 : id < 500 ? 404 : 503;
            answer = status == 200
                    ? Json.write(Map.of("schema", schemas.get(id)))
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

    @Test
    void whatTheRegistryDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> read(address, message(104, 6)))
                .hasMessageContaining("SCHEMA_REGISTRY_FAILED")
                .hasMessageContaining(address + "/schemas/ids/104")
                .hasMessageContaining("status 404: {\"error_code\":40403");
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
                .hasMessageContaining("ConnectException");
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
