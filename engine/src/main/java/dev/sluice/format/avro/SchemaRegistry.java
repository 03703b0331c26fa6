package dev.sluice.format.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ByteArray;
import dev.sluice.types.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of Confluent's schema registry, for the two questions that messages need: the schema of an id, and the id of a schema. It shows no
 * credentials. Thread-safe.
 */
public final class SchemaRegistry {
    /** What stands before a value: a zero, and the id of its schema, the highest byte first. */
    public static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    /** Made when something is asked for the first time. */
    private static final class Holder {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().connectTimeout(ANSWER).build();
    }

    private final String address;

    /** @param address as {@link #isAddress} allows it */
    public SchemaRegistry(String address) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** Whether it can be asked there. An address with a user would be told in plans and errors. */
    public static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    public String address() {
        return address;
    }

    /** The id that a message begins with. */
    public static int idOf(byte[] data, int start, int length) {
        if (length < PREFIX_BYTES || data[start] != 0) {
            throw new MalformedAvroException("it does not begin with a zero and the id of a schema");
        }
        int id = 0;
        for (int index = start + 1; index < start + PREFIX_BYTES; index++) {
            id = (id << Byte.SIZE) | (data[index] & 0xff);
        }
        return id;
    }

    /** Begins a message. */
    public static void addPrefix(ByteArray out, int id) {
        out.add((byte) 0);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.add((byte) (id >>> shift));
        }
    }

    /** @throws SluiceException if the registry does not answer or has no such schema */
    public String schema(int id) {
        String path = "/schemas/ids/" + id;
        Map<String, @Nullable Object> answer = ask(HttpRequest.newBuilder().GET(), path);
        if (answer.get("schema") instanceof String schema
                && answer.getOrDefault("schemaType", "AVRO") instanceof String type
                && type.equals("AVRO")
                && !answer.containsKey("references")) {
            return schema;
        }
        throw failed(path, Json.write(answer), null)
                .expected("one schema of Avro, without references to others")
                .build();
    }

    /**
     * The id of a schema under a subject, which is given it if it has none.
     *
     * @throws SluiceException if the registry does not answer or refuses
     */
    public int register(String subject, String schema) {
        String path = "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20") + "/versions";
        String body = Json.write(Map.of("schema", schema));
        Map<String, @Nullable Object> answer =
                ask(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
        if (answer.get("id") instanceof Long id) {
            return id.intValue();
        }
        throw failed(path, Json.write(answer), null).expected("an id").build();
    }

    private Map<String, @Nullable Object> ask(HttpRequest.Builder question, String path) {
        HttpRequest request = question.uri(URI.create(address + path))
                .timeout(ANSWER)
                .header("Accept", JSON)
                .header("Content-Type", JSON)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = Holder.CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
                if (response.statusCode() == OK) {
                    return Json.parseObject(response.body());
                }
                if (response.statusCode() < SERVER_ERROR || attempt == ATTEMPTS) {
                    throw failed(path, "status " + response.statusCode() + ": " + response.body(), null)
                            .build();
                }
            } catch (IOException unreachable) {
                if (attempt == ATTEMPTS) {
                    throw failed(
                                    path,
                                    unreachable.getClass().getSimpleName() + ": " + unreachable.getMessage(),
                                    unreachable)
                            .build();
                }
            } catch (IllegalArgumentException noJson) {
                throw failed(path, "no JSON: " + noJson.getMessage(), noJson).build();
            } catch (InterruptedException stopped) {
                throw SluiceException.of(ErrorCondition.INTERRUPTED, "the query was stopped")
                        .at("schema registry " + address + path)
                        .safe("nothing of this batch is visible")
                        .mend("start it again")
                        .cause(stopped)
                        .build();
            }
        }
    }

    private SluiceException.Builder failed(String path, String found, @Nullable Exception cause) {
        SluiceException.Builder error = SluiceException.of(
                        ErrorCondition.SCHEMA_REGISTRY_FAILED, "a schema registry did not give what was asked of it")
                .at("schema registry " + address + path)
                .found(found)
                .safe("nothing of this batch is visible")
                .mend("check that the registry runs, and that it can be reached from here; then start the query again");
        return cause == null ? error : error.cause(cause);
    }
}
