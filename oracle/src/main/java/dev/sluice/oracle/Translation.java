package dev.sluice.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a program for this engine into the same program for Spark: other imports, and {@code Dataset<Row>} for
 * {@code DataFrame}. Text in quotes and comments stays as it is.
 */
final class Translation {
    private static final String OURS = "dev.sluice.";
    private static final String SPARK = "org.apache.spark.sql.";

    /** Classes that Spark keeps in the package of its sessions. */
    private static final Set<String> SESSION_CLASSES = Set.of(
            "Column", "Dataset", "Encoder", "Encoders", "Observation", "Row", "RowFactory", "functions", "SaveMode");

    /** Functions of the program, which Spark keeps with those of all its languages. */
    private static final Set<String> FUNCTION_CLASSES = Set.of(
            "FilterFunction",
            "FlatMapFunction",
            "ForeachFunction",
            "ForeachPartitionFunction",
            "MapFunction",
            "MapPartitionsFunction",
            "ReduceFunction");

    /** Classes that Spark keeps in the package of streaming. */
    private static final Set<String> STREAMING_CLASSES = Set.of(
            "OutputMode",
            "SinkProgress",
            "SourceProgress",
            "StateOperatorProgress",
            "StreamingQuery",
            "StreamingQueryException",
            "StreamingQueryListener",
            "StreamingQueryManager",
            "StreamingQueryProgress",
            "StreamingQueryStatus",
            "Trigger");

    /** Classes with another name, and what they need imported. */
    private static final Map<String, Renamed> RENAMED = Map.of(
            "DataFrame", new Renamed("Dataset<Row>", List.of("Dataset", "Row")),
            "GroupedData", new Renamed("RelationalGroupedDataset", List.of("RelationalGroupedDataset")),
            "Session", new Renamed("SparkSession", List.of("SparkSession")));

    private record Renamed(String name, List<String> imports) {}

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (static )?dev\\.sluice\\.([A-Za-z0-9_.]+);\\R");

    /** Text blocks, texts, characters and comments, none of which is translated; else a word. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'|//[^\\n]*|/\\*.*?\\*/|\\b[A-Z][A-Za-z]*\\b",
            Pattern.DOTALL);

    private Translation() {}

    /** @throws IllegalArgumentException if the program imports what Spark has no name for */
    static String toSpark(String program) {
        Set<String> imports = new LinkedHashSet<>();
        Matcher matcher = IMPORT.matcher(program);
        StringBuilder body = new StringBuilder();
        int insertAt = -1;
        while (matcher.find()) {
            matcher.appendReplacement(body, "");
            insertAt = insertAt < 0 ? body.length() : insertAt;
            boolean isStatic = matcher.group(1) != null;
            for (String name : sparkImports(matcher.group(2))) {
                imports.add("import " + (isStatic ? "static " : "") + name + ";\n");
            }
        }
        matcher.appendTail(body);
        if (insertAt >= 0) {
            body.insert(insertAt, String.join("", imports));
        }
        return withSparkNames(body.toString());
    }

    private static List<String> sparkImports(String name) {
        if (name.startsWith("cases.")) {
            return List.of(OURS + name);
        }
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        @Nullable Renamed renamed = RENAMED.get(name);
        if (renamed != null) {
            return renamed.imports().stream().map(SPARK::concat).toList();
        }
        if (first.equals("types") || SESSION_CLASSES.contains(first)) {
            return List.of(SPARK + name);
        }
        if (FUNCTION_CLASSES.contains(first)) {
            return List.of("org.apache.spark.api.java.function." + name);
        }
        if (first.matches("UDF\\d")) {
            return List.of(SPARK + "api.java." + name);
        }
        if (first.equals("UserDefinedFunction")) {
            return List.of(SPARK + "expressions." + name);
        }
        if (STREAMING_CLASSES.contains(first)) {
            return List.of(SPARK + "streaming." + name);
        }
        throw new IllegalArgumentException("Spark has no class for the import of " + OURS + name);
    }

    private static String withSparkNames(String program) {
        return TOKEN.matcher(program).replaceAll(match -> {
            @Nullable Renamed renamed = RENAMED.get(match.group());
            return Matcher.quoteReplacement(renamed == null ? match.group() : renamed.name());
        });
    }
}
