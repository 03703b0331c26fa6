package dev.sluice.builtin.string;

import dev.sluice.builtin.collection.ArrayMaking;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.FunctionDocumentation;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of texts. */
public final class StringFunctions {
    private static final String FAMILY = "string";

    private StringFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family(FAMILY);
        List<ScalarFunction> all = new ArrayList<>(basic());
        all.addAll(TrimFunctions.all(family));
        all.addAll(TextPartFunctions.all(family));
        all.addAll(TextMeasureFunctions.all(family));
        all.addAll(NumberTextFunctions.all(family));
        all.addAll(NumberFormatFunctions.all(family));
        all.addAll(SearchFunctions.all(family));
        all.addAll(RegexFunctions.all(family));
        all.addAll(BinaryFunctions.all(family));
        all.addAll(SplitFunctions.all(family));
        all.addAll(UrlFunctions.all(family));
        all.addAll(DisguiseFunctions.all(family));
        all.add(FormatStringFunction.declared(family));
        all.add(SentencesFunction.declared(family));
        return all;
    }

    private static List<ScalarFunction> basic() {
        return List.of(
                declare(
                        List.of("concat"),
                        List.of("concat(text STRING...): STRING", "concat(array ARRAY...): ARRAY"),
                        "The texts, or the elements of the arrays, of all arguments one after the other; null if any is.",
                        "concat('a', 1) -> a1",
                        StringFunctions::concat),
                declare(
                        List.of("upper", "ucase"),
                        "upper(text STRING): STRING",
                        "The text in upper case.",
                        "upper('abc') -> ABC",
                        call -> changeCase(call, true)),
                declare(
                        List.of("lower", "lcase"),
                        "lower(text STRING): STRING",
                        "The text in lower case.",
                        "lower('ABC') -> abc",
                        call -> changeCase(call, false)),
                declare(
                        List.of("length", "len", "char_length", "character_length"),
                        "length(text STRING): INT",
                        "The number of characters.",
                        "length('abc') -> 3",
                        StringFunctions::length),
                declare(
                        List.of("substring", "substr"),
                        "substring(text STRING, position INT[, length INT]): STRING",
                        "The characters from a position, counted from 1 or from the end if negative, up to a length.",
                        "substring('stream', 2, 3) -> tre",
                        StringFunctions::substring));
    }

    private static ScalarFunction declare(
            List<String> names, String signature, String usage, String example, ScalarDeclaration.Binder binder) {
        return declare(names, List.of(signature), usage, example, binder);
    }

    private static ScalarFunction declare(
            List<String> names,
            List<String> signatures,
            String usage,
            String example,
            ScalarDeclaration.Binder binder) {
        return new ScalarDeclaration(new FunctionDocumentation(names, FAMILY, signatures, usage, example), binder);
    }

    /** Every atomic type is written as text. */
    private static void requireText(Call call, int index) {
        if (!(call.type(index) instanceof ScalarType)) {
            throw call.unexpectedType(index, "STRING");
        }
    }

    private static Binding concat(Call call) {
        if (call.types().stream().anyMatch(ArrayType.class::isInstance)) {
            return ArrayMaking.concat(call);
        }
        for (int index = 0; index < call.size(); index++) {
            requireText(call, index);
        }
        boolean isBinary = call.size() > 0 && call.types().stream().allMatch(type -> type == AtomicType.BINARY);
        AtomicType type = isBinary ? AtomicType.BINARY : AtomicType.STRING;
        return new Scalar(
                        type,
                        call.anyNullable(),
                        false,
                        () -> (arguments, rowCount) -> concat(type, arguments, rowCount))
                .castingAllTo(type, call.size());
    }

    private static Vector concat(AtomicType type, Vector[] arguments, int rowCount) {
        BytesVector[] texts = new BytesVector[arguments.length];
        long[] validity = null;
        for (int index = 0; index < texts.length; index++) {
            texts[index] = Vectors.bytes(arguments[index], rowCount);
            validity = Validity.and(validity, texts[index].validity(), rowCount);
        }
        TextOutput out = new TextOutput(rowCount, rowCount * 16);
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                for (BytesVector text : texts) {
                    out.append(text.data(), text.starts()[row], text.lengths()[row]);
                }
            }
            out.endRow(row);
        }
        return out.vector(type, validity);
    }

    private static Binding changeCase(Call call, boolean toUpper) {
        call.requireCount(1, 1);
        requireText(call, 0);
        return new Scalar(
                        AtomicType.STRING,
                        call.anyNullable(),
                        false,
                        Kernels.unary((argument, validity, rowCount) ->
                                changeCase((BytesVector) argument, validity, rowCount, toUpper)))
                .castingAllTo(AtomicType.STRING, 1);
    }

    private static Vector changeCase(BytesVector texts, long @Nullable [] validity, int rowCount, boolean toUpper) {
        TextOutput out = new TextOutput(rowCount, rowCount * 16);
        for (int row = 0; row < rowCount; row++) {
            if (Validity.isPresent(validity, row)) {
                int start = texts.starts()[row];
                Letters.append(texts.data(), start, start + texts.lengths()[row], toUpper, out);
            }
            out.endRow(row);
        }
        return out.vector(validity);
    }

    private static Binding length(Call call) {
        call.requireCount(1, 1);
        requireText(call, 0);
        if (call.type(0) == AtomicType.BINARY) {
            return new Scalar(
                            AtomicType.INT,
                            call.anyNullable(),
                            false,
                            RowKernels.ints(row -> row.end(0) - row.start(0)))
                    .castingAllTo(AtomicType.BINARY, 1);
        }
        return new Scalar(AtomicType.INT, call.anyNullable(), false, Kernels.unary((argument, validity, rowCount) -> {
                    BytesVector texts = (BytesVector) argument;
                    int[] counts = new int[rowCount];
                    for (int row = 0; row < rowCount; row++) {
                        if (Validity.isPresent(validity, row)) {
                            counts[row] = Utf8.codePointCount(texts.data(), texts.starts()[row], texts.lengths()[row]);
                        }
                    }
                    return new IntVector(counts, validity);
                }))
                .castingAllTo(AtomicType.STRING, 1);
    }

    private static Binding substring(Call call) {
        call.requireCount(2, 3);
        requireText(call, 0);
        AtomicType type = call.type(0) == AtomicType.BINARY ? AtomicType.BINARY : AtomicType.STRING;
        List<DataType> types = new ArrayList<>(List.of(type));
        for (int index = 1; index < call.size(); index++) {
            if (!TypeRules.isNumeric(call.type(index)) && call.type(index) != AtomicType.STRING) {
                throw call.unexpectedType(index, "INT");
            }
            types.add(AtomicType.INT);
        }
        return new Scalar(type, call.anyNullable(), false, () -> StringFunctions::substring)
                .decidedBy(0)
                .castingTo(types);
    }

    private static Vector substring(Vector[] arguments, int rowCount) {
        BytesVector texts = Vectors.bytes(arguments[0], rowCount);
        IntVector positions = Vectors.ints(arguments[1], rowCount);
        IntVector counts = arguments.length == 3 ? Vectors.ints(arguments[2], rowCount) : null;
        long[] validity = Validity.and(texts.validity(), positions.validity(), rowCount);
        if (counts != null) {
            validity = Validity.and(validity, counts.validity(), rowCount);
        }
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        byte[] data = texts.data();
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            int start = texts.starts()[row];
            int end = start + texts.lengths()[row];
            int count = counts == null ? Integer.MAX_VALUE : counts.values()[row];
            TextRange range = texts.type() == AtomicType.BINARY
                    ? TextRange.ofBytes(start, end, positions.values()[row], count)
                    : TextRange.of(data, start, end, positions.values()[row], count);
            starts[row] = range.start();
            lengths[row] = range.length();
        }
        return new BytesVector(texts.type(), data, starts, lengths, validity);
    }
}
