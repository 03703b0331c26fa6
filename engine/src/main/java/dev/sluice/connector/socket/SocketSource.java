package dev.sluice.connector.socket;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.connector.socket.ReceivedLines.Line;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.SignalsNewData;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of one connection, which is made when the first batch is planned. The offset is the number of the last line, -1
 * before the first; after a restart lines are numbered on.
 */
final class SocketSource implements Source, SignalsNewData {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSource.class);
    private static final long BEFORE_ALL = -1;
    private static final int SPLIT_LINES = 1 << 16;

    /** Of lines that wait to be committed. */
    private static final long MOST_BYTES = 64 << 20;

    private final String host;
    private final int port;
    private final boolean failsOnDataLoss;
    private final StructType schema;
    private final SourceContext context;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable ReceivedLines lines;
    private @Nullable SocketConnection connection;

    SocketSource(String host, int port, boolean failsOnDataLoss, StructType schema, SourceContext context) {
        this.host = host;
        this.port = port;
        this.failsOnDataLoss = failsOnDataLoss;
        this.schema = schema;
        this.context = context;
    }

    private record Lines(String address, long first, List<Line> held) implements Split {
        @Override
        public String description() {
            return "lines " + first + " to " + (first + held.size() - 1) + " of " + address;
        }

        @Override
        public String place(long position) {
            return "line " + position;
        }

        @Override
        public long mostRows() {
            return held.size();
        }

        @Override
        public boolean isAtHand() {
            return true;
        }
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public Offset initialOffset() {
        return Offset.of(BEFORE_ALL);
    }

    @Override
    public Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        long last = number(start);
        ReceivedLines received = connected(last + 1);
        long latest = Math.max(last, received.lastNumber());
        IOException failure = received.failure();
        if (latest == last && failure != null) {
            throw SluiceException.of(ErrorCondition.SOCKET_FAILED, "the connection broke")
                    .at("source \"socket\", " + host + ":" + port)
                    .found(failure.toString())
                    .safe("all lines that arrived are committed")
                    .mend("start the query again when the server is back")
                    .cause(failure)
                    .build();
        }
        return Offset.of(latest);
    }

    private ReceivedLines connected(long nextNumber) {
        ReceivedLines received = lines;
        if (received == null) {
            received = new ReceivedLines(context.exec().monitor(), MOST_BYTES, nextNumber);
            connection = SocketConnection.open(
                    host, port, received, context.clock(), context.exec(), () -> listeners.forEach(Runnable::run));
            lines = received;
        }
        return received;
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        long first = number(start) + 1;
        long last = number(end);
        if (first > last) {
            return List.of();
        }
        ReceivedLines received = lines;
        if (received == null || first < received.firstNumber()) {
            return withoutLost(first, last);
        }
        List<Split> splits = new ArrayList<>();
        for (long next = first; next <= last; next += SPLIT_LINES) {
            splits.add(
                    new Lines(host + ":" + port, next, received.between(next, Math.min(last + 1, next + SPLIT_LINES))));
        }
        return splits;
    }

    /** Lines of a batch that another process planned and did not commit. */
    private List<Split> withoutLost(long first, long last) {
        if (failsOnDataLoss) {
            throw SluiceException.of(
                            ErrorCondition.DATA_LOSS, "lines of a batch that was not committed cannot be read again")
                    .at("source \"socket\", " + host + ":" + port)
                    .found("lines " + first + " to " + last + " were received by a process that has ended")
                    .safe("every earlier line is committed")
                    .mend("set option \"failOnDataLoss\" to false to go on without these " + (last - first + 1)
                            + " lines, or start on a new checkpoint")
                    .build();
        }
        LOG.warn(
                "{} lines from {}:{} are lost: lines {} to {} were received by a process that ended before they were"
                        + " committed",
                last - first + 1,
                host,
                port,
                first,
                last);
        return List.of();
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        return new Reader((Lines) split, request.schema());
    }

    @Override
    public void commit(Offset end) {
        if (lines != null) {
            lines.release(number(end));
        }
    }

    @Override
    public void onNewData(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public String description() {
        return "TextSocketV2[host: " + host + ", port: " + port + "]";
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }

    private static long number(@Nullable Offset offset) {
        return offset == null ? BEFORE_ALL : offset.number("socket");
    }

    private static final class Reader implements SplitReader {
        private final Lines split;
        private final StructType wanted;
        private int next;

        private Reader(Lines split, StructType wanted) {
            this.split = split;
            this.wanted = wanted;
        }

        @Override
        public boolean next(BatchBuilder builder, Deadline deadline) {
            int count = Math.min(split.held().size() - next, builder.capacity());
            for (int column = 0; column < wanted.size(); column++) {
                fill(builder, column, count);
            }
            builder.positions(0, count, split.first() + next);
            builder.rowCount(count);
            next += count;
            return next < split.held().size();
        }

        private void fill(BatchBuilder builder, int column, int count) {
            boolean isTime = wanted.type(column) == AtomicType.TIMESTAMP;
            for (int row = 0; row < count; row++) {
                Line line = split.held().get(next + row);
                if (isTime) {
                    ((LongBuilder) builder.column(column)).set(row, line.arrivalMicros());
                } else {
                    ((BytesBuilder) builder.column(column)).set(row, line.text(), 0, line.text().length);
                }
            }
        }

        @Override
        public long recordCount() {
            return next;
        }

        @Override
        public void close() {}
    }
}
