package dev.sluice.connector.rate;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;

/** How many rows a rate source has made after so many seconds. */
record RateCurve(long rowsPerSecond, long rampUpSeconds) {
    void check() {
        if (maxSeconds() < rampUpSeconds) {
            throw SluiceException.analysis(
                            ErrorCondition.INCORRECT_RAMP_UP_RATE,
                            "the rows made while the rate grows cannot be counted")
                    .at("source \"rate\"")
                    .found("rowsPerSecond " + rowsPerSecond + ", rampUpTime " + rampUpSeconds + "s")
                    .expected("a rampUpTime of at most " + maxSeconds() + "s at this rate")
                    .mend("choose a lower rowsPerSecond or a shorter rampUpTime")
                    .build();
        }
    }

    /** The number of rows due in the first {@code seconds}, which is the value of the first row due later. */
    long valueAtSecond(long seconds) {
        if (seconds > maxSeconds()) {
            throw SluiceException.of(
                            ErrorCondition.INCORRECT_END_OFFSET, "there are more rows than a BIGINT can number")
                    .at("source \"rate\"")
                    .at("second " + seconds)
                    .found("rowsPerSecond " + rowsPerSecond)
                    .expected("at most " + maxSeconds() + " seconds at this rate")
                    .mend("choose a lower rowsPerSecond and a new checkpoint")
                    .build();
        }
        long growing = Math.min(seconds, rampUpSeconds);
        long growth = rowsPerSecond / (rampUpSeconds + 1);
        // Halving the even factor first keeps the product exact and small.
        long whileGrowing =
                growing % 2 == 1 ? (growing + 1) / 2 * growth * growing : growing / 2 * growth * (growing + 1);
        return whileGrowing + (seconds - growing) * rowsPerSecond;
    }

    private long maxSeconds() {
        return Long.MAX_VALUE / rowsPerSecond;
    }
}
