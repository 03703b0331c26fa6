package dev.sluice.kafka;

import dev.sluice.spi.source.Split;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records {@code [from, until)} of a partition, of which some offsets may have none. */
record OffsetRange(TopicPartition partition, long from, long until) implements Split {
    /** Records of one piece, which is also the size of splits of other sources. */
    static final long PIECE_RECORDS = 1 << 18;

    long size() {
        return until - from;
    }

    @Override
    public String description() {
        return "topic " + partition.topic() + " partition " + partition.partition() + " offsets " + from + " to "
                + (until - 1);
    }

    @Override
    public String place(long offset) {
        return "offset " + offset;
    }

    /**
     * Cuts ranges into pieces, in their order. The same ranges give the same pieces on every machine.
     *
     * @param minPieces about how many are wanted at least, shared out by size as Spark does
     * @param maxRecords of a piece
     */
    static List<OffsetRange> pieces(List<OffsetRange> ranges, @Nullable Integer minPieces, long maxRecords) {
        long total = ranges.stream().mapToLong(OffsetRange::size).sum();
        List<OffsetRange> pieces = new ArrayList<>();
        for (OffsetRange range : ranges) {
            long wanted = minPieces == null || ranges.size() >= minPieces
                    ? 1
                    : Math.max(1, Math.round((double) range.size() / total * minPieces));
            long needed = Math.ceilDiv(range.size(), maxRecords);
            range.cut(Math.min(range.size(), Math.max(wanted, needed)), pieces);
        }
        return pieces;
    }

    private void cut(long count, List<OffsetRange> pieces) {
        long start = from;
        for (long piece = 0; piece < count; piece++) {
            long end = start + (until - start) / (count - piece);
            pieces.add(new OffsetRange(partition, start, end));
            start = end;
        }
    }
}
