package dev.sluice.builtin.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * So many bins at most that tell how numbers are distributed: a number that has no bin of its own gets one, and where there
 * are too many, the two that are nearest to each other become one at their weighted middle, after Ben-Haim and Tom-Tov, "A
 * Streaming Parallel Decision Tree Algorithm" (2010). The steps are those of Spark, the chance that chooses among pairs
 * equally near included, so that both have the same bins of the same numbers in the same order.
 *
 * <p>As bytes it is: the state of chance, how many bins there are, their places, their heights.
 */
final class Histogram {
    private static final int HEADER = Long.BYTES + Integer.BYTES;

    /** The numbers that follow each other are those of {@code java.util.Random}. */
    private static final long MULTIPLIER = 0x5DEECE66DL;

    private static final long MASK = (1L << 48) - 1;
    private static final long FIRST = (31183L ^ MULTIPLIER) & MASK;

    private final int most;
    private double[] places;
    private double[] heights;
    private int count;
    private long chance = FIRST;

    private Histogram(int most, int count) {
        this.most = most;
        this.count = count;
        // One more while a number is added.
        this.places = new double[count + 1];
        this.heights = new double[count + 1];
    }

    /** @param most bins, 2 at least; {@code length} may be 0 for one without numbers */
    static Histogram of(int most, byte[] data, int start, int length) {
        if (length == 0) {
            return new Histogram(most, 0);
        }
        ByteBuffer bytes = ByteBuffer.wrap(data, start, length);
        long chance = bytes.getLong();
        Histogram histogram = new Histogram(most, bytes.getInt());
        histogram.chance = chance;
        for (int bin = 0; bin < histogram.count; bin++) {
            histogram.places[bin] = bytes.getDouble();
        }
        for (int bin = 0; bin < histogram.count; bin++) {
            histogram.heights[bin] = bytes.getDouble();
        }
        return histogram;
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * Double.BYTES * count);
        bytes.putLong(chance).putInt(count);
        for (int bin = 0; bin < count; bin++) {
            bytes.putDouble(places[bin]);
        }
        for (int bin = 0; bin < count; bin++) {
            bytes.putDouble(heights[bin]);
        }
        return bytes.array();
    }

    int count() {
        return count;
    }

    double place(int bin) {
        return places[bin];
    }

    double height(int bin) {
        return heights[bin];
    }

    void add(double number) {
        int bin = 0;
        int low = 0;
        int high = count;
        while (low < high) {
            bin = (low + high) / 2;
            if (places[bin] > number) {
                high = bin;
            } else if (places[bin] < number) {
                bin++;
                low = bin;
            } else {
                break;
            }
        }
        if (bin < count && places[bin] == number) {
            heights[bin]++;
            return;
        }
        reserve(count + 1);
        System.arraycopy(places, bin, places, bin + 1, count - bin);
        System.arraycopy(heights, bin, heights, bin + 1, count - bin);
        places[bin] = number;
        heights[bin] = 1;
        count++;
        trim();
    }

    private void reserve(int size) {
        if (size > places.length) {
            places = Arrays.copyOf(places, Math.max(size, 2 * places.length));
            heights = Arrays.copyOf(heights, places.length);
        }
    }

    /** Adds all of another; one without numbers becomes that one, but for its chance. */
    void merge(Histogram other) {
        double[] ownPlaces = places;
        double[] ownHeights = heights;
        int own = count;
        count = own + other.count;
        places = new double[count + 1];
        heights = new double[count + 1];
        int left = 0;
        int right = 0;
        for (int bin = 0; bin < count; bin++) {
            // Where both have a place, that of its own comes first.
            boolean isOwn =
                    right == other.count || (left < own && Double.compare(ownPlaces[left], other.places[right]) <= 0);
            places[bin] = isOwn ? ownPlaces[left] : other.places[right];
            heights[bin] = isOwn ? ownHeights[left++] : other.heights[right++];
        }
        trim();
    }

    private void trim() {
        while (count > most) {
            unite(nearest());
        }
    }

    /** The bin that is nearest to the one behind it, by chance if there are several. */
    private int nearest() {
        double smallest = places[1] - places[0];
        int nearest = 0;
        int equals = 1;
        for (int bin = 1; bin < count - 1; bin++) {
            double distance = places[bin + 1] - places[bin];
            if (distance < smallest) {
                smallest = distance;
                nearest = bin;
                equals = 1;
            } else if (distance == smallest) {
                equals++;
                if (nextChance() <= 1.0 / equals) {
                    nearest = bin;
                }
            }
        }
        return nearest;
    }

    private void unite(int bin) {
        double height = heights[bin] + heights[bin + 1];
        places[bin] = places[bin] * (heights[bin] / height) + places[bin + 1] / height * heights[bin + 1];
        heights[bin] = height;
        count--;
        System.arraycopy(places, bin + 2, places, bin + 1, count - bin - 1);
        System.arraycopy(heights, bin + 2, heights, bin + 1, count - bin - 1);
    }

    /** From 0 to 1. */
    private double nextChance() {
        return ((nextBits(26) << 27) + nextBits(27)) * 0x1.0p-53;
    }

    private long nextBits(int bits) {
        chance = (chance * MULTIPLIER + 0xBL) & MASK;
        return chance >>> (48 - bits);
    }
}
