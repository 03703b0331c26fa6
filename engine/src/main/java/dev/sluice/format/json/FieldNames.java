package dev.sluice.format.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names met so far, by their text. Bounded: of data whose names are values, most are not kept. */
final class FieldNames {
    private static final int MAX_COUNT = 512;
    private static final int MAX_LENGTH = 256;
    private static final int SLOTS = 2_048;

    private final @Nullable FieldName[] slots = new FieldName[SLOTS];
    private int count;

    @Nullable
    FieldName find(byte[] buffer, int start, int end) {
        int slot = slot(buffer, start, end);
        FieldName name = slots[slot];
        while (name != null && !Arrays.equals(buffer, start, end, name.text, 0, name.length)) {
            slot = (slot + 1) & (SLOTS - 1);
            name = slots[slot];
        }
        return name;
    }

    /** Makes the name of this text and keeps it if there is room. */
    FieldName add(byte[] buffer, int start, int end, @Nullable ValueReader values) {
        FieldName name = new FieldName(Arrays.copyOfRange(buffer, start, end), values);
        if (count < MAX_COUNT && name.length <= MAX_LENGTH) {
            int slot = slot(buffer, start, end);
            while (slots[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            slots[slot] = name;
            count++;
        }
        return name;
    }

    private static int slot(byte[] buffer, int start, int end) {
        int hash = 0;
        for (int index = start; index < end; index++) {
            hash = hash * 31 + buffer[index];
        }
        hash *= 0x9E3779B9;
        return (hash >>> 16) & (SLOTS - 1);
    }
}
