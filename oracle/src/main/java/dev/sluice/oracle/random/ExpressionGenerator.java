package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import java.util.ArrayList;
import java.util.List;
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

    static final List<String> WINDOWS = List.of(
            "\"10 seconds\"",
            "\"1 hour\"",
            "\"1 day\"",
            "\"10 seconds\", \"5 seconds\"",
            "\"10 seconds\", \"10 seconds\", \"3 seconds\"",
            "\"1 minute\", \"1 minute\", \"-17 seconds\"",
            "\"10 seconds\", \"3 seconds\"",
            "\"7 seconds\", \"2 seconds\", \"1 second\"",
            "\"1 week\"",
            "\"100 milliseconds\"",
            "\"1 microsecond\"",
            "\"1 hour 30 minutes\", \"45 minutes\"",
            "\"2 days\", \"1 day\", \"-1 hour\"");

    private static final int PERCENT_OF_WRONG_TYPES = 2;

    private final Rng rng;
    private final Values values;
    private final List<Field> fields;
    private final boolean isSafe;

    /** @param isSafe whether expressions must not fail on any row of tame values */
    ExpressionGenerator(Rng rng, List<Field> fields, boolean isSafe) {
        this.rng = rng;
        this.values = new Values(rng, isSafe);
        this.fields = fields;
        this.isSafe = isSafe;
    }

    Expression any(int depth) {
        if (!isSafe && rng.percent(10)) {
            return struct(depth);
        }
        return of(rng.oneOf(Type.ATOMIC), depth);
    }

    /** @param depth how many calls deep at most */
    Expression of(Type wanted, int depth) {
        Type type = !isSafe && rng.percent(PERCENT_OF_WRONG_TYPES) ? rng.oneOf(Type.ATOMIC) : wanted;
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

    private Literal literal(Type type) {
        return new Literal(values.value(type));
    }

    /** What there is for every type. */
    private Expression general(Type type, int depth) {
        return switch (rng.below(5)) {
            case 0 -> new Call("coalesce({*})", several(type, depth, 1, 3));
            case 1 ->
                new Call("when({0}, {1}).otherwise({2})", of(Type.BOOLEAN, depth), of(type, depth), of(type, depth));
            case 2 ->
                new Call(
                        "when({0}, {1}).when({2}, {3})",
                        of(Type.BOOLEAN, depth), of(type, depth), of(Type.BOOLEAN, depth), of(type, depth));
            case 3 -> new Call("greatest({*})", several(type, depth, 2, 3));
            default -> new Call("least({*})", several(type, depth, 2, 3));
        };
    }

    private List<Expression> several(Type type, int depth, int fewest, int most) {
        List<Expression> expressions = new ArrayList<>();
        int count = rng.between(fewest, most);
        for (int index = 0; index < count; index++) {
            expressions.add(of(isSafe || rng.percent(90) ? type : related(type), depth));
        }
        return expressions;
    }

    /** A type that some engines find a common type with. */
    private Type related(Type type) {
        return switch (type.ddl()) {
            case "INT" -> rng.oneOf(Type.BIGINT, Type.DOUBLE, Type.STRING);
            case "BIGINT" -> rng.oneOf(Type.INT, Type.DOUBLE, Type.STRING);
            case "DOUBLE" -> rng.oneOf(Type.INT, Type.BIGINT, Type.STRING);
            case "DATE" -> rng.oneOf(Type.TIMESTAMP, Type.STRING);
            case "TIMESTAMP" -> rng.oneOf(Type.DATE, Type.STRING);
            default -> rng.oneOf(Type.STRING, Type.INT, Type.DOUBLE, Type.DATE);
        };
    }

    private Expression cast(Type type, int depth) {
        return new Call("{0}.cast(\"" + type.ddl() + "\")", of(rng.oneOf(Type.ATOMIC), depth));
    }

    private Expression special(Type type, int depth) {
        return switch (type.ddl()) {
            case "BOOLEAN" -> condition(depth);
            case "INT" -> rng.percent(25) ? new Call("length({0})", of(Type.STRING, depth)) : number(type, depth);
            case "BIGINT" ->
                rng.percent(20) ? new Call("unix_millis({0})", of(Type.TIMESTAMP, depth)) : number(type, depth);
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

    private Expression condition(int depth) {
        Type type = rng.oneOf(Type.ATOMIC);
        return switch (rng.below(10)) {
            case 0, 1, 2 ->
                new Call(
                        "{0}." + rng.oneOf(COMPARISONS) + "({1})",
                        of(type, depth),
                        of(isSafe || rng.percent(75) ? type : related(type), depth));
            case 3 -> new Call("{0}.and({1})", of(Type.BOOLEAN, depth), of(Type.BOOLEAN, depth));
            case 4 -> new Call("{0}.or({1})", of(Type.BOOLEAN, depth), of(Type.BOOLEAN, depth));
            case 5 -> new Call(rng.oneOf("not({0})", "isnull({0})", "isnotnull({0})"), of(Type.BOOLEAN, depth));
            case 6 -> new Call(rng.oneOf("{0}.isNull()", "{0}.isNotNull()"), of(type, depth));
            case 7 -> new Call(rng.oneOf("{0}.isNaN()", "isnan({0})"), of(Type.DOUBLE, depth));
            case 8 -> new Call("{0}.between({1}, {2})", of(type, depth), of(type, depth), of(type, depth));
            default -> {
                List<Expression> arguments = new ArrayList<>(List.of(of(type, depth)));
                arguments.addAll(Stream.generate(() -> literal(type))
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
            case 0, 1 -> new Call("concat({*})", several(Type.STRING, depth, 1, 3));
            case 2 -> new Call("upper({0})", of(Type.STRING, depth));
            case 3 -> new Call("lower({0})", of(Type.STRING, depth));
            case 4 -> new Call("trim({0})", of(Type.STRING, depth));
            case 5 -> new Call("substring({0}, " + position + ", " + length + ")", of(Type.STRING, depth));
            case 6 -> new Call("{0}.substr(" + position + ", " + length + ")", of(Type.STRING, depth));
            default ->
                isSafe
                        ? new Call("{0}.cast(\"STRING\")", of(rng.oneOf(Type.ATOMIC), depth))
                        : new Call("to_json({0})", struct(depth));
        };
    }

    private Expression time(int depth) {
        if (isSafe) {
            return new Call(
                    "date_trunc(\"" + rng.oneOf("minute", "hour", "day", "week", "month") + "\", {0})",
                    of(Type.TIMESTAMP, depth));
        }
        return switch (rng.below(6)) {
            case 0, 1, 2 -> new Call("date_trunc(\"" + rng.oneOf(UNITS) + "\", {0})", of(Type.TIMESTAMP, depth));
            case 3 -> new Call("to_timestamp({0})", of(Type.STRING, depth));
            case 4 -> new Call("to_timestamp({0}, \"" + rng.oneOf(PATTERNS) + "\")", of(Type.STRING, depth));
            default ->
                new Call(
                        "window({0}, " + rng.oneOf(WINDOWS) + ").getField(\"" + rng.oneOf("start", "end") + "\")",
                        of(Type.TIMESTAMP, 0));
        };
    }

    private Expression struct(int depth) {
        return switch (rng.below(4)) {
            case 0 -> new Call("window({0}, " + rng.oneOf(WINDOWS) + ")", of(Type.TIMESTAMP, 0));
            case 1 ->
                new Call("from_json({0}, StructType.fromDDL(\"" + rng.oneOf(JSON_SCHEMAS) + "\"))", of(Type.STRING, 0));
            default ->
                new Call(
                        "struct({*})",
                        Stream.of("a", "b", "c")
                                .limit(rng.between(1, 3))
                                .map(name -> (Expression)
                                        new Call("{0}.as(\"" + name + "\")", of(rng.oneOf(Type.ATOMIC), depth)))
                                .toList());
        };
    }
}
