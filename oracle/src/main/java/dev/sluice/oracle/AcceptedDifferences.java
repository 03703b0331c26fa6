package dev.sluice.oracle;

import dev.sluice.oracle.random.RandomCase;
import java.time.Duration;
import java.time.Instant;
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
     * Spark counts late rows of an aggregation, be it of sessions, after it has grouped them, and each window of a row by itself; we count a row
     * once, if all its windows are closed. So Spark has some wherever we have, and where each row has one window, we have some
     * wherever Spark has.
     */
    LATE_ROWS_ARE_COUNTED_PER_ROW(
            RandomCase.Stream.class, "`numRowsDroppedByWatermark` of an aggregation counts rows") {
        private final Pattern figure =
                Pattern.compile("(  state (?:stateStoreSave|sessionWindowStateStoreSaveExec) .* late )(\\d+)");
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

    /** Spark runs the aggregation below a sort twice, and adds the figures of both runs, which are the same. */
    STATE_BELOW_A_SORT_IS_COUNTED_ONCE(RandomCase.Stream.class, "State of a sorted result is counted once") {
        private final Pattern figure = Pattern.compile("\\d+");

        @Override
        String read(String source, String spark, String own) {
            boolean isState = own.startsWith("  state stateStoreSave ");
            if (!isState || !source.contains(".orderBy(")) {
                return own;
            }
            String twice = figure.matcher(own).replaceAll(one -> Long.toString(2 * Long.parseLong(one.group())));
            return spark.equals(twice) ? spark : own;
        }
    },

    /** We hold a right row that goes in the same batch, so it is made and removed once more. */
    RIGHT_ROWS_OF_A_SEMI_JOIN_ARE_HELD(
            RandomCase.Stream.class, "A right row of a left semi join of streams is held until the end of its batch") {
        private final Pattern figures =
                Pattern.compile("(  state symmetricHashJoin total \\d+) updated (\\d+) removed (\\d+)( late \\d+)");

        @Override
        String read(String source, String spark, String own) {
            Matcher sparkFigures = figures.matcher(spark);
            Matcher ownFigures = figures.matcher(own);
            boolean isSameElse = sparkFigures.matches()
                    && ownFigures.matches()
                    && sparkFigures.group(1).equals(ownFigures.group(1))
                    && sparkFigures.group(4).equals(ownFigures.group(4));
            if (!isSameElse || !source.contains("\"left_semi\"")) {
                return own;
            }
            long made = Long.parseLong(ownFigures.group(2)) - Long.parseLong(sparkFigures.group(2));
            long removed = Long.parseLong(ownFigures.group(3)) - Long.parseLong(sparkFigures.group(3));
            return made > 0 && made == removed ? spark : own;
        }
    },

    /** Spark's running mean of event times, cut to milliseconds, is one off now and then. */
    AVERAGE_OF_EVENT_TIMES_IS_EXACT(RandomCase.Stream.class, "The average of the event times is exact") {
        private final Pattern average = Pattern.compile("(batch .* avg )(\\S+)( max .*)");

        @Override
        String read(String source, String spark, String own) {
            Matcher sparkLine = average.matcher(spark);
            Matcher ownLine = average.matcher(own);
            boolean isSameElse = sparkLine.matches()
                    && ownLine.matches()
                    && sparkLine.group(1).equals(ownLine.group(1))
                    && sparkLine.group(3).equals(ownLine.group(3));
            return isSameElse && millisBetween(sparkLine.group(2), ownLine.group(2)) <= 1 ? spark : own;
        }

        private static long millisBetween(String one, String other) {
            return Duration.between(Instant.parse(one), Instant.parse(other))
                    .abs()
                    .toMillis();
        }
    },

    /** Spark's type of what is always null has no name here. */
    NULLS_WITHOUT_A_TYPE_ARE_TEXTS(
            RandomCase.Expressions.class, "A column of nulls that nothing has given a type is a STRING") {
        private final Pattern nothing = Pattern.compile("\\bvoid\\b");

        @Override
        String read(String source, String spark, String own) {
            boolean isSchema = own.startsWith("(");
            return isSchema && nothing.matcher(spark).replaceAll("string").equals(own) ? spark : own;
        }
    },

    /** Spark fails where it changes the sign of more digits than it rounds to; what we make of the number may fail later. */
    NEGATIVES_HAVE_ALL_DIGITS(
            RandomCase.Expressions.class, "A DECIMAL of more than 34 digits keeps them all when its sign changes") {
        private final Pattern negative = Pattern.compile("\"negative\"|negate\\(|\"abs\"");
        private final Pattern wide = Pattern.compile("BigDecimal\\(\"-?\\d{17,}\\.\\d{18}\"\\)|DECIMAL\\(38");

        @Override
        String read(String source, String spark, String own) {
            boolean isMeant = spark.strip().equals("error NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION")
                    && negative.matcher(source).find()
                    && wide.matcher(source).find();
            return isMeant ? spark : own;
        }
    },

    /** Spark's digits are those of the Java that it runs on. */
    REALS_HAVE_THE_FEWEST_DIGITS(
            RandomCase.Expressions.class, "A DOUBLE or FLOAT as a text has the fewest digits that tell it apart") {
        @Override
        String read(String source, String spark, String own) {
            return RealTexts.haveSameNumbers(spark, own) ? spark : own;
        }
    };

    private final Class<? extends RandomCase> cases;
    private final String entry;

    AcceptedDifferences(Class<? extends RandomCase> cases, String entry) {
        this.cases = cases;
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
        List<String> read = new ArrayList<>(own);
        for (AcceptedDifferences rule : values()) {
            int lines = rule.cases.isInstance(program) ? Math.min(spark.size(), own.size()) : 0;
            for (int line = 0; line < lines; line++) {
                read.set(line, rule.read(source, spark.get(line), read.get(line)));
            }
        }
        return read;
    }
}
