package dev.sluice;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.generate.RowGenerator;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public method, called with arguments that are wrong one at a time: null, empty, negative, too large, unknown. It may
 * take them or refuse them, but only in the one form of errors, and so may whatever uses its result.
 */
class WrongArgumentsTest {
    /** They wait for queries, end the session, come from the compiler, or are told apart by it. */
    private static final Set<String> NOT_TRIED =
            Set.of("awaitAnyTermination", "close", "stop", "equals", "getAs", "seams", "valueOf");

    @TempDir
    Path folder;

    private final Session session =
            Session.builder().config("sluice.streaming.liveLine", false).create();
    private final StructType schema = StructType.fromDDL("a STRING, b INT, c STRUCT<d: DOUBLE>, e TIMESTAMP");
    private final DataFrame frame = session.createDataFrame(
            List.of(Row.of("x", 1, Row.of(0.5), Instant.EPOCH), Row.of(null, null, null, null)), schema);
    private final PrintStream console = System.out;
    private final List<String> unclear = new ArrayList<>();
    private int trials;

    @BeforeEach
    void printNothing() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterEach
    void close() {
        System.setOut(console);
        session.close();
    }

    @Test
    void functionsAndColumns() {
        tryAll(functions.class, null);
        tryAll(Column.class, col("b"));
        tryAll(Column.class, functions.when(col("b").gt(0), 1));
        assertAllClear(400);
    }

    @Test
    void dataFrames() {
        tryAll(DataFrame.class, frame);
        tryAll(DataFrame.class, stream());
        tryAll(GroupedData.class, frame.groupBy("a"));
        tryAll(Row.class, frame.first());
        tryAll(Row.class, Row.of());
        assertAllClear(300);
    }

    @Test
    void sessionsReadersAndWriters() {
        tryAll(Session.class, session);
        tryAll(SessionBuilder.class, Session.builder());
        tryAll(RuntimeConfig.class, session.conf());
        tryAll(DataFrameReader.class, session.read().schema("value STRING"));
        tryAll(DataStreamReader.class, session.readStream().schema("value STRING"));
        tryAll(DataFrameWriter.class, frame.write().mode("append"));
        tryAll(DataStreamWriter.class, stream().writeStream().format("noop"));
        assertAllClear(300);
    }

    @Test
    void queriesTriggersAndSchemas() {
        tryAll(Trigger.class, null);
        tryAll(OutputMode.class, null);
        tryAll(StreamingQueryManager.class, session.streams());
        tryAll(StructType.class, schema);
        tryAll(DataType.class, AtomicType.INT);
        assertAllClear(80);
    }

    private DataFrame stream() {
        return session.readStream().format("rate").load();
    }

    private void assertAllClear(int leastTrials) {
        assertThat(unclear).isEmpty();
        assertThat(trials).isGreaterThan(leastTrials);
    }

    private void tryAll(Class<?> type, @Nullable Object receiver) {
        for (Method method : declaredBy(type)) {
            boolean isTried = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !NOT_TRIED.contains(method.getName())
                    && (receiver != null || Modifier.isStatic(method.getModifiers()));
            if (isTried) {
                tryArguments(method, receiver);
            }
        }
    }

    /** With those of the classes below it that stand in this package. */
    private static List<Method> declaredBy(Class<?> type) {
        List<Method> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
        Class<?> parent = type.getSuperclass();
        if (parent != null
                && parent.getPackage().equals(type.getPackage())
                && !Modifier.isPublic(parent.getModifiers())) {
            methods.addAll(declaredBy(parent));
        }
        return methods;
    }

    private void tryArguments(Method method, @Nullable Object receiver) {
        Parameter[] parameters = method.getParameters();
        @Nullable
        Object[] good = Arrays.stream(parameters)
                .map(parameter -> samples(parameter).getFirst())
                .toArray();
        tryCall(method, receiver, good);
        for (int index = 0; index < parameters.length; index++) {
            for (Object value : samples(parameters[index])) {
                @Nullable Object[] arguments = good.clone();
                arguments[index] = value;
                tryCall(method, receiver, arguments);
            }
        }
    }

    private void tryCall(Method method, @Nullable Object receiver, @Nullable Object[] arguments) {
        trials++;
        try {
            method.setAccessible(true);
            Object result = method.invoke(receiver, arguments);
            if (!method.getName().equals("range")) { // It may be too long to be read.
                use(result);
            }
        } catch (InvocationTargetException thrown) {
            note(method, arguments, thrown.getTargetException());
        } catch (IllegalAccessException | RuntimeException thrown) {
            note(method, arguments, thrown);
        }
    }

    private void note(Method method, @Nullable Object[] arguments, Throwable thrown) {
        boolean isClear = thrown instanceof SluiceException
                || (thrown instanceof NoSuchElementException && method.getName().matches("first|head"));
        if (!isClear) {
            unclear.add(method.getDeclaringClass().getSimpleName() + "." + method.getName()
                    + Arrays.deepToString(arguments) + ": " + thrown + " at " + place(thrown));
        }
    }

    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(element -> element.getClassName().startsWith("dev.sluice"))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    /** A mistake may show only when what was made is used. */
    private void use(@Nullable Object result) {
        switch (result) {
            case Column column -> use(frame.select(column));
            case DataFrame made when !made.isStreaming() -> made.collectAsList();
            case GroupedData grouped -> use(grouped.count());
            case DataFrameReader reader -> use(reader.load());
            case StreamingQuery query -> query.stop();
            case null, default -> {}
        }
    }

    /** Values of a parameter, a good one first. */
    private List<@Nullable Object> samples(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return all(
                    folder.resolve("path").toString(),
                    null,
                    "",
                    "a",
                    "b",
                    "nope",
                    "c.d",
                    "a..b",
                    "`",
                    "*",
                    "\0",
                    "1 hour",
                    "INT");
        }
        if (type == String[].class) {
            return all(new String[] {"b"}, null, new String[0], new String[] {null}, new String[] {"nope", ""});
        }
        if (type == Column.class) {
            return all(col("b"), null, col("nope"), col("c"), col("*"), functions.lit(null), col("a").desc());
        }
        if (type == Column[].class) {
            return all(
                    new Column[] {col("a")}, null, new Column[0], new Column[] {null}, new Column[] {col("c"), col("*")
                    });
        }
        if (type == int.class) {
            return all(1, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        }
        if (type == int[].class) {
            return all(new int[] {0}, new int[0], new int[] {-1}, new int[] {Integer.MAX_VALUE});
        }
        if (type == long.class) {
            return all(1L, 0L, -1L, 1L << 40);
        }
        if (type == double.class) {
            return all(1.5, Double.NaN);
        }
        if (type == boolean.class) {
            return all(true, false);
        }
        if (type == Object.class) {
            return all(1, null, "x", new Object(), Instant.MAX, Instant.MIN, Float.NaN, List.of(), col("nope"));
        }
        if (type == Object[].class) {
            return all(new Object[] {1}, null, new Object[0], new Object[] {null}, new Object[] {"x", new Object()});
        }
        if (type == Map.class) {
            boolean isOfColumns = parameter.getParameterizedType().getTypeName().contains(Column.class.getName());
            return all(Map.of(), null, nullMap(), Map.of("a", isOfColumns ? col("nope") : "x"));
        }
        if (type == List.class || type == Collection.class) {
            return all(List.of(), null, Collections.singletonList(null), List.of(Row.of(1)), List.of(1), List.of("x"));
        }
        if (type == StructType.class) {
            return all(schema, null, new StructType(), StructType.fromDDL("x INT, x INT"));
        }
        if (type == DataType.class) {
            return all(AtomicType.INT, null, schema);
        }
        if (type == DataFrame.class) {
            return all(frame, null, frame.select("a"), stream(), session.emptyDataFrame());
        }
        if (type == Duration.class) {
            return all(Duration.ofSeconds(1), null, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE));
        }
        if (type == TimeUnit.class) {
            return orNull(TimeUnit.DAYS);
        }
        if (type == UUID.class) {
            return orNull(new UUID(0, 0));
        }
        if (type == LongFunction.class) {
            return orNull((LongFunction<Row>) number -> Row.of("x", 1, null, null));
        }
        if (type == RowGenerator.class) {
            return orNull((RowGenerator) (first, count, builder) -> builder.rowCount(count));
        }
        if (type == ForeachBatchFunction.class) {
            return orNull((ForeachBatchFunction) (batch, id) -> {});
        }
        if (type == StreamingQueryListener.class) {
            return orNull(new SilentListener());
        }
        if (type == Trigger.class) {
            return orNull(Trigger.Once());
        }
        if (type.isEnum()) {
            return orNull(type.getEnumConstants()[0]);
        }
        return Collections.singletonList(null);
    }

    private static List<@Nullable Object> orNull(Object good) {
        return Arrays.asList(good, null);
    }

    private static List<@Nullable Object> all(@Nullable Object first, @Nullable Object... more) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(first);
        values.addAll(Arrays.asList(more));
        return values;
    }

    private static Map<@Nullable String, @Nullable Object> nullMap() {
        Map<@Nullable String, @Nullable Object> map = new HashMap<>();
        map.put(null, null);
        return map;
    }

    private static final class SilentListener extends StreamingQueryListener {
        @Override
        public void onQueryStarted(QueryStartedEvent event) {}

        @Override
        public void onQueryProgress(QueryProgressEvent event) {}

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {}
    }
}
