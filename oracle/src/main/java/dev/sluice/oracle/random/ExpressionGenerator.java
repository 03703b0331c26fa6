package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Expressions of a wanted type over some columns; now and then of a wrong one. */
final class ExpressionGenerator {
    private static final List<String> COMPARISONS =
            List.of("equalTo", "notEqual", "lt", "leq", "gt", "geq", "eqNullSafe");

    private static final List<String> UNITS = List.of(
            "microsecond",
            "millisecond",
            "second",
            "minute",
            "hour",
            "day",
            "DD",
            "week",
            "month",
            "mon",
            "MM",
            "quarter",
            "year",
            "yyyy",
            "YY",
            "fortnight");

    private static final List<String> PATTERNS = List.of(
            "yyyy-MM-dd",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm:ss.SSS",
            "yyyy",
            "yyyy-MM",
            "HH:mm:ss",
            "dd/MM/yyyy");

    private static final List<String> JSON_SCHEMAS =
            List.of("a INT, b STRING", "a DOUBLE", "a STRING, b BIGINT", "a BOOLEAN", "A INT", "a TIMESTAMP, b DATE");

    private static final List<String> TUMBLING_WINDOWS = List.of(
            "\"10 seconds\"",
            "\"1 hour\"",
            "\"1 day\"",
            "\"10 seconds\", \"10 seconds\", \"3 seconds\"",
            "\"1 minute\", \"1 minute\", \"-17 seconds\"",
            "\"1 week\"",
            "\"100 milliseconds\"",
            "\"1 microsecond\"");

    /** None slides that stands in another expression: beside it Spark fails for constants that no row asks for. */
    private static final List<String> WINDOWS = Stream.concat(
                    TUMBLING_WINDOWS.stream(),
                    Stream.of(
                            "\"10 seconds\", \"5 seconds\"",
                            "\"10 seconds\", \"3 seconds\"",
                            "\"7 seconds\", \"2 seconds\", \"1 second\"",
                            "\"1 hour 30 minutes\", \"45 minutes\"",
                            "\"2 days\", \"1 day\", \"-1 hour\""))
            .toList();

    private static final int PERCENT_OF_WRONG_TYPES = 2;
    private static final int PERCENT_OF_DECLARED = 45;
    private static final int PERCENT_OF_LAMBDAS = 10;

    private final Rng rng;
    private final Values values;
    private final List<Field> fields;
    private final boolean isSafe;
    private final FunctionCalls calls;

    /** Whether more may be seen of a text than the text: then it must not be that of a DOUBLE, which may differ in its digits. */
    private boolean isTextMeasured;

    /** Variables of a lambda within another must have other names in Java. */
    private int lambdaCount;

    /** @param isSafe whether expressions must not fail on any row of tame values */
    ExpressionGenerator(Rng rng, List<Field> fields, boolean isSafe) {
        this(rng, fields, isSafe, DeclaredFunctions.NONE);
    }

    private ExpressionGenerator(Rng rng, List<Field> fields, boolean isSafe, DeclaredFunctions functions) {
        this.rng = rng;
        this.values = new Values(rng, isSafe);
        this.fields = fields;
        this.isSafe = isSafe;
        this.calls = new FunctionCalls(rng, functions);
    }

    /** Of all there is, which may fail. */
    static ExpressionGenerator unsafe(Rng rng, List<Field> fields, DeclaredFunctions functions) {
        return new ExpressionGenerator(rng, fields, false, functions);
    }

    private List<Type> types() {
        return isSafe ? Type.ATOMIC : Type.ALL_ATOMIC;
    }

    Expression any(int depth) {
        if (!isSafe && rng.percent(4)) {
            return window(WINDOWS);
        }
        if (!isSafe && rng.percent(8)) {
            return struct(depth);
        }
        return of(rng.oneOf(!isSafe && rng.percent(20) ? Type.NESTED : types()), depth);
    }

    /** @param depth how many calls deep at most */
    Expression of(Type wanted, int depth) {
        Type type = !isSafe && rng.percent(PERCENT_OF_WRONG_TYPES) ? read(rng.oneOf(types()), wanted) : wanted;
        if (depth == 0) {
            return leaf(type);
        }
        int chance = rng.below(100);
        if (chance < 20) {
            return general(type, depth - 1);
        }
        if (!isSafe && chance < 35) {
            return cast(type, depth - 1);
        }
        return special(type, depth - 1);
    }

    /** A type that is read as another where that is wanted. */
    private Type read(Type candidate, Type wanted) {
        return isTextMeasured && wanted.equals(Type.STRING) && candidate.isReal() ? wanted : candidate;
    }

    private Expression measured(int depth) {
        boolean isOuter = !isTextMeasured;
        isTextMeasured = true;
        Expression text = of(Type.STRING, depth);
        isTextMeasured = !isOuter;
        return text;
    }

    /** One whose order or equality is seen. */
    private Expression compared(Type type, int depth) {
        return type.equals(Type.STRING) ? measured(depth) : of(type, depth);
    }

    private Expression leaf(Type type) {
        List<Field> fitting =
                fields.stream().filter(field -> field.type().equals(type)).toList();
        if (!fitting.isEmpty() && rng.percent(75)) {
            return new Reference(rng.oneOf(fitting).name());
        }
        List<Expression> nested = nestedLeaves(type);
        if (!nested.isEmpty() && rng.percent(50)) {
            return rng.oneOf(nested);
        }
        if (rng.percent(8)) {
            return new Call("lit(null).cast(\"" + type.ddl() + "\")");
        }
        return literal(type);
    }

    private List<Expression> nestedLeaves(Type type) {
        List<Expression> leaves = new ArrayList<>();
        for (Field field : fields) {
            for (Field part : field.type().fields()) {
                if (part.type().equals(type)) {
                    leaves.add(new Call("{0}.getField(\"" + part.name() + "\")", new Reference(field.name())));
                    leaves.add(new Reference(field.name() + "." + part.name()));
                }
            }
        }
        return leaves;
    }

    private Expression literal(Type type) {
        if (type.isArray()) {
            Type element = type.parts().get(0);
            return new Call("array({*}).cast(\"" + type.ddl() + "\")", literal(element), literal(element));
        }
        if (type.isMap()) {
            return new Call(
                    "map({*}).cast(\"" + type.ddl() + "\")",
                    literal(type.parts().get(0)),
                    literal(type.parts().get(1)));
        }
        Literal plain = new Literal(values.value(type));
        return type.isDecimal() ? new Call("{0}.cast(\"" + type.ddl() + "\")", plain) : plain;
    }

    /** What there is for every type. */
    private Expression general(Type type, int depth) {
        return switch (rng.below(5)) {
            case 0 -> new Call("coalesce({*})", several(type, depth, 1, 3, false));
            case 1 ->
                new Call("when({0}, {1}).otherwise({2})", of(Type.BOOLEAN, depth), of(type, depth), of(type, depth));
            case 2 ->
                new Call(
                        "when({0}, {1}).when({2}, {3})",
                        of(Type.BOOLEAN, depth), of(type, depth), of(Type.BOOLEAN, depth), of(type, depth));
            case 3 -> new Call("greatest({*})", several(type, depth, 2, 3, true));
            default -> new Call("least({*})", several(type, depth, 2, 3, true));
        };
    }

    private List<Expression> several(Type type, int depth, int fewest, int most, boolean areCompared) {
        List<Expression> expressions = new ArrayList<>();
        int count = rng.between(fewest, most);
        for (int index = 0; index < count; index++) {
            Type one = isSafe || rng.percent(90) ? type : relatedTo(type);
            expressions.add(areCompared ? compared(one, depth) : of(one, depth));
        }
        return expressions;
    }

    private Type relatedTo(Type wanted) {
        return read(related(wanted), wanted);
    }

    /** A type that some engines find a common type with. */
    private Type related(Type type) {
        return switch (type.ddl()) {
            case "TINYINT", "SMALLINT" -> rng.oneOf(Type.INT, Type.FLOAT, Type.DECIMAL, Type.STRING);
            case "FLOAT" -> rng.oneOf(Type.DOUBLE, Type.BIGINT, Type.DECIMAL);
            case "DECIMAL(10,2)", "DECIMAL(38,18)" ->
                rng.oneOf(Type.DECIMAL, Type.WIDE_DECIMAL, Type.BIGINT, Type.DOUBLE, Type.STRING);
            case "BINARY" -> rng.oneOf(Type.STRING, Type.INT);
            case "INT" -> rng.oneOf(Type.BIGINT, Type.DOUBLE, Type.STRING);
            case "BIGINT" -> rng.oneOf(Type.INT, Type.DOUBLE, Type.STRING);
            case "DOUBLE" -> rng.oneOf(Type.INT, Type.BIGINT, Type.STRING);
            case "DATE" -> rng.oneOf(Type.TIMESTAMP, Type.STRING);
            case "TIMESTAMP" -> rng.oneOf(Type.DATE, Type.STRING, Type.LOCAL_TIMESTAMP);
            case "TIMESTAMP_NTZ" -> rng.oneOf(Type.DATE, Type.STRING, Type.TIMESTAMP);
            case "INTERVAL DAY TO SECOND", "INTERVAL YEAR TO MONTH" ->
                rng.oneOf(Type.CLOCK_INTERVAL, Type.CALENDAR_INTERVAL, Type.STRING);
            default -> rng.oneOf(Type.STRING, Type.INT, Type.DOUBLE, Type.DATE);
        };
    }

    private Expression cast(Type type, int depth) {
        return new Call("{0}.cast(\"" + type.ddl() + "\")", of(read(rng.oneOf(types()), type), depth));
    }

    private Expression special(Type type, int depth) {
        if (Type.INTERVALS.contains(type) && rng.percent(60)) {
            return interval(type, depth);
        }
        if (!isSafe && rng.percent(PERCENT_OF_LAMBDAS)) {
            Optional<Expression> lambda = lambda(type, depth);
            if (lambda.isPresent()) {
                return lambda.get();
            }
        }
        if (!isSafe && (!Type.ATOMIC.contains(type) || rng.percent(PERCENT_OF_DECLARED))) {
            return rng.percent(10)
                    ? leaf(type)
                    : calls.giving(type, argument -> compared(argument, depth)).orElseGet(() -> leaf(type));
        }
        return switch (type.ddl()) {
            case "BOOLEAN" -> condition(depth);
            case "INT" -> rng.percent(25) ? new Call("length({0})", measured(depth)) : number(type, depth);
            case "BIGINT" ->
                rng.percent(20)
                        // Milliseconds are too many to be multiplied.
                        ? new Call(
                                isSafe ? "unix_millis({0}).mod(lit(1000L))" : "unix_millis({0})",
                                of(Type.TIMESTAMP, depth))
                        : number(type, depth);
            case "DOUBLE" -> number(type, depth);
            case "STRING" -> text(depth);
            case "DATE" ->
                isSafe
                        ? general(type, depth)
                        : new Call("{0}.cast(\"DATE\")", of(rng.oneOf(Type.TIMESTAMP, Type.STRING), depth));
            case "TIMESTAMP" -> time(depth);
            default -> throw new IllegalArgumentException("no expressions of " + type.ddl());
        };
    }

    private Expression interval(Type type, int depth) {
        if (type.equals(Type.CLOCK_INTERVAL) && rng.percent(30)) {
            Type time = rng.oneOf(Type.TIMESTAMP, Type.LOCAL_TIMESTAMP);
            return new Call("{0}.minus({1})", of(time, depth), of(rng.oneOf(time, Type.DATE), depth));
        }
        return switch (rng.below(4)) {
            case 0 -> new Call("{0}.plus({1})", of(type, depth), of(type, depth));
            case 1 -> new Call("{0}.minus({1})", of(type, depth), of(type, depth));
            case 2 -> new Call("{0}.multiply({1})", of(type, depth), of(rng.oneOf(Type.INT, Type.DECIMAL), depth));
            default -> new Call("{0}.divide({1})", of(type, depth), of(rng.oneOf(Type.INT, Type.DECIMAL), depth));
        };
    }

    /** A call with a lambda that gives the type, where one does. */
    private Optional<Expression> lambda(Type type, int depth) {
        lambdaCount++;
        String element = "x" + lambdaCount;
        String other = "y" + lambdaCount;
        if (type.isArray()) {
            Expression array = of(type, depth);
            Expression value = of(type.parts().get(0), depth);
            return Optional.of(
                    switch (rng.below(3)) {
                        case 0 -> new Call("filter({0}, " + element + " -> " + element + ".isNotNull())", array);
                        case 1 ->
                            new Call("transform({0}, " + element + " -> coalesce(" + element + ", {1}))", array, value);
                        default ->
                            new Call(
                                    "transform({0}, (" + element + ", " + other + ") -> when(" + other + ".gt(lit(0)), "
                                            + element + ").otherwise({1}))",
                                    array,
                                    value);
                    });
        }
        if (type.equals(Type.BOOLEAN)) {
            Type compared = rng.oneOf(Type.INT, Type.STRING, Type.DOUBLE);
            return Optional.of(new Call(
                    rng.oneOf("exists", "forall") + "({0}, " + element + " -> " + element + "." + rng.oneOf(COMPARISONS)
                            + "({1}))",
                    of(Type.array(compared), depth),
                    compared(compared, depth)));
        }
        return type.equals(Type.INT)
                ? Optional.of(new Call(
                        "aggregate({0}, {1}, (" + other + ", " + element + ") -> coalesce(" + element + ", " + other
                                + "))",
                        of(Type.array(Type.INT), depth),
                        of(Type.INT, depth)))
                : Optional.empty();
    }

    private Expression condition(int depth) {
        Type type = rng.oneOf(types());
        return switch (rng.below(10)) {
            case 0, 1, 2 ->
                new Call(
                        "{0}." + rng.oneOf(COMPARISONS) + "({1})",
                        compared(type, depth),
                        compared(isSafe || rng.percent(75) ? type : relatedTo(type), depth));
            case 3 -> new Call("{0}.and({1})", of(Type.BOOLEAN, depth), of(Type.BOOLEAN, depth));
            case 4 -> new Call("{0}.or({1})", of(Type.BOOLEAN, depth), of(Type.BOOLEAN, depth));
            case 5 -> new Call(rng.oneOf("not({0})", "isnull({0})", "isnotnull({0})"), of(Type.BOOLEAN, depth));
            case 6 -> new Call(rng.oneOf("{0}.isNull()", "{0}.isNotNull()"), of(type, depth));
            case 7 -> new Call(rng.oneOf("{0}.isNaN()", "isnan({0})"), of(Type.DOUBLE, depth));
            case 8 ->
                new Call("{0}.between({1}, {2})", compared(type, depth), compared(type, depth), compared(type, depth));
            default -> {
                List<Expression> arguments = new ArrayList<>(List.of(compared(type, depth)));
                // What isin is given are values, not columns.
                arguments.addAll(Stream.generate(() -> new Literal(values.value(type)))
                        .limit(rng.between(1, 4))
                        .toList());
                yield new Call("{0}.isin({*})", arguments);
            }
        };
    }

    private Expression number(Type type, int depth) {
        if (!isSafe && rng.percent(12)) {
            return new Call(
                    type.equals(Type.DOUBLE) ? "{0}.divide({1})" : "{0}.mod({1})", of(type, depth), of(type, depth));
        }
        return switch (rng.below(6)) {
            case 0 -> new Call("{0}.plus({1})", of(type, depth), of(narrower(type), depth));
            case 1 -> new Call("{0}.minus({1})", of(narrower(type), depth), of(type, depth));
            case 2 -> new Call("{0}.multiply({1})", of(type, depth), of(narrower(type), depth));
            case 3 -> new Call("negate({0})", of(type, depth));
            case 4 -> new Call("abs({0})", of(type, depth));
            default -> isSafe ? general(type, depth) : new Call("{0}.mod({1})", of(type, depth), of(type, depth));
        };
    }

    /** The type, or one that it takes in without loss. */
    private Type narrower(Type type) {
        if (isSafe || rng.percent(70)) {
            return type;
        }
        return type.equals(Type.DOUBLE) ? rng.oneOf(Type.INT, Type.BIGINT, Type.STRING) : Type.INT;
    }

    private Expression text(int depth) {
        int position = rng.between(-4, 6);
        int length = rng.between(-1, 5);
        return switch (rng.below(8)) {
            case 0, 1 -> new Call("concat({*})", several(Type.STRING, depth, 1, 3, false));
            case 2 -> new Call("upper({0})", of(Type.STRING, depth));
            case 3 -> new Call("lower({0})", of(Type.STRING, depth));
            case 4 -> new Call("trim({0})", of(Type.STRING, depth));
            case 5 -> new Call("substring({0}, " + position + ", " + length + ")", measured(depth));
            case 6 -> new Call("{0}.substr(" + position + ", " + length + ")", measured(depth));
            default ->
                isSafe || isTextMeasured
                        ? cast(Type.STRING, depth)
                        : new Call(rng.oneOf("to_json({0})", "to_csv({0})"), struct(depth));
        };
    }

    private Expression time(int depth) {
        if (isSafe) {
            return new Call(
                    "date_trunc(\"" + rng.oneOf("minute", "hour", "day", "week", "month") + "\", {0})",
                    of(Type.TIMESTAMP, depth));
        }
        return switch (rng.below(7)) {
            case 6 ->
                new Call(
                        rng.oneOf("{0}.plus({1})", "{0}.minus({1})"),
                        of(Type.TIMESTAMP, depth),
                        of(rng.oneOf(Type.INTERVALS), depth));
            case 0, 1, 2 -> new Call("date_trunc(\"" + rng.oneOf(UNITS) + "\", {0})", of(Type.TIMESTAMP, depth));
            case 3 -> new Call("to_timestamp({0})", of(Type.STRING, depth));
            case 4 -> new Call("to_timestamp({0}, \"" + rng.oneOf(PATTERNS) + "\")", of(Type.STRING, depth));
            default -> new Call("{0}.getField(\"" + rng.oneOf("start", "end") + "\")", window(TUMBLING_WINDOWS));
        };
    }

    /** Of a time, since we refuse what is none before anything else, and Spark where it stands. */
    private Expression window(List<String> durations) {
        return new Call("window({0}, " + rng.oneOf(durations) + ")", leaf(Type.TIMESTAMP));
    }

    private Expression struct(int depth) {
        return switch (rng.below(4)) {
            case 0 -> window(TUMBLING_WINDOWS);
            case 1 ->
                rng.percent(40)
                        ? new Call(
                                "from_csv({0}, lit(\"" + rng.oneOf(JSON_SCHEMAS) + "\"), Map.of())", of(Type.STRING, 0))
                        : new Call(
                                "from_json({0}, StructType.fromDDL(\"" + rng.oneOf(JSON_SCHEMAS) + "\"))",
                                of(Type.STRING, 0));
            default ->
                new Call(
                        "struct({*})",
                        Stream.of("a", "b", "c")
                                .limit(rng.between(1, 3))
                                .map(name -> (Expression)
                                        new Call("{0}.as(\"" + name + "\")", of(rng.oneOf(types()), depth)))
                                .toList());
        };
    }
}
