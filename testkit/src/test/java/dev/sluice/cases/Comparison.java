package dev.sluice.cases;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether two answers say the same. The first line, which names the engine, is left out. Where Spark fails without a name
 * for it, any failure will do; and numbers with a fraction in the rows of a query may be off by a part in a trillion, since
 * Spark adds in an order of its own.
 */
final class Comparison {
    private static final double TOLERANCE = 1e-12;
    private static final String ERROR = "  error ";
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    /** Conditions that Spark took over from before it named them, and exceptions of the JDK. */
    private static final Pattern NAMELESS =
            Pattern.compile("  error (_LEGACY_ERROR_TEMP_\\w+|INTERNAL_ERROR\\w*|\\w+(Exception|Error))");

    private Comparison() {}

    static boolean isSame(List<String> spark, List<String> own) {
        if (spark.size() != own.size()) {
            return false;
        }
        for (int line = 1; line < spark.size(); line++) {
            if (!isSame(spark.get(line), own.get(line))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String spark, String own) {
        return spark.equals(own)
                || (own.startsWith(ERROR) && NAMELESS.matcher(spark).matches())
                || isNear(spark, own);
    }

    private static boolean isNear(String spark, String own) {
        if (!NUMBER.matcher(spark).replaceAll("#").equals(NUMBER.matcher(own).replaceAll("#"))) {
            return false;
        }
        double[] sparkNumbers = numbers(spark);
        double[] ownNumbers = numbers(own);
        for (int index = 0; index < sparkNumbers.length; index++) {
            double allowed = TOLERANCE * Math.abs(sparkNumbers[index]);
            if (Math.abs(sparkNumbers[index] - ownNumbers[index]) > allowed) {
                return false;
            }
        }
        return sparkNumbers.length == ownNumbers.length;
    }

    private static double[] numbers(String line) {
        return NUMBER.matcher(line)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group()))
                .toArray();
    }

    /** Both answers side by side, a line where they differ marked. */
    static String describe(List<String> spark, List<String> own) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < Math.max(spark.size(), own.size()); line++) {
            String left = line < spark.size() ? spark.get(line) : "";
            String right = line < own.size() ? own.get(line) : "";
            if (line > 0 && isSame(left, right)) {
                text.append("      ").append(left).append('\n');
            } else {
                text.append("spark ").append(left).append('\n');
                text.append("own   ").append(right).append('\n');
            }
        }
        return text.toString();
    }
}
