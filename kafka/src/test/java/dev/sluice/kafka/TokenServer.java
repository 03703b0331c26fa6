package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives tokens to one application, as Microsoft Entra ID does, and remembers them for {@link TokenJudge}. */
final class TokenServer implements AutoCloseable {
    static final String CLIENT = "11111111-application";
    static final String SECRET = "s3cret~of.application";

    private static final Set<String> ISSUED = ConcurrentHashMap.newKeySet();

    private final HttpServer server;

    /** Paths and bodies of what was asked. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return asked;
    }

    static boolean isIssued(String token) {
        return ISSUED.contains(token);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(exchange.getRequestURI().getPath() + " " + body);
        String expected = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
        boolean isKnown = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] answer = (isKnown
                        ? "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + token() + "\"}"
                        : "{\"error\":\"invalid_client\"}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isKnown ? 200 : 401, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String token() {
        long now = Instant.now().getEpochSecond();
        String token = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "."
                + part("{\"sub\":\"" + CLIENT + "\",\"scope\":\"all\",\"iat\":" + now + ",\"exp\":" + (now + 3_600)
                        + "}")
                + "." + part("signature " + ISSUED.size());
        ISSUED.add(token);
        return token;
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
