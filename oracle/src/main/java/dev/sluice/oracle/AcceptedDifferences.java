package dev.sluice.oracle;

import dev.sluice.oracle.random.RandomCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Differences that are meant, as rules by which an answer of this engine is read as Spark would give it. Each names its
 * entry in {@code docs/from-spark.md}, and lets nothing else pass.
 */
enum AcceptedDifferences {
    /**
     * Spark counts late rows of an aggregation after it has grouped them, and each window of a row by itself; we count a row
     * once, if all its windows are closed. So Spark has some wherever we have, and where each row has one window, we have some
     * wherever Spark has.
     */
    LATE_ROWS_ARE_COUNTED_PER_ROW("`numRowsDroppedByWatermark` of an aggregation counts rows") {
        private final Pattern figure = Pattern.compile("(  state stateStoreSave .* late )(\\d+)");
        private final Pattern sliding = Pattern.compile("window\\([^,]*, \"[^\"]*\", ");

        @Override
        String read(String source, String spark, String own) {
            Matcher sparkFigure = figure.matcher(spark);
            Matcher ownFigure = figure.matcher(own);
            if (!sparkFigure.matches()
                    || !ownFigure.matches()
                    || !sparkFigure.group(1).equals(ownFigure.group(1))) {
                return own;
            }
            boolean sparkHasSome = !sparkFigure.group(2).equals("0");
            boolean ownHasSome = !ownFigure.group(2).equals("0");
            boolean isMeant = sparkHasSome == ownHasSome
                    || (sparkHasSome && sliding.matcher(source).find());
            return isMeant ? spark : own;
        }
    },

    /** Spark runs the aggregation below a sort twice, and adds the figures of both runs. */
    STATE_BELOW_A_SORT_IS_COUNTED_ONCE("State of a sorted result is counted once") {
        private static final String STATE = "  state stateStoreSave ";

        @Override
        String read(String source, String spark, String own) {
            boolean isSorted = source.contains(".orderBy(");
            return isSorted && spark.startsWith(STATE) && own.startsWith(STATE) ? spark : own;
        }
    };

    private final String entry;

    AcceptedDifferences(String entry) {
        this.entry = entry;
    }

    /** Words of the page of differences that explain it. */
    String entry() {
        return entry;
    }

    /**
     * A line of our answer as Spark would give it, if it differs only in what is meant; else itself.
     *
     * @param source of the case
     */
    abstract String read(String source, String spark, String own);

    /** All lines of our answer to a case, every rule applied. */
    static List<String> readAll(RandomCase program, String source, List<String> spark, List<String> own) {
        if (!(program instanceof RandomCase.Stream)) {
            return own;
        }
        List<String> read = new ArrayList<>(own);
        for (AcceptedDifferences rule : values()) {
            for (int line = 0; line < Math.min(spark.size(), own.size()); line++) {
                read.set(line, rule.read(source, spark.get(line), read.get(line)));
            }
        }
        return read;
    }
}
