package dev.sluice;

import static dev.sluice.functions.avg;
import static dev.sluice.functions.col;
import static dev.sluice.functions.count;
import static dev.sluice.functions.max;
import static dev.sluice.functions.min;
import static dev.sluice.functions.stddev;
import static dev.sluice.functions.when;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of each column of a table, as texts. */
final class Summary {
    private static final List<String> DESCRIBED = List.of("count", "mean", "stddev", "min", "max");
    private static final List<String> ALL = List.of("count", "mean", "stddev", "min", "25%", "50%", "75%", "max");

    /** What a cast to DOUBLE takes. */
    private static final String NUMBER =
            "^\\s*[+-]?(([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?|[iI]nf(inity)?|[nN]a[nN])\\s*$";

    private final DataFrame frame;
    private final List<String> statistics;
    private final List<Integer> columns = new ArrayList<>();

    private Summary(DataFrame frame, List<String> statistics) {
        this.frame = frame;
        this.statistics = statistics;
        for (int column = 0; column < frame.schema().size(); column++) {
            DataType type = frame.schema().type(column);
            if (type instanceof ScalarType scalar && (scalar.isNumeric() || scalar == AtomicType.STRING)) {
                columns.add(column);
            }
        }
    }

    static DataFrame describe(DataFrame frame, List<String> columns) {
        DataFrame chosen = columns.isEmpty()
                ? frame
                : frame.select(columns.stream().map(functions::col).toArray(Column[]::new));
        return new Summary(chosen, DESCRIBED).table();
    }

    static DataFrame of(DataFrame frame, List<String> statistics) {
        return new Summary(frame, statistics.isEmpty() ? ALL : statistics).table();
    }

    private DataFrame table() {
        statistics.forEach(Summary::requireKnown);
        StructType schema = new StructType().add("summary", AtomicType.STRING);
        for (int column : columns) {
            schema = schema.add(frame.schema().field(column).name(), AtomicType.STRING);
        }
        List<Column> figures = new ArrayList<>();
        for (String statistic : statistics) {
            for (int column : columns) {
                if (!isPart(statistic)) {
                    figures.add(figure(statistic, column).cast("STRING"));
                }
            }
        }
        Row computed = figures.isEmpty()
                ? Row.of()
                : frame.select(figures.toArray(Column[]::new)).first();
        List<Row> rows = new ArrayList<>();
        int next = 0;
        for (String statistic : statistics) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(statistic);
            for (int column : columns) {
                values.add(isPart(statistic) ? part(statistic, column) : computed.get(next++));
            }
            rows.add(Row.of(values.toArray()));
        }
        return frame.session().createDataFrame(rows, schema);
    }

    private static void requireKnown(String statistic) {
        boolean isKnown = DESCRIBED.contains(statistic) || isPart(statistic);
        if (!isKnown) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "there is no statistic \"" + statistic + "\"")
                    .expected(String.join(", ", DESCRIBED) + ", or a part such as 25%")
                    .mend("choose of these")
                    .build();
        }
    }

    private static boolean isPart(String statistic) {
        return statistic.matches("[0-9]+(\\.[0-9]+)?%") && fraction(statistic) <= 1;
    }

    private static double fraction(String statistic) {
        return Double.parseDouble(statistic.substring(0, statistic.length() - 1)) / 100;
    }

    private Column figure(String statistic, int place) {
        Column column = column(place);
        return switch (statistic) {
            case "count" -> count(column);
            case "min" -> min(column);
            case "max" -> max(column);
            case "mean" -> avg(number(column, place));
            case "stddev" -> stddev(number(column, place));
            default -> throw new IllegalArgumentException(statistic);
        };
    }

    private Column column(int place) {
        return Column.of(new UnresolvedExpression.Name(
                List.of(frame.schema().field(place).name())));
    }

    /** The number that a text is; null for one that is none. */
    private Column number(Column column, int place) {
        return frame.schema().type(place) == AtomicType.STRING
                ? when(column.rlike(NUMBER), column.cast("DOUBLE"))
                : column;
    }

    /** The least value that so many of all values do not exceed; null where the column has no numbers. */
    private @Nullable String part(String statistic, int place) {
        DataFrame values = frame.select(number(column(place), place).as("value"))
                .filter(col("value").isNotNull());
        long count = values.count();
        if (count == 0) {
            return null;
        }
        int rank = (int) Math.max(0, Math.ceil(fraction(statistic) * count) - 1);
        return values.orderBy("value")
                .select(col("value").cast("STRING"))
                .offset(rank)
                .first()
                .getString(0);
    }
}
