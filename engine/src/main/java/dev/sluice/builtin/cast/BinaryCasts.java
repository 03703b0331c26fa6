package dev.sluice.builtin.cast;

import dev.sluice.builtin.support.Kernels;
import dev.sluice.builtin.support.NumberRange;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import java.util.function.Supplier;

/** Casts between texts and their bytes, and of whole numbers to their bytes. */
final class BinaryCasts {
    private BinaryCasts() {}

    /** The same bytes under another type: STRING or BINARY. */
    static Supplier<ScalarKernel> relabelled(AtomicType to) {
        return Kernels.unary((argument, validity, rowCount) -> {
            BytesVector bytes = (BytesVector) argument;
            return new BytesVector(to, bytes.data(), bytes.starts(), bytes.lengths(), validity);
        });
    }

    /** As many bytes as the type has, the highest first. */
    static Supplier<ScalarKernel> ofWholeNumber(AtomicType from) {
        int width = NumberRange.of(from).bits() / Byte.SIZE;
        return Kernels.unary((argument, validity, rowCount) -> {
            byte[] data = new byte[Math.multiplyExact(rowCount, width)];
            int[] starts = new int[rowCount];
            int[] lengths = new int[rowCount];
            for (int row = 0; row < rowCount; row++) {
                starts[row] = row * width;
                lengths[row] = width;
                long value = numberAt(argument, row);
                for (int index = width - 1; index >= 0; index--) {
                    data[starts[row] + index] = (byte) value;
                    value >>= Byte.SIZE;
                }
            }
            return new BytesVector(AtomicType.BINARY, data, starts, lengths, validity);
        });
    }

    private static long numberAt(Vector numbers, int row) {
        return numbers instanceof IntVector ints ? ints.values()[row] : ((LongVector) numbers).values()[row];
    }
}
