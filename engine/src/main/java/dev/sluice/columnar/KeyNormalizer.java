package dev.sluice.columnar;

/** The one form of values that count as equal keys: one NaN, and 0.0 for -0.0. */
public final class KeyNormalizer {
    private KeyNormalizer() {}

    /** Equal for equal keys, different otherwise. */
    public static long bits(double value) {
        return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }

    /** The leaf column with its values in normal form; itself unless it holds doubles or arrays. */
    public static Vector normalize(Vector leaf, int rowCount) {
        if (leaf instanceof BytesVector packed && PackedValues.isPacked(packed.type())) {
            return PackedValues.normalize(packed, rowCount);
        }
        if (!(leaf instanceof DoubleVector doubles)) {
            return leaf;
        }
        double[] normal = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            normal[row] = Double.longBitsToDouble(bits(doubles.values()[row]));
        }
        return new DoubleVector(doubles.type(), normal, doubles.validity());
    }
}
