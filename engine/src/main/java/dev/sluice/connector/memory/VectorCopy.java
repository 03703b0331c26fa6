package dev.sluice.connector.memory;

import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;

/** Copies rows of a finished column into a column that is being built. */
final class VectorCopy {
    private VectorCopy() {}

    /** Sets rows {@code [target, target + count)} of {@code to}, which are unset, to rows from {@code first} of {@code from}, a flat vector. */
    public static void copy(Vector from, int first, int count, VectorBuilder to, int target) {
        int shift = target - first;
        switch (to) {
            case BooleanBuilder builder -> {
                BooleanVector vector = (BooleanVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.set(row + shift, vector.values()[row]);
                    }
                }
            }
            case IntBuilder builder -> {
                IntVector vector = (IntVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.set(row + shift, vector.values()[row]);
                    }
                }
            }
            case LongBuilder builder -> {
                LongVector vector = (LongVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.set(row + shift, vector.values()[row]);
                    }
                }
            }
            case DoubleBuilder builder -> {
                DoubleVector vector = (DoubleVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.set(row + shift, vector.values()[row]);
                    }
                }
            }
            case BytesBuilder builder -> {
                BytesVector vector = (BytesVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.set(row + shift, vector.data(), vector.starts()[row], vector.lengths()[row]);
                    }
                }
            }
            case StructBuilder builder -> {
                StructVector vector = (StructVector) from;
                for (int index = 0; index < vector.fields().length; index++) {
                    copy(vector.field(index), first, count, builder.field(index), target);
                }
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.setPresent(row + shift);
                    }
                }
            }
        }
    }
}
