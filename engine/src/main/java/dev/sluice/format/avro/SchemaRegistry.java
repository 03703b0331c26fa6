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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of Confluent's schema registry, for the two questions that messages need: the schema of an id, and the id of a schema. No text of
 * it has a credential. Thread-safe.
 */
public final class SchemaRegistry {
    /** What stands before a value: a zero, and the id of its schema, the highest byte first. */
    public static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private static final String CHECK_ADDRESS = "check that the address is that of a schema registry";
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final int MAX_ANSWER_CHARS = 500;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    /** Made when something is asked for the first time. */
    private static final class Holder {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().connectTimeout(ANSWER).build();
    }

    private final String address;
    private final @Nullable String authorization;

    /**
     * @param address as {@link #isAddress} allows it
     * @param authorization what shows who asks, as the header of HTTP has it; null where nobody has to
     */
    public SchemaRegistry(String address, @Nullable String authorization) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.authorization = authorization;
    }

    /** @param userInfo as {@code user:password} */
    public static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    public static String bearer(String token) {
        return "Bearer " + token;
    }

    /** Whether it can stand in a header: a line break would end that. */
    public static boolean isHeaderText(String text) {
        return text.chars().noneMatch(Character::isISOControl);
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
                && isAbsentOr("AVRO", answer.get("schemaType"))
                && isAbsentOr(List.of(), answer.get("references"))) {
            return schema;
        }
        throw failed(path, Json.write(answer), CHECK_ADDRESS)
                .expected("one schema of Avro, without references to others")
                .build();
    }

    private static boolean isAbsentOr(Object value, @Nullable Object answered) {
        return answered == null || answered.equals(value);
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
        throw failed(path, Json.write(answer), CHECK_ADDRESS).expected("an id").build();
    }

    private Map<String, @Nullable Object> ask(HttpRequest.Builder question, String path) {
        question.uri(URI.create(address + path))
                .timeout(ANSWER)
                .header("Accept", JSON)
                .header("Content-Type", JSON);
        if (authorization != null) {
            question.header("Authorization", authorization);
        }
        HttpRequest request = question.build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = Holder.CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
                if (response.statusCode() == OK) {
                    return Json.parseObject(response.body());
                }
                if (response.statusCode() < SERVER_ERROR || attempt == ATTEMPTS) {
                    throw refused(path, response);
                }
            } catch (IOException unreachable) {
                if (attempt == ATTEMPTS) {
                    throw failed(
                                    path,
                                    unreachable.getClass().getSimpleName() + ": " + unreachable.getMessage(),
                                    "check that the registry runs, and that it can be reached from here at this address;"
                                            + " then start the query again")
                            .expected("an answer within " + ANSWER.toSeconds() + " s; it was asked " + ATTEMPTS
                                    + " times")
                            .cause(unreachable)
                            .build();
                }
            } catch (IllegalArgumentException noJson) {
                throw failed(path, "no JSON: " + noJson.getMessage(), CHECK_ADDRESS)
                        .cause(noJson)
                        .build();
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

    private SluiceException refused(String path, HttpResponse<String> response) {
        String body = response.body();
        String found = "status " + response.statusCode() + ": "
                + (body.length() > MAX_ANSWER_CHARS ? body.substring(0, MAX_ANSWER_CHARS) + "..." : body);
        String mend = switch (response.statusCode()) {
            case UNAUTHORIZED, FORBIDDEN ->
                authorization == null
                        ? "say who asks, by schema.registry.basic.auth.user.info or schema.registry.bearer.auth.token"
                        : "correct the user or the token that is given, or let it read and write this in the registry";
            case NOT_FOUND ->
                "check that this is the registry that the messages were written with, and that nobody has deleted"
                        + " the schema; messages written in another way have no id at their beginning";
            default -> "see the answer of the registry; start the query again once it is mended";
        };
        return failed(path, found, mend).build();
    }

    private SluiceException.Builder failed(String path, String found, String mend) {
        return SluiceException.of(
                        ErrorCondition.SCHEMA_REGISTRY_FAILED, "a schema registry did not give what was asked of it")
                .at("schema registry " + address + path)
                .found(found)
                .safe("nothing of this batch is visible")
                .mend(mend);
    }
}
