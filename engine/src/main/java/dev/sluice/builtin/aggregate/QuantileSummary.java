package dev.sluice.builtin.aggregate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of numbers from which any percentile can be told up to an error, after Greenwald and Khanna, "Space-Efficient Online
 * Computation of Quantile Summaries" (2001). The steps are those of Spark, so that both choose the same samples of the same
 * numbers in the same order.
 *
 * <p>New numbers wait in the head until there are many; they are then sorted and put among the samples. As bytes it is: how
 * many numbers the samples stand for, how many samples there are, how many numbers wait, whether the samples are compressed,
 * then the samples and the numbers, and room for more numbers.
 */
final class QuantileSummary {
    /** So many numbers wait at most. */
    static final int HEAD_SIZE = 50_000;

    static final int COUNT = 0;
    static final int SAMPLE_COUNT = 8;
    static final int HEAD_COUNT = 12;
    static final int IS_COMPRESSED = 16;
    static final int HEADER = 17;
    static final int SAMPLE_BYTES = 3 * Long.BYTES;

    private static final int COMPRESSION_THRESHOLD = 10_000;

    /**
     * A number that was seen.
     *
     * @param gap how many numbers it stands for: those behind the sample before it, and itself
     * @param spread how much its rank is uncertain
     */
    private record Sample(double value, long gap, long spread) {
        Sample withGap(long other) {
            return new Sample(value, other, spread);
        }

        Sample withSpread(long other) {
            return new Sample(value, gap, other);
        }
    }

    private final double error;
    private List<Sample> samples = new ArrayList<>();
    private double[] head = {};
    private long count;
    private boolean isCompressed = true;

    /** One without numbers. */
    QuantileSummary(double error) {
        this.error = error;
    }

    /** The summary that {@link #toBytes} wrote, and to whose head numbers may have been added since. */
    static QuantileSummary of(double error, byte[] data, int start, int length) {
        QuantileSummary summary = new QuantileSummary(error);
        if (length == 0) {
            return summary;
        }
        ByteBuffer bytes = ByteBuffer.wrap(data, start, length);
        summary.count = bytes.getLong();
        int sampleCount = bytes.getInt();
        summary.head = new double[bytes.getInt()];
        summary.isCompressed = bytes.get() != 0;
        for (int index = 0; index < sampleCount; index++) {
            summary.samples.add(new Sample(bytes.getDouble(), bytes.getLong(), bytes.getLong()));
        }
        for (int index = 0; index < summary.head.length; index++) {
            summary.head[index] = bytes.getDouble();
        }
        return summary;
    }

    /** @param headRoom how many numbers may wait in the bytes, at least as many as do */
    byte[] toBytes(int headRoom) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + samples.size() * SAMPLE_BYTES + headRoom * Double.BYTES);
        bytes.putLong(count).putInt(samples.size()).putInt(head.length).put((byte) (isCompressed ? 1 : 0));
        for (Sample sample : samples) {
            bytes.putDouble(sample.value).putLong(sample.gap).putLong(sample.spread);
        }
        for (double number : head) {
            bytes.putDouble(number);
        }
        return bytes.array();
    }

    int headCount() {
        return head.length;
    }

    boolean isEmpty() {
        return count + head.length == 0;
    }

    /** Puts the numbers that wait among the samples, which are compressed if there are many. */
    void absorbHead() {
        insertHead();
        if (samples.size() >= COMPRESSION_THRESHOLD) {
            samples = compressed(samples, 2 * error * count);
            isCompressed = true;
        }
    }

    /** Puts the numbers that wait among the samples, and compresses them. */
    void compress() {
        if (!isCompressed) {
            insertHead();
            samples = compressed(samples, 2 * error * count);
            isCompressed = true;
        }
    }

    private void insertHead() {
        Arrays.sort(head);
        List<Sample> all = new ArrayList<>(samples.size() + head.length);
        int next = 0;
        for (int index = 0; index < head.length; index++) {
            while (next < samples.size() && samples.get(next).value <= head[index]) {
                all.add(samples.get(next));
                next++;
            }
            count++;
            boolean isEnd = all.isEmpty() || (next == samples.size() && index == head.length - 1);
            all.add(new Sample(head[index], 1, isEnd ? 0 : (long) Math.floor(2 * error * count)));
        }
        all.addAll(samples.subList(next, samples.size()));
        samples = all;
        head = new double[0];
        isCompressed = false;
    }

    /** From the last sample on, each takes those before it up to a threshold; the first one stays. */
    private static List<Sample> compressed(List<Sample> samples, double threshold) {
        if (samples.isEmpty()) {
            return samples;
        }
        List<Sample> kept = new ArrayList<>();
        Sample taking = samples.getLast();
        for (int index = samples.size() - 2; index >= 1; index--) {
            Sample before = samples.get(index);
            if (before.gap + taking.gap + taking.spread < threshold) {
                taking = taking.withGap(taking.gap + before.gap);
            } else {
                kept.add(taking);
                taking = before;
            }
        }
        kept.add(taking);
        if (samples.size() > 1 && samples.getFirst().value <= taking.value) {
            kept.add(samples.getFirst());
        }
        return new ArrayList<>(kept.reversed());
    }

    /** Adds what another summary stands for. Both are compressed. */
    void merge(QuantileSummary other) {
        compress();
        other.compress();
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            samples = other.samples;
            count = other.count;
            return;
        }
        long ownSpread = (long) Math.floor(2 * other.error * other.count);
        long otherSpread = (long) Math.floor(2 * error * count);
        List<Sample> all = new ArrayList<>(samples.size() + other.samples.size());
        int own = 0;
        int others = 0;
        while (own < samples.size() && others < other.samples.size()) {
            Sample left = samples.get(own);
            Sample right = other.samples.get(others);
            if (left.value < right.value) {
                own++;
                all.add(left.withSpread(left.spread + (others > 0 ? ownSpread : 0)));
            } else {
                others++;
                all.add(right.withSpread(right.spread + (own > 0 ? otherSpread : 0)));
            }
        }
        all.addAll(samples.subList(own, samples.size()));
        all.addAll(other.samples.subList(others, other.samples.size()));
        count += other.count;
        samples = compressed(all, 2 * error * count);
    }

    /**
     * A number of which about this part of all numbers is not greater. There has to be a number.
     *
     * @param part from 0 to 1
     */
    double percentile(double part) {
        compress();
        if (part <= error || samples.size() == 1) {
            return samples.getFirst().value;
        }
        if (part >= 1 - error) {
            return samples.getLast().value;
        }
        long widest = Long.MIN_VALUE;
        for (Sample sample : samples) {
            widest = Math.max(widest, sample.spread + sample.gap);
        }
        long tolerance = widest / 2;
        long rank = (long) Math.ceil(part * count);
        long least = 0;
        for (Sample sample : samples.subList(0, samples.size() - 1)) {
            least += sample.gap;
            if (least + sample.spread - tolerance <= rank && rank <= least + tolerance) {
                return sample.value;
            }
        }
        return samples.getLast().value;
    }
}
