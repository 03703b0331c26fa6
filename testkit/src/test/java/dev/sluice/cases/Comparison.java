package dev.sluice.cases;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether two answers say the same. The first line, which names the engine, is left out. Where Spark fails without a name
 * for it, any failure will do; and numbers with a fraction in the rows of a query may be off by a part in a trillion, since
 * Spark adds in an order of its own. In texts and in names numbers are the same to the last digit, but that ours may be
 * the shortest where both are the same DOUBLE or FLOAT: before Java 19, {@link Double#toString(double)} wrote some otherwise.
 */
final class Comparison {
    private static final double TOLERANCE = 1e-12;
    private static final String ERROR = "  error ";
    private static final String NUMBER_TEXT = "-?\\d+\\.\\d+(?:E-?\\d+)?";
    private static final Pattern NUMBER = Pattern.compile(NUMBER_TEXT);
    private static final Pattern TEXT_OR_NUMBER = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|" + NUMBER_TEXT);

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
        boolean isSchema = spark.startsWith("(");
        return isSame(spark, own, TEXT_OR_NUMBER, (left, right) -> {
            boolean isExact = isSchema || left.startsWith("\"");
            return isExact ? isSame(left, right, NUMBER, Comparison::isShorterOrSame) : isAlmost(left, right);
        });
    }

    /** Whether lines differ in nothing but parts of a pattern that are the same pair by pair. */
    private static boolean isSame(String spark, String own, Pattern part, BiPredicate<String, String> isSamePart) {
        List<String> sparkParts = parts(spark, part);
        List<String> ownParts = parts(own, part);
        boolean isSameAround = part.matcher(spark)
                .replaceAll(Comparison::placeholder)
                .equals(part.matcher(own).replaceAll(Comparison::placeholder));
        return isSameAround
                && IntStream.range(0, sparkParts.size())
                        .allMatch(index -> isSamePart.test(sparkParts.get(index), ownParts.get(index)));
    }

    private static List<String> parts(String line, Pattern part) {
        return part.matcher(line).results().map(MatchResult::group).toList();
    }

    private static String placeholder(MatchResult part) {
        return part.group().startsWith("\"") ? "\"\"" : "#";
    }

    private static boolean isAlmost(String spark, String own) {
        double wanted = Double.parseDouble(spark);
        return isSameFloat(spark, own) || Math.abs(wanted - Double.parseDouble(own)) <= TOLERANCE * Math.abs(wanted);
    }

    private static boolean isShorterOrSame(String spark, String own) {
        return spark.equals(own)
                || (own.length() <= spark.length()
                        && Double.parseDouble(spark) == Double.parseDouble(own)
                        && own.equals(Double.toString(Double.parseDouble(spark))))
                || isSameFloat(spark, own);
    }

    /** Whether ours is the shortest text of a FLOAT, and Spark's what an old Java writes: more digits of its exact value. */
    private static boolean isSameFloat(String spark, String own) {
        float number = Float.parseFloat(own);
        if (!own.equals(Float.toString(number)) || Float.isInfinite(number)) {
            return false;
        }
        BigDecimal digits = new BigDecimal(spark);
        return new BigDecimal(number).round(new MathContext(digits.precision())).compareTo(digits) == 0;
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
