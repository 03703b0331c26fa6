package dev.sluice.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digits of wide decimals as bytes. */
class DecimalsTest {
    private static final DecimalType WIDEST = new DecimalType(38, 0);

    private static BigInteger random(Random random) {
        BigInteger digits = new BigInteger(random.nextInt(127), random);
        return (random.nextBoolean() ? digits : digits.negate()).remainder(WIDEST.limit());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytesGiveTheNumberBackAndStandInItsOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            BigInteger left = random(random);
            BigInteger right = random.nextInt(8) == 0 ? left : random(random);
            DecimalOutput out = new DecimalOutput(WIDEST, 2);
            out.set(0, left);
            out.set(1, right);
            BytesVector vector = (BytesVector) out.vector(null);
            assertThat(Decimals.digits(vector, 0)).isEqualTo(left);
            assertThat(Decimals.digits(vector, 1)).isEqualTo(right);
            int order = Arrays.compareUnsigned(vector.bytes(0), vector.bytes(1));
            assertThat(Integer.signum(order)).as("%s and %s", left, right).isEqualTo(left.compareTo(right));
        }
    }

    @Test
    void numbersAreRoundedToThePlacesOfTheTypeAndRefusedWithoutRoom() {
        DecimalType type = new DecimalType(5, 2);
        assertThat(Decimals.rounded(new BigDecimal("999.994"), type)).isEqualTo(99_999);
        assertThat(Decimals.rounded(new BigDecimal("999.995"), type)).isNull();
        assertThat(Decimals.rounded(new BigDecimal("-0.005"), type)).isEqualTo(-1);
        assertThat(Decimals.rounded(new BigDecimal("1e-1000000000"), type)).isZero();
        assertThat(Decimals.rounded(new BigDecimal("1e1000000000"), type)).isNull();
    }
}
