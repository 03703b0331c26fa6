package dev.sluice.builtin.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quick way of rounding gives what the digits give, bit for bit. */
class RoundingTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @EnumSource(names = {"HALF_UP", "HALF_EVEN"})
    void doublesAreRoundedByTheirDigits(RoundingMode mode) {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            int places = random.nextInt(50) - 25;
            double number = number(random, places);
            double[] rounded = new double[1];
            Rounding.round(new double[] {number}, rounded, 1, places, mode);
            assertThat(Double.doubleToLongBits(rounded[0]))
                    .as("%s to %d places", number, places)
                    .isEqualTo(Double.doubleToLongBits(Rounding.byDigits(number, places, mode)));
        }
    }

    /** Of all sizes, and near to the middle between two results. */
    private static double number(Random random, int places) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian() * 1_000;
            case 2 -> random.nextInt(2_000) / 1_000.0 - 1;
            case 3 -> (random.nextInt(2_000_000) - 1_000_000 + 0.5) * Math.pow(10, -places);
            case 4 -> Math.nextAfter((random.nextInt(2_000) + 0.5) * Math.pow(10, -places), random.nextDouble() - 0.5);
            default -> random.nextLong();
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"HALF_UP", "HALF_EVEN"})
    void longsAreRoundedAsDecimals(RoundingMode mode) {
        Random random = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            int places = -1 - random.nextInt(22);
            long number = switch (random.nextInt(4)) {
                case 0 -> random.nextLong();
                case 1 -> random.nextInt(100_000) - 50_000;
                case 2 -> (random.nextInt(2_001) - 1_000) * 5L * (long) Math.pow(10, random.nextInt(14));
                default -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            };
            BigInteger expected =
                    BigDecimal.valueOf(number).setScale(places, mode).toBigInteger();
            long rounded = Rounding.round(number, places, mode);
            assertThat(rounded).as("%d to %d places", number, places).isEqualTo(expected.longValue());
            assertThat(Rounding.overflows(number, rounded, places))
                    .as("%d to %d places", number, places)
                    .isEqualTo(expected.bitLength() > 63);
        }
    }
}
