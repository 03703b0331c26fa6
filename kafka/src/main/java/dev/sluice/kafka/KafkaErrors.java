package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What Kafka's clients throw, as errors that a person can act on. */
final class KafkaErrors {
    private static final String MAKING = "making a client";

    private KafkaErrors() {}

    /**
     * @param doing completes "while ...", for example {@code asking for the end of topic t}
     * @param waitedMillis since it was first asked, 0 where the client says it itself
     */
    static SluiceException failed(ClientSettings settings, String doing, long waitedMillis, Throwable cause) {
        if (cause instanceof SluiceException known) {
            return known;
        }
        if (cause instanceof InterruptException || cause instanceof InterruptedException) {
            return interrupted(doing, cause);
        }
        return switch (cause) {
            case AuthenticationException refused ->
                of(settings, ErrorCondition.KAFKA_REFUSED, "the brokers refuse the credentials", doing, refused)
                        .mend("correct " + settings.credentials())
                        .build();
            case KafkaException noToken
            when noToken.getCause() instanceof LoginException refused ->
                of(settings, ErrorCondition.KAFKA_REFUSED, "it could not be shown who asks", doing, refused)
                        .mend(
                                "correct the user or application and the secret; where a token shows who it is, check that"
                                        + " the address of tokens can be reached from here")
                        .build();
            case AuthorizationException refused ->
                of(settings, ErrorCondition.KAFKA_REFUSED, "the brokers do not allow it", doing, refused)
                        .mend("give the user the named right, or use another user")
                        .build();
            case UnknownTopicOrPartitionException unknown -> noTopic(settings, doing, unknown);
            // A producer waits for a topic that is not there, and says in the end that it has waited.
            case TimeoutException waited
            when waited.getCause() instanceof UnknownTopicOrPartitionException -> noTopic(settings, doing, waited);
            case TimeoutException waited when isPartitionMissing(waited) -> noTopic(settings, doing, waited);
            case InvalidTopicException impossible ->
                of(
                                settings,
                                ErrorCondition.KAFKA_TOPIC_NOT_FOUND,
                                "there can be no topic of this name",
                                doing,
                                impossible)
                        .mend(
                                "correct the name: it has up to 249 letters of ASCII, digits, dots, underscores and hyphens")
                        .build();
            case RecordTooLargeException large ->
                of(settings, ErrorCondition.KAFKA_FAILED, "a record is larger than it may be", doing, large)
                        .mend("make its value smaller; or raise kafka.max.request.size here, and with the brokers"
                                + " max.message.bytes of the topic or message.max.bytes")
                        .build();
            case ProducerFencedException fenced -> fenced(settings, doing, fenced);
            case InvalidProducerEpochException fenced -> fenced(settings, doing, fenced);
            case RetriableException noAnswer ->
                of(settings, ErrorCondition.KAFKA_UNREACHABLE, "no broker has answered", doing, noAnswer)
                        .expected(
                                waitedMillis == 0
                                        ? "an answer within the time that the message names"
                                        : "an answer within " + waitedMillis
                                                + " ms, which is how long it was waited for")
                        .mend("check that the brokers run, that " + settings.servers()
                                + " can be reached from here, that the listeners they advertise can be too, and that"
                                + " kafka.security.protocol is theirs")
                        .build();
            case ConfigException unknown
            when isNoNameKnown(unknown) ->
                of(
                                settings,
                                ErrorCondition.KAFKA_UNREACHABLE,
                                "no broker has a name that is known here",
                                doing,
                                unknown)
                        .expected("at least one name with an address")
                        .mend("correct the names of the brokers, or see to it that this machine finds their addresses")
                        .build();
            case ConfigException wrong -> unusable(settings, doing, wrong);
            default ->
                cause instanceof KafkaException && cause.getCause() instanceof KafkaException inner
                        ? failed(settings, doing, waitedMillis, inner)
                        : of(settings, ErrorCondition.KAFKA_FAILED, "a broker could not do it", doing, cause)
                                .mend("see the message of Kafka; start the query again once it is mended")
                                .build();
        };
    }

    /** Where a client cannot be made: no broker was asked, and it is its settings that have to be mended. */
    static SluiceException notMade(ClientSettings settings, KafkaException refused) {
        SluiceException failed = failed(settings, MAKING, 0, refused);
        if (failed.condition() != ErrorCondition.KAFKA_FAILED) {
            return failed;
        }
        Throwable innermost = refused;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return unusable(settings, MAKING, innermost);
    }

    private static SluiceException unusable(ClientSettings settings, String doing, Throwable wrong) {
        return of(settings, ErrorCondition.INVALID_OPTION, "Kafka's client cannot use its settings", doing, wrong)
                .mend("correct the kafka.* option that the message means")
                .build();
    }

    /** A producer waits for a partition that its topic does not have, too; its message alone tells that from no answer. */
    private static boolean isPartitionMissing(TimeoutException waited) {
        return String.valueOf(waited.getMessage()).contains("with partition count");
    }

    /** Kafka's client takes that for a wrong setting. */
    private static boolean isNoNameKnown(ConfigException refused) {
        return String.valueOf(refused.getMessage()).contains("No resolvable bootstrap urls");
    }

    private static SluiceException noTopic(ClientSettings settings, String doing, Throwable cause) {
        return of(settings, ErrorCondition.KAFKA_TOPIC_NOT_FOUND, "there is no such topic or partition", doing, cause)
                .mend("correct the name or the number, or create the topic or the partition")
                .build();
    }

    private static SluiceException fenced(ClientSettings settings, String doing, Throwable cause) {
        return of(settings, ErrorCondition.FENCED, "another run of this query has taken over its output", doing, cause)
                .mend("stop one of the two runs")
                .build();
    }

    private static SluiceException.Builder of(
            ClientSettings settings, ErrorCondition condition, String what, String doing, Throwable cause) {
        return SluiceException.of(condition, what)
                .at(settings.owner() + ", brokers " + settings.servers())
                .at(doing)
                .found(cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .safe(settings.safety())
                .cause(cause);
    }

    static SluiceException interrupted(String doing, Throwable cause) {
        return SluiceException.of(ErrorCondition.INTERRUPTED, "the query was stopped")
                .at(doing)
                .safe("nothing of this batch is visible")
                .mend("start it again")
                .cause(cause)
                .build();
    }

    /**
     * Records that were to be read are gone.
     *
     * @param wanted the first offset that is
     * @param earliest the first offset there is
     */
    static SluiceException lost(
            ErrorCondition condition, TopicPartition partition, long wanted, long earliest, long lost) {
        return dataLoss(condition, "records that are to be read are gone from their partition")
                .at(place(partition))
                .found("earliest offset " + earliest + ", so " + lost + " records are lost")
                .expected("offset " + wanted)
                .build();
    }

    /**
     * Partitions are gone whose records were to be read on.
     *
     * @param read up to where each was
     * @param lastEnds their ends when they were there last, as far as this run has seen them
     */
    static SluiceException deleted(Map<TopicPartition, Long> read, Map<TopicPartition, Long> lastEnds) {
        return dataLoss(ErrorCondition.KAFKA_PARTITIONS_DELETED, "partitions that are read are not there any more")
                .at("source \"kafka\"")
                .found(ofEach(read, (partition, wanted) -> {
                    Long end = lastEnds.get(partition);
                    return "no partition and so no earliest offset, "
                            + (end == null
                                    ? "and nobody has seen how many records it had left"
                                    : Math.max(0, end - wanted)
                                            + " records are lost of those that were seen to be there");
                }))
                .expected(ofEach(read, (partition, wanted) -> "offset " + wanted + ", up to which it was read"))
                .build();
    }

    /** Partitions end before offsets that they had: nothing says which records there are now where others were. */
    static SluiceException shrunk(Map<TopicPartition, ShrunkEnd> shrunk, Map<TopicPartition, Long> earliest) {
        return changed("a partition ends before an offset that it had")
                .found(ofEach(
                        shrunk,
                        (partition, seen) -> "end " + seen.end() + first(earliest.get(partition)) + ", so "
                                + seen.records() + " records are lost"))
                .expected(ofEach(shrunk, (partition, seen) -> "an end at or behind offset " + seen.wanted()))
                .build();
    }

    private static SluiceException.Builder changed(String what) {
        return SluiceException.of(ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED, what)
                .at("source \"kafka\"")
                .safe("nothing was read twice; what was committed before is unchanged")
                .mend(
                        "if its leader is only behind, start again once it has caught up. If the records are gone, bring back"
                                + " the replica that has them, or start on a new checkpoint, whatever failOnDataLoss is: what comes"
                                + " now has the offsets of those that are gone, and would be left out on this one");
    }

    private static String first(@Nullable Long earliest) {
        return earliest == null ? "" : ", earliest offset " + earliest;
    }

    /**
     * Of a position that a leader does not have, the client may know that the log was cut off below it, and by how much. Then
     * other records lie, or will lie, where the query has read already.
     *
     * @param earliest the first offset of partitions, as far as they are known
     * @throws SluiceException if it knows that
     */
    static void requireNoTruncation(LogTruncationException cut, Map<TopicPartition, Long> earliest) {
        if (!cut.divergentOffsets().isEmpty()) {
            Map<TopicPartition, ShrunkEnd> kept = new TreeMap<>(PartitionOffsets.ORDER);
            cut.divergentOffsets().forEach((partition, divergent) -> {
                Long position = cut.offsetOutOfRangePartitions().get(partition);
                kept.put(
                        partition, new ShrunkEnd(position == null ? divergent.offset() : position, divergent.offset()));
            });
            throw changed("a partition was cut off before an offset that it had")
                    .found(ofEach(
                            kept,
                            (partition, seen) -> "what was read is there up to offset " + seen.end()
                                    + first(earliest.get(partition)) + ", so " + seen.records() + " records are lost"))
                    .expected(ofEach(kept, (partition, seen) -> "all of it up to offset " + seen.wanted()))
                    .cause(cut)
                    .build();
        }
    }

    private static <T> String ofEach(Map<TopicPartition, T> partitions, BiFunction<TopicPartition, T, String> text) {
        return partitions.entrySet().stream()
                .map(each -> place(each.getKey()) + ": " + text.apply(each.getKey(), each.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String place(TopicPartition partition) {
        return "topic \"" + partition.topic() + "\", partition " + partition.partition();
    }

    static SluiceException damaged(String offset, String why) {
        return SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the recorded offset is none of a Kafka source")
                .at("source \"kafka\"")
                .found(offset + ": " + why)
                .expected("{\"topic\":{\"0\":23}}")
                .mend("restore the checkpoint from a copy, or start on a new one")
                .build();
    }

    static SluiceException.Builder dataLoss(ErrorCondition condition, String what) {
        return SluiceException.of(condition, what)
                .safe("what was committed before is unchanged, nothing of this batch is visible")
                .mend(
                        "put the records back if there is a copy; or set failOnDataLoss=false, which goes on with the next"
                                + " records there are and counts the lost ones; or start on a new checkpoint");
    }
}
