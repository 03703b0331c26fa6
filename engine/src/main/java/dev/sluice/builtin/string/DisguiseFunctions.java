package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.BOOLEAN;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.Utf8Check;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.spi.function.ScalarFunction.Binding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that hide, quote or mend the characters of a text. */
final class DisguiseFunctions {
    private DisguiseFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "mask",
                        "mask(text STRING): STRING",
                        "The text with X for each capital, x for each small letter and n for each digit; up to four more"
                                + " arguments, literals of one character or null, say what stands for capitals, small letters,"
                                + " digits and other characters, null leaving them as they are.",
                        "mask('Ab-12') -> Xx-nn",
                        DisguiseFunctions::mask),
                family.declare(
                        "quote",
                        "quote(text STRING): STRING",
                        "The text in single quotes, a backslash before each of its own.",
                        "quote('it') -> 'it'",
                        Parameters.of(STRING)
                                .giving(
                                        STRING,
                                        RowKernels.texts((row, out) ->
                                                out.append("'" + row.getText(0).replace("'", "\\'") + "'")))),
                family.declare(
                        "is_valid_utf8",
                        "is_valid_utf8(text STRING): BOOLEAN",
                        "Whether the bytes of the text are UTF-8.",
                        "is_valid_utf8('abc') -> true",
                        Parameters.of(STRING).giving(BOOLEAN, RowKernels.booleans(DisguiseFunctions::isValid))),
                family.declare(
                        "make_valid_utf8",
                        "make_valid_utf8(text STRING): STRING",
                        "The text with U+FFFD for bytes that are no UTF-8.",
                        "make_valid_utf8('abc') -> abc",
                        Parameters.of(STRING).giving(STRING, RowKernels.texts((row, out) -> {
                            if (isValid(row)) {
                                out.append(row.data(0), row.start(0), row.end(0) - row.start(0));
                            } else {
                                out.append(row.getText(0));
                            }
                        }))),
                family.declare(
                        "validate_utf8",
                        "validate_utf8(text STRING): STRING",
                        "The text itself; an error if its bytes are no UTF-8.",
                        "validate_utf8('abc') -> abc",
                        Parameters.of(STRING)
                                .mayFail()
                                .giving(STRING, RowKernels.texts((row, out) -> validated(row, true, out)))),
                family.declare(
                        "try_validate_utf8",
                        "try_validate_utf8(text STRING): STRING",
                        "The text itself; null if its bytes are no UTF-8.",
                        "try_validate_utf8('abc') -> abc",
                        Parameters.of(STRING)
                                .mayGiveNull()
                                .giving(STRING, RowKernels.texts((row, out) -> validated(row, false, out)))));
    }

    private static boolean isValid(RowArguments row) {
        return Utf8Check.passes(row.data(0), row.start(0), row.end(0));
    }

    private static void validated(RowArguments row, boolean fails, TextOutput out) {
        if (isValid(row)) {
            out.append(row.data(0), row.start(0), row.end(0) - row.start(0));
        } else if (fails) {
            throw ValueErrors.invalidUtf8(row.getText(0));
        } else {
            row.giveNull();
        }
    }

    private static Binding mask(Call call) {
        call.requireCount(1, 5);
        requireText(call, 0);
        @Nullable Character[] masks = {'X', 'x', 'n', null};
        for (int index = 1; index < call.size(); index++) {
            requireText(call, index);
            masks[index - 1] = maskOf(call, index);
        }
        return new Scalar(
                        STRING,
                        call.argument(0).nullable(),
                        false,
                        RowKernels.texts((row, out) -> out.append(masked(row.getText(0), masks))))
                .castingAllTo(STRING, 1);
    }

    /** Nothing else is made a text here. */
    private static void requireText(Call call, int index) {
        if (call.type(index) != STRING && !call.argument(index).isUntypedNull()) {
            throw call.unexpectedType(index, "STRING");
        }
    }

    private static @Nullable Character maskOf(Call call, int index) {
        Argument argument = call.argument(index);
        if (call.isNull(index)) {
            return null;
        }
        if (!(argument.constant() instanceof String text)) {
            throw call.nonFoldable(
                    index,
                    List.of("upperChar", "lowerChar", "digitChar", "otherChar").get(index - 1));
        }
        if (text.length() != 1) {
            throw SluiceException.analysis(
                            ErrorCondition.INPUT_SIZE_NOT_ONE,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: a mask has to be one"
                                    + " character.")
                    .found("'" + text + "'")
                    .mend("give one character, or null to leave such characters as they are")
                    .build();
        }
        return text.charAt(0);
    }

    private static String masked(String text, @Nullable Character[] masks) {
        char[] characters = text.toCharArray();
        for (int index = 0; index < characters.length; index++) {
            Character mask = masks[maskIndex(characters[index])];
            if (mask != null) {
                characters[index] = mask;
            }
        }
        return new String(characters);
    }

    private static int maskIndex(char character) {
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER -> 0;
            case Character.LOWERCASE_LETTER -> 1;
            case Character.DECIMAL_DIGIT_NUMBER -> 2;
            default -> 3;
        };
    }
}
