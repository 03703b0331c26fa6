package dev.sluice.columnar;

/** Copies rows of a finished column into a column that is being built. */
public final class VectorCopy {
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
                    copy(Vectors.flat(vector.field(index), first + count), first, count, builder.field(index), target);
                }
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        builder.setPresent(row + shift);
                    }
                }
            }
            case ArrayBuilder builder -> {
                ArrayVector vector = (ArrayVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        int length = vector.lengths()[row];
                        int firstElement = builder.add(length);
                        copy(vector.elements(), vector.starts()[row], length, builder.elements(), firstElement);
                        builder.set(row + shift, firstElement);
                    }
                }
            }
            case MapBuilder builder -> {
                MapVector vector = (MapVector) from;
                for (int row = first; row < first + count; row++) {
                    if (!vector.isNull(row)) {
                        int length = vector.lengths()[row];
                        int firstEntry = builder.add(length);
                        copy(vector.keys(), vector.starts()[row], length, builder.keys(), firstEntry);
                        copy(vector.values(), vector.starts()[row], length, builder.values(), firstEntry);
                        builder.set(row + shift, firstEntry);
                    }
                }
            }
        }
    }
}
