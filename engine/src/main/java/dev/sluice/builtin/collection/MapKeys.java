package dev.sluice.builtin.collection;

import dev.sluice.builtin.comparison.ValueOrder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.MapVector;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Arrays;

/** Finding keys in maps, and the keys that a map must not have. */
public final class MapKeys {
    private MapKeys() {}

    /** The number of the first entry of a present map that has this present key, {@link ElementSet#NONE} without one. */
    static int find(MapVector maps, int row, Vector keys, int keyRow) {
        int start = maps.starts()[row];
        int end = start + maps.lengths()[row];
        if (keys instanceof BytesVector texts && maps.keys() instanceof BytesVector known) {
            return find(known, start, end, texts, keyRow);
        }
        for (int entry = start; entry < end; entry++) {
            if (ValueOrder.compare(maps.keys(), entry, keys, keyRow) == 0) {
                return entry;
            }
        }
        return ElementSet.NONE;
    }

    private static int find(BytesVector known, int start, int end, BytesVector texts, int row) {
        byte[] data = texts.data();
        int from = texts.starts()[row];
        int length = texts.lengths()[row];
        for (int entry = start; entry < end; entry++) {
            int knownStart = known.starts()[entry];
            if (known.lengths()[entry] == length
                    && Arrays.equals(known.data(), knownStart, knownStart + length, data, from, from + length)) {
                return entry;
            }
        }
        return ElementSet.NONE;
    }

    /** Picks the entries of a row for a map, in their order; an entry of a key that is there already is refused. */
    static void pickEntries(ElementSet known, Vector keys, ElementPicker entries, int start, int length) {
        for (int entry = start; entry < start + length; entry++) {
            if (keys.isNull(entry)) {
                throw nullKey();
            }
            if (!known.add(entry)) {
                throw duplicate(keys, entry);
            }
            entries.pick(entry);
        }
    }

    static SluiceException nullKey() {
        return SluiceException.of(ErrorCondition.NULL_MAP_KEY, "Cannot use null as map key.")
                .mend("keep such keys out with filter(...), or put another in their place with coalesce(...)")
                .build();
    }

    private static SluiceException duplicate(Vector keys, int entry) {
        return duplicate(
                keys instanceof BytesVector texts ? texts.text(entry) : "two equal keys of type " + keys.type());
    }

    static SluiceException comparisonIsNull() {
        return SluiceException.of(ErrorCondition.COMPARATOR_RETURNS_NULL, "The comparison of two elements gives null.")
                .mend("let the lambda give a number for nulls too")
                .build();
    }

    /** That a map is to have a key twice. */
    public static SluiceException duplicate(String key) {
        return SluiceException.of(ErrorCondition.DUPLICATED_MAP_KEY, "Duplicate map key was found.")
                .found(key)
                .mend("keep one of the entries, for example with array_distinct(...) of the keys")
                .build();
    }
}
