package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarKernel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Functions that take from the ends of texts, or fill them up. */
final class TrimFunctions {
    private static final byte[] SPACE = {' '};

    private TrimFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "trim",
                        "trim([characters STRING, ]text STRING): STRING",
                        "The text without spaces, or without any of the characters, at both ends.",
                        "trim('  a ') -> a",
                        trim(true, true, true)),
                family.declare(
                        "ltrim",
                        "ltrim([characters STRING, ]text STRING): STRING",
                        "The text without spaces, or without any of the characters, at its beginning.",
                        "ltrim('ab', 'baac') -> c",
                        trim(true, false, true)),
                family.declare(
                        "rtrim",
                        "rtrim([characters STRING, ]text STRING): STRING",
                        "The text without spaces, or without any of the characters, at its end.",
                        "rtrim('ab', 'cbaa') -> c",
                        trim(false, true, true)),
                family.declare(
                        "btrim",
                        "btrim(text STRING[, characters STRING]): STRING",
                        "The text without spaces, or without any of the characters, at both ends.",
                        "btrim('xxaxx', 'x') -> a",
                        trim(true, true, false)),
                family.declare(
                        "left",
                        "left(text STRING, count INT): STRING",
                        "The first characters.",
                        "left('stream', 3) -> str",
                        Parameters.of(STRING, INT).giving(STRING, RowKernels.texts(TrimFunctions::left))),
                family.declare(
                        "right",
                        "right(text STRING, count INT): STRING",
                        "The last characters.",
                        "right('stream', 3) -> eam",
                        Parameters.of(STRING, INT).giving(STRING, RowKernels.texts(TrimFunctions::right))),
                family.declare(
                        "lpad",
                        "lpad(text STRING, length INT[, filling STRING]): STRING",
                        "The text in this length, cut off at its end, or filled up at its beginning with spaces or the"
                                + " filling.",
                        "lpad('7', 3, '0') -> 007",
                        pad(true)),
                family.declare(
                        "rpad",
                        "rpad(text STRING, length INT[, filling STRING]): STRING",
                        "The text in this length, cut off or filled up at its end with spaces or the filling.",
                        "rpad('7', 3, '0') -> 700",
                        pad(false)));
    }

    private static Binder trim(boolean atStart, boolean atEnd, boolean areCharactersFirst) {
        return Parameters.of(STRING, STRING)
                .atLeast(1)
                .giving(
                        STRING,
                        call -> call.size() == 1
                                ? Kernels.unary((argument, validity, rowCount) ->
                                        trimSpaces((BytesVector) argument, validity, rowCount, atStart, atEnd))
                                : trimKernel(call, atStart, atEnd, areCharactersFirst));
    }

    private static Supplier<ScalarKernel> trimKernel(
            Call call, boolean atStart, boolean atEnd, boolean areCharactersFirst) {
        int text = areCharactersFirst ? call.size() - 1 : 0;
        return RowKernels.texts((row, out) -> trim(row, text, 1 - text, atStart, atEnd, out));
    }

    /** Nothing is copied: the result lies in the bytes of the argument. */
    private static Vector trimSpaces(
            BytesVector texts, long @Nullable [] validity, int rowCount, boolean atStart, boolean atEnd) {
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        byte[] data = texts.data();
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                int start = texts.starts()[row];
                int end = start + texts.lengths()[row];
                while (atStart && start < end && data[start] == ' ') {
                    start++;
                }
                while (atEnd && start < end && data[end - 1] == ' ') {
                    end--;
                }
                starts[row] = start;
                lengths[row] = end - start;
            }
        }
        return new BytesVector(data, starts, lengths, validity);
    }

    private static void trim(
            RowArguments row, int text, int characters, boolean atStart, boolean atEnd, TextOutput out) {
        byte[] data = row.data(text);
        int start = row.start(text);
        int end = row.end(text);
        while (atStart && start < end) {
            int next = Utf8.skip(data, start, end, 1);
            if (!isIn(data, start, next, row, characters)) {
                break;
            }
            start = next;
        }
        while (atEnd && start < end) {
            int last = Utf8.back(data, start, end);
            if (!isIn(data, last, end, row, characters)) {
                break;
            }
            end = last;
        }
        out.append(data, start, end - start);
    }

    private static boolean isIn(byte[] data, int start, int end, RowArguments row, int characters) {
        return Utf8.find(row.data(characters), row.start(characters), row.end(characters), data, start, end) >= 0;
    }

    private static void left(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        out.append(data, start, Utf8.skip(data, start, row.end(0), row.getInt(1)) - start);
    }

    private static void right(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int end = row.end(0);
        int dropped = Utf8.codePointCount(data, start, end - start) - Math.max(0, row.getInt(1));
        int from = Utf8.skip(data, start, end, dropped);
        out.append(data, from, end - from);
    }

    private static Binder pad(boolean atStart) {
        return Parameters.of(STRING, INT, STRING)
                .atLeast(2)
                .mayFail()
                .giving(STRING, call -> RowKernels.texts((row, out) -> pad(row, atStart, call.name(), out)));
    }

    private static void pad(RowArguments row, boolean atStart, String name, TextOutput out) {
        byte[] data = row.data(0);
        int start = row.start(0);
        int end = row.end(0);
        boolean hasFilling = row.count() == 3;
        byte[] filling = hasFilling ? row.data(2) : SPACE;
        int fillingStart = hasFilling ? row.start(2) : 0;
        int fillingEnd = hasFilling ? row.end(2) : 1;
        int length = row.getInt(1);
        long missing = (long) length - Utf8.codePointCount(data, start, end - start);
        if (missing <= 0 || fillingStart == fillingEnd) {
            // Spark subtracts INTs here.
            if (missing < Integer.MIN_VALUE && fillingStart < fillingEnd) {
                throw ValueErrors.overflow("integer", name);
            }
            out.append(data, start, Utf8.skip(data, start, end, length) - start);
            return;
        }
        TextOutput.requireSane(missing + end - start);
        if (!atStart) {
            out.append(data, start, end - start);
        }
        int perRound = Utf8.codePointCount(filling, fillingStart, fillingEnd - fillingStart);
        for (long left = missing; left > 0; left -= perRound) {
            int until = Utf8.skip(filling, fillingStart, fillingEnd, (int) Math.min(left, perRound));
            out.append(filling, fillingStart, until - fillingStart);
        }
        if (atStart) {
            out.append(data, start, end - start);
        }
    }
}
