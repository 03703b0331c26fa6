package dev.sluice.execution;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.StructVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.analysis.Intervals;
import dev.sluice.plan.analysis.Intervals.Interval;
import dev.sluice.types.StructType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands on each row with the session that it would be alone as an additional last column. A row is in none, and goes, where
 * it has no time, or where its gap is no interval or would not end after its time. Months and days of a gap are those of the
 * calendar, and of the clocks of a zone.
 */
final class AssignSessionsOperator implements Operator {
    /** Intervals that are remembered; as texts they repeat. */
    private static final int KNOWN_GAPS = 1_024;

    private static final Interval NONE = new Interval(0, 0, 0);

    private final StructType schema;
    private final CompiledExpression time;
    private final CompiledExpression gap;
    private final ZoneId zone;
    private final Map<String, Interval> known = new HashMap<>();
    private final RowFates fates = new RowFates();

    AssignSessionsOperator(StructType schema, CompiledExpression time, CompiledExpression gap, ZoneId zone) {
        this.schema = schema;
        this.time = time;
        this.gap = gap;
        this.zone = zone;
    }

    @Override
    public void process(int input, Batch batch, Output output) {
        int rowCount = batch.rowCount();
        LongVector times = Vectors.longs(time.evaluate(batch), rowCount);
        Vector gaps = gap.evaluate(batch);
        int[] rows = new int[rowCount];
        long[] starts = new long[rowCount];
        long[] ends = new long[rowCount];
        int count = 0;
        int withoutTime = 0;
        int empty = 0;
        BytesVector texts = gaps instanceof ConstantVector constant
                ? (BytesVector) constant.single()
                : Vectors.bytes(gaps, rowCount);
        boolean isOneForAll = gaps instanceof ConstantVector;
        for (int row = 0; row < rowCount; row++) {
            if (!Validity.isPresent(times.validity(), row)) {
                withoutTime++;
                continue;
            }
            long start = times.values()[row];
            long end = end(start, interval(texts, isOneForAll ? 0 : row));
            rows[count] = row;
            starts[count] = start;
            ends[count] = end;
            count += end > start ? 1 : 0;
            empty += end > start ? 0 : 1;
        }
        fates.add(Fate.NULL_TIME, withoutTime);
        fates.add(Fate.FILTERED, empty);
        fates.pass(count, count);
        if (count > 0) {
            Batch kept = batch.gather(Arrays.copyOf(rows, count), count);
            Vector[] vectors = Arrays.copyOf(kept.vectors(), schema.size());
            StructType session = (StructType) schema.type(schema.size() - 1);
            Vector[] fields = {
                new LongVector(session.type(0), Arrays.copyOf(starts, count), null),
                new LongVector(session.type(1), Arrays.copyOf(ends, count), null)
            };
            vectors[schema.size() - 1] = new StructVector(session, fields, null);
            output.push(kept.with(schema, vectors));
        }
    }

    @Override
    public RowFates fates() {
        return fates;
    }

    private long end(long start, Interval gap) {
        try {
            boolean isOfClocks = gap.months() == 0 && gap.days() == 0;
            return Math.addExact(isOfClocks ? start : moved(start, gap), gap.micros());
        } catch (ArithmeticException | DateTimeException beyondAllTime) {
            throw SluiceException.of(ErrorCondition.ARITHMETIC_OVERFLOW, "a session would end beyond all time")
                    .found("a gap of " + gap)
                    .mend("take a shorter gap, or keep such rows out with when(...)")
                    .cause(beyondAllTime)
                    .build();
        }
    }

    /** By the months and days of a gap. */
    private long moved(long start, Interval gap) {
        ZonedDateTime moment = Instant.EPOCH
                .plus(start, ChronoUnit.MICROS)
                .atZone(zone)
                .plusMonths(gap.months())
                .plusDays(gap.days());
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
    }

    private Interval interval(BytesVector texts, int row) {
        if (texts.isNull(row)) {
            return NONE;
        }
        String text = texts.text(row);
        Interval found = known.get(text);
        if (found == null) {
            found = parse(text);
            if (known.size() < KNOWN_GAPS) {
                known.put(text, found);
            }
        }
        return found;
    }

    private static Interval parse(String text) {
        try {
            return Intervals.parse(text);
        } catch (SluiceException noInterval) {
            // As in Spark, the row is in no session.
            return NONE;
        }
    }
}
