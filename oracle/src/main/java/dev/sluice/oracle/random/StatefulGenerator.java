package dev.sluice.oracle.random;

import dev.sluice.oracle.random.Expression.Call;
import dev.sluice.oracle.random.Expression.Literal;
import dev.sluice.oracle.random.Expression.Reference;
import dev.sluice.oracle.random.QueryGenerator.Shaped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Operators that keep state, one after the other: duplicates, sessions, limits and windows over one stream. */
final class StatefulGenerator {
    private static final String KEY = "k";
    private static final String TIME = "t";
    private static final String WINDOW = "window";
    private static final String SESSION = "session_window";
    private static final String BY_KEY = ".dropDuplicates(\"" + KEY + "\")";

    private static final List<String> GAPS =
            List.of("5 seconds", "10 seconds", "1 minute", "500 milliseconds", "7 seconds");

    /** No file has more rows: where one has, Spark stops reading it, which is a difference that is meant. */
    private static final int SMALLEST_LIMIT = 5;

    private final Rng rng;
    private final UnaryOperator<Shaped> windows;
    private final List<String> windowsOfWindows;

    /**
     * @param windows groups an input with a time by windows, among others
     * @param windowsOfWindows durations, as arguments
     */
    StatefulGenerator(Rng rng, UnaryOperator<Shaped> windows, List<String> windowsOfWindows) {
        this.rng = rng;
        this.windows = windows;
        this.windowsOfWindows = windowsOfWindows;
    }

    /** An output mode that suits most of them, and now and then another. */
    String mode() {
        return rng.oneOf("append", "append", "append", "append", "update", "complete");
    }

    Shaped over(Shaped input) {
        return switch (rng.below(9)) {
            case 0, 1 -> withoutDuplicates(input);
            case 2 -> sessions(input);
            case 3 -> limited(input);
            case 4 -> windowsWithoutDuplicates(input);
            case 5 -> sessions(withoutDuplicates(input));
            case 6 -> windowsOfSessions(sessions(input));
            case 7 -> windows.apply(limited(input));
            default -> withoutDuplicates(limited(input));
        };
    }

    /** Where the time is in no result, Spark drops no late rows of duplicates by other columns, which is a difference that is meant. */
    private Shaped windowsWithoutDuplicates(Shaped input) {
        Shaped distinct = withoutDuplicates(input);
        boolean isByKey = Renderer.text(distinct.relation()).endsWith(BY_KEY);
        Shaped grouped = windows.apply(distinct);
        while (isByKey
                && grouped.fields().stream()
                        .noneMatch(field ->
                                field.name().equals(TIME) || field.name().equals(WINDOW))) {
            grouped = windows.apply(distinct);
        }
        return grouped;
    }

    private Shaped withoutDuplicates(Shaped input) {
        String template = rng.oneOf(
                ".dropDuplicates(\"" + KEY + "\", \"" + TIME + "\")",
                BY_KEY,
                ".dropDuplicatesWithinWatermark(\"" + KEY + "\")",
                ".dropDuplicates(\"" + TIME + "\")",
                ".distinct()");
        return new Shaped(new Relation.Step(input.relation(), template), input.fields());
    }

    private Shaped limited(Shaped input) {
        int count = rng.between(SMALLEST_LIMIT, 3 * SMALLEST_LIMIT);
        return new Shaped(new Relation.Step(input.relation(), ".limit(" + count + ")"), input.fields());
    }

    private Shaped sessions(Shaped input) {
        List<Field> result = new ArrayList<>();
        List<Expression> keys = new ArrayList<>();
        keys.add(new Call("session_window({0}, \"" + rng.oneOf(GAPS) + "\")", new Reference(TIME)));
        result.add(new Field(
                SESSION, Type.struct(List.of(new Field("start", Type.TIMESTAMP), new Field("end", Type.TIMESTAMP)))));
        // Without a key they are refused, where Spark fails at the first batch, which is a difference that is meant.
        keys.add(new Reference(KEY));
        result.add(input.fields().get(0));
        List<Expression> aggregates = new QueryGenerator(rng).aggregates(input.fields(), "x", result);
        return new Shaped(new Relation.Grouped(input.relation(), keys, aggregates), result);
    }

    private Shaped windowsOfSessions(Shaped sessions) {
        Expression window = new Call("window({0}, " + rng.oneOf(windowsOfWindows) + ")", new Reference(SESSION));
        List<Expression> counts = List.of(new Call("{0}.as(\"sessions\")", new Call("count({0})", new Literal("1"))));
        return new Shaped(
                new Relation.Grouped(sessions.relation(), List.of(window), counts),
                List.of(new Field("sessions", Type.BIGINT)));
    }
}
