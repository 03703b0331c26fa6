package dev.sluice.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * An offset of a partition, and the epoch of a leader that had every record before it in its log. With each election a partition has a
 * later epoch, so that the next leader can say whether its log begins as that one did.
 *
 * @param epoch {@link #NO_EPOCH} where it is not known
 */
record EpochOffset(long offset, int epoch) {
    static final int NO_EPOCH = -1;

    static EpochOffset of(OffsetAndMetadata offset) {
        return new EpochOffset(offset.offset(), offset.leaderEpoch().orElse(NO_EPOCH));
    }

    boolean hasEpoch() {
        return epoch != NO_EPOCH;
    }

    /** As consumers want it, who then ask the leader. */
    OffsetAndMetadata toSeek() {
        return new OffsetAndMetadata(offset, hasEpoch() ? Optional.of(epoch) : Optional.empty(), "");
    }
}
