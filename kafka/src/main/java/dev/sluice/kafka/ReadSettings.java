package dev.sluice.kafka;

import dev.sluice.config.Options;
import dev.sluice.kafka.KafkaSourceOptions.NoLaterRecord;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a source reads and how, once its options are understood.
 *
 * @param name what progress events call it
 * @param most records of one micro-batch, by the number of partitions; null for any number
 * @param least records that a micro-batch waits for, null for none
 * @param mostDelayMillis how long it waits for them
 * @param minPieces about how many pieces a micro-batch is read in at least, null for no wish
 * @param maxPieceRecords records of one piece at most
 * @param pollTimeoutMillis how long a piece waits for its next record
 * @param retries how often a question to the cluster is asked again
 * @param retryMillis the pause before that
 * @param group the name of the consumer group, where none was given to the client; nothing is committed to it
 */
record ReadSettings(
        String name,
        RowShape shape,
        Subscription subscription,
        OffsetPosition start,
        OffsetPosition end,
        NoLaterRecord noLaterRecord,
        boolean failsOnLoss,
        @Nullable IntToLongFunction most,
        @Nullable Long least,
        long mostDelayMillis,
        @Nullable Integer minPieces,
        long maxPieceRecords,
        long pollTimeoutMillis,
        int retries,
        long retryMillis,
        String group) {
    /** As the options of source {@code kafka} say it. */
    static ReadSettings of(Options options, boolean isStreaming) {
        Subscription subscription = Subscription.of(options);
        Long most = options.find(KafkaSourceOptions.MAX_OFFSETS);
        Long maxRecords = options.find(KafkaSourceOptions.MAX_RECORDS);
        return new ReadSettings(
                "KafkaV2[" + subscription + "]",
                new KafkaRows(options.get(KafkaSourceOptions.INCLUDE_HEADERS)),
                subscription,
                OffsetPosition.start(options, isStreaming),
                OffsetPosition.end(options, isStreaming),
                options.get(KafkaSourceOptions.NO_LATER_RECORD),
                options.get(KafkaSourceOptions.FAIL_ON_DATA_LOSS),
                most == null ? null : partitions -> most,
                options.find(KafkaSourceOptions.MIN_OFFSETS),
                options.get(KafkaSourceOptions.MAX_DELAY).toMillis(),
                options.find(KafkaSourceOptions.MIN_PARTITIONS),
                maxRecords == null ? OffsetRange.PIECE_RECORDS : Math.min(maxRecords, OffsetRange.PIECE_RECORDS),
                options.get(KafkaSourceOptions.POLL_TIMEOUT),
                options.get(KafkaSourceOptions.NUM_RETRIES),
                options.get(KafkaSourceOptions.RETRY_INTERVAL),
                options.get(KafkaSourceOptions.GROUP_ID_PREFIX));
    }
}
