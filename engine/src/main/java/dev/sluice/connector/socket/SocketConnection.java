package dev.sluice.connector.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.connector.socket.ReceivedLines.Line;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a server, and the thread that receives its lines. */
final class SocketConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final long MICROS_PER_MILLI = 1_000;

    private final Socket socket;
    private final ReceivedLines lines;
    private final Clock clock;
    private final Runnable onLine;

    private SocketConnection(Socket socket, ReceivedLines lines, Clock clock, Runnable onLine) {
        this.socket = socket;
        this.lines = lines;
        this.clock = clock;
        this.onLine = onLine;
    }

    /**
     * Connects and begins to receive.
     *
     * @param onLine is told of every line, and of the end
     * @throws SluiceException {@code SOCKET_FAILED} if there is no server
     */
    static SocketConnection open(String host, int port, ReceivedLines lines, Clock clock, Exec exec, Runnable onLine) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException refused) {
            closeQuietly(socket);
            throw SluiceException.of(ErrorCondition.SOCKET_FAILED, "the server cannot be reached")
                    .at("source \"socket\", " + host + ":" + port)
                    .found(refused.toString())
                    .mend("start the server first, for example with: nc -lk " + port)
                    .cause(refused)
                    .build();
        }
        SocketConnection connection = new SocketConnection(socket, lines, clock, onLine);
        exec.spawn("sluice-socket-" + port, connection::receive);
        return connection;
    }

    private void receive() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            boolean isWanted = true;
            while (isWanted) {
                String text = reader.readLine();
                if (text == null) {
                    LOG.warn("{} has ended the connection: no more lines will come", socket.getRemoteSocketAddress());
                    return;
                }
                isWanted = lines.add(new Line(text.getBytes(UTF_8), clock.wallMillis() * MICROS_PER_MILLI));
                onLine.run();
            }
        } catch (IOException broken) {
            if (!lines.isClosed()) {
                lines.fail(broken);
                onLine.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        lines.close();
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            LOG.warn("a socket could not be closed", failed);
        }
    }
}
