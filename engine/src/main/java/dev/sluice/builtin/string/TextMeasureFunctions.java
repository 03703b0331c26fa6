package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BINARY;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import java.util.Arrays;
import java.util.List;

/** Functions that measure texts, and those between characters and numbers. */
final class TextMeasureFunctions {
    /** The codes of A to Z; 7 is skipped. */
    private static final String SOUNDEX_CODES = "01230127022455012623017202";

    private static final int SOUNDEX_LENGTH = 4;

    private TextMeasureFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "ascii",
                        "ascii(text STRING): INT",
                        "The number of the first character, 0 if there is none.",
                        "ascii('abc') -> 97",
                        Parameters.of(STRING)
                                .giving(
                                        INT,
                                        RowKernels.ints(row -> row.start(0) == row.end(0)
                                                ? 0
                                                : Utf8.codePoint(row.data(0), row.start(0), row.end(0))))),
                family.declare(
                        List.of("chr", "char"),
                        "chr(number BIGINT): STRING",
                        "The character of this number, of which 8 bits count; empty if it is negative.",
                        "chr(65) -> A",
                        Parameters.of(BIGINT).giving(STRING, RowKernels.texts(TextMeasureFunctions::character))),
                family.declare(
                        "octet_length",
                        "octet_length(text STRING): INT",
                        "The number of bytes.",
                        "octet_length('abc') -> 3",
                        byteCount(1)),
                family.declare(
                        "bit_length",
                        "bit_length(text STRING): INT",
                        "The number of bits, 8 for each byte.",
                        "bit_length('abc') -> 24",
                        byteCount(Byte.SIZE)),
                family.declare(
                        "initcap",
                        "initcap(text STRING): STRING",
                        "The text with the first letter of each word large and all others small; spaces divide words.",
                        "initcap('hello WORLD') -> Hello World",
                        Parameters.of(STRING)
                                .giving(
                                        STRING,
                                        RowKernels.texts((row, out) ->
                                                Letters.appendTitles(row.data(0), row.start(0), row.end(0), out)))),
                family.declare(
                        "space",
                        "space(count INT): STRING",
                        "So many spaces.",
                        "concat('a', space(2), 'b') -> a  b",
                        Parameters.of(INT).giving(STRING, RowKernels.texts(TextMeasureFunctions::spaces))),
                family.declare(
                        "soundex",
                        "soundex(text STRING): STRING",
                        "A code of four characters that English words of like sound share.",
                        "soundex('Robert') -> R163",
                        TextMeasureFunctions::soundex),
                family.declare(
                        "find_in_set",
                        "find_in_set(text STRING, list STRING): INT",
                        "The place of the text in a list with commas, counted from 1; 0 if it is not there or has a comma.",
                        "find_in_set('b', 'a,b,c') -> 2",
                        Parameters.of(STRING, STRING).giving(INT, RowKernels.ints(TextMeasureFunctions::findInSet))),
                family.declare(
                        "levenshtein",
                        "levenshtein(left STRING, right STRING[, most INT]): INT",
                        "How many characters have to be changed, added or taken away to make one text of the other; -1 if"
                                + " more than the third argument.",
                        "levenshtein('kitten', 'sitting') -> 3",
                        Parameters.of(STRING, STRING, INT)
                                .atLeast(2)
                                .giving(INT, RowKernels.ints(2, TextMeasureFunctions::distance))));
    }

    /** Of a text or of bytes. */
    private static Binder byteCount(int factor) {
        return call -> Parameters.of(call.size() > 0 && call.type(0) == BINARY ? BINARY : STRING)
                .giving(INT, RowKernels.ints(row -> (row.end(0) - row.start(0)) * factor))
                .bind(call);
    }

    private static void character(RowArguments row, TextOutput out) {
        if (row.getLong(0) >= 0) {
            out.append(Character.toString((int) (row.getLong(0) & 0xFF)));
        }
    }

    private static void spaces(RowArguments row, TextOutput out) {
        int count = TextOutput.requireSane(Math.max(0, row.getInt(0)));
        byte[] target = out.reserve(count);
        Arrays.fill(target, out.position(), out.position() + count, (byte) ' ');
        out.position(out.position() + count);
    }

    /** Unlike other functions it casts nothing. */
    private static Binding soundex(Call call) {
        call.requireCount(1, 1);
        if (call.type(0) != STRING) {
            throw call.unexpectedType(0, "STRING");
        }
        return new Scalar(STRING, call.anyNullable(), false, RowKernels.texts(TextMeasureFunctions::soundex))
                .castingAllTo(STRING, 1);
    }

    private static void soundex(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int end = row.end(0);
        int first = start < end ? letter(data[start]) : -1;
        if (first < 0) {
            out.append(data, start, end - start);
            return;
        }
        byte[] code = {(byte) ('A' + first), '0', '0', '0'};
        char last = SOUNDEX_CODES.charAt(first);
        int used = 1;
        for (int index = start + 1; index < end && used < SOUNDEX_LENGTH; index++) {
            int letter = letter(data[index]);
            char next = letter < 0 ? '0' : SOUNDEX_CODES.charAt(letter);
            if (next == '7') {
                continue;
            }
            if (next != '0' && next != last) {
                code[used] = (byte) next;
                used++;
            }
            last = next;
        }
        out.append(code, 0, SOUNDEX_LENGTH);
    }

    /** From 0 for A and a, or -1. */
    private static int letter(byte character) {
        int upper = character >= 'a' ? character - 'a' : character - 'A';
        return upper >= 0 && upper < SOUNDEX_CODES.length() ? upper : -1;
    }

    private static int findInSet(RowArguments row) {
        byte[] word = row.data(0);
        byte[] list = row.data(1);
        int end = row.end(1);
        for (int index = row.start(0); index < row.end(0); index++) {
            if (word[index] == ',') {
                return 0;
            }
        }
        int place = 1;
        int from = row.start(1);
        for (int index = from; index <= end; index++) {
            if (index == end || list[index] == ',') {
                boolean isEqual = index - from == row.end(0) - row.start(0)
                        && Utf8.matches(list, from, word, row.start(0), row.end(0));
                if (isEqual) {
                    return place;
                }
                place++;
                from = index + 1;
            }
        }
        return 0;
    }

    private static int distance(RowArguments row) {
        int distance = distance(
                row.getText(0).codePoints().toArray(),
                row.getText(1).codePoints().toArray());
        if (row.count() == 2) {
            return distance;
        }
        return distance <= (row.isNull(2) ? 0 : row.getInt(2)) ? distance : -1;
    }

    /** Row by row of the table of distances between beginnings, of which one row is kept. */
    private static int distance(int[] left, int[] right) {
        int[] costs = new int[right.length + 1];
        for (int column = 0; column < costs.length; column++) {
            costs[column] = column;
        }
        for (int line = 1; line <= left.length; line++) {
            int diagonal = costs[0];
            costs[0] = line;
            for (int column = 1; column < costs.length; column++) {
                int replaced = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.min(replaced, 1 + Math.min(costs[column], costs[column - 1]));
            }
        }
        return costs[right.length];
    }
}
