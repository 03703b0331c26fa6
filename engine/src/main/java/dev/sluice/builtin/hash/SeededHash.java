package dev.sluice.builtin.hash;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.DictionaryVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DecimalType;
import java.util.Arrays;

/** A hash that goes on from a seed: the hash of one column is the seed of the next, and nulls leave it as it is. */
interface SeededHash {
    long SEED = 42;

    long ofInt(int value, long seed);

    long ofLong(long value, long seed);

    long ofBytes(byte[] data, int start, int length, long seed);

    /** The hash of each row. */
    default long[] ofRows(Vector[] columns, int rowCount) {
        long[] hashes = new long[rowCount];
        Arrays.fill(hashes, SEED);
        for (Vector column : columns) {
            add(Vectors.flat(column, rowCount), rowCount, hashes);
        }
        return hashes;
    }

    private void add(Vector column, int rowCount, long[] hashes) {
        if (column instanceof StructVector struct) {
            for (Vector field : struct.fields()) {
                Vector flat = Vectors.flat(field, rowCount);
                add(
                        Vectors.withValidity(flat, Validity.and(struct.validity(), flat.validity(), rowCount)),
                        rowCount,
                        hashes);
            }
            return;
        }
        for (int row = 0; row < rowCount; row++) {
            hashes[row] = ofRow(column, row, hashes[row]);
        }
    }

    /** The hash after one row of a column; nulls leave it as it is. */
    private long ofRow(Vector column, int row, long seed) {
        return column.isNull(row) ? seed : ofValue(column, row, seed);
    }

    private long ofParts(Vector parts, int start, int length, long seed) {
        long hash = seed;
        for (int part = start; part < start + length; part++) {
            hash = ofRow(parts, part, hash);
        }
        return hash;
    }

    private long ofValue(Vector column, int row, long seed) {
        return switch (column) {
            case BooleanVector booleans -> ofInt(booleans.values()[row] ? 1 : 0, seed);
            case IntVector ints -> ofInt(ints.values()[row], seed);
            case LongVector longs -> ofLong(longs.values()[row], seed);
            case DoubleVector floats
            when floats.type() == AtomicType.FLOAT ->
                ofInt(Float.floatToIntBits((float) (floats.values()[row] + 0.0)), seed);
            // Both zeros have one hash, as they are equal.
            case DoubleVector doubles -> ofLong(Double.doubleToLongBits(doubles.values()[row] + 0.0), seed);
            case BytesVector decimals
            when decimals.type() instanceof DecimalType -> {
                byte[] digits = Decimals.digits(decimals, row).toByteArray();
                yield ofBytes(digits, 0, digits.length, seed);
            }
            case BytesVector texts -> ofBytes(texts.data(), texts.starts()[row], texts.lengths()[row], seed);
            case ArrayVector array -> ofParts(array.elements(), array.starts()[row], array.lengths()[row], seed);
            case StructVector struct -> {
                long hash = seed;
                for (Vector field : struct.fields()) {
                    hash = ofRow(field, row, hash);
                }
                yield hash;
            }
            case MapVector map -> throw new IllegalArgumentException("a map has no hash: " + map.type());
            case ConstantVector constant -> throw new IllegalArgumentException("not flat: " + constant.type());
            case DictionaryVector dictionary -> throw new IllegalArgumentException("not flat: " + dictionary.type());
        };
    }
}
