package dev.sluice.execution.join;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.execution.expression.CompiledPredicate;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.ledger.Fate;
import dev.sluice.execution.ledger.RowFates;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.types.StructType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task that look up their partners in a {@link JoinTable}. Pairs are made in batches of the default size;
 * the rest of the condition is asked of each. Used by one thread.
 */
public final class JoinProbe {
    private final JoinSpec spec;
    private final JoinTable table;
    private final JoinKeyColumns keys;
    private final StructType pairSchema;
    private final @Nullable CompiledPredicate rest;
    private final boolean emitsPairs;
    private final long[] marks;

    private final int[] pairProbes = new int[Batch.DEFAULT_ROWS];
    private final int[] pairRows = new int[Batch.DEFAULT_ROWS];
    private final int[] kept = new int[Batch.DEFAULT_ROWS];
    private int pairCount;
    private final RowFates fates = new RowFates();

    /** @param timestampMicros the value of {@code current_timestamp()} */
    public JoinProbe(JoinSpec spec, JoinTable table, long timestampMicros) {
        this.spec = spec;
        this.table = table;
        this.keys = new JoinKeyColumns(spec.probeKeys(), spec.keys().nullsMatch(), timestampMicros);
        this.pairSchema = spec.pairs();
        this.rest = spec.keys().rest() == null
                ? null
                : ExpressionCompiler.predicate(spec.keys().rest(), timestampMicros);
        this.emitsPairs = spec.type().hasRight();
        this.marks = new long[spec.emitsLonelyHeld() ? (table.rowCount() + 63) >>> 6 : 0];
    }

    public void process(Batch batch, Consumer<Batch> output) {
        int count = batch.rowCount();
        keys.compute(batch);
        int[] probes = new int[count];
        int[] groups = new int[count];
        int partnered = table.find(keys, count, probes, groups);
        boolean[] hasPartner = new boolean[count];
        if (rest == null && !emitsPairs) {
            for (int index = 0; index < partnered; index++) {
                hasPartner[probes[index]] = true;
            }
        } else {
            pair(batch, probes, groups, partnered, hasPartner, output);
        }
        emitSingles(batch, hasPartner, output);
        noteFates(hasPartner);
    }

    /** Rows with partners pass, unless those without are looked for; these pass where they come out alone. */
    private void noteFates(boolean[] hasPartner) {
        boolean passesWith = emitsPairs || spec.type() == JoinType.LEFT_SEMI;
        boolean passesWithout = spec.type() != JoinType.LEFT_SEMI && spec.emitsLonelyProbes();
        long passed = 0;
        for (boolean has : hasPartner) {
            passed += (has ? passesWith : passesWithout) ? 1 : 0;
        }
        fates.pass(passed, 0);
        fates.add(Fate.FILTERED, hasPartner.length - passed);
    }

    /** Of the rows that looked for partners. */
    public RowFates fates() {
        return fates;
    }

    private void pair(
            Batch batch, int[] probes, int[] groups, int partnered, boolean[] hasPartner, Consumer<Batch> output) {
        int[] starts = table.starts();
        int[] rows = table.rows();
        for (int index = 0; index < partnered; index++) {
            int probe = probes[index];
            int end = starts[groups[index] + 1];
            // One partner is enough where rows come out alone.
            for (int place = starts[groups[index]]; place < end && (emitsPairs || !hasPartner[probe]); place++) {
                pairProbes[pairCount] = probe;
                pairRows[pairCount++] = rows[place];
                if (pairCount == pairProbes.length) {
                    flush(batch, hasPartner, output);
                }
            }
        }
        flush(batch, hasPartner, output);
    }

    /** Asks the rest of the condition of the pairs there are, and hands on those for which it is true. */
    private void flush(Batch batch, boolean[] hasPartner, Consumer<Batch> output) {
        int count = pairCount;
        pairCount = 0;
        if (count == 0) {
            return;
        }
        Vector[] probes = batch.gather(pairProbes, count).vectors();
        Batch pairs = new Batch(pairSchema, sides(spec, probes, table.gather(pairRows, count)), count);
        int chosen = count;
        if (rest != null) {
            chosen = rest.select(pairs, kept);
        }
        for (int index = 0; index < chosen; index++) {
            int pair = rest == null ? index : kept[index];
            hasPartner[pairProbes[pair]] = true;
            if (marks.length > 0) {
                marks[pairRows[pair] >>> 6] |= 1L << pairRows[pair];
            }
        }
        if (emitsPairs && chosen > 0) {
            fates.give(chosen);
            Batch partners = chosen == count ? pairs : pairs.gather(kept, chosen);
            output.accept(new Batch(spec.output(), partners.vectors(), chosen));
        }
    }

    private static Vector[] sides(JoinSpec spec, Vector[] probes, Vector[] held) {
        Vector[] left = spec.holdsLeft() ? held : probes;
        Vector[] right = spec.holdsLeft() ? probes : held;
        Vector[] both = new Vector[left.length + right.length];
        System.arraycopy(left, 0, both, 0, left.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /** The rows that come out alone: those that have a partner, or those that have none. */
    private void emitSingles(Batch batch, boolean[] hasPartner, Consumer<Batch> output) {
        boolean isSemi = spec.type() == JoinType.LEFT_SEMI;
        if (!isSemi && !spec.emitsLonelyProbes()) {
            return;
        }
        int[] singles = new int[batch.rowCount()];
        int count = 0;
        for (int row = 0; row < singles.length; row++) {
            singles[count] = row;
            count += hasPartner[row] == isSemi ? 1 : 0;
        }
        fates.give(count);
        if (count > 0) {
            Vector[] alone = batch.gather(singles, count).vectors();
            Vector[] vectors = spec.type().hasRight() ? sides(spec, alone, nulls(spec.held())) : alone;
            output.accept(new Batch(spec.output(), vectors, count));
        }
    }

    private static Vector[] nulls(StructType schema) {
        Vector[] nulls = new Vector[schema.size()];
        for (int column = 0; column < nulls.length; column++) {
            nulls[column] = Vectors.nulls(schema.type(column));
        }
        return nulls;
    }

    /** Says that the task looks up no more. */
    public void finish() {
        if (marks.length > 0) {
            table.addFound(marks);
        }
    }

    /** The rows of a table that nobody has found, beside nulls; once all tasks have finished. */
    public static void emitLonelyHeld(JoinSpec spec, JoinTable table, Consumer<Batch> output) {
        int[] places = new int[Batch.DEFAULT_ROWS];
        int count = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            if (!table.isFound(row)) {
                places[count++] = row;
            }
            if (count == places.length || (row == table.rowCount() - 1 && count > 0)) {
                Vector[] held = table.gather(places, count);
                output.accept(new Batch(spec.output(), sides(spec, nulls(spec.probe()), held), count));
                count = 0;
            }
        }
    }
}
