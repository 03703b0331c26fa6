package dev.sluice.types;

import java.util.Locale;

/**
 * A length of time: months in ints, or microseconds in longs. The units are those that a text shows and that a cast
 * keeps.
 *
 * @param first the greatest unit
 * @param last the least one, of the same kind
 */
public record IntervalType(Unit first, Unit last) implements ScalarType {
    public static final IntervalType DAY_TO_SECOND = new IntervalType(Unit.DAY, Unit.SECOND);
    public static final IntervalType YEAR_TO_MONTH = new IntervalType(Unit.YEAR, Unit.MONTH);

    /** From the greatest to the least. */
    public enum Unit {
        YEAR(12),
        MONTH(1),
        DAY(86_400_000_000L),
        HOUR(3_600_000_000L),
        MINUTE(60_000_000L),
        SECOND(1_000_000L);

        private final long length;

        Unit(long length) {
            this.length = length;
        }

        /** In months, or in microseconds. */
        public long length() {
            return length;
        }

        boolean isOfMonths() {
            return compareTo(MONTH) <= 0;
        }
    }

    public IntervalType {
        if (first.compareTo(last) > 0 || first.isOfMonths() != last.isOfMonths()) {
            throw new IllegalArgumentException("no interval is from " + first + " to " + last);
        }
    }

    /** Whether values are months; else they are microseconds. */
    public boolean isOfMonths() {
        return first.isOfMonths();
    }

    /** The type of all units of this kind. */
    public IntervalType whole() {
        return isOfMonths() ? YEAR_TO_MONTH : DAY_TO_SECOND;
    }

    /** The type that shows the units of both, which are of one kind. */
    public IntervalType wider(IntervalType other) {
        return new IntervalType(
                first.compareTo(other.first) <= 0 ? first : other.first,
                last.compareTo(other.last) >= 0 ? last : other.last);
    }

    @Override
    public Storage storage() {
        return isOfMonths() ? Storage.INTS : Storage.LONGS;
    }

    @Override
    public boolean isNumeric() {
        return false;
    }

    /** {@code DAY TO SECOND}, or {@code DAY}. */
    public String units() {
        return first == last ? first.name() : first + " TO " + last;
    }

    @Override
    public String sql() {
        return "INTERVAL " + units();
    }

    @Override
    public String simpleString() {
        return sql().toLowerCase(Locale.ROOT);
    }

    @Override
    public String typeName() {
        return simpleString();
    }

    @Override
    public String toString() {
        return sql();
    }
}
