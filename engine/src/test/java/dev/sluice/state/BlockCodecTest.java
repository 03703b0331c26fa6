package dev.sluice.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.StructType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlockCodecTest {
    private static final StructType SCHEMA = new StructType()
            .add("long", "BIGINT")
            .add("int", "INT")
            .add("double", "DOUBLE")
            .add("boolean", "BOOLEAN")
            .add("text", "STRING")
            .add("time", "TIMESTAMP");

    @Test
    void st8_randomColumnsComeBackAsTheyWere() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int rowCount = random.nextInt(300);
            Vector[] columns = columns(random, rowCount);
            BlockOutput out = new BlockOutput();
            BlockCodec.encode(columns, rowCount, out);
            Vector[] decoded = BlockCodec.decode(out.bytes(), 0, out.length(), SCHEMA, rowCount);
            for (int column = 0; column < columns.length; column++) {
                MutableVector expected = MutableVector.of(SCHEMA.type(column), rowCount);
                expected.ensureCapacity(rowCount);
                for (int row = 0; row < rowCount; row++) {
                    expected.set(row, columns[column], row);
                    assertTrue(expected.isEqual(row, decoded[column], row), "seed " + seed + " column " + column);
                }
            }
            BlockOutput again = new BlockOutput();
            BlockCodec.encode(decoded, rowCount, again);
            assertArrayEquals(
                    Arrays.copyOf(out.bytes(), out.length()),
                    Arrays.copyOf(again.bytes(), again.length()),
                    "same bytes");
        }
    }

    private static Vector[] columns(Random random, int rowCount) {
        long[] longs = new long[rowCount];
        long[] times = new long[rowCount];
        int[] ints = new int[rowCount];
        double[] doubles = new double[rowCount];
        boolean[] booleans = new boolean[rowCount];
        int[] starts = new int[rowCount];
        int[] lengths = new int[rowCount];
        byte[] data = new byte[rowCount * 20];
        int width = random.nextInt(65);
        boolean integral = random.nextBoolean();
        boolean repetitive = random.nextBoolean();
        for (int row = 0; row < rowCount; row++) {
            longs[row] = width == 0 ? 7 : random.nextLong() >> (64 - width);
            times[row] = row == 0 ? 1_700_000_000_000_000L : times[row - 1] + random.nextInt(1_000);
            ints[row] = random.nextInt() >> random.nextInt(32);
            doubles[row] = integral ? random.nextInt(1_000) - 500 : random.nextGaussian();
            booleans[row] = random.nextBoolean();
            starts[row] = row * 20;
            lengths[row] = random.nextInt(20);
            for (int index = 0; index < lengths[row]; index++) {
                data[starts[row] + index] = (byte) (repetitive ? 'a' + index : random.nextInt());
            }
        }
        if (rowCount > 2 && !integral) {
            doubles[0] = -0.0;
            doubles[1] = Double.NaN;
            doubles[2] = Double.NEGATIVE_INFINITY;
        }
        return new Vector[] {
            new LongVector(longs, validity(random, rowCount)),
            new IntVector(SCHEMA.type(1), ints, validity(random, rowCount)),
            new DoubleVector(doubles, validity(random, rowCount)),
            new BooleanVector(booleans, validity(random, rowCount)),
            new BytesVector(data, starts, lengths, validity(random, rowCount)),
            new LongVector(SCHEMA.type(5), times, validity(random, rowCount))
        };
    }

    private static long[] validity(Random random, int rowCount) {
        long[] words = Validity.allPresent(rowCount);
        int form = random.nextInt(3);
        for (int row = 0; row < rowCount; row++) {
            if (form == 2 || (form == 1 && random.nextInt(4) == 0)) {
                Validity.setNull(words, row);
            }
        }
        return words;
    }

    @Test
    void integersTakeAsManyBitsAsTheyNeed() {
        long[] ascending = new long[4_096];
        for (int row = 0; row < ascending.length; row++) {
            ascending[row] = row * 1_000_000L;
        }
        BlockOutput out = new BlockOutput();
        BlockCodec.encode(new Vector[] {new LongVector(ascending, null)}, ascending.length, out);
        assertTrue(out.length() < 32, "constant steps took " + out.length() + " bytes");
    }

    @Test
    void textsThatRepeatAreCompressed() {
        byte[] data = "the same words again; ".repeat(500).getBytes(UTF_8);
        BytesVector texts = new BytesVector(data, new int[] {0}, new int[] {data.length}, null);
        BlockOutput out = new BlockOutput();
        BlockCodec.encode(new Vector[] {texts}, 1, out);
        assertTrue(out.length() < data.length / 5);
        Vector[] decoded = BlockCodec.decode(out.bytes(), 0, out.length(), new StructType().add("text", "STRING"), 1);
        assertEquals(new String(data, UTF_8), ((BytesVector) decoded[0]).text(0));
    }
}
