package dev.sluice;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.config.Options;
import dev.sluice.connector.memory.MemoryTable;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.QueryEnvironment;
import dev.sluice.seam.Exec;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.streaming.QueryDefinition;
import dev.sluice.streaming.QueryEvents;
import dev.sluice.streaming.QueryHandle;
import dev.sluice.streaming.progress.LiveLine;
import dev.sluice.streaming.tools.Replay;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries of a session: {@code session.streams()}. Thread-safe. */
public final class StreamingQueryManager {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingQueryManager.class);

    /** Where the rows of a batch go that is replayed, and how. */
    private static final String CONSOLE = "console";

    private static final Map<String, String> REPLAYED_ROWS = Map.of("numRows", "1000", "truncate", "false");

    private final Session session;
    private final Exec.Monitor monitor;
    private final Map<UUID, StreamingQuery> running = new LinkedHashMap<>();
    private final Set<String> starting = new HashSet<>();
    private final Map<String, MemoryTable> tables = new LinkedHashMap<>();
    private final QueryListeners listeners;
    private final @Nullable LiveLine liveLine;
    /** One that has ended since the last reset: the first that failed, else the last. */
    private @Nullable StreamingQuery ended;

    /** @throws SluiceException if the process is to replay a batch and cannot, before its program does anything */
    StreamingQueryManager(Session session, @Nullable LiveLine liveLine) {
        Replay.ofProcess();
        this.session = session;
        this.liveLine = liveLine;
        this.monitor = session.seams().exec().monitor();
        this.listeners =
                new QueryListeners(session.seams().clock(), session.seams().exec());
    }

    /** The queries that run. */
    public StreamingQuery[] active() {
        try (Exec.Held held = monitor.enter()) {
            return running.values().stream().filter(StreamingQuery::isActive).toArray(StreamingQuery[]::new);
        }
    }

    /** The query of this id, null if it does not run. */
    public @Nullable StreamingQuery get(UUID id) {
        return Arrays.stream(active())
                .filter(query -> query.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The query of this id, null if it does not run. */
    public @Nullable StreamingQuery get(String id) {
        return get(idOf(id));
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(Given.value(text, "the id of a query"));
        } catch (IllegalArgumentException refused) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "this is no id of a query")
                    .found(text)
                    .expected("a UUID, as StreamingQuery.id() gives it")
                    .mend("ask with the id, not with the name")
                    .build();
        }
    }

    /**
     * Waits until a query has ended since the session began or since {@link #resetTerminated}.
     *
     * @throws StreamingQueryException if one of them failed
     */
    public void awaitAnyTermination() {
        awaitAny(Long.MAX_VALUE);
    }

    /** @return whether a query has ended before the time had passed */
    public boolean awaitAnyTermination(long timeoutMillis) {
        return awaitAny(TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    private boolean awaitAny(long timeoutNanos) {
        long start = session.seams().clock().monotonicNanos();
        try (Exec.Held held = monitor.enter()) {
            for (noteEnded(); ended == null; noteEnded()) {
                long left = timeoutNanos - (session.seams().clock().monotonicNanos() - start);
                if (left <= 0) {
                    return false;
                }
                monitor.await(left);
            }
            ended.exception().ifPresent(failure -> {
                throw failure;
            });
            return true;
        } catch (InterruptedException interrupted) {
            throw StreamingQuery.interrupted(interrupted);
        }
    }

    /** Forgets the queries that have ended, so that {@link #awaitAnyTermination} waits for the next. */
    public void resetTerminated() {
        try (Exec.Held held = monitor.enter()) {
            noteEnded();
            ended = null;
        }
    }

    /** A query is inactive before its end is told, so none that has ended is missed. Inside the monitor. */
    private void noteEnded() {
        running.values().removeIf(query -> {
            if (query.isActive()) {
                return false;
            }
            if (ended == null || ended.exception().isEmpty()) {
                ended = query;
            }
            return true;
        });
    }

    public void addListener(StreamingQueryListener listener) {
        listeners.add(Given.value(listener, "the listener"));
    }

    public void removeListener(StreamingQueryListener listener) {
        listeners.remove(listener);
    }

    public StreamingQueryListener[] listListeners() {
        return listeners.all();
    }

    /** The lock is not held while the query starts, so that a listener told of the start may ask for queries. */
    StreamingQuery start(@Nullable String name, Function<List<QueryEvents>, QueryDefinition> definitionWith) {
        if (name != null) {
            reserve(name);
        }
        QueryListeners.Run told = listeners.ofOneRun();
        try {
            QueryDefinition definition = definitionWith.apply(events(told));
            StreamingQuery query = new StreamingQuery(session, started(definition));
            register(query, definition);
            return query;
        } finally {
            if (name != null) {
                release(name);
            }
            told.tellStart();
        }
    }

    private QueryHandle started(QueryDefinition definition) {
        QueryEnvironment environment = session.streamingEnvironment();
        Replay replay = Replay.ofProcess();
        if (replay == null) {
            return QueryHandle.start(definition, environment);
        }
        if (!replay.isOf(definition)) {
            LOG.warn("The {} is not that of {}, which is replayed; it is not started", definition.describe(), replay);
            return QueryHandle.notStarted(definition, environment, "Not part of the replay");
        }
        SinkProvider console = session.connectors().sink(CONSOLE, true);
        UnaryOperator<SinkSettings> shown = own -> new SinkSettings(
                own.schema(),
                Options.validated(CONSOLE, console.options(), REPLAYED_ROWS),
                own.outputMode(),
                own.timeZone(),
                own.queryName(),
                true,
                null);
        return QueryHandle.start(definition.asReplay(replay.begin(), console, shown), environment);
    }

    private void reserve(String name) {
        try (Exec.Held held = monitor.enter()) {
            boolean isTaken =
                    running.values().stream().anyMatch(query -> query.isActive() && name.equals(query.name()));
            if (isTaken || !starting.add(name)) {
                throw SluiceException.analysis(
                                ErrorCondition.QUERY_NAME_IN_USE, "a query named \"" + name + "\" is running already")
                        .mend("choose another name, or stop that query first")
                        .build();
            }
        }
    }

    private void register(StreamingQuery query, QueryDefinition definition) {
        String name = definition.name();
        try (Exec.Held held = monitor.enter()) {
            if (name != null && definition.sinkSettings().attachment() instanceof MemoryTable table) {
                MemoryTable former = tables.put(name, table);
                if (former != null && former != table) {
                    former.close();
                }
            }
            running.put(query.runId(), query);
            noteEnded();
            monitor.signalAll();
        }
    }

    private void release(String name) {
        try (Exec.Held held = monitor.enter()) {
            starting.remove(name);
        }
    }

    private List<QueryEvents> events(QueryListeners.Run told) {
        QueryEvents bookkeeping = new QueryEvents() {
            @Override
            public void onQueryTerminated(UUID id, UUID runId, @Nullable Throwable failure) {
                try (Exec.Held held = monitor.enter()) {
                    noteEnded();
                    monitor.signalAll();
                }
            }
        };
        return liveLine == null || !session.conf().value(ConfKeys.LIVE_LINE)
                ? List.of(bookkeeping, told)
                : List.of(bookkeeping, new LiveLineEvents(liveLine), told);
    }

    void stopAll() {
        RuntimeException first = null;
        Map<StreamingQuery, Long> askedNanos = new LinkedHashMap<>();
        for (StreamingQuery query : active()) {
            askedNanos.put(query, query.requestStop());
        }
        for (Map.Entry<StreamingQuery, Long> asked : askedNanos.entrySet()) {
            try {
                asked.getKey().awaitStopped(asked.getValue());
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        if (active().length > 0) {
            return; // Called by a query, which ends after this.
        }
        try {
            listeners.awaitTold();
        } catch (InterruptedException interrupted) {
            throw StreamingQuery.interrupted(interrupted);
        }
    }

    /** Forgets the rows of every table. */
    void closeTables() {
        try (Exec.Held held = monitor.enter()) {
            tables.values().forEach(MemoryTable::close);
            tables.clear();
        }
    }

    boolean hasTable(String name) {
        try (Exec.Held held = monitor.enter()) {
            return tables.containsKey(name);
        }
    }

    DataFrame table(String name) {
        MemoryTable table;
        List<String> names;
        try (Exec.Held held = monitor.enter()) {
            table = tables.get(name);
            names = List.copyOf(tables.keySet());
        }
        if (table == null) {
            throw SluiceException.analysis(ErrorCondition.TABLE_NOT_FOUND, "there is no table \"" + name + "\"")
                    .found(name)
                    .mend("start a query with format(\"memory\").queryName(\"" + name + "\"); "
                            + NearestName.suggestion(name, names))
                    .build();
        }
        return session.local(table.schema(), BatchSequence.of(table.allBatches()));
    }
}
