package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.BINARY;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.types.AtomicType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bytes and the texts that stand for them. */
final class BinaryFunctions {
    private static final String BASE64_OR_BREAK =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\t\r\n";
    private static final List<String> BINARY_FORMATS = List.of("hex", "base64", "utf-8", "utf8");
    private static final Map<String, Charset> CHARSETS = charsets();

    private BinaryFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "base64",
                        "base64(bytes BINARY): STRING",
                        "The bytes in Base64.",
                        "base64('abc') -> YWJj",
                        Parameters.of(BINARY).giving(STRING, RowKernels.texts((row, out) -> {
                            byte[] text = Base64.getEncoder().encode(bytes(row));
                            out.append(text, 0, text.length);
                        }))),
                family.declare(
                        "unbase64",
                        "unbase64(text STRING): BINARY",
                        "The bytes that a text in Base64 stands for; characters of other kinds are passed over.",
                        "hex(unbase64('YWJj')) -> 616263",
                        Parameters.of(STRING).mayFail().giving(BINARY, RowKernels.bytes(BinaryFunctions::fromBase64))),
                family.declare(
                        "unhex",
                        "unhex(digits STRING): BINARY",
                        "The bytes that hexadecimal digits stand for; null if there are other characters.",
                        "decode(unhex('616263'), 'utf-8') -> abc",
                        Parameters.of(STRING).mayGiveNull().giving(BINARY, RowKernels.bytes(BinaryFunctions::fromHex))),
                family.declare(
                        "encode",
                        "encode(text STRING, charset STRING): BINARY",
                        "The bytes of the text in a character set: UTF-8, US-ASCII, ISO-8859-1, UTF-16, UTF-16BE, UTF-16LE or"
                                + " UTF-32.",
                        "hex(encode('abc', 'utf-16be')) -> 006100620063",
                        Parameters.of(STRING, STRING)
                                .mayFail()
                                .allComputed()
                                .giving(BINARY, RowKernels.bytes(BinaryFunctions::encode))),
                family.declare(
                        "decode",
                        "decode(bytes BINARY, charset STRING): STRING",
                        "The text of which these are the bytes in a character set, one of those of encode.",
                        "decode(encode('abc', 'utf-8'), 'utf-8') -> abc",
                        Parameters.of(BINARY, STRING)
                                .mayFail()
                                .allComputed()
                                .giving(STRING, RowKernels.texts(BinaryFunctions::decode))),
                family.declare(
                        List.of("to_binary"),
                        List.of("to_binary(text STRING): BINARY", "to_binary(text STRING, 'binary format'): BINARY"),
                        "The bytes that a text stands for: hexadecimal digits, or as the format says, which is 'hex', 'utf-8'"
                                + " or 'base64'.",
                        "hex(to_binary('abc', 'utf-8')) -> 616263",
                        toBinary(false)),
                family.declare(
                        List.of("try_to_binary"),
                        List.of(
                                "try_to_binary(text STRING): BINARY",
                                "try_to_binary(text STRING, 'binary format'): BINARY"),
                        "As to_binary, but null of a text that stands for no bytes.",
                        "try_to_binary('x', 'hex') -> NULL",
                        toBinary(true)));
    }

    private static byte[] bytes(RowArguments row) {
        return Arrays.copyOfRange(row.data(0), row.start(0), row.end(0));
    }

    private static void fromBase64(RowArguments row, TextOutput out) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(bytes(row));
            out.append(bytes, 0, bytes.length);
        } catch (IllegalArgumentException malformed) {
            throw ValueErrors.conversionInvalidInput(row.getText(0), "BASE64", malformed);
        }
    }

    private static void fromHex(RowArguments row, TextOutput out) {
        byte[] data = row.data(0);
        int digits = row.end(0) - row.start(0);
        byte[] bytes = new byte[(digits + 1) / 2];
        // An odd number of digits lacks the first.
        int shift = digits % 2;
        for (int index = 0; index < digits; index++) {
            int digit = Character.digit(data[row.start(0) + index], 16);
            if (digit < 0) {
                row.giveNull();
                return;
            }
            int place = index + shift;
            bytes[place / 2] |= (byte) (place % 2 == 0 ? digit << 4 : digit);
        }
        out.append(bytes, 0, bytes.length);
    }

    private static void encode(RowArguments row, TextOutput out) {
        String name = row.getText(1);
        try {
            ByteBuffer bytes = charset(name, "encode").newEncoder().encode(CharBuffer.wrap(row.getText(0)));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.append(copy, 0, copy.length);
        } catch (CharacterCodingException unmappable) {
            throw ValueErrors.malformedCoding(name, "encode", unmappable);
        }
    }

    private static void decode(RowArguments row, TextOutput out) {
        String name = row.getText(1);
        try {
            out.append(charset(name, "decode")
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(row)))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw ValueErrors.malformedCoding(name, "decode", malformed);
        }
    }

    private static Charset charset(String name, String function) {
        Charset charset = CHARSETS.get(name.toUpperCase(Locale.ROOT));
        if (charset == null) {
            throw ValueErrors.unknownCharset(name, function, CHARSETS.keySet());
        }
        return charset;
    }

    private static Map<String, Charset> charsets() {
        Map<String, Charset> charsets = new TreeMap<>();
        for (Charset charset : List.of(
                StandardCharsets.US_ASCII,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16)) {
            charsets.put(charset.name(), charset);
        }
        charsets.put("UTF-32", Charset.forName("UTF-32"));
        return charsets;
    }

    private static Binder toBinary(boolean isTry) {
        return call -> {
            call.requireCount(1, 2);
            AtomicType text = call.implicitly(0, STRING);
            if (call.size() == 2 && call.isNull(1)) {
                return new Scalar(BINARY, true, false, Kernels.nulls(BINARY)).castingTo(List.of());
            }
            String format = call.size() == 1
                    ? "hex"
                    : call.requireConstantText(1, "fmt").toLowerCase(Locale.ROOT);
            if (isTry && !BINARY_FORMATS.contains(format)) {
                return new Scalar(BINARY, true, false, Kernels.nulls(BINARY)).castingTo(List.of());
            }
            RowKernels.ToText reader = switch (format) {
                case "hex" -> (row, out) -> hexStrictly(row, isTry, out);
                case "base64" -> (row, out) -> base64Strictly(row, isTry, out);
                case "utf-8", "utf8" -> (row, out) -> out.append(row.data(0), row.start(0), row.end(0) - row.start(0));
                default -> throw invalidFormat(call, format);
            };
            return new Scalar(BINARY, isTry || call.anyNullable(), !isTry, RowKernels.bytes(reader))
                    .castingTo(List.of(text));
        };
    }

    private static RuntimeException invalidFormat(Call call, String format) {
        return ValueErrors.invalidArgument(
                call.sql(), "the format '" + format + "'", "'hex', 'utf-8' or 'base64' as a literal");
    }

    private static void hexStrictly(RowArguments row, boolean isTry, TextOutput out) {
        for (int index = row.start(0); index < row.end(0); index++) {
            if (Character.digit(row.data(0)[index], 16) < 0) {
                refuse(row, "HEX", isTry);
                return;
            }
        }
        fromHex(row, out);
    }

    private static void base64Strictly(RowArguments row, boolean isTry, TextOutput out) {
        byte[] text = bytes(row);
        try {
            for (byte one : text) {
                if (one != ' ' && BASE64_OR_BREAK.indexOf(one) < 0) {
                    throw new IllegalArgumentException("not a character of Base64: " + one);
                }
            }
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            out.append(bytes, 0, bytes.length);
        } catch (IllegalArgumentException malformed) {
            refuse(row, "BASE64", isTry);
        }
    }

    private static void refuse(RowArguments row, String format, boolean isTry) {
        if (!isTry) {
            throw ValueErrors.conversionInvalidInput(row.getText(0), format, null);
        }
        row.giveNull();
    }
}
