package dev.sluice.oracle.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes cases as the Java source of a group of cases. */
public final class Renderer {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d|\\*)}");

    /** Calls without something before them: those that have to be imported. */
    private static final Pattern FREE_CALL = Pattern.compile("(?<![.\\w])([a-z]\\w*)\\(");

    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

    private static final List<String> FUNCTIONS = List.of(
            "abs",
            "aggregate",
            "array",
            "avg",
            "call_function",
            "coalesce",
            "col",
            "concat",
            "count",
            "date_trunc",
            "exists",
            "filter",
            "first",
            "forall",
            "from_csv",
            "from_json",
            "greatest",
            "isnan",
            "isnotnull",
            "isnull",
            "last",
            "least",
            "length",
            "lit",
            "lower",
            "map",
            "max",
            "mean",
            "min",
            "negate",
            "not",
            "session_window",
            "struct",
            "substring",
            "sum",
            "to_csv",
            "to_json",
            "to_timestamp",
            "transform",
            "trim",
            "unix_millis",
            "upper",
            "when",
            "window",
            "window_time");

    private static final List<String> CLASSES = List.of(
            "dev.sluice.Trigger",
            "dev.sluice.types.StructType",
            "java.math.BigDecimal",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.Period",
            "java.util.Arrays",
            "java.util.Collections",
            "java.util.List",
            "java.util.Map");

    private Renderer() {}

    /**
     * A class of the package of cases.
     *
     * @param cases by their names, which are also names of methods
     */
    public static String source(String className, String comment, Map<String, RandomCase> cases) {
        StringBuilder body = new StringBuilder();
        body.append("/** ").append(comment).append(" */\n");
        body.append("public final class ").append(className).append(" implements CaseGroup {\n");
        body.append("    @Override\n    public void define(Cases cases) {\n");
        cases.keySet().forEach(name -> body.append("        ").append(name).append("(cases);\n"));
        body.append("    }\n");
        cases.forEach((name, one) -> body.append("\n    private static void ")
                .append(name)
                .append("(Cases cases) {\n        ")
                .append(statement(name, one))
                .append("\n    }\n"));
        body.append("}\n");
        return "package dev.sluice.cases;\n\n" + imports(body.toString()) + body;
    }

    private static String imports(String body) {
        String code = QUOTED.matcher(body).replaceAll("\"\"");
        TreeSet<String> called = FREE_CALL
                .matcher(code)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        StringBuilder methods = new StringBuilder();
        if (called.contains("row")) {
            methods.append("import static dev.sluice.cases.Cases.row;\n");
        }
        for (String function : FUNCTIONS) {
            if (called.contains(function)) {
                methods.append("import static dev.sluice.functions.")
                        .append(function)
                        .append(";\n");
            }
        }
        StringBuilder classes = new StringBuilder();
        for (String name : CLASSES) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (Pattern.compile("\\b" + simple + "(\\.|::|\\()").matcher(code).find()) {
                classes.append("import ").append(name).append(";\n");
            }
        }
        return Stream.of(methods, classes)
                .filter(block -> !block.isEmpty())
                .map(block -> block + "\n")
                .collect(Collectors.joining());
    }

    private static String statement(String name, RandomCase one) {
        if (one instanceof RandomCase.Expressions expressions) {
            return statement(name, expressions);
        }
        if (one instanceof RandomCase.Query query) {
            return statement(name, query);
        }
        return statement(name, (RandomCase.Stream) one);
    }

    private static String statement(String name, RandomCase.Expressions one) {
        List<String> calls = new ArrayList<>(List.of("cases.expressions(\"" + name + "\")"));
        if (!one.zone().equals("UTC")) {
            calls.add(setting("spark.sql.session.timeZone", one.zone()));
        }
        calls.add(".rows(" + table(one.table()) + ")");
        one.expressions().forEach(expression -> calls.add(".of(() -> " + text(expression) + ")"));
        return chain(calls);
    }

    private static String statement(String name, RandomCase.Query one) {
        List<String> calls = new ArrayList<>(List.of("cases.query(\"" + name + "\")"));
        one.tables().forEach((table, rows) -> calls.add(".table(\"" + table + "\", " + table(rows) + ")"));
        if (one.isOrdered()) {
            calls.add(".ordered()");
        }
        calls.add(".of(inputs -> " + text(one.relation()) + ")");
        return chain(calls);
    }

    private static String statement(String name, RandomCase.Stream one) {
        List<String> calls = new ArrayList<>(List.of("cases.stream(\"" + name + "\")"));
        one.settings().forEach((key, value) -> calls.add(setting(key, value)));
        one.inputs().forEach((input, fields) -> calls.add(".input(\"" + input + "\", \"" + Field.ddl(fields) + "\")"));
        if (one.isOrdered()) {
            calls.add(".ordered()");
        }
        calls.add("." + one.mode() + "(inputs -> " + text(one.relation()) + ")");
        one.steps().forEach(step -> calls.add(text(step)));
        return chain(calls);
    }

    private static String chain(List<String> calls) {
        return String.join("\n                ", calls) + ";";
    }

    private static String setting(String key, String value) {
        return ".conf(\"" + key + "\", \"" + value + "\")";
    }

    private static String table(Table table) {
        return "\"" + Field.ddl(table.fields()) + "\""
                + table.rows().stream().map(row -> ", " + row(row)).collect(Collectors.joining());
    }

    private static String row(List<String> values) {
        // A lone null would be taken for the array of values itself.
        return values.equals(List.of("null")) ? "row((Object) null)" : "row(" + String.join(", ", values) + ")";
    }

    private static String text(RandomCase.StreamStep step) {
        if (step instanceof RandomCase.Add add) {
            return add.rows().entrySet().stream()
                    .map(file -> "\"" + file.getKey() + "\", List.of("
                            + file.getValue().stream().map(Renderer::row).collect(Collectors.joining(", ")) + ")")
                    .collect(Collectors.joining(", ", ".addRows(Map.of(", "))"));
        }
        if (step instanceof RandomCase.Run run) {
            return ".run(Trigger::" + run.trigger() + ")";
        }
        return ".restart()";
    }

    static String text(Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            return "col(\"" + reference.name() + "\")";
        }
        if (expression instanceof Expression.Literal literal) {
            return "lit(" + literal.java() + ")";
        }
        Expression.Call call = (Expression.Call) expression;
        return filled(call.template(), call.arguments());
    }

    static String text(Relation relation) {
        if (relation instanceof Relation.Source source) {
            return "inputs.table(\"" + source.input() + "\")";
        }
        if (relation instanceof Relation.Step step) {
            return text(step.input()) + filled(step.template(), step.arguments());
        }
        if (relation instanceof Relation.Grouped grouped) {
            return text(grouped.input())
                    + filled(".groupBy({*})", grouped.keys())
                    + filled(".agg({*})", grouped.aggregates());
        }
        if (relation instanceof Relation.Join join) {
            return text(join.left()) + ".join(" + text(join.right()) + ", " + text(join.condition()) + ", \""
                    + join.type() + "\")";
        }
        Relation.Union union = (Relation.Union) relation;
        return text(union.left()) + ".union(" + text(union.right()) + ")";
    }

    private static String filled(String template, List<Expression> arguments) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder text = new StringBuilder();
        int numbered = numbered(template);
        while (matcher.find()) {
            String value = matcher.group(1).equals("*")
                    ? arguments.subList(numbered, arguments.size()).stream()
                            .map(Renderer::text)
                            .collect(Collectors.joining(", "))
                    : text(arguments.get(Integer.parseInt(matcher.group(1))));
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(text).toString();
    }

    /** How many arguments have a place of their own. */
    static int numbered(String template) {
        return (int) PLACEHOLDER
                .matcher(template)
                .results()
                .filter(match -> !match.group(1).equals("*"))
                .count();
    }

    /** Whether arguments after the numbered ones may be left out. */
    static boolean isVariadic(String template) {
        return template.contains("{*}");
    }
}
