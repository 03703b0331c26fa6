package dev.sluice.oracle;

import dev.sluice.oracle.random.RandomCase;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A case to which the engines do not say the same.
 *
 * @param kind what differs first, without the values; shrinking keeps it
 * @param answers both, as the comparison prints them
 */
record Difference(RandomCase program, String kind, String answers) {
    private static final String SPARK = "spark ";
    private static final String OWN = "own   ";
    private static final Pattern SPACES = Pattern.compile(" +");

    static Difference of(RandomCase program, String answers) {
        return new Difference(program, kindOf(answers), answers);
    }

    /** The kind of the first line that differs, after that which names the engines. */
    static String kindOf(String answers) {
        List<String> lines = answers.lines().toList();
        for (int index = 2; index < lines.size(); index++) {
            if (lines.get(index).startsWith(SPARK)) {
                String spark = lines.get(index).substring(SPARK.length());
                String own =
                        index + 1 == lines.size() ? "" : lines.get(index + 1).substring(OWN.length());
                return kindOf(spark.strip(), own.strip());
            }
        }
        throw new IllegalArgumentException("no line differs:\n" + answers);
    }

    private static String kindOf(String spark, String own) {
        String sparkKind = lineKind(spark);
        String ownKind = lineKind(own);
        if (sparkKind.equals(ownKind) && (sparkKind.equals("batch") || sparkKind.equals("state"))) {
            return sparkKind + " " + firstFigure(spark, own);
        }
        return sparkKind + " / " + ownKind;
    }

    private static String lineKind(String line) {
        if (line.startsWith("error ")) {
            return line;
        }
        if (line.isEmpty()) {
            return "nothing";
        }
        if (line.startsWith("(")) {
            return "schema";
        }
        for (String word : List.of("refused", "step", "batch", "state", "null")) {
            if (line.equals(word) || line.startsWith(word + " ")) {
                return word;
            }
        }
        return "value";
    }

    /** The name of the first figure that differs; names and figures take turns. */
    private static String firstFigure(String spark, String own) {
        String[] left = SPACES.split(spark, -1);
        String[] right = SPACES.split(own, -1);
        String name = left[0];
        for (int index = 0; index < Math.min(left.length, right.length); index++) {
            if (!left[index].equals(right[index])) {
                return name;
            }
            name = left[index];
        }
        return "more";
    }
}
