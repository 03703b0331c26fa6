package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import java.util.List;
import java.util.regex.Matcher;

/** Functions of regular expressions, which are those of Java. Places in texts are counted in UTF-16 here, as in Spark. */
final class RegexFunctions {
    private static final ArrayType TEXTS = new ArrayType(STRING);

    private RegexFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        List.of("rlike", "regexp", "regexp_like"),
                        "rlike(text STRING, regex STRING): BOOLEAN",
                        "Whether a regular expression matches a part of the text.",
                        "rlike('stream', 'r.a') -> true",
                        Parameters.of(STRING, STRING)
                                .mayFail()
                                .giving(
                                        BOOLEAN,
                                        call -> RowKernels.booleansOf(() -> {
                                            RegexCache regex = new RegexCache(call.name());
                                            return row -> regex.matcher(row).find();
                                        }))),
                family.declare(
                        "regexp_count",
                        "regexp_count(text STRING, regex STRING): INT",
                        "How often a regular expression matches.",
                        "regexp_count('a1b22', '[0-9]+') -> 2",
                        Parameters.of(STRING, STRING)
                                .mayFail()
                                .giving(
                                        INT,
                                        call -> RowKernels.intsOf(() -> {
                                            RegexCache regex = new RegexCache(call.name());
                                            return row -> (int)
                                                    regex.matcher(row).results().count();
                                        }))),
                family.declare(
                        "regexp_instr",
                        "regexp_instr(text STRING, regex STRING[, group INT]): INT",
                        "Where the first match begins, counted from 1; 0 if there is none. The group is not looked at.",
                        "regexp_instr('a1b22', '[0-9]+') -> 2",
                        Parameters.of(STRING, STRING, INT)
                                .atLeast(2)
                                .mayFail()
                                .giving(
                                        INT,
                                        call -> RowKernels.intsOf(() -> {
                                            RegexCache regex = new RegexCache(call.name());
                                            return row -> {
                                                Matcher matcher = regex.matcher(row);
                                                return matcher.find() ? matcher.start() + 1 : 0;
                                            };
                                        }))),
                family.declare(
                        "regexp_substr",
                        "regexp_substr(text STRING, regex STRING): STRING",
                        "The first match; null if there is none, or nothing in it.",
                        "regexp_substr('a1b22', '[0-9]+') -> 1",
                        Parameters.of(STRING, STRING)
                                .mayGiveNull()
                                .mayFail()
                                .giving(
                                        STRING,
                                        call -> RowKernels.textsOf(() -> {
                                            RegexCache regex = new RegexCache(call.name());
                                            return (row, out) -> {
                                                Matcher matcher = regex.matcher(row);
                                                if (matcher.find() && matcher.end() > matcher.start()) {
                                                    regex.append(row, 0, out);
                                                } else {
                                                    row.giveNull();
                                                }
                                            };
                                        }))),
                family.declare(
                        "regexp_extract",
                        "regexp_extract(text STRING, regex STRING[, group INT]): STRING",
                        "What a group of the first match holds, by default the first group; 0 is the whole match. Empty if"
                                + " there is none.",
                        "regexp_extract('100-200', '([0-9]+)-([0-9]+)', 2) -> 200",
                        Parameters.of(STRING, STRING, INT)
                                .atLeast(2)
                                .mayFail()
                                .giving(
                                        STRING,
                                        call -> RowKernels.textsOf(() -> {
                                            RegexCache regex = new RegexCache(call.name());
                                            return (row, out) -> extract(row, regex, out);
                                        }))),
                family.declare(
                        "regexp_extract_all",
                        "regexp_extract_all(text STRING, regex STRING[, group INT]): KEYS",
                        "What a group of each match holds, by default the first group; 0 is the whole match. A group that takes"
                                + " no part in a match is empty.",
                        "regexp_extract_all('1-2, 3-4', '([0-9])-([0-9])', 2) -> [2, 4]",
                        RegexFunctions::extractAll),
                family.declare(
                        "regexp_replace",
                        "regexp_replace(text STRING, regex STRING, replacement STRING): STRING",
                        "The text with each match replaced; $1 in the replacement is the first group. A literal number as a"
                                + " fourth argument says from which character on, counted from 1.",
                        "regexp_replace('a1b22', '[0-9]+', 'x') -> axbx",
                        RegexFunctions::replace));
    }

    private static void extract(RowArguments row, RegexCache regex, TextOutput out) {
        Matcher matcher = regex.matcher(row);
        if (!matcher.find()) {
            return;
        }
        int group = group(row, matcher, "regexp_extract");
        if (matcher.start(group) >= 0) {
            regex.append(row, group, out);
        }
    }

    private static int group(RowArguments row, Matcher matcher, String function) {
        int group = row.count() == 3 ? row.getInt(2) : 1;
        if (group < 0 || group > matcher.groupCount()) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_REGEX_GROUP,
                            "The value of the parameter `idx` in `" + function + "` is invalid.")
                    .found("group " + group)
                    .expected("a group from 0 to " + matcher.groupCount())
                    .mend("name a group that the regular expression has")
                    .build();
        }
        return group;
    }

    private static Binding extractAll(Call call) {
        Parameters parameters = Parameters.of(STRING, STRING, INT).atLeast(2);
        return new Scalar(TEXTS, call.anyNullable(), true, RowKernels.textLists(() -> {
                    RegexCache regex = new RegexCache(call.name());
                    return (row, out) -> {
                        Matcher matcher = regex.matcher(row);
                        while (matcher.find()) {
                            int group = group(row, matcher, call.name());
                            out.accept(matcher.start(group) < 0 ? "" : matcher.group(group));
                        }
                    };
                }))
                .decidedBy(0)
                .castingTo(parameters.casts(call));
    }

    private static Binding replace(Call call) {
        call.requireCount(3, 4);
        List<DataType> castTo =
                List.of(call.implicitly(0, STRING), call.implicitly(1, STRING), call.implicitly(2, STRING));
        int from = call.size() == 3 ? 0 : call.requireInt(3, "position", 1) - 1;
        return new Scalar(STRING, call.anyNullable(), true, RowKernels.textsOf(() -> {
                    RegexCache regex = new RegexCache(call.name());
                    return (row, out) -> out.append(replaced(row, regex.matcher(row), from));
                }))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static String replaced(RowArguments row, Matcher matcher, int from) {
        String text = row.getText(0);
        if (from > 0 && from >= text.length()) {
            return text;
        }
        matcher.region(from, text.length());
        StringBuilder replaced = new StringBuilder(text.length());
        try {
            while (matcher.find()) {
                matcher.appendReplacement(replaced, row.getText(2));
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_REGEX_REPLACE,
                            "Could not perform regexp_replace for '" + text + "' with the replacement '"
                                    + row.getText(2) + "'.")
                    .found(String.valueOf(refused.getMessage()))
                    .mend("name a group that the regular expression has, or write \\$ for the character $")
                    .cause(refused)
                    .build();
        }
        return matcher.appendTail(replaced).toString();
    }
}
