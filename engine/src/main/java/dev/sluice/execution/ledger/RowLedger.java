package dev.sluice.execution.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one batch: an entry for each operator, those nearest to the sources first, and what does not add up.
 *
 * <p>Both sides of every equation were counted, in two places. A ledger that does not balance is a mistake of the engine: it
 * fails where assertions are on, as in every test, and is a warning with figures elsewhere.
 */
public final class RowLedger {
    private static final Logger LOG = LoggerFactory.getLogger(RowLedger.class);

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<String> imbalances = new ArrayList<>();

    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** The ledger of this turn of a batch and of a later one together. */
    public RowLedger then(RowLedger later) {
        RowLedger both = new RowLedger();
        for (int index = 0; index < entries.size(); index++) {
            both.entries.add(entries.get(index).then(later.entries.get(index)));
        }
        both.imbalances.addAll(imbalances);
        both.imbalances.addAll(later.imbalances);
        return both;
    }

    /** Whether a mistake fails: where assertions are on, as in tests. What takes long is compared only then. */
    public static boolean isStrict() {
        return RowLedger.class.desiredAssertionStatus();
    }

    /** What does not add up, with figures. */
    public List<String> imbalances() {
        return List.copyOf(imbalances);
    }

    /** A source: each record became a row or was bad. */
    public void addSource(String source, long read, long dropped, long given) {
        RowFates fates = new RowFates();
        fates.pass(given, given);
        fates.add(Fate.BAD, dropped);
        add(new LedgerEntry(source, read, fates, 0, given, null));
    }

    /** An operator without state. */
    public void addStep(String operator, long in, RowFates fates, long out) {
        add(new LedgerEntry(operator, in, fates, 0, out, null));
    }

    private void add(LedgerEntry entry) {
        requireFates(entry.operator(), entry.in(), entry.fates());
        require(
                entry.operator(),
                "made rows of those that passed",
                entry.fates().given(),
                "gave",
                entry.out());
        entries.add(entry);
    }

    /**
     * An operator with state.
     *
     * @param ofTasks the fates of rows in the tasks before the exchange; those that passed have their fate from a partition
     * @param sent rows, or partial results of rows, that tasks sent to the partitions
     * @param out rows that came out of the partitions
     * @param isCut whether there may have been more, which nobody wanted
     */
    public void addKeyed(
            String operator,
            long in,
            RowFates ofTasks,
            long sent,
            Collection<PartitionLedger> partitions,
            long out,
            boolean isCut) {
        requireFates(operator, in, ofTasks);
        require(operator, "made partial results", ofTasks.given(), "sent to partitions", sent);
        RowFates ofPartitions = new RowFates();
        Entries held = Entries.NONE;
        long taken = 0;
        long emitted = 0;
        long due = 0;
        Long births = null;
        for (PartitionLedger partition : partitions) {
            ofPartitions.add(partition.fates());
            held = held.plus(partition.entries());
            taken += partition.taken();
            emitted += partition.emitted();
            due += partition.due();
            if (partition.births() != null) {
                births = (births == null ? 0 : births) + partition.births();
            }
        }
        require(operator, "sent to partitions", sent, "taken by them", taken);
        requireFates(operator + " in its partitions", taken, ofPartitions);
        require(operator, "owes rows from its state", due, "emitted", emitted);
        if (!isCut) {
            require(operator, "passed and emitted rows", ofPartitions.given() + emitted, "gave", out);
        }
        if (held.expected() != held.held()) {
            imbalances.add(String.format(
                    Locale.ROOT,
                    "%s held %d entries, created %d, evicted %d, removed %d, which leaves: %d, holds: %d",
                    operator,
                    held.heldBefore(),
                    held.counts().created(),
                    held.counts().evicted(),
                    held.counts().removed(),
                    held.expected(),
                    held.held()));
        }
        if (births != null) {
            require(
                    operator,
                    "let rows make an entry each",
                    births,
                    "created",
                    held.counts().created());
        }
        entries.add(new LedgerEntry(operator, in, rowFates(ofTasks, ofPartitions), emitted, out, held));
    }

    /** Partitions of an operator whose tasks fold rows know partial results alone, and not the rows. */
    private static RowFates rowFates(RowFates ofTasks, RowFates ofPartitions) {
        RowFates fates = new RowFates();
        for (Fate fate : Fate.values()) {
            if (fate != Fate.PASSED) {
                fates.add(fate, ofTasks.count(fate));
            }
        }
        if (ofTasks.count(Fate.FOLDED) == 0) {
            fates.add(ofPartitions);
        }
        return fates;
    }

    private void requireFates(String operator, long in, RowFates fates) {
        if (in != fates.total()) {
            imbalances.add(String.format(Locale.ROOT, "%s took %d rows, of which became %s", operator, in, fates));
        }
    }

    /** Requires two figures to be the same. */
    public void require(String first, long figure, String second, long other) {
        if (figure != other) {
            imbalances.add(String.format(Locale.ROOT, "%s: %d, %s: %d", first, figure, second, other));
        }
    }

    /** The same of a part of the plan, whose text is only put together if they are not. */
    public void require(String part, String first, long figure, String second, long other) {
        if (figure != other) {
            require(part + " " + first, figure, second, other);
        }
    }

    /**
     * Says that all has been added.
     *
     * @param what the batch
     * @throws IllegalStateException if it does not balance and assertions are on
     */
    public void close(String what) {
        if (imbalances.isEmpty()) {
            return;
        }
        String figures = "the rows of " + what + " do not add up: " + String.join("; ", imbalances);
        if (isStrict()) {
            throw new IllegalStateException(figures);
        }
        LOG.warn("{}. This is a mistake of the engine: please report it", figures);
    }
}
