package dev.sluice.builtin.hash;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.BINARY;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.builtin.support.ScalarDeclaration.Binder;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Digests of bytes, and hashes of any values. */
public final class HashFunctions {
    private static final Map<Integer, String> SHA_2 =
            Map.of(0, "SHA-256", 224, "SHA-224", 256, "SHA-256", 384, "SHA-384", 512, "SHA-512");

    private HashFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family("hash");
        return List.of(
                family.declare(
                        "md5",
                        "md5(bytes BINARY): STRING",
                        "The MD5 digest of the bytes, in hexadecimal digits.",
                        "md5('abc') -> 900150983cd24fb0d6963f7d28e17f72",
                        digest("MD5")),
                family.declare(
                        List.of("sha1", "sha"),
                        "sha1(bytes BINARY): STRING",
                        "The SHA-1 digest of the bytes, in hexadecimal digits.",
                        "sha1('abc') -> a9993e364706816aba3e25717850c26c9cd0d89d",
                        digest("SHA-1")),
                family.declare(
                        "sha2",
                        "sha2(bytes BINARY, bits INT): STRING",
                        "The SHA-2 digest of 224, 256, 384 or 512 bits, 0 being 256, in hexadecimal digits; null for other"
                                + " lengths.",
                        "left(sha2('abc', 256), 16) -> ba7816bf8f01cfea",
                        HashFunctions::sha2),
                family.declare(
                        "crc32",
                        "crc32(bytes BINARY): BIGINT",
                        "The cyclic redundancy check of the bytes.",
                        "crc32('abc') -> 891568578",
                        HashFunctions::crc32),
                family.declare(
                        "hash",
                        "hash(value ANY...): INT",
                        "The Murmur3 hash of the values, as Spark computes it; nulls change nothing.",
                        "hash('abc') -> 1322437556",
                        call -> hash(call, INT)),
                family.declare(
                        "xxhash64",
                        "xxhash64(value ANY...): BIGINT",
                        "The 64 bits of the XXHash of the values, as Spark computes it; nulls change nothing.",
                        "xxhash64('abc') -> 1423657621850124518",
                        call -> hash(call, BIGINT)));
    }

    /** A text is cast to its bytes, and no other value is. */
    private static void requireBytes(Call call) {
        if (call.type(0) != STRING && call.type(0) != BINARY) {
            throw call.unexpectedType(0, "BINARY");
        }
    }

    private static Binder digest(String algorithm) {
        return call -> {
            call.requireCount(1, 1);
            requireBytes(call);
            return new Scalar(STRING, call.anyNullable(), false, RowKernels.textsOf(() -> {
                        MessageDigest digest = open(algorithm);
                        return (row, out) -> append(row, digest, out);
                    }))
                    .castingAllTo(BINARY, 1);
        };
    }

    private static Binding sha2(Call call) {
        call.requireCount(2, 2);
        requireBytes(call);
        List<DataType> castTo = List.of(BINARY, call.implicitly(1, INT));
        return new Scalar(STRING, true, false, RowKernels.texts(HashFunctions::sha2))
                .decidedBy(0)
                .castingTo(castTo);
    }

    private static void sha2(RowArguments row, TextOutput out) {
        String algorithm = SHA_2.get(row.getInt(1));
        if (algorithm == null) {
            row.giveNull();
        } else {
            append(row, open(algorithm), out);
        }
    }

    private static void append(RowArguments row, MessageDigest digest, TextOutput out) {
        digest.update(row.data(0), row.start(0), row.end(0) - row.start(0));
        byte[] digits = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        out.append(digits, 0, digits.length);
    }

    private static MessageDigest open(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }

    private static Binding crc32(Call call) {
        call.requireCount(1, 1);
        requireBytes(call);
        return new Scalar(BIGINT, call.anyNullable(), false, RowKernels.longs(row -> {
                    CRC32 sum = new CRC32();
                    sum.update(row.data(0), row.start(0), row.end(0) - row.start(0));
                    return sum.getValue();
                }))
                .castingAllTo(BINARY, 1);
    }

    private static Binding hash(Call call, DataType result) {
        call.requireCount(1, Integer.MAX_VALUE);
        if (!call.types().stream().allMatch(DataType::isOrderable)) {
            throw SluiceException.analysis(
                            ErrorCondition.HASH_MAP_TYPE,
                            "Cannot resolve \"" + call.sql() + "\" due to data type mismatch: Input to the function `"
                                    + call.name() + "` cannot contain elements of the \"MAP\" type.")
                    .mend("hash the sorted map_entries(...) of the map")
                    .build();
        }
        SeededHash hash = result == INT ? new Murmur3() : new XxHash64();
        ScalarKernel kernel = (arguments, rowCount) -> {
            long[] hashes = hash.ofRows(arguments, rowCount);
            return result == INT
                    ? new IntVector(
                            Arrays.stream(hashes).mapToInt(value -> (int) value).toArray(), null)
                    : new LongVector(hashes, null);
        };
        return new Scalar(result, false, false, () -> kernel).castingTo(call.types());
    }
}
