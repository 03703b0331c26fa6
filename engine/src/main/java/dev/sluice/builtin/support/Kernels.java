package dev.sluice.builtin.support;

import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shells for loops: flat arguments in, nulls of any argument made nulls of the result. */
public final class Kernels {
    private Kernels() {}

    /** A loop over one flat column. */
    @FunctionalInterface
    public interface UnaryLoop {
        /** @param validity of the argument, and of the result unless the loop makes another */
        Vector run(Vector argument, long @Nullable [] validity, int rowCount);
    }

    /** A loop over two flat columns. */
    @FunctionalInterface
    public interface BinaryLoop {
        /** @param validity present where both arguments are */
        Vector run(Vector left, Vector right, long @Nullable [] validity, int rowCount);
    }

    public static Supplier<ScalarKernel> unary(UnaryLoop loop) {
        return () -> {
            Flattener flattener = new Flattener();
            return (arguments, rowCount) -> {
                Vector flat = flattener.flat(arguments[0], rowCount);
                return loop.run(flat, flat.validity(), rowCount);
            };
        };
    }

    public static Supplier<ScalarKernel> binary(BinaryLoop loop) {
        return binary(() -> loop);
    }

    /** @param loops makes one for each kernel, which may keep arrays */
    public static Supplier<ScalarKernel> binary(Supplier<BinaryLoop> loops) {
        return () -> {
            BinaryLoop loop = loops.get();
            Flattener first = new Flattener();
            Flattener second = new Flattener();
            return (arguments, rowCount) -> {
                Vector left = first.flat(arguments[0], rowCount);
                Vector right = second.flat(arguments[1], rowCount);
                return loop.run(left, right, Validity.and(left.validity(), right.validity(), rowCount), rowCount);
            };
        };
    }

    /** A kernel that hands its argument on. */
    public static Supplier<ScalarKernel> identity() {
        return () -> (arguments, rowCount) -> arguments[0];
    }

    /** A kernel that gives null in every row. */
    public static Supplier<ScalarKernel> nulls(DataType type) {
        return () -> {
            Vector nulls = Vectors.nulls(type);
            return (arguments, rowCount) -> nulls;
        };
    }

    /** A bitmap that the caller may change, with the same rows present. */
    public static long[] changeable(long @Nullable [] validity, int rowCount) {
        return validity == null
                ? Validity.allPresent(rowCount)
                : java.util.Arrays.copyOf(validity, Validity.wordCount(rowCount));
    }

    /** No bitmap where no row is null. */
    public static long @Nullable [] compact(long[] validity, int rowCount) {
        return Validity.nullCount(validity, rowCount) == 0 ? null : validity;
    }
}
