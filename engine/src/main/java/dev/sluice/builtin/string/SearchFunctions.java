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
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.DataType;
import java.util.Arrays;
import java.util.List;

/** Functions that look for a text in a text, by itself or with wildcards. */
final class SearchFunctions {
    private SearchFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "contains",
                        "contains(text STRING, part STRING): BOOLEAN",
                        "Whether the part stands anywhere in the text.",
                        "contains('stream', 'rea') -> true",
                        Parameters.of(STRING, STRING)
                                .giving(BOOLEAN, RowKernels.booleans(row -> find(row, 0, row.start(0), 1) >= 0))),
                family.declare(
                        "startswith",
                        "startswith(text STRING, part STRING): BOOLEAN",
                        "Whether the text begins with the part.",
                        "startswith('stream', 'str') -> true",
                        Parameters.of(STRING, STRING)
                                .giving(BOOLEAN, RowKernels.booleans(row -> standsAt(row, row.start(0))))),
                family.declare(
                        "endswith",
                        "endswith(text STRING, part STRING): BOOLEAN",
                        "Whether the text ends with the part.",
                        "endswith('stream', 'am') -> true",
                        Parameters.of(STRING, STRING)
                                .giving(
                                        BOOLEAN,
                                        RowKernels.booleans(
                                                row -> standsAt(row, row.end(0) - (row.end(1) - row.start(1)))))),
                family.declare(
                        "instr",
                        "instr(text STRING, part STRING): INT",
                        "Where the part first stands in the text, counted from 1; 0 if it does not.",
                        "instr('stream', 'r') -> 3",
                        Parameters.of(STRING, STRING).giving(INT, RowKernels.ints(row -> place(row, 0, 1, 1)))),
                family.declare(
                        List.of("locate", "position"),
                        "locate(part STRING, text STRING[, from INT]): INT",
                        "Where the part first stands in the text, from a place on, counted from 1; 0 if it does not, or if"
                                + " the place is null.",
                        "locate('a', 'banana', 3) -> 4",
                        Parameters.of(STRING, STRING, INT)
                                .atLeast(2)
                                .giving(INT, RowKernels.ints(SearchFunctions::locate))),
                family.declare(
                        "like",
                        "like(text STRING, pattern STRING[, 'escape']): BOOLEAN",
                        "Whether the whole text is as the pattern, where % is any number of characters and _ is one; behind"
                                + " the escape, by default a backslash, they are themselves.",
                        "like('stream', 's%m') -> true",
                        call -> like(call, false)),
                family.declare(
                        "ilike",
                        "ilike(text STRING, pattern STRING[, 'escape']): BOOLEAN",
                        "As like, but large and small letters are the same.",
                        "ilike('Stream', 's%M') -> true",
                        call -> like(call, true)));
    }

    private static int find(RowArguments row, int text, int from, int part) {
        return Utf8.find(row.data(text), from, row.end(text), row.data(part), row.start(part), row.end(part));
    }

    private static boolean standsAt(RowArguments row, int index) {
        int length = row.end(1) - row.start(1);
        return index >= row.start(0)
                && length <= row.end(0) - index
                && Utf8.matches(row.data(0), index, row.data(1), row.start(1), row.end(1));
    }

    /** Counted in characters from 1, or 0. */
    private static int place(RowArguments row, int text, int part, int from) {
        if (row.start(part) == row.end(part)) {
            return 1;
        }
        byte[] data = row.data(text);
        int start = row.start(text);
        int found = find(row, text, Utf8.skip(data, start, row.end(text), from - 1), part);
        return found < 0 ? 0 : 1 + Utf8.codePointCount(data, start, found - start);
    }

    private static int locate(RowArguments row) {
        int from = row.count() == 3 ? row.getInt(2) : 1;
        return from < 1 ? 0 : place(row, 1, 0, from);
    }

    private static Binding like(Call call, boolean ignoresCase) {
        call.requireCount(2, 3);
        int escape = call.size() == 3 ? escape(call) : '\\';
        List<DataType> castTo = List.of(call.implicitly(0, STRING), call.implicitly(1, STRING));
        return new Scalar(BOOLEAN, call.anyNullable(), true, RowKernels.booleansOf(() -> new Like(escape, ignoresCase)))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static int escape(Call call) {
        if (call.argument(2).literal() instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw SluiceException.analysis(
                        ErrorCondition.INVALID_ESCAPE_CHAR,
                        "`EscapeChar` should be a string literal of length one, but got \""
                                + call.argument(2).sql() + "\".")
                .at("\"" + call.sql() + "\"")
                .mend("write one character as a literal")
                .build();
    }

    /** Remembers the last pattern. */
    private static final class Like implements RowKernels.ToBoolean {
        private final int escape;
        private final boolean ignoresCase;
        private LikePattern written = LikePattern.of(new byte[0], '\\');
        private LikePattern pattern = written;

        Like(int escape, boolean ignoresCase) {
            this.escape = escape;
            this.ignoresCase = ignoresCase;
        }

        @Override
        public boolean apply(RowArguments row) {
            if (!written.isOf(row, 1)) {
                byte[] text = Arrays.copyOfRange(row.data(1), row.start(1), row.end(1));
                written = LikePattern.of(text, escape);
                pattern = ignoresCase ? LikePattern.of(Letters.lower(text, 0, text.length), escape) : written;
            }
            if (ignoresCase) {
                byte[] lower = Letters.lower(row.data(0), row.start(0), row.end(0));
                return pattern.matches(lower, 0, lower.length);
            }
            return pattern.matches(row.data(0), row.start(0), row.end(0));
        }
    }
}
