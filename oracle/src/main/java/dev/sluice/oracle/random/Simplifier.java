package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cases that are a little simpler than one, those that leave out most first. Not each of them makes sense. */
final class Simplifier {
    private Simplifier() {}

    static List<RandomCase> simpler(RandomCase one) {
        if (one instanceof RandomCase.Expressions expressions) {
            return simplerExpressions(expressions);
        }
        if (one instanceof RandomCase.Query query) {
            return simplerQuery(query);
        }
        return simplerStream((RandomCase.Stream) one);
    }

    private static List<RandomCase> simplerExpressions(RandomCase.Expressions one) {
        List<RandomCase> simpler = new ArrayList<>();
        if (one.expressions().size() > 1) {
            simpler.addAll(one.singles());
            return simpler;
        }
        if (!one.zone().equals("UTC")) {
            simpler.add(new RandomCase.Expressions("UTC", one.table(), one.expressions()));
        }
        simplerTables(one.table())
                .forEach(table -> simpler.add(new RandomCase.Expressions(one.zone(), table, one.expressions())));
        for (Expression expression : one.expressions()) {
            simpler(expression)
                    .forEach(other -> simpler.add(new RandomCase.Expressions(one.zone(), one.table(), List.of(other))));
        }
        return simpler;
    }

    private static List<RandomCase> simplerQuery(RandomCase.Query one) {
        List<RandomCase> simpler = new ArrayList<>();
        simpler(one.relation())
                .forEach(relation -> simpler.add(new RandomCase.Query(one.tables(), relation, one.isOrdered())));
        if (one.isOrdered()) {
            simpler.add(new RandomCase.Query(one.tables(), one.relation(), false));
        }
        one.tables().forEach((name, table) -> {
            without(one.tables(), name)
                    .ifPresent(tables -> simpler.add(new RandomCase.Query(tables, one.relation(), one.isOrdered())));
            for (Table other : simplerTables(table)) {
                simpler.add(new RandomCase.Query(with(one.tables(), name, other), one.relation(), one.isOrdered()));
            }
        });
        return simpler;
    }

    private static List<RandomCase> simplerStream(RandomCase.Stream one) {
        List<RandomCase> simpler = new ArrayList<>();
        without(one.steps()).forEach(steps -> simpler.add(one.with(steps)));
        simpler(one.relation()).forEach(relation -> simpler.add(one.with(relation)));
        for (String name : one.inputs().keySet()) {
            without(one.inputs(), name)
                    .ifPresent(inputs -> simpler.add(new RandomCase.Stream(
                            one.settings(),
                            inputs,
                            one.mode(),
                            one.relation(),
                            one.isOrdered(),
                            stepsWithout(one.steps(), name))));
        }
        for (String key : one.settings().keySet()) {
            Map<String, String> settings = new LinkedHashMap<>(one.settings());
            settings.remove(key);
            simpler.add(new RandomCase.Stream(
                    settings, one.inputs(), one.mode(), one.relation(), one.isOrdered(), one.steps()));
        }
        for (int index = 0; index < one.steps().size(); index++) {
            if (one.steps().get(index) instanceof RandomCase.Add add) {
                for (RandomCase.Add other : simplerFiles(one.inputs(), add)) {
                    simpler.add(one.with(replaced(one.steps(), index, other)));
                }
            }
        }
        return simpler;
    }

    private static List<RandomCase.StreamStep> stepsWithout(List<RandomCase.StreamStep> steps, String input) {
        List<RandomCase.StreamStep> kept = new ArrayList<>();
        for (RandomCase.StreamStep step : steps) {
            if (!(step instanceof RandomCase.Add add)) {
                kept.add(step);
            } else {
                Map<String, List<List<String>>> files = new LinkedHashMap<>(add.rows());
                files.remove(input);
                if (!files.isEmpty()) {
                    kept.add(new RandomCase.Add(files));
                }
            }
        }
        return kept;
    }

    private static List<RandomCase.Add> simplerFiles(Map<String, List<Field>> inputs, RandomCase.Add add) {
        List<RandomCase.Add> simpler = new ArrayList<>();
        add.rows().forEach((input, rows) -> {
            without(add.rows(), input).ifPresent(files -> simpler.add(new RandomCase.Add(files)));
            for (Table other : simplerRows(new Table(inputs.getOrDefault(input, List.of()), rows))) {
                simpler.add(new RandomCase.Add(with(add.rows(), input, other.rows())));
            }
        });
        return simpler;
    }

    private static List<Table> simplerTables(Table table) {
        List<Table> simpler = new ArrayList<>(simplerRows(table));
        if (table.fields().size() > 1) {
            for (int column = 0; column < table.fields().size(); column++) {
                int left = column;
                simpler.add(new Table(
                        without(table.fields(), column),
                        table.rows().stream().map(row -> without(row, left)).toList()));
            }
        }
        return simpler;
    }

    private static List<Table> simplerRows(Table table) {
        List<Table> simpler = new ArrayList<>();
        if (table.rows().size() > 2) {
            table.rows().forEach(row -> simpler.add(table.withRows(List.of(row))));
        }
        without(table.rows()).forEach(rows -> simpler.add(table.withRows(rows)));
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> values = table.rows().get(row);
            for (int column = 0; column < values.size(); column++) {
                for (String value : simplerValues(values.get(column))) {
                    simpler.add(table.withRows(replaced(table.rows(), row, replaced(values, column, value))));
                }
            }
        }
        return simpler;
    }

    /** Some values that are easier to read. */
    static List<String> simplerValues(String java) {
        List<String> candidates;
        if (java.startsWith("\"")) {
            candidates = List.of("\"\"", "\"a\"");
        } else if (java.startsWith("Instant")) {
            candidates = List.of(Values.timestamp("1970-01-01T00:00:00Z"), wholeSecond(java));
        } else if (java.startsWith("LocalDate")) {
            candidates = List.of("LocalDate.parse(\"1970-01-01\")");
        } else if (java.startsWith("Double.") || (java.matches("-?[0-9.]+(E-?[0-9]+)?") && java.contains("."))) {
            candidates = List.of("0.0", "1.0", "1.5");
        } else if (java.endsWith("L") || java.startsWith("Long.")) {
            candidates = List.of("0L", "1L");
        } else if (java.matches("-?[0-9]+") || java.startsWith("Integer.")) {
            candidates = List.of("0", "1");
        } else {
            candidates = List.of();
        }
        // One that has been made simple stays, else two would take turns for ever.
        int simplicity = candidates.indexOf(java);
        return simplicity < 0 ? candidates : candidates.subList(0, simplicity);
    }

    private static String wholeSecond(String java) {
        return java.replaceAll("\\.\\d+Z", "Z");
    }

    /** Without whole halves, then without single elements. */
    private static <T> List<List<T>> without(List<T> elements) {
        List<List<T>> shorter = new ArrayList<>();
        int size = elements.size();
        if (size > 3) {
            shorter.add(elements.subList(0, size / 2));
            shorter.add(elements.subList(size / 2, size));
        }
        for (int index = size - 1; index >= 0; index--) {
            shorter.add(without(elements, index));
        }
        return shorter;
    }

    private static <T> List<T> without(List<T> elements, int index) {
        List<T> shorter = new ArrayList<>(elements);
        shorter.remove(index);
        return shorter;
    }

    private static <V> Optional<Map<String, V>> without(Map<String, V> entries, String key) {
        if (entries.size() < 2) {
            return Optional.empty();
        }
        Map<String, V> fewer = new LinkedHashMap<>(entries);
        fewer.remove(key);
        return Optional.of(fewer);
    }

    private static <V> Map<String, V> with(Map<String, V> entries, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(entries);
        copy.put(key, value);
        return copy;
    }

    private static <T> List<T> replaced(List<T> elements, int index, T element) {
        List<T> copy = new ArrayList<>(elements);
        copy.set(index, element);
        return copy;
    }

    static List<Expression> simpler(Expression expression) {
        List<Expression> simpler = new ArrayList<>();
        if (expression instanceof Literal literal) {
            simplerValues(literal.java()).forEach(java -> simpler.add(new Literal(java)));
        } else if (expression instanceof Call call) {
            simpler.addAll(call.arguments());
            simplerArguments(call.template(), call.arguments(), 1)
                    .forEach(arguments -> simpler.add(new Call(call.template(), arguments)));
        }
        return simpler;
    }

    /** @param fewest arguments in the place of those that may be left out */
    private static List<List<Expression>> simplerArguments(String template, List<Expression> arguments, int fewest) {
        List<List<Expression>> simpler = new ArrayList<>();
        int numbered = Renderer.numbered(template);
        if (Renderer.isVariadic(template) && arguments.size() - numbered > fewest) {
            for (int index = numbered; index < arguments.size(); index++) {
                simpler.add(without(arguments, index));
            }
        }
        for (int index = 0; index < arguments.size(); index++) {
            for (Expression other : simpler(arguments.get(index))) {
                simpler.add(replaced(arguments, index, other));
            }
        }
        return simpler;
    }

    private static List<Relation> simpler(Relation relation) {
        List<Relation> simpler = new ArrayList<>();
        if (relation instanceof Relation.Step step) {
            simpler.add(step.input());
            simpler(step.input())
                    .forEach(input -> simpler.add(new Relation.Step(input, step.template(), step.arguments())));
            simplerArguments(step.template(), step.arguments(), 1)
                    .forEach(arguments -> simpler.add(new Relation.Step(step.input(), step.template(), arguments)));
        } else if (relation instanceof Relation.Union union) {
            simpler.add(union.left());
            simpler.add(union.right());
            simpler(union.left()).forEach(left -> simpler.add(new Relation.Union(left, union.right())));
            simpler(union.right()).forEach(right -> simpler.add(new Relation.Union(union.left(), right)));
        } else if (relation instanceof Relation.Join join) {
            simpler(join.left())
                    .forEach(left -> simpler.add(new Relation.Join(left, join.right(), join.condition(), join.type())));
            simpler(join.right())
                    .forEach(
                            right -> simpler.add(new Relation.Join(join.left(), right, join.condition(), join.type())));
        } else if (relation instanceof Relation.Grouped grouped) {
            simpler.add(grouped.input());
            simpler(grouped.input())
                    .forEach(input -> simpler.add(new Relation.Grouped(input, grouped.keys(), grouped.aggregates())));
            simplerArguments("{*}", grouped.keys(), 0)
                    .forEach(keys -> simpler.add(new Relation.Grouped(grouped.input(), keys, grouped.aggregates())));
            simplerArguments("{*}", grouped.aggregates(), 1)
                    .forEach(aggregates ->
                            simpler.add(new Relation.Grouped(grouped.input(), grouped.keys(), aggregates)));
        }
        // One expression may lead to the same relation as another.
        return simpler.stream().distinct().collect(Collectors.toList());
    }
}
