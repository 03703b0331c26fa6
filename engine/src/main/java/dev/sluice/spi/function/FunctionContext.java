package dev.sluice.spi.function;

import java.time.ZoneId;

/**
 * Settings of the session that shape what a function means; recorded with the plan of a batch.
 *
 * @param ansi whether overflow, division by zero and bad casts are errors (else null or wrapped), {@code spark.sql.ansi.enabled}
 * @param timeZone the session time zone
 * @param losesPrecision whether results of decimals give up places behind the point for room before it,
 *     {@code spark.sql.decimalOperations.allowPrecisionLoss}
 * @param isTrying whether casts go by ANSI rules, and give null for what these refuse
 */
public record FunctionContext(boolean ansi, ZoneId timeZone, boolean losesPrecision, boolean isTrying) {
    public FunctionContext(boolean ansi, ZoneId timeZone, boolean losesPrecision) {
        this(ansi, timeZone, losesPrecision, false);
    }

    public FunctionContext(boolean ansi, ZoneId timeZone) {
        this(ansi, timeZone, true);
    }

    public FunctionContext trying() {
        return new FunctionContext(true, timeZone, losesPrecision, true);
    }

    /** Where nothing is tried. */
    public FunctionContext failing() {
        return new FunctionContext(ansi, timeZone, losesPrecision, false);
    }

    /** Whether what is refused is an error. */
    public boolean fails() {
        return ansi && !isTrying;
    }
}
