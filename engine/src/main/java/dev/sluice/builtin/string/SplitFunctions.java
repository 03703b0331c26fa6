package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.builtin.collection.MapKeys;
import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.DataType;
import dev.sluice.types.MapType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts cut into arrays of their parts. */
final class SplitFunctions {
    private static final ArrayType PARTS = new ArrayType(STRING, false);
    private static final MapType TEXTS = new MapType(STRING, STRING);
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern COLON = Pattern.compile(":");
    private static final String META = "\\^$.|?*+()[]{}";

    private SplitFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "str_to_map",
                        "str_to_map(text STRING[, pairs STRING, values STRING]): TEXTMAP",
                        "The map of a text of pairs of key and value, cut by two regular expressions, by default `,` between"
                                + " pairs and `:` before values.",
                        "str_to_map('a:1,b:2') -> {a -> 1, b -> 2}",
                        SplitFunctions::toMap),
                family.declare(
                        "split",
                        "split(text STRING, regex STRING[, limit INT]): KEYS",
                        "The parts of a text around the matches of a regular expression, at most as many as a limit that is above 0.",
                        "split('a-b-c', '-', 2) -> [a, b-c]",
                        SplitFunctions::split));
    }

    private static Binding toMap(Call call) {
        call.requireCount(1, 3);
        List<DataType> types = new ArrayList<>();
        for (int index = 0; index < call.size(); index++) {
            types.add(call.asText(index));
        }
        return new Scalar(TEXTS, call.anyNullable(), true, SplitFunctions::mapKernel)
                .decidedBy(0)
                .castingTo(types);
    }

    private static ScalarKernel mapKernel() {
        RegexCache pairs = new RegexCache("str_to_map");
        RegexCache values = new RegexCache("str_to_map");
        return (arguments, rowCount) -> {
            BytesVector[] texts = new BytesVector[arguments.length];
            long[] validity = null;
            for (int index = 0; index < texts.length; index++) {
                texts[index] = Vectors.bytes(arguments[index], rowCount);
                validity = Validity.and(validity, texts[index].validity(), rowCount);
            }
            MapBuilder maps = (MapBuilder) VectorBuilder.of(TEXTS, rowCount);
            for (int row = 0; row < rowCount; row++) {
                if (Validity.isPresent(validity, row)) {
                    Pattern pair = pattern(pairs, texts, 1, row, COMMA);
                    addEntries(pair.split(texts[0].text(row), -1), pattern(values, texts, 2, row, COLON), maps, row);
                }
            }
            return maps.vector(rowCount);
        };
    }

    private static Pattern pattern(RegexCache regexes, BytesVector[] texts, int argument, int row, Pattern otherwise) {
        if (argument >= texts.length) {
            return otherwise;
        }
        int start = texts[argument].starts()[row];
        return regexes.pattern(
                texts[argument].data(), start, start + texts[argument].lengths()[row]);
    }

    private static void addEntries(String[] pairs, Pattern value, MapBuilder maps, int row) {
        Set<String> known = new HashSet<>();
        int first = maps.count();
        for (String pair : pairs) {
            String[] entry = value.split(pair, 2);
            if (!known.add(entry[0])) {
                throw MapKeys.duplicate(entry[0]);
            }
            int part = maps.add();
            ((BytesBuilder) maps.keys()).set(part, entry[0]);
            if (entry.length > 1) {
                ((BytesBuilder) maps.values()).set(part, entry[1]);
            }
        }
        maps.set(row, first);
    }

    private static Binding split(Call call) {
        return new Scalar(PARTS, call.anyNullable(), true, SplitFunctions::kernel)
                .decidedBy(0)
                .castingTo(Parameters.of(STRING, STRING, INT).atLeast(2).casts(call));
    }

    private static ScalarKernel kernel() {
        RegexCache regexes = new RegexCache("split");
        return (arguments, rowCount) -> {
            BytesVector texts = Vectors.bytes(arguments[0], rowCount);
            BytesVector patterns = Vectors.bytes(arguments[1], rowCount);
            IntVector limits = arguments.length > 2 ? Vectors.ints(arguments[2], rowCount) : null;
            long[] validity = Validity.and(texts.validity(), patterns.validity(), rowCount);
            if (limits != null) {
                validity = Validity.and(validity, limits.validity(), rowCount);
            }
            return split(texts, patterns, limits, validity, rowCount, regexes);
        };
    }

    private static Vector split(
            BytesVector texts,
            BytesVector patterns,
            @Nullable IntVector limits,
            long @Nullable [] validity,
            int rowCount,
            RegexCache regexes) {
        ArrayBuilder builder = (ArrayBuilder) VectorBuilder.of(PARTS, rowCount);
        BytesBuilder parts = (BytesBuilder) builder.elements();
        boolean isViewed = true;
        for (int row = 0; row < rowCount && isViewed; row++) {
            isViewed = !Validity.isPresent(validity, row) || isPlain(patterns, row);
        }
        if (isViewed) {
            parts.viewInto(texts.data());
        }
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(validity, row)) {
                continue;
            }
            int limit = limits == null || limits.values()[row] <= 0 ? Integer.MAX_VALUE : limits.values()[row];
            int first = builder.count();
            if (isViewed) {
                splitPlain(texts, patterns, row, limit, builder, parts);
            } else {
                splitByRegex(texts, patterns, row, limit, builder, parts, regexes);
            }
            builder.set(row, first);
        }
        return builder.vector(rowCount);
    }

    /** Whether an expression stands for itself. */
    private static boolean isPlain(BytesVector patterns, int row) {
        int start = patterns.starts()[row];
        for (int index = start; index < start + patterns.lengths()[row]; index++) {
            if (META.indexOf(patterns.data()[index]) >= 0) {
                return false;
            }
        }
        return patterns.lengths()[row] > 0;
    }

    /** Parts that are views of the text. */
    private static void splitPlain(
            BytesVector texts, BytesVector patterns, int row, int limit, ArrayBuilder builder, BytesBuilder parts) {
        byte[] data = texts.data();
        int partStart = texts.starts()[row];
        int end = partStart + texts.lengths()[row];
        int separatorStart = patterns.starts()[row];
        int separatorLength = patterns.lengths()[row];
        int count = 1;
        for (int position = partStart; position <= end - separatorLength && count < limit; ) {
            if (Utf8.matches(data, position, patterns.data(), separatorStart, separatorStart + separatorLength)) {
                parts.setView(builder.add(), partStart, position - partStart);
                position += separatorLength;
                partStart = position;
                count++;
            } else {
                position++;
            }
        }
        parts.setView(builder.add(), partStart, end - partStart);
    }

    private static void splitByRegex(
            BytesVector texts,
            BytesVector patterns,
            int row,
            int limit,
            ArrayBuilder builder,
            BytesBuilder parts,
            RegexCache regexes) {
        String text = texts.text(row);
        int start = patterns.starts()[row];
        int length = patterns.lengths()[row];
        if (length == 0 && !text.isEmpty()) {
            splitCharacters(text, limit, builder, parts);
            return;
        }
        Pattern pattern = regexes.pattern(patterns.data(), start, start + length);
        for (String part : pattern.split(text, limit == Integer.MAX_VALUE ? -1 : limit)) {
            add(part, builder, parts);
        }
    }

    /** An empty expression stands between characters, but not behind the last, as in Spark. */
    private static void splitCharacters(String text, int limit, ArrayBuilder builder, BytesBuilder parts) {
        int count = 1;
        int position = 0;
        while (position < text.length()) {
            int end = count < limit ? text.offsetByCodePoints(position, 1) : text.length();
            add(text.substring(position, end), builder, parts);
            position = end;
            count++;
        }
    }

    private static void add(String part, ArrayBuilder builder, BytesBuilder parts) {
        byte[] bytes = part.getBytes(UTF_8);
        parts.set(builder.add(), bytes, 0, bytes.length);
    }
}
