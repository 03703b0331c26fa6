package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.BINARY;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.collection.ArrayMaking;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions that put texts together, replace parts of them, or choose one of their parts. */
final class TextPartFunctions {
    /** What a character is replaced by that is left out, as in Spark. */
    private static final int NOTHING = 0;

    private TextPartFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "concat_ws",
                        "concat_ws(separator STRING, text STRING...): STRING",
                        "The texts that are not null with the separator between them; null if the separator is.",
                        "concat_ws('-', 'a', NULL, 'b') -> a-b",
                        TextPartFunctions::concatenate),
                family.declare(
                        "elt",
                        "elt(index INT, text STRING...): STRING",
                        "The text of this index, counted from 1; of another one an error under ANSI rules, else null.",
                        "elt(2, 'a', 'b') -> b",
                        TextPartFunctions::choose),
                family.declare(
                        "overlay",
                        "overlay(text STRING, replacement STRING, position INT[, length INT]): STRING",
                        "The text with the replacement from a position on, in place of that many characters, by default"
                                + " of as many as it has.",
                        "overlay('stream', 'XY', 2) -> sXYeam",
                        Parameters.of(STRING, STRING, INT, INT)
                                .atLeast(3)
                                .giving(STRING, RowKernels.texts(TextPartFunctions::overlay))),
                family.declare(
                        "repeat",
                        "repeat(text STRING, count INT): STRING",
                        "The text so many times.",
                        "repeat('ab', 2) -> abab",
                        Parameters.of(STRING, INT).giving(STRING, RowKernels.texts(TextPartFunctions::repeat))),
                family.declare(
                        "replace",
                        "replace(text STRING, part STRING[, replacement STRING]): STRING",
                        "The text with each part replaced, or left out.",
                        "replace('banana', 'an', 'AN') -> bANANa",
                        Parameters.of(STRING, STRING, STRING)
                                .atLeast(2)
                                .giving(STRING, RowKernels.texts(TextPartFunctions::replace))),
                family.declare(
                        List.of("reverse"),
                        List.of(
                                "reverse(text STRING): STRING",
                                "reverse(bytes BINARY): BINARY",
                                "reverse(array ARRAY): ARRAY"),
                        "The characters of a text, the bytes, or the elements of an array, from the last to the first.",
                        "reverse('abc') -> cba",
                        TextPartFunctions::reverse),
                family.declare(
                        "split_part",
                        "split_part(text STRING, delimiter STRING, index INT): STRING",
                        "The part of this index between delimiters, counted from 1 or from the end if negative; empty"
                                + " beyond.",
                        "split_part('a.b.c', '.', 2) -> b",
                        Parameters.of(STRING, STRING, INT)
                                .mayFail()
                                .giving(STRING, RowKernels.texts(TextPartFunctions::part))),
                family.declare(
                        "substring_index",
                        "substring_index(text STRING, delimiter STRING, count INT): STRING",
                        "What stands before the delimiter of this count, or behind it if counted from the end by a"
                                + " negative one.",
                        "substring_index('a.b.c', '.', 2) -> a.b",
                        Parameters.of(STRING, STRING, INT)
                                .giving(STRING, RowKernels.texts(TextPartFunctions::upToDelimiter))),
                family.declare(
                        "translate",
                        "translate(text STRING, from STRING, to STRING): STRING",
                        "Each character of one list replaced by that in the same place of the other, or left out.",
                        "translate('banana', 'an', 'x') -> bxxx",
                        Parameters.of(STRING, STRING, STRING)
                                .giving(STRING, RowKernels.texts(TextPartFunctions::translate))));
    }

    private static Binding concatenate(Call call) {
        call.requireCount(1, Integer.MAX_VALUE);
        List<DataType> castTo = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            castTo.add(call.implicitly(index, STRING));
        }
        return new Scalar(
                        STRING,
                        call.argument(0).nullable(),
                        false,
                        RowKernels.texts(1, TextPartFunctions::appendSeparated))
                .castingTo(castTo);
    }

    private static void appendSeparated(RowArguments row, TextOutput out) {
        boolean isFirst = true;
        for (int argument = 1; argument < row.count(); argument++) {
            if (!row.isNull(argument)) {
                if (!isFirst) {
                    append(row, 0, out);
                }
                append(row, argument, out);
                isFirst = false;
            }
        }
    }

    private static void append(RowArguments row, int argument, TextOutput out) {
        out.append(row.data(argument), row.start(argument), row.end(argument) - row.start(argument));
    }

    private static Binding choose(Call call) {
        call.requireCount(2, Integer.MAX_VALUE);
        List<DataType> castTo = new ArrayList<>();
        castTo.add(call.implicitly(0, INT));
        for (int index = 1; index < call.size(); index++) {
            castTo.add(call.implicitly(index, STRING));
        }
        boolean ansi = call.context().ansi();
        return new Scalar(STRING, true, ansi, RowKernels.texts(1, (row, out) -> choose(row, ansi, out)))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static void choose(RowArguments row, boolean ansi, TextOutput out) {
        int index = row.getInt(0);
        boolean isOne = index >= 1 && index < row.count();
        if (!isOne && ansi) {
            throw ValueErrors.invalidIndex(index, row.count() - 1);
        }
        if (!isOne || row.isNull(index)) {
            row.giveNull();
        } else {
            append(row, index, out);
        }
    }

    private static void overlay(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int end = row.end(0);
        int position = row.getInt(2);
        int given = row.count() == 4 ? row.getInt(3) : -1;
        int length = given >= 0 ? given : Utf8.codePointCount(row.data(1), row.start(1), row.end(1) - row.start(1));
        TextRange before = TextRange.of(data, start, end, 1, position - 1);
        TextRange after = TextRange.of(data, start, end, position + length, Integer.MAX_VALUE);
        out.append(data, before.start(), before.length());
        append(row, 1, out);
        out.append(data, after.start(), after.length());
    }

    private static void repeat(RowArguments row, TextOutput out) {
        TextOutput.requireSane((long) row.getInt(1) * (row.end(0) - row.start(0)));
        for (int count = row.getInt(1); count > 0; count--) {
            append(row, 0, out);
        }
    }

    private static void replace(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int end = row.end(0);
        int length = row.end(1) - row.start(1);
        int from = row.start(0);
        while (length > 0) {
            int found = Utf8.find(data, from, end, row.data(1), row.start(1), row.end(1));
            if (found < 0) {
                break;
            }
            out.append(data, from, found - from);
            if (row.count() == 3) {
                append(row, 2, out);
            }
            from = found + length;
        }
        out.append(data, from, end - from);
    }

    private static Binding reverse(Call call) {
        if (call.size() == 1 && call.type(0) instanceof ArrayType array) {
            return ArrayMaking.reverse(call, array);
        }
        boolean isBytes = call.size() == 1 && call.type(0) == BINARY;
        return isBytes
                ? Parameters.of(BINARY)
                        .giving(BINARY, RowKernels.bytes(TextPartFunctions::reverseBytes))
                        .bind(call)
                : Parameters.of(STRING)
                        .giving(STRING, RowKernels.texts(TextPartFunctions::reverseText))
                        .bind(call);
    }

    private static void reverseBytes(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int end = row.end(0);
        byte[] reversed = new byte[end - row.start(0)];
        for (int index = 0; index < reversed.length; index++) {
            reversed[index] = data[end - 1 - index];
        }
        out.append(reversed, 0, reversed.length);
    }

    private static void reverseText(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int end = row.end(0);
        byte[] reversed = new byte[end - start];
        int free = reversed.length;
        for (int index = start; index < end; ) {
            int next = Utf8.skip(data, index, end, 1);
            free -= next - index;
            System.arraycopy(data, index, reversed, free, next - index);
            index = next;
        }
        out.append(reversed, 0, reversed.length);
    }

    private static void part(RowArguments row, TextOutput out) {
        long index = row.getInt(2);
        if (index == 0) {
            throw ValueErrors.indexOfZero();
        }
        if (index < 0) {
            index += partCount(row) + 1;
        }
        int from = row.start(0);
        for (long part = 1; from >= 0 && index > 0; part++) {
            int found = delimiter(row, from);
            if (part == index) {
                out.append(row.data(0), from, (found < 0 ? row.end(0) : found) - from);
                return;
            }
            from = found < 0 ? -1 : found + row.end(1) - row.start(1);
        }
    }

    private static int partCount(RowArguments row) {
        int count = 1;
        for (int found = delimiter(row, row.start(0)); found >= 0; count++) {
            found = delimiter(row, found + row.end(1) - row.start(1));
        }
        return count;
    }

    /** Where the next delimiter begins, or -1; one without characters is nowhere. */
    private static int delimiter(RowArguments row, int from) {
        boolean isEmpty = row.start(1) == row.end(1);
        return isEmpty ? -1 : Utf8.find(row.data(0), from, row.end(0), row.data(1), row.start(1), row.end(1));
    }

    private static void upToDelimiter(RowArguments row, TextOutput out) {
        int start = row.start(0);
        int end = row.end(0);
        int length = row.end(1) - row.start(1);
        int count = row.getInt(2);
        if (length == 0 || count == 0) {
            return;
        }
        int found = count > 0 ? start - 1 : end - length + 1;
        for (int seen = 0; seen < Math.abs((long) count); seen++) {
            // Delimiters may overlap here.
            found = count > 0
                    ? Utf8.find(row.data(0), found + 1, end, row.data(1), row.start(1), row.end(1))
                    : Utf8.findLast(row.data(0), start, found - 1, row.data(1), row.start(1), row.end(1));
            if (found < 0) {
                append(row, 0, out);
                return;
            }
        }
        int low = count > 0 ? start : found + length;
        int high = count > 0 ? found : end;
        out.append(row.data(0), low, high - low);
    }

    private static void translate(RowArguments row, TextOutput out) {
        int[] from = row.getText(1).codePoints().toArray();
        int[] to = row.getText(2).codePoints().toArray();
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < from.length; place++) {
            places.putIfAbsent(from[place], place);
        }
        byte[] data = row.data(0);
        int end = row.end(0);
        int next;
        for (int index = row.start(0); index < end; index = next) {
            next = Utf8.skip(data, index, end, 1);
            Integer place = places.get(Utf8.codePoint(data, index, end));
            if (place == null) {
                out.append(data, index, next - index);
            } else if (place < to.length && to[place] != NOTHING) {
                out.append(Character.toString(to[place]));
            }
        }
    }
}
