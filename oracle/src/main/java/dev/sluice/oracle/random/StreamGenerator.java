package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import dev.sluice.oracle.random.QueryGenerator.Shaped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Streaming queries, mostly over event time, and what happens to them. */
final class StreamGenerator {
    private static final String KEY = "k";
    private static final String TIME = "t";
    private static final String VALUE = "v";

    /** Durations that suit the pace of {@link EventTimes}. */
    private static final List<String> WINDOWS = List.of(
            "\"10 seconds\"",
            "\"5 seconds\"",
            "\"1 minute\"",
            "\"10 seconds\", \"5 seconds\"",
            "\"10 seconds\", \"10 seconds\", \"3 seconds\"",
            "\"20 seconds\", \"20 seconds\", \"-7 seconds\"",
            "\"10 seconds\", \"3 seconds\"",
            "\"7 seconds\", \"2 seconds\", \"1 second\"",
            "\"30 seconds\", \"10 seconds\", \"-500 milliseconds\"",
            "\"1 hour\"");

    private static final List<String> LONGER_WINDOWS =
            List.of("\"1 minute\"", "\"30 seconds\"", "\"20 seconds\", \"10 seconds\"", "\"1 hour\"");

    private static final List<String> DELAYS = List.of(
            "0 seconds",
            "5 seconds",
            "10 seconds",
            "1 minute 30 seconds",
            "500 milliseconds",
            "1500 milliseconds",
            "1 hour",
            "1 microsecond",
            "interval 7 seconds",
            "20 seconds -5 seconds",
            "1 month");

    private final Rng rng;

    StreamGenerator(Rng rng) {
        this.rng = rng;
    }

    RandomCase.Stream stream() {
        List<Field> fields = List.of(
                new Field(KEY, rng.oneOf(Type.STRING, Type.INT, Type.BOOLEAN)),
                new Field(TIME, Type.TIMESTAMP),
                new Field(VALUE, rng.oneOf(Type.INT, Type.BIGINT, Type.DOUBLE, Type.STRING, Type.DATE)));
        int chance = rng.below(100);
        if (chance < 12) {
            return stateless(fields);
        }
        if (chance < 30) {
            return joined(fields);
        }
        if (chance < 55) {
            return stateful(fields);
        }
        if (chance < 75) {
            return aggregated(fields, 1);
        }
        return chance < 88 ? aggregated(fields, 2) : chained(fields);
    }

    private RandomCase.Stream stateful(List<Field> fields) {
        StatefulGenerator generator = new StatefulGenerator(
                rng,
                shaped -> {
                    List<Field> result = new ArrayList<>();
                    Relation grouped = grouped(shaped, result);
                    return new Shaped(grouped, result);
                },
                LONGER_WINDOWS);
        Shaped shaped = generator.over(prepared("a", fields));
        return played(Map.of(), Map.of("a", fields), generator.mode(), shaped.relation(), false);
    }

    private RandomCase.Stream stateless(List<Field> fields) {
        QueryGenerator queries = new QueryGenerator(rng);
        Shaped shaped = source("a", fields);
        shaped = rng.percent(50) ? watermarked(shaped) : shaped;
        shaped = filtered(shaped, shaped.fields(), rng.below(3));
        shaped = rng.percent(60) ? queries.widened(shaped, 0) : shaped;
        return played(Map.of(), Map.of("a", fields), rng.oneOf("append", "append", "update"), shaped.relation(), false);
    }

    /** Two inputs, whose rows meet by their keys and times. */
    private RandomCase.Stream joined(List<Field> fields) {
        Map<String, List<Field>> named = new LinkedHashMap<>();
        named.put("a", fields);
        named.put("b", fields);
        String type = rng.oneOf("inner", "inner", "left", "right", "full", "left_semi");
        // Two nulls are equal in a full join of Spark, and a semi join holds less there, which are differences that are
        // meant.
        boolean isNullSafe = type.equals("full") || rng.percent(20);
        Expression keys = new Call(
                "{0}." + (isNullSafe ? "eqNullSafe" : "equalTo") + "({1})",
                new Reference("l" + KEY),
                new Reference("r" + KEY));
        Expression times = type.equals("full") ? range() : rng.percent(40) ? sameTime() : range();
        Expression condition = rng.percent(90) ? new Call("{0}.and({1})", keys, times) : keys;
        Map<String, String> settings = !type.equals("left_semi") && rng.percent(10)
                ? Map.of("spark.sql.streaming.noDataMicroBatches.enabled", "false")
                : Map.of();
        return played(
                settings,
                named,
                rng.percent(85) ? "append" : rng.oneOf("update", "complete"),
                new Relation.Join(side("a", "l", fields), side("b", "r", fields), condition, type),
                false);
    }

    /** Without filters: Spark asks those on the key of one side of the other too, and so of its watermark. */
    private Relation side(String input, String prefix, List<Field> fields) {
        Shaped shaped = source(input, fields);
        shaped = rng.percent(92) ? watermarked(shaped) : shaped;
        Relation renamed = shaped.relation();
        for (String name : List.of(KEY, TIME, VALUE)) {
            renamed = new Relation.Step(renamed, ".withColumnRenamed(\"" + name + "\", \"" + prefix + name + "\")");
        }
        return renamed;
    }

    private Expression sameTime() {
        return rng.percent(50)
                ? new Call("{0}.equalTo({1})", new Reference("l" + TIME), new Reference("r" + TIME))
                : new Call("{1}.eqNullSafe({0})", new Reference("l" + TIME), new Reference("r" + TIME));
    }

    /** One time no further from the other than so many seconds, on one side or on both. */
    private Expression range() {
        String seconds = ".cast(\"double\")";
        String above = "{0}" + seconds + "." + rng.oneOf("geq", "gt") + "({1}" + seconds + ".minus("
                + rng.oneOf("0", "5", "10", "0.5") + "))";
        String below = "{0}" + seconds + "." + rng.oneOf("leq", "lt") + "({1}" + seconds + ".plus("
                + rng.oneOf("1", "5", "10", "60") + "))";
        String template = switch (rng.below(4)) {
            case 0 -> above;
            case 1 -> below;
            default -> above + ".and(" + below + ")";
        };
        return new Call(template, new Reference("l" + TIME), new Reference("r" + TIME));
    }

    private RandomCase.Stream aggregated(List<Field> fields, int inputs) {
        QueryGenerator queries = new QueryGenerator(rng);
        Map<String, List<Field>> named = new LinkedHashMap<>();
        named.put("a", fields);
        Shaped shaped = prepared("a", fields);
        Map<String, String> settings = new LinkedHashMap<>();
        if (inputs == 2) {
            named.put("b", fields);
            shaped = new Shaped(
                    new Relation.Union(shaped.relation(), prepared("b", fields).relation()), fields);
            if (rng.percent(40)) {
                settings.put("spark.sql.streaming.multipleWatermarkPolicy", "max");
            }
        }
        if (rng.percent(10)) {
            settings.put("spark.sql.streaming.noDataMicroBatches.enabled", "false");
        }
        String mode = rng.oneOf("append", "append", "update", "complete");
        List<Field> result = new ArrayList<>();
        Relation grouped = grouped(shaped, result);
        Shaped after = new Shaped(grouped, result);
        if (rng.percent(25)) {
            // Spark moves filters on keys to the input, which is a difference that is meant.
            List<Field> aggregates = result.stream()
                    .filter(field -> !List.of("window", TIME, KEY).contains(field.name()))
                    .toList();
            after = filtered(after, aggregates, 1);
        }
        if (rng.percent(25)) {
            after = queries.widened(after, 1);
        }
        boolean isOrdered = mode.equals("complete") && rng.percent(40);
        return played(settings, named, mode, isOrdered ? queries.ordered(after, 1) : after.relation(), isOrdered);
    }

    /** An input with filters around its watermark. */
    private Shaped prepared(String input, List<Field> fields) {
        Shaped shaped = filtered(source(input, fields), fields, rng.percent(25) ? 1 : 0);
        shaped = rng.percent(88) ? watermarked(shaped) : shaped;
        return filtered(shaped, fields, rng.percent(30) ? 1 : 0);
    }

    /**
     * With filters, each conjunct of which looks at one of some columns at least, by a range, and at the time only if it is
     * that one: what can never be true, and a time that does not matter, are seen by Spark, which are differences that are
     * meant.
     */
    private Shaped filtered(Shaped shaped, List<Field> looked, int filters) {
        Relation relation = shaped.relation();
        for (int filter = 0; filter < filters; filter++) {
            Expression condition = conjunct(shaped, looked);
            if (rng.percent(35)) {
                condition = new Call("{0}.and({1})", condition, conjunct(shaped, looked));
            }
            relation = new Relation.Step(relation, rng.oneOf(".filter({0})", ".where({0})"), condition);
        }
        return new Shaped(relation, shaped.fields());
    }

    private Expression conjunct(Shaped shaped, List<Field> looked) {
        Field field = rng.oneOf(looked);
        List<Field> named = shaped.fields().stream()
                .filter(one -> field.name().equals(TIME) || !one.name().equals(TIME))
                .toList();
        return new Call(
                "{0}.or({1}." + rng.oneOf("leq", "geq") + "({2}))",
                new ExpressionGenerator(rng, named, true).of(Type.BOOLEAN, rng.between(1, 2)),
                new Reference(field.name()),
                new Literal(new Values(rng, true).value(field.type())));
    }

    private static Shaped source(String input, List<Field> fields) {
        return new Shaped(new Relation.Source(input), fields);
    }

    private Shaped watermarked(Shaped shaped) {
        String template = ".withWatermark(\"" + TIME + "\", \"" + rng.oneOf(DELAYS) + "\")";
        return new Shaped(new Relation.Step(shaped.relation(), template), shaped.fields());
    }

    /** @param result gets the columns */
    private Relation grouped(Shaped shaped, List<Field> result) {
        List<Expression> keys = new ArrayList<>();
        int chance = rng.below(100);
        if (chance < 70) {
            keys.add(window(new Reference(TIME), WINDOWS));
            result.add(windowField());
        } else if (chance < 82) {
            keys.add(new Reference(TIME));
            result.add(new Field(TIME, Type.TIMESTAMP));
        }
        if (rng.percent(chance < 95 ? 50 : 0)) {
            keys.add(rng.below(keys.size() + 1), new Reference(KEY));
            result.add(fieldOf(shaped, KEY));
        }
        // Rows without repetitions have come from several partitions, in any order.
        String input = Renderer.text(shaped.relation());
        boolean isInOrder = !input.contains(".dropDuplicates") && !input.contains(".distinct()");
        List<Expression> aggregates = aggregates(shaped.fields(), isInOrder, result);
        return new Relation.Grouped(shaped.relation(), keys, aggregates);
    }

    private List<Expression> aggregates(List<Field> fields, boolean isInOrder, List<Field> result) {
        List<Expression> aggregates = new ArrayList<>(new QueryGenerator(rng).aggregates(fields, "x", result));
        if (rng.percent(isInOrder ? 25 : 0)) {
            String template = rng.oneOf("first({0})", "last({0})", "first({0}, true)", "last({0}, true)");
            aggregates.add(new Call("{0}.as(\"y\")", new Call(template, new Reference(VALUE))));
            result.add(new Field("y", fields.get(fields.size() - 1).type()));
        }
        return aggregates;
    }

    private Expression window(Expression time, List<String> durations) {
        return new Call("window({0}, " + rng.oneOf(durations) + ")", time);
    }

    private static Field windowField() {
        return new Field(
                "window", Type.struct(List.of(new Field("start", Type.TIMESTAMP), new Field("end", Type.TIMESTAMP))));
    }

    private static Field fieldOf(Shaped shaped, String name) {
        return shaped.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Windows of windows. */
    private RandomCase.Stream chained(List<Field> fields) {
        Shaped shaped = prepared("a", fields);
        boolean isKept = rng.percent(50);
        List<Expression> keys = new ArrayList<>(List.of(window(new Reference(TIME), WINDOWS)));
        if (isKept) {
            keys.add(new Reference(KEY));
        }
        Relation first = new Relation.Grouped(
                shaped.relation(), keys, List.of(new Call("{0}.as(\"n\")", new Call("count({0})", new Literal("1")))));
        Expression time =
                rng.percent(50) ? new Reference("window") : new Call("window_time({0})", new Reference("window"));
        List<Expression> outer = new ArrayList<>(List.of(window(time, LONGER_WINDOWS)));
        if (isKept && rng.percent(50)) {
            outer.add(new Reference(KEY));
        }
        List<Expression> totals = List.of(
                new Call("{0}.as(\"total\")", new Call("sum({0})", new Reference("n"))),
                new Call("{0}.as(\"windows\")", new Call("count({0})", new Literal("1"))));
        Relation second = new Relation.Grouped(first, outer, totals);
        return played(
                Map.of(),
                Map.of("a", fields),
                rng.percent(85) ? "append" : rng.oneOf("update", "complete"),
                second,
                false);
    }

    private RandomCase.Stream played(
            Map<String, String> settings,
            Map<String, List<Field>> inputs,
            String mode,
            Relation relation,
            boolean isOrdered) {
        // What a filter removes while Spark reads is in none of its figures, which is a difference that is meant.
        Map<String, String> all = new LinkedHashMap<>(Map.of("spark.sql.json.filterPushdown.enabled", "false"));
        all.putAll(settings);
        return new RandomCase.Stream(all, inputs, mode, relation, isOrdered, steps(inputs, goesByOrder(relation)));
    }

    private static boolean goesByOrder(Relation relation) {
        String text = Renderer.text(relation);
        return text.contains("first(")
                || text.contains("last(")
                || text.contains(".limit(")
                || text.contains(".dropDuplicates");
    }

    /** @param isByOrder whether several files in a batch may be taken in an order that differs, which is meant */
    private List<RandomCase.StreamStep> steps(Map<String, List<Field>> inputs, boolean isByOrder) {
        EventTimes times = new EventTimes(rng);
        List<RandomCase.StreamStep> steps = new ArrayList<>();
        boolean isRun = rng.percent(15) && (inputs.size() == 1 || !isByOrder);
        int count = rng.between(3, 6);
        for (int step = 0; step < count; step++) {
            steps.add(added(inputs, times));
            // The watermark of each of several inputs outlives a restart here, which is a difference that is meant.
            if (isRun
                    && (step == count - 1 || isByOrder || rng.percent(40))
                    && (inputs.size() == 1 || step == count - 1)) {
                steps.add(new RandomCase.Run(rng.oneOf("AvailableNow", "AvailableNow", "Once")));
            } else if (!isRun && inputs.size() == 1 && rng.percent(15)) {
                steps.add(new RandomCase.Restart());
            }
        }
        return steps;
    }

    private RandomCase.StreamStep added(Map<String, List<Field>> inputs, EventTimes times) {
        Map<String, List<List<String>>> files = new LinkedHashMap<>();
        for (Map.Entry<String, List<Field>> input : inputs.entrySet()) {
            if (inputs.size() == 1 || (files.isEmpty() && rng.percent(80)) || rng.percent(60)) {
                files.put(input.getKey(), rows(input.getValue(), times));
            }
        }
        if (files.isEmpty()) {
            Map.Entry<String, List<Field>> first = inputs.entrySet().iterator().next();
            files.put(first.getKey(), rows(first.getValue(), times));
        }
        times.advance();
        return new RandomCase.Add(files);
    }

    private List<List<String>> rows(List<Field> fields, EventTimes times) {
        Values values = new Values(rng, true);
        List<List<String>> rows = new ArrayList<>();
        int count = rng.percent(8) ? 0 : rng.between(1, 5);
        for (int index = 0; index < count; index++) {
            List<String> row = new ArrayList<>();
            for (Field field : fields) {
                if (field.name().equals(TIME)) {
                    row.add(times.next());
                } else if (field.name().equals(KEY)) {
                    row.add(key(field.type()));
                } else {
                    row.add(values.nullable(field.type()));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    /** Few, so that rows meet. */
    private String key(Type type) {
        if (rng.percent(8)) {
            return Values.NULL;
        }
        return switch (type.ddl()) {
            case "STRING" -> rng.oneOf("\"p\"", "\"q\"", "\"\"", "\"\\u00e4\"");
            case "INT" -> rng.oneOf("0", "1", "-1");
            default -> rng.oneOf("true", "false");
        };
    }
}
