package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queries over static tables. */
final class QueryGenerator {
    private static final List<String> SORTS = List.of(
            "asc()", "desc()", "asc_nulls_first()", "asc_nulls_last()", "desc_nulls_first()", "desc_nulls_last()");

    private final Rng rng;

    /** A relation and its columns. */
    record Shaped(Relation relation, List<Field> fields) {
        Shaped {
            fields = List.copyOf(fields);
        }
    }

    QueryGenerator(Rng rng) {
        this.rng = rng;
    }

    RandomCase.Query query() {
        List<Field> fields = fields();
        Values values = new Values(rng, true);
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("a", new Table(fields, values.rows(fields, rng.between(0, 12))));
        Shaped shaped = new Shaped(new Relation.Source("a"), fields);
        if (rng.percent(30)) {
            tables.put("b", new Table(fields, values.rows(fields, rng.between(0, 6))));
            Shaped other = narrowed(new Shaped(new Relation.Source("b"), fields), rng.below(2));
            shaped = new Shaped(new Relation.Union(shaped.relation(), other.relation()), fields);
        }
        int steps = rng.between(1, 4);
        for (int step = 0; step < steps; step++) {
            shaped = next(shaped, step);
        }
        if (rng.percent(35)) {
            return new RandomCase.Query(tables, ordered(shaped, 0), true);
        }
        return new RandomCase.Query(tables, shaped.relation(), false);
    }

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        int count = rng.between(2, 5);
        for (int index = 0; index < count; index++) {
            fields.add(new Field(Character.toString('a' + index), rng.oneOf(Type.ATOMIC)));
        }
        if (rng.percent(20)) {
            fields.add(new Field("s", Type.struct(List.of(new Field("x", Type.INT), new Field("y", Type.STRING)))));
        }
        return fields;
    }

    private Shaped next(Shaped shaped, int step) {
        return switch (rng.below(6)) {
            case 0, 1 -> narrowed(shaped, 1);
            case 2 -> selected(shaped, step);
            case 3 -> widened(shaped, step);
            default -> grouped(shaped, keys(shaped, "k" + step), "x" + step);
        };
    }

    /** With some filters. */
    Shaped narrowed(Shaped shaped, int filters) {
        Relation relation = shaped.relation();
        for (int filter = 0; filter < filters; filter++) {
            relation = new Relation.Step(
                    relation,
                    rng.oneOf(".filter({0})", ".where({0})"),
                    expressions(shaped).of(Type.BOOLEAN, rng.between(1, 2)));
        }
        return new Shaped(relation, shaped.fields());
    }

    private ExpressionGenerator expressions(Shaped shaped) {
        return new ExpressionGenerator(rng, shaped.fields(), true);
    }

    private Shaped selected(Shaped shaped, int step) {
        List<Expression> columns = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        int count = rng.between(1, 4);
        for (int index = 0; index < count; index++) {
            Type type = rng.oneOf(Type.ATOMIC);
            Field field = new Field("c" + step + index, type);
            columns.add(new Call(
                    "{0}.as(\"" + field.name() + "\")", expressions(shaped).of(type, rng.below(3))));
            fields.add(field);
        }
        return new Shaped(new Relation.Step(shaped.relation(), ".select({*})", columns), fields);
    }

    /** With one more column, or another in the place of one. */
    Shaped widened(Shaped shaped, int step) {
        Type type = rng.oneOf(Type.ATOMIC);
        String name = rng.percent(30) ? rng.oneOf(shaped.fields()).name() : "w" + step;
        Relation relation = new Relation.Step(
                shaped.relation(),
                ".withColumn(\"" + name + "\", {0})",
                expressions(shaped).of(type, rng.between(1, 2)));
        List<Field> fields = new ArrayList<>();
        shaped.fields().forEach(field -> fields.add(field.name().equals(name) ? new Field(name, type) : field));
        if (name.startsWith("w")
                && fields.stream().noneMatch(field -> field.name().equals(name))) {
            fields.add(new Field(name, type));
        }
        return new Shaped(relation, fields);
    }

    private Shaped keys(Shaped shaped, String prefix) {
        int count = rng.below(3);
        List<Field> keys = new ArrayList<>();
        Relation relation = shaped.relation();
        for (int index = 0; index < count; index++) {
            if (rng.percent(70)) {
                Field key = rng.oneOf(shaped.fields());
                if (!keys.contains(key)) {
                    keys.add(key);
                }
            } else {
                Type type = rng.oneOf(Type.ATOMIC);
                String name = prefix + index;
                relation = new Relation.Step(
                        relation,
                        ".withColumn(\"" + name + "\", {0})",
                        expressions(shaped).of(type, 1));
                keys.add(new Field(name, type));
            }
        }
        return new Shaped(relation, keys);
    }

    private Shaped grouped(Shaped shaped, Shaped keys, String prefix) {
        List<Expression> references = new ArrayList<>();
        keys.fields().forEach(key -> references.add(new Reference(key.name())));
        List<Field> fields = new ArrayList<>(keys.fields());
        List<Expression> aggregates = aggregates(shaped.fields(), prefix, fields);
        return new Shaped(new Relation.Grouped(keys.relation(), references, aggregates), fields);
    }

    /** @param result gets the columns of the aggregates */
    List<Expression> aggregates(List<Field> fields, String prefix, List<Field> result) {
        List<Expression> aggregates = new ArrayList<>();
        int count = rng.between(1, 3);
        for (int index = 0; index < count; index++) {
            Field input = rng.oneOf(fields);
            String name = prefix + index;
            Expression argument = new Reference(input.name());
            if (rng.percent(25) && !input.type().isStruct()) {
                argument = new ExpressionGenerator(rng, fields, true).of(input.type(), 1);
            }
            boolean countsRows = rng.percent(20);
            String function = rng.oneOf(aggregatesOf(input.type()));
            Expression call = countsRows ? new Call("count({0})", new Literal("1")) : call(function, argument);
            aggregates.add(new Call("{0}.as(\"" + name + "\")", call));
            result.add(new Field(name, countsRows ? Type.BIGINT : resultType(function, input.type())));
        }
        return aggregates;
    }

    /** None whose result depends on the order of rows. */
    private static List<String> aggregatesOf(Type type) {
        List<String> functions = new ArrayList<>(List.of("count", "min", "max"));
        if (type.isNumber()) {
            functions.addAll(List.of("sum", "avg", "mean", "median"));
        }
        if (type.equals(Type.INT) || type.equals(Type.BIGINT)) {
            functions.addAll(List.of("bit_and", "bit_or", "bit_xor"));
        }
        if (type.equals(Type.BOOLEAN)) {
            functions.addAll(List.of("bool_and", "bool_or", "count_if"));
        }
        if (!type.isNested()) {
            functions.add("approx_count_distinct");
        }
        return functions;
    }

    private static Call call(String function, Expression argument) {
        boolean isOld = List.of("count", "min", "max", "sum", "avg", "mean").contains(function);
        return new Call(isOld ? function + "({0})" : "call_function(\"" + function + "\", {0})", argument);
    }

    private static Type resultType(String function, Type input) {
        return switch (function) {
            case "avg", "mean", "median" -> Type.DOUBLE;
            case "count", "count_if", "approx_count_distinct" -> Type.BIGINT;
            case "sum" -> input.equals(Type.DOUBLE) ? Type.DOUBLE : Type.BIGINT;
            default -> input;
        };
    }

    /**
     * Sorted by all columns, so that equal neighbours are equal in all.
     *
     * @param smallestLimit of the rows that are kept, where not all are
     */
    Relation ordered(Shaped shaped, int smallestLimit) {
        List<Expression> keys = new ArrayList<>();
        for (Field field : shaped.fields()) {
            Expression key = new Reference(field.name());
            keys.add(rng.percent(70) ? new Call("{0}." + rng.oneOf(SORTS), key) : key);
        }
        Relation sorted = new Relation.Step(shaped.relation(), ".orderBy({*})", keys);
        return rng.percent(30) ? new Relation.Step(sorted, ".limit(" + rng.between(smallestLimit, 5) + ")") : sorted;
    }
}
