package dev.sluice.plan.analysis;

import dev.sluice.spi.function.FunctionDocumentation;
import java.util.List;
import java.util.stream.Stream;

/**
 * The forms that the analyzer knows itself, as the manual shows them. They are no functions of their arguments alone: they
 * leave arguments unevaluated, take their names, read the clock of the batch or change the plan.
 */
public final class Forms {
    private static final String PREDICATE = "predicate";
    private static final String CONDITIONAL = "conditional";
    private static final String DATETIME = "datetime";

    private static final List<FunctionDocumentation> OWN = List.of(
            FunctionDocumentation.of(
                    "and",
                    PREDICATE,
                    "left BOOLEAN and right BOOLEAN: BOOLEAN",
                    "Whether both are true; false beside null is false.",
                    "NULL and false -> false"),
            FunctionDocumentation.of(
                    "or",
                    PREDICATE,
                    "left BOOLEAN or right BOOLEAN: BOOLEAN",
                    "Whether one is true; true beside null is true.",
                    "NULL or true -> true"),
            FunctionDocumentation.of(
                    "in",
                    PREDICATE,
                    "value ANY in (candidate ANY...): BOOLEAN",
                    "Whether the value is one of these; null if it is not, and it or one of them is null: in Java"
                            + " `value.isin(candidates)`.",
                    "2 in (1, 2) -> true"),
            FunctionDocumentation.of(
                    "case",
                    CONDITIONAL,
                    "CASE WHEN condition BOOLEAN THEN value ANY [ELSE value ANY] END: ANY",
                    "The value of the first condition that is true, else the last one, which is null if left out: in Java"
                            + " `when(condition, value).otherwise(value)`.",
                    "CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END -> b"),
            FunctionDocumentation.of(
                    "coalesce",
                    CONDITIONAL,
                    "coalesce(value ANY...): ANY",
                    "The first value that is not null; null if all are.",
                    "coalesce(NULL, 2, 3) -> 2"),
            new FunctionDocumentation(
                    List.of("cast"),
                    "conversion",
                    List.of(
                            "CAST(value ANY AS STRING): STRING",
                            "CAST(text STRING AS ATOMIC): ATOMIC",
                            "CAST(number NUMERIC AS INTEGRAL): INTEGRAL",
                            "CAST(number NUMERIC AS TIMESTAMP): TIMESTAMP",
                            "CAST(time TIMESTAMP AS NUMERIC): NUMERIC"),
                    "The value as another type; where it does not fit, an error under ANSI rules and else null or cut off."
                            + " Timestamps are seconds as numbers.",
                    "CAST(' 12 ' AS INT) -> 12"),
            new FunctionDocumentation(
                    List.of("try_cast"),
                    "conversion",
                    List.of(
                            "TRY_CAST(text STRING AS ATOMIC): ATOMIC",
                            "TRY_CAST(number NUMERIC AS INTEGRAL): INTEGRAL"),
                    "The value as another type, by ANSI rules, and null where it does not fit: in Java"
                            + " `value.try_cast(type)`.",
                    "TRY_CAST('soon' AS INT) -> NULL"),
            FunctionDocumentation.of(
                    "struct",
                    "struct",
                    "struct(value ANY...): STRUCT",
                    "A struct whose fields have the names of the columns, or col1, col2 and so on; never null.",
                    "struct(1, 'x') -> {1, x}"),
            new FunctionDocumentation(
                    List.of("current_timestamp", "now"),
                    DATETIME,
                    List.of("current_timestamp(): TIMESTAMP"),
                    "The time at which the batch was planned, the same in every row and every attempt.",
                    "current_timestamp() = now() -> true"),
            FunctionDocumentation.of(
                    "localtimestamp",
                    DATETIME,
                    "localtimestamp(): TIMESTAMP_NTZ",
                    "What a clock of the session time zone showed when the batch was planned.",
                    "localtimestamp() = CAST(now() AS TIMESTAMP_NTZ) -> true"),
            new FunctionDocumentation(
                    List.of("current_date", "curdate"),
                    DATETIME,
                    List.of("current_date(): DATE"),
                    "The date on which the batch was planned, in the time zone of the session.",
                    "current_date() = to_date(now()) -> true"),
            FunctionDocumentation.of(
                    "window",
                    DATETIME,
                    "window(time TIMESTAMP, 'duration'[, 'slide'[, 'start']]): STRUCT",
                    "The windows of this duration that hold the time, a row for each: a struct of start, included, and end."
                            + " A new window begins every slide, by default every duration, counted from the epoch"
                            + " and start.",
                    "window('2026-01-01 10:20:00', '1 hour') -> {2026-01-01 10:00:00, 2026-01-01 11:00:00}"),
            FunctionDocumentation.of(
                    "session_window",
                    DATETIME,
                    "session_window(time TIMESTAMP, gap STRING): STRUCT",
                    "The session from the time to the gap after it: a struct of start, included, and end. A grouping by it"
                            + " makes one session of those that overlap or touch; rows whose gap is not above zero are left"
                            + " out.",
                    "session_window('2026-01-01 10:20:00', '5 minutes')"
                            + " -> {2026-01-01 10:20:00, 2026-01-01 10:25:00}"),
            FunctionDocumentation.of(
                    "window_time",
                    DATETIME,
                    "window_time(window(time TIMESTAMP, 'duration')): TIMESTAMP",
                    "The last microsecond of a window, as the event time of what is computed next.",
                    "window_time(window('2026-01-01 10:20:00', '1 hour')) -> 2026-01-01 10:59:59.999999"));

    private Forms() {}

    public static List<FunctionDocumentation> all() {
        return Stream.of(OWN, ConditionalForms.DOCUMENTATION, StructForms.DOCUMENTATION, Generators.DOCUMENTATION)
                .flatMap(List::stream)
                .toList();
    }

    static List<String> names() {
        return all().stream().flatMap(form -> form.names().stream()).toList();
    }
}
