package dev.sluice.execution.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operator in the ledger of a batch.
 *
 * @param operator as {@code explain} shows it
 * @param in rows that came
 * @param emitted rows that were made of entries of the state
 * @param out rows that it gave
 * @param entries of its state, null if it has none
 */
public record LedgerEntry(
        String operator,
        long in,
        RowFates fates,
        long emitted,
        long out,
        @Nullable Entries entries) {
    /** The entry of a turn and that of a later one, of the same operator, together. */
    LedgerEntry then(LedgerEntry later) {
        RowFates both = new RowFates();
        both.add(fates);
        both.add(later.fates);
        return new LedgerEntry(
                operator,
                in + later.in,
                both,
                emitted + later.emitted,
                out + later.out,
                entries == null || later.entries == null ? null : entries.then(later.entries));
    }

    /** As progress shows it; fates that no row had are left out. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operator", operator);
        fields.put("in", in);
        for (Fate fate : Fate.values()) {
            if (fates.count(fate) != 0) {
                fields.put(fate.progressName(), fates.count(fate));
            }
        }
        if (entries != null) {
            fields.put("emitted", emitted);
        }
        fields.put("out", out);
        if (entries != null) {
            fields.put("heldBefore", entries.heldBefore());
            fields.put("created", entries.counts().created());
            fields.put("evicted", entries.counts().evicted());
            fields.put("removed", entries.counts().removed());
            fields.put("held", entries.held());
        }
        return fields;
    }
}
