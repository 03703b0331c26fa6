package dev.sluice.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.DecimalOutput;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DecimalType;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums in two longs against those of {@link BigInteger}. */
class DecimalSumsTest {
    @ParameterizedTest
    @CsvSource({"1, 18", "2, 18", "3, 36", "4, 36"})
    void sumsAreThoseOfBigNumbersHoweverRowsAreDivided(long seed, int digits) {
        Random random = new Random(seed);
        DecimalType type = new DecimalType(digits, 0);
        int rowCount = 100;
        DecimalOutput first = new DecimalOutput(type, rowCount);
        DecimalOutput second = new DecimalOutput(type, rowCount);
        BigInteger sum = BigInteger.ZERO;
        for (int row = 0; row < 2 * rowCount; row++) {
            BigInteger value = new BigInteger(125, random).remainder(type.limit());
            BigInteger signed = random.nextBoolean() ? value : value.negate();
            sum = sum.add(signed);
            (row < rowCount ? first : second).set(row % rowCount, signed);
        }
        MutableVector[] whole = buffers();
        int[] groups = new int[rowCount];
        DecimalSums.add(groups, first.vector(null), rowCount, whole);
        MutableVector[] part = buffers();
        DecimalSums.add(groups, second.vector(null), rowCount, part);
        DecimalSums.merge(groups, views(part), 1, whole);
        assertThat(DecimalSums.sum(views(whole), 0)).isEqualTo(sum);
    }

    private static MutableVector[] buffers() {
        MutableVector[] buffers = new MutableVector[DecimalSums.WIDTH];
        for (int index = 0; index < buffers.length; index++) {
            buffers[index] = MutableVector.of(DecimalSums.BUFFER.type(index), 1);
            buffers[index].ensureCapacity(1);
        }
        return buffers;
    }

    private static Vector[] views(MutableVector[] buffers) {
        Vector[] views = new Vector[buffers.length];
        for (int index = 0; index < views.length; index++) {
            views[index] = buffers[index].view(1);
        }
        return views;
    }
}
