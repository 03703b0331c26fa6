package dev.sluice.oracle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with numbers in them that Spark, on a Java before 19, writes with more digits than tell them apart. */
final class RealTexts {
    private static final Pattern LONGEST = Pattern.compile("\\d+\\.\\d+(?:E-?\\d+)?");

    private RealTexts() {}

    /** Whether our text is Spark's with the fewest digits for each DOUBLE; what stands beside a number may be digits too. */
    static boolean haveSameNumbers(String spark, String own) {
        return haveSameNumbers(spark, 0, own, 0);
    }

    private static boolean haveSameNumbers(String spark, int sparkStart, String own, int ownStart) {
        int left = sparkStart;
        int right = ownStart;
        while (left < spark.length() && right < own.length() && spark.charAt(left) == own.charAt(right)) {
            left++;
            right++;
        }
        if (left == spark.length() && right == own.length()) {
            return true;
        }
        // The numbers that differ may begin with the same digits.
        for (int back = 0; left - back >= sparkStart && right - back >= ownStart; back++) {
            if (numbersDiffer(spark, left - back, own, right - back)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a number begins at both places, the same one, and all behind it is the same too. */
    private static boolean numbersDiffer(String spark, int sparkStart, String own, int ownStart) {
        Matcher number = LONGEST.matcher(spark).region(sparkStart, spark.length());
        if (!number.lookingAt()) {
            return false;
        }
        for (int end = number.end(); end > sparkStart; end--) {
            String text = spark.substring(sparkStart, end);
            if (LONGEST.matcher(text).matches()) {
                String fewest = Double.toString(Double.parseDouble(text));
                boolean isSame = !fewest.equals(text) && own.startsWith(fewest, ownStart);
                if (isSame && haveSameNumbers(spark, end, own, ownStart + fewest.length())) {
                    return true;
                }
            }
        }
        return false;
    }
}
