package dev.sluice.plan.expression;

import org.jspecify.annotations.Nullable;

/**
 * Tells a column from others of the same name: the step that made it, by identity, and its place there. A step that hands a
 * column on leaves its id as it is; one that computes a column or gives it another name makes a new one.
 */
public final class ColumnId {
    private final Object step;
    private final int place;

    public ColumnId(Object step, int place) {
        this.step = step;
        this.place = place;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Two steps that say the same are still two.
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnId id && step == id.step && place == id.place;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(step) + place;
    }

    @Override
    public String toString() {
        return "#" + place;
    }
}
