package dev.sluice.format.avro;

import dev.sluice.columnar.Decimals;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals as Avro has them: the digits without the point, the highest byte first, with a sign. */
final class AvroDecimals {
    private AvroDecimals() {}

    static void read(byte[] data, int start, int length, DecimalType type, VectorBuilder column, int row) {
        if (length > 0 && length <= Long.BYTES && column instanceof LongBuilder longs) {
            long digits = data[start];
            for (int index = start + 1; index < start + length; index++) {
                digits = (digits << Byte.SIZE) | (data[index] & 0xff);
            }
            long limit = DecimalType.powerOfTen(type.precision());
            if (digits <= -limit || digits >= limit) {
                throw tooLong(type);
            }
            longs.set(row, digits);
        } else {
            BigInteger digits = length == 0 ? BigInteger.ZERO : new BigInteger(data, start, length);
            if (!Decimals.setRounded(column, row, new BigDecimal(digits, type.scale()))) {
                throw tooLong(type);
            }
        }
    }

    private static MalformedAvroException tooLong(DecimalType type) {
        return new MalformedAvroException("a number has more digits than " + type.sql());
    }

    /** The fewest bytes of a present row. */
    static byte[] bytes(Vector decimals, int row) {
        return Decimals.digits(decimals, row).toByteArray();
    }
}
