package dev.sluice.cli.reference;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.DataFrameReader;
import dev.sluice.DataFrameWriter;
import dev.sluice.DataStreamReader;
import dev.sluice.DataStreamWriter;
import dev.sluice.GroupedData;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.StreamingQueryManager;
import dev.sluice.Trigger;
import dev.sluice.functions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/reference/missing.md}: the methods of Spark's classes that the same classes here do not have. */
final class MissingPage {
    private static final Path RECORDED = Path.of("src", "test", "resources", "spark-api");

    /** Spark's class and ours. */
    private static final Map<String, Class<?>> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("functions", functions.class);
        CLASSES.put("Column", Column.class);
        CLASSES.put("Dataset", DataFrame.class);
        CLASSES.put("RelationalGroupedDataset", GroupedData.class);
        CLASSES.put("SparkSession", Session.class);
        CLASSES.put("DataFrameReader", DataFrameReader.class);
        CLASSES.put("DataFrameWriter", DataFrameWriter.class);
        CLASSES.put("DataStreamReader", DataStreamReader.class);
        CLASSES.put("DataStreamWriter", DataStreamWriter.class);
        CLASSES.put("StreamingQuery", StreamingQuery.class);
        CLASSES.put("StreamingQueryManager", StreamingQueryManager.class);
        CLASSES.put("Trigger", Trigger.class);
        CLASSES.put("Row", Row.class);
    }

    private MissingPage() {}

    /** Spark's methods that the class does not have. */
    private static List<String> missing(Map.Entry<String, Class<?>> pair) throws IOException {
        Set<String> own =
                Arrays.stream(pair.getValue().getMethods()).map(Method::getName).collect(Collectors.toSet());
        return recorded(pair.getKey()).stream()
                .filter(Predicate.not(own::contains))
                .toList();
    }

    private static List<String> recorded(String name) throws IOException {
        return Files.readAllLines(RECORDED.resolve(name + ".txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static String heading(Map.Entry<String, Class<?>> pair) {
        return "`" + pair.getKey() + "`, here `" + pair.getValue().getSimpleName() + "`";
    }

    static String text() throws IOException {
        Markdown page = new Markdown(
                "What is missing", "cli/src/test/resources/spark-api and the public methods of dev.sluice");
        page.paragraph(
                "The methods that Spark's classes have for Java and the same classes here do not. Some need a type, a step"
                        + " or a source that is not there yet, others make no sense on one machine, are for Scala, or are Spark's own and only"
                        + " public to its other classes.");
        for (Map.Entry<String, Class<?>> pair : CLASSES.entrySet()) {
            List<String> missing = missing(pair);
            page.heading(heading(pair));
            page.paragraph(
                    missing.isEmpty()
                            ? "Nothing."
                            : missing.stream().map(Markdown::code).collect(Collectors.joining(", ")) + ".");
        }
        return page.toString();
    }
}
