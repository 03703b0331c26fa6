package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.builtin.Builtins;
import dev.sluice.error.Party;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.analysis.Forms;
import dev.sluice.spi.function.AggregateFunction;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.spi.function.HigherOrderFunction;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual says of functions is true: the examples give what they say, the signatures are those that exist. */
class FunctionReferenceTest {
    private static final String FROM = " FROM VALUES ";
    private static final String AS_ROWS = " AS rows(x)";

    private static final StructType STRUCT = new StructType().add("a", AtomicType.INT);

    /** The types of signatures that are made of others, by their words. */
    private static final Map<String, DataType> NESTED = Map.of(
            "STRUCT", STRUCT,
            "ARRAY", DataType.fromDDL("ARRAY<INT>"),
            "ARRAYS", DataType.fromDDL("ARRAY<ARRAY<INT>>"),
            "KEYS", DataType.fromDDL("ARRAY<STRING>"),
            "LONGS", DataType.fromDDL("ARRAY<BIGINT>"),
            "DATES", DataType.fromDDL("ARRAY<DATE>"),
            "ENTRIES", DataType.fromDDL("ARRAY<STRUCT<key: STRING, value: INT>>"),
            "MAP", DataType.fromDDL("MAP<STRING, INT>"),
            "TEXTLISTS", DataType.fromDDL("ARRAY<ARRAY<STRING>>"),
            "TEXTMAP", DataType.fromDDL("MAP<STRING, STRING>"));

    /** What the parts of these types are called in signatures. */
    private static final Map<String, String> PARTS = Map.of("ELEMENT", "INT", "KEY", "STRING", "VALUE", "INT");

    private static final List<DataType> ALL_TYPES = Stream.concat(
                    Stream.<DataType>of(AtomicType.values()),
                    Stream.concat(NESTED.values().stream(), Stream.of(new DecimalType(10, 2))))
            .toList();

    /** The types whose values can be compared. */
    private static final List<DataType> ANY =
            ALL_TYPES.stream().filter(type -> !(type instanceof MapType)).toList();

    private static final Map<String, List<DataType>> GROUPS = Map.of(
            "INTEGRAL", List.of(AtomicType.INT, AtomicType.BIGINT),
            "NUMERIC", List.of(AtomicType.INT, AtomicType.BIGINT, AtomicType.DOUBLE),
            "ATOMIC", List.of(AtomicType.values()),
            "ANY", ANY);

    /** A text for each literal that signatures speak of. */
    private static final Map<String, String> LITERALS = Map.ofEntries(
            Map.entry("'rows'", "1"),
            Map.entry("'key'", "'a'"),
            Map.entry("'unit'", "'HOUR'"),
            Map.entry("'escape'", "'/'"),
            Map.entry("'part'", "'MONTH'"),
            Map.entry("'part of seconds'", "'SECOND'"),
            Map.entry("'format'", "'yyyy-MM-dd'"),
            Map.entry("'binary format'", "'hex'"),
            Map.entry("'schema'", "'a INT'"),
            Map.entry(
                    "'avro schema'",
                    "'{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":[\"null\",\"int\"]}]}'"),
            Map.entry("'name'", "'b'"),
            Map.entry("'csv'", "'1,x'"),
            Map.entry("'json'", "'[1]'"),
            Map.entry("'fraction'", "0.5"),
            Map.entry("'deviation'", "0.1"),
            Map.entry("'accuracy'", "100"),
            Map.entry("'bins'", "5"),
            Map.entry("'delimiter'", "'-'"),
            Map.entry("'seed'", "7"),
            Map.entry("'ascending'", "false"),
            Map.entry("'number format'", "'999'"),
            Map.entry("'least'", "1"),
            Map.entry("'most'", "9"),
            Map.entry("'length'", "4"),
            Map.entry("'deterministic'", "true"),
            Map.entry("'duration'", "'1 hour'"),
            Map.entry("'slide'", "'30 minutes'"),
            Map.entry("'start'", "'5 minutes'"));

    /** What fails on the row of nulls, as it should. */
    private static final Set<String> FAIL_BY_REQUEST = Set.of("assert_true", "raise_error");

    private static final int EXTREME_ROWS = 6;

    /** Values at which calculations leave their types. */
    private static final Map<AtomicType, List<Object>> ENDS = Map.ofEntries(
            Map.entry(AtomicType.BOOLEAN, List.of(true, false)),
            Map.entry(AtomicType.TINYINT, List.of((byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(AtomicType.SMALLINT, List.of((short) 0, Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(AtomicType.INT, List.of(0, -1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(AtomicType.BIGINT, List.of(0L, -1L, 3L, Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(AtomicType.FLOAT, List.of(-0.0f, Float.NaN, Float.MAX_VALUE, Float.NEGATIVE_INFINITY)),
            Map.entry(AtomicType.DOUBLE, List.of(-0.0, Double.NaN, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 1e19)),
            Map.entry(AtomicType.STRING, List.of("", "a", "-1", "\u0000\ud83d\ude00", "99999999999999999999", "1e400")),
            Map.entry(AtomicType.BINARY, List.of(new byte[0], new byte[] {-1, 0, 127})),
            Map.entry(
                    AtomicType.DATE,
                    List.of(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(-999, 1, 1))),
            Map.entry(
                    AtomicType.TIMESTAMP,
                    List.of(
                            Instant.EPOCH,
                            Instant.parse("-290000-01-01T00:00:00Z"),
                            Instant.parse("+290000-12-31T23:59:59.999999Z"))),
            Map.entry(
                    AtomicType.TIMESTAMP_NTZ,
                    List.of(LocalDateTime.of(-290000, 1, 1, 0, 0), LocalDateTime.of(290000, 12, 31, 23, 59))));

    private static final FunctionRegistry REGISTRY = Builtins.registry();
    private static Session session;

    /** A column of each type, named for it. */
    private static DataFrame oneRow;

    private static List<DataFrame> extremeRows;

    @BeforeAll
    static void open() {
        session = Session.builder().config("spark.sql.session.timeZone", "UTC").create();
        StructType schema = new StructType();
        for (DataType type : ALL_TYPES) {
            schema = schema.add(columnOf(type), type);
        }
        oneRow = session.createDataFrame(List.of(Row.of(new @Nullable Object[ALL_TYPES.size()])), schema);
        extremeRows = extremeRows(EXTREME_ROWS);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static String columnOf(DataType type) {
        return "a_" + wordOf(type).toLowerCase(Locale.ROOT);
    }

    private static String wordOf(DataType type) {
        return NESTED.entrySet().stream()
                .filter(nested -> nested.getValue().asNullable().equals(type.asNullable()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> type instanceof StructType
                        ? "STRUCT"
                        : type instanceof DecimalType ? "DECIMAL" : isOfStructs(type) ? "ENTRIES" : type.sql());
    }

    private static boolean isOfStructs(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StructType;
    }

    static Stream<FunctionDocumentation> functions() {
        return Stream.concat(
                        Forms.all().stream(), REGISTRY.names().stream().flatMap(FunctionReferenceTest::documentations))
                .distinct();
    }

    private static Stream<FunctionDocumentation> documentations(String name) {
        return Stream.of(
                        REGISTRY.aggregate(name).map(AggregateFunction::documentation),
                        REGISTRY.scalar(name).map(ScalarFunction::documentation),
                        REGISTRY.higherOrder(name).map(HigherOrderFunction::documentation))
                .flatMap(Optional::stream);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theExampleGivesTheResultThatItShows(FunctionDocumentation function) {
        String shown =
                function.family().equals("generator") ? rows(function.exampleCall()) : shown(function.exampleCall());
        assertThat(shown).as(function.example()).isEqualTo(function.exampleResult());
    }

    /** The rows that the call makes, as texts. */
    private static String rows(String example) {
        return session.range(1).select(SqlExpression.parse(example)).collectAsList().stream()
                .map(row -> row.mkString(", ").replace("null", "NULL"))
                .collect(Collectors.joining("; "));
    }

    /** The one value that the expression has, as a text. */
    private static String shown(String example) {
        int from = example.indexOf(FROM);
        DataFrame result;
        if (from < 0) {
            result = session.range(1).select(SqlExpression.parse(example).cast("STRING"));
        } else {
            assertThat(example).endsWith(AS_ROWS);
            String values = example.substring(from + FROM.length(), example.length() - AS_ROWS.length());
            result = rows(SqlExpression.values(values))
                    .agg(SqlExpression.parse(example.substring(0, from)).cast("STRING"));
        }
        List<Row> rows = result.collectAsList();
        assertThat(rows).hasSize(1);
        String text = rows.getFirst().getString(0);
        return text == null ? "NULL" : text;
    }

    private static DataFrame rows(List<@Nullable Object> values) {
        DataType type = SqlExpression.typeOf(
                values.stream().filter(Objects::nonNull).findFirst().orElseThrow());
        StructType schema = new StructType().add("x", type);
        return session.createDataFrame(values.stream().map(Row::of).toList(), schema);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everySignatureIsTakenAndGivesTheTypeThatItNames(FunctionDocumentation function) {
        boolean isAggregate = REGISTRY.aggregate(function.name()).isPresent();
        assertThat(function.signatures()).isNotEmpty();
        for (String signature : function.signatures()) {
            for (String concrete : concrete(signature)) {
                int colon = concrete.lastIndexOf(": ");
                Column call = SqlExpression.parse(call(concrete.substring(0, colon)));
                DataFrame result = isAggregate ? oneRow.agg(call) : oneRow.select(call);
                DataType type = result.schema().type(0);
                // What gives no value has no type of its own.
                String word = concrete.substring(colon + 2).replace("VOID", "STRING");
                assertThat(wordOf(type)).as(concrete).isEqualTo(word);
                if (!FAIL_BY_REQUEST.contains(function.name())) {
                    assertThat(result.collectAsList()).as(concrete).hasSizeLessThanOrEqualTo(1);
                }
            }
        }
    }

    /** The signature once for each type of its group, without and with what may be left out. */
    private static List<String> concrete(String signature) {
        String named = signature;
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            named = named.replaceAll("\\b" + part.getKey() + "\\b", part.getValue());
        }
        List<String> all = new ArrayList<>(List.of(named));
        GROUPS.forEach((group, types) -> {
            for (String open : List.copyOf(all)) {
                if (open.matches(".*\\b" + group + "\\b.*")) {
                    all.remove(open);
                    types.forEach(type -> all.add(open.replaceAll("\\b" + group + "\\b", wordOf(type))));
                }
            }
        });
        for (String optional : List.copyOf(all)) {
            // Brackets behind the name of a type are those of an element.
            if (optional.contains("[") && !optional.matches(".*(ARRAY|MAP)\\[[a-z].*")) {
                all.add(optional.replaceAll("\\[[^\\]]*]+", ""));
                all.add(optional.replace("[", "").replace("]", ""));
                all.remove(optional);
            }
        }
        return all;
    }

    /** The call of a concrete signature, with a column or a literal for every argument. */
    private static String call(String signature) {
        String call = signature;
        for (DataType type : ALL_TYPES) {
            String argument = "\\b[a-z]\\w* " + wordOf(type);
            String column = columnOf(type);
            call = call.replaceAll(argument + "\\.\\.\\.", column + ", " + column)
                    .replaceAll(argument + "\\b", column)
                    .replaceAll("-> " + wordOf(type) + "\\b", "-> " + column);
        }
        for (String literal : LITERALS.keySet()) {
            call = call.replace(literal, LITERALS.get(literal));
        }
        return call;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void P3_valuesAtTheEndsOfTheirTypesGiveAValueOrAnErrorOfTheRow(FunctionDocumentation function) {
        boolean isAggregate = REGISTRY.aggregate(function.name()).isPresent();
        for (String signature : function.signatures()) {
            for (String concrete : concrete(signature)) {
                Column call = SqlExpression.parse(ofTwoSides(call(concrete.substring(0, concrete.lastIndexOf(": ")))));
                for (DataFrame row : extremeRows) {
                    DataFrame result = isAggregate ? row.agg(call) : row.select(call);
                    try {
                        result.write().format("noop").mode("overwrite").save();
                    } catch (SluiceException failed) {
                        assertThat(failed.condition().party()).as(concrete).isEqualTo(Party.USER);
                    }
                }
            }
        }
    }

    /** Every second column of a call is that of the other side. */
    private static String ofTwoSides(String call) {
        int[] count = {0};
        return Pattern.compile("\\ba_(?=\\w)").matcher(call).replaceAll(found -> count[0]++ % 2 == 0 ? "a_" : "b_");
    }

    private static List<DataFrame> extremeRows(int count) {
        StructType schema = new StructType();
        for (DataType type : ALL_TYPES) {
            schema = schema.add(columnOf(type), type).add("b" + columnOf(type).substring(1), type);
        }
        Random random = new Random(17);
        List<DataFrame> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (DataType type : ALL_TYPES) {
                values.add(extreme(type, random));
                values.add(extreme(type, random));
            }
            rows.add(session.createDataFrame(List.of(Row.of(values.toArray())), schema));
        }
        return rows;
    }

    private static @Nullable Object extreme(DataType type, Random random) {
        return switch (type) {
            case ArrayType array -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int count = random.nextInt(3); count > 0; count--) {
                    elements.add(extreme(array.elementType(), random));
                }
                yield elements;
            }
            case MapType map -> Collections.singletonMap("a", extreme(map.valueType(), random));
            case StructType struct ->
                Row.of(struct.fields().stream()
                        .map(field -> extreme(field.dataType(), random))
                        .toArray());
            case DecimalType decimal ->
                List.of(
                                BigDecimal.ZERO,
                                new BigDecimal("99999999.99"),
                                new BigDecimal("-99999999.99"),
                                new BigDecimal("0.01"))
                        .get(random.nextInt(4));
            case AtomicType atomic -> {
                List<Object> ends = ENDS.getOrDefault(atomic, List.of());
                yield ends.isEmpty() ? null : ends.get(random.nextInt(ends.size()));
            }
            case DataType other -> null;
        };
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyNameIsThatOfTheSameFunction(FunctionDocumentation function) {
        assertThat(function.usage()).endsWith(".");
        for (String name : function.names()) {
            boolean isForm = Forms.all().contains(function);
            boolean isFunction = documentations(name).findAny().isPresent();
            assertThat(isFunction).as(name).isNotEqualTo(isForm);
        }
    }
}
