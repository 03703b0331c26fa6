package dev.sluice.builtin.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The estimate of HyperLogLog++ (Heule, Nunkesser and Hall, "HyperLogLog in Practice", 2013), as Spark makes it: of a number of
 * registers each keeps the longest run of zeros among the hashes that fall to it, and the bias of the raw estimate is taken
 * from measured points around it.
 */
final class HyperLogLog {
    /** Less registers are of no use. */
    static final int LEAST_PRECISION = 4;

    /** Beyond it nothing was measured. */
    private static final int MOST_MEASURED = 18;

    /** Up to here counting empty registers is better, for each precision from the least on. */
    private static final double[] THRESHOLDS = {
        10, 20, 40, 80, 220, 400, 900, 1_800, 3_100, 6_500, 15_500, 20_000, 50_000, 120_000, 350_000
    };

    private static final int NEIGHBOURS = 6;
    private static final String FIGURES = "hyperloglog.txt";

    private final int precision;
    private final double[] rawEstimates;
    private final double[] biases;

    /** @param precision the logarithm to base 2 of how many registers there are */
    HyperLogLog(int precision) {
        this.precision = precision;
        if (precision <= MOST_MEASURED) {
            List<String> lines = Figures.LINES;
            int line = 2 * (precision - LEAST_PRECISION);
            rawEstimates = numbers(lines.get(line));
            biases = numbers(lines.get(line + 1));
        } else {
            rawEstimates = new double[0];
            biases = rawEstimates;
        }
    }

    /** The precision that a relative standard deviation asks for. */
    static int precisionOf(double deviation) {
        return (int) Math.ceil(2 * Math.log(1.106 / deviation) / Math.log(2));
    }

    int registerCount() {
        return 1 << precision;
    }

    int register(long hash) {
        return (int) (hash >>> (Long.SIZE - precision));
    }

    /** What the register of a hash is raised to: at least 1. */
    int rank(long hash) {
        return Long.numberOfLeadingZeros((hash << precision) | (1L << (precision - 1))) + 1;
    }

    /** @param counts how many registers there are of each rank from 0 on */
    long estimate(int[] counts) {
        double inverse = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            inverse += counts[rank] * (1.0 / (1L << rank));
        }
        double registers = registerCount();
        double raw = alpha(registers) * registers * registers / inverse;
        boolean isMeasured = precision <= MOST_MEASURED;
        double estimate = isMeasured && raw < 5 * registers ? raw - bias(raw) : raw;
        if (counts[0] > 0) {
            double byEmpty = registers * Math.log(registers / counts[0]);
            if ((isMeasured && byEmpty <= THRESHOLDS[precision - LEAST_PRECISION]) || raw <= 2.5 * registers) {
                estimate = byEmpty;
            }
        }
        return Math.round(estimate);
    }

    private double alpha(double registers) {
        return switch (precision) {
            case 4 -> 0.673;
            case 5 -> 0.697;
            case 6 -> 0.709;
            default -> 0.7213 / (1 + 1.079 / registers);
        };
    }

    /** The mean of the biases at the points next to the estimate. */
    private double bias(double estimate) {
        int found = Arrays.binarySearch(rawEstimates, estimate);
        int low = Math.max((found < 0 ? -found - 1 : found) - NEIGHBOURS + 1, 0);
        int high = Math.min(low + NEIGHBOURS, rawEstimates.length);
        while (high < rawEstimates.length && distance(high, estimate) < distance(low, estimate)) {
            low++;
            high++;
        }
        double sum = 0;
        for (int index = low; index < high; index++) {
            sum += biases[index];
        }
        return sum / (high - low);
    }

    private double distance(int index, double estimate) {
        double difference = estimate - rawEstimates[index];
        return difference * difference;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Read when they are first needed. */
    private static final class Figures {
        private static final List<String> LINES = read();

        private static List<String> read() {
            try (InputStream stream = Objects.requireNonNull(HyperLogLog.class.getResourceAsStream(FIGURES), FIGURES);
                    BufferedReader reader = new BufferedReader(new InputStreamReader(stream, US_ASCII))) {
                return reader.lines().filter(line -> !line.startsWith("#")).toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
