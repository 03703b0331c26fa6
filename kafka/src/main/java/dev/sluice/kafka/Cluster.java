package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brokers say of topics and offsets. A question that fails is asked again, {@code fetchOffset.numRetries} times, so that a broker may be
 * restarted under a query; all its attempts together take no longer than {@code kafka.default.api.timeout.ms}. Thread-safe.
 */
final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** How long a question waits that has a better one behind it. */
    private static final int SHORT_ANSWER_MILLIS = 5_000;

    /** @param ids by name, of those there are; with all of their partitions that are subscribed to */
    record Topics(Map<String, Uuid> ids, SortedSet<TopicPartition> partitions) {}

    private final ClientSettings settings;
    private final int retries;
    private final long intervalMillis;
    private final Clock clock;
    private final Exec.Monitor monitor;
    private final ClusterAdmin admin;

    Cluster(KafkaPort port, ClientSettings settings, int retries, long intervalMillis, Clock clock, Exec exec) {
        this.settings = settings;
        this.retries = retries;
        this.intervalMillis = intervalMillis;
        this.clock = clock;
        this.monitor = exec.monitor();
        this.admin = port.admin(settings);
    }

    /** How often something is asked again. */
    int retries() {
        return retries;
    }

    /** What there is of the topics that are subscribed to, as the cluster says now. */
    Topics topics(Subscription subscription) {
        return switch (subscription) {
            case Subscription.Assign(SortedSet<TopicPartition> partitions) -> {
                Topics all = described(
                        partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new)));
                all.partitions().retainAll(partitions);
                yield all;
            }
            case Subscription.Topics(List<String> names) -> described(names);
            case Subscription.Matching(var pattern) ->
                described(ask("asking for the names of topics", time -> admin.topicNames(time.leftMillis())).stream()
                        .filter(name -> pattern.matcher(name).matches())
                        .toList());
        };
    }

    private Topics described(Collection<String> names) {
        List<TopicDescription> found = ask("asking for topics " + names, time -> present(names, time));
        Map<String, Uuid> ids = new TreeMap<>();
        found.forEach(topic -> ids.put(topic.name(), topic.topicId()));
        return new Topics(ids, partitions(found));
    }

    private static SortedSet<TopicPartition> partitions(List<TopicDescription> topics) {
        SortedSet<TopicPartition> partitions = new TreeSet<>(PartitionOffsets.ORDER);
        for (TopicDescription topic : topics) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    /** The topics of these names that there are. */
    private CompletionStage<List<TopicDescription>> present(Collection<String> names, AnswerTime time) {
        List<CompletableFuture<Optional<TopicDescription>>> answers = admin.topics(names, time.leftMillis()).stream()
                .map(answer -> answer.handle(Cluster::presence).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(ignored -> answers.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<TopicDescription> presence(@Nullable TopicDescription found, @Nullable Throwable failed) {
        if (failed != null && !isCausedBy(failed, UnknownTopicOrPartitionException.class)) {
            throw new CompletionException(unwrapped(failed));
        }
        return Optional.ofNullable(found);
    }

    private static boolean isCausedBy(Throwable failed, Class<? extends Throwable> type) {
        return type.isInstance(unwrapped(failed));
    }

    private static Throwable unwrapped(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
    }

    /** The offset of each partition that {@code spec} means, -1 where there is none. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return offsets(specs);
    }

    Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> specs) {
        return offsets(specs, isolation());
    }

    private IsolationLevel isolation() {
        return settings.readsUncommitted() ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.READ_COMMITTED;
    }

    /**
     * @param isolation whether the end is that of what transactions have committed
     * @throws SluiceException if a partition is not there, however often it is asked for
     */
    Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation) {
        Map<TopicPartition, EpochOffset> present = presentOffsets(specs, isolation, false);
        for (int attempt = 0; present.size() < specs.size() && attempt < retries; attempt++) {
            pause();
            present = presentOffsets(specs, isolation, true);
        }
        SortedSet<TopicPartition> gone = new TreeSet<>(PartitionOffsets.ORDER);
        gone.addAll(specs.keySet());
        gone.removeAll(present.keySet());
        if (!gone.isEmpty()) {
            throw KafkaErrors.failed(
                    settings,
                    askingForOffsets(specs.keySet()),
                    0,
                    new UnknownTopicOrPartitionException("no partitions " + gone));
        }
        return withoutEpochs(present);
    }

    private static Map<TopicPartition, Long> withoutEpochs(Map<TopicPartition, EpochOffset> offsets) {
        Map<TopicPartition, Long> alone = new HashMap<>();
        offsets.forEach((partition, offset) -> alone.put(partition, offset.offset()));
        return alone;
    }

    /** The offset of each partition that {@code spec} means, without those that were deleted since they were seen. */
    Map<TopicPartition, Long> presentOffsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return withoutEpochs(presentEpochOffsets(partitions, spec));
    }

    /** The end of each partition, with the epoch of the leader that tells it, without those that were deleted since they were seen. */
    Map<TopicPartition, EpochOffset> presentEnds(Collection<TopicPartition> partitions) {
        return presentEpochOffsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, EpochOffset> presentEpochOffsets(
            Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return presentOffsets(specs, isolation(), false);
    }

    /**
     * Kafka's client takes a topic that was deleted for one whose leader is not known yet, and waits. So the first question is a short
     * one, and before it is asked again the topics are.
     *
     * @param wasAsked whether a partition was not there
     */
    private Map<TopicPartition, EpochOffset> presentOffsets(
            Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, boolean wasAsked) {
        if (specs.isEmpty()) {
            return Map.of();
        }
        AtomicBoolean isAskedAgain = new AtomicBoolean(wasAsked);
        return ask(
                askingForOffsets(specs.keySet()),
                time -> isAskedAgain.getAndSet(true)
                        ? present(topicsOf(specs.keySet()), time)
                                .thenCompose(there ->
                                        admin.offsets(only(partitions(there), specs), isolation, time.leftMillis()))
                        : admin.offsets(specs, isolation, Math.min(time.leftMillis(), SHORT_ANSWER_MILLIS)));
    }

    private static Set<String> topicsOf(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<TopicPartition, OffsetSpec> only(
            Set<TopicPartition> there, Map<TopicPartition, OffsetSpec> specs) {
        Map<TopicPartition, OffsetSpec> left = new HashMap<>(specs);
        left.keySet().retainAll(there);
        return left;
    }

    private static String askingForOffsets(Set<TopicPartition> partitions) {
        return "asking for offsets of "
                + new TreeSet<>(
                        partitions.stream().map(TopicPartition::toString).toList());
    }

    /** Says of each topic that forgets records by their keys that a batch which runs again may see fewer. */
    void warnOfCompaction(Set<String> topics) {
        if (topics.isEmpty()) {
            return;
        }
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        try {
            Map<ConfigResource, Config> configs = configs(resources);
            configs.forEach((topic, config) -> {
                if (String.valueOf(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                        .contains("compact")) {
                    LOG.warn(
                            "Topic \"{}\" is compacted: a batch that runs again after a compaction may see fewer records",
                            topic.name());
                }
            });
        } catch (SluiceException notAllowed) {
            if (notAllowed.condition() == ErrorCondition.INTERRUPTED) {
                throw notAllowed;
            }
            LOG.debug("The settings of topics {} cannot be read", topics, notAllowed);
        }
    }

    /** The settings of topics or brokers. */
    Map<ConfigResource, Config> configs(List<ConfigResource> resources) {
        return ask("asking for settings of " + resources, time -> admin.configs(resources, time.leftMillis()));
    }

    /** The id of one of the brokers. */
    String anyBroker() {
        return ask("asking for brokers", time -> admin.brokers(time.leftMillis()))
                .iterator()
                .next()
                .idString();
    }

    /** Makes a topic, unless somebody else just has. */
    void create(NewTopic topic) {
        ask(
                "making topic \"" + topic.name() + "\"",
                time -> admin.create(topic, time.leftMillis()).handle((made, failed) -> {
                    if (failed == null || isCausedBy(failed, TopicExistsException.class)) {
                        return true;
                    }
                    throw new CompletionException(unwrapped(failed));
                }));
    }

    /** Something that is asked of the brokers. */
    private interface Question<T> {
        CompletionStage<T> ask(AnswerTime time);
    }

    /** @throws SluiceException if no answer comes in time, however often it is asked, or one that says no */
    private <T> T ask(String doing, Question<T> question) {
        AnswerTime time = new AnswerTime(clock, settings.answerMillis());
        for (int attempt = 0; ; attempt++) {
            try {
                return question.ask(time).toCompletableFuture().get();
            } catch (InterruptedException stopped) {
                throw KafkaErrors.interrupted(doing, stopped);
            } catch (ExecutionException failed) {
                Throwable cause = failed.getCause() == null ? failed : unwrapped(failed.getCause());
                if (!(cause instanceof RetriableException) || attempt >= retries || time.isOverIn(intervalMillis)) {
                    throw KafkaErrors.failed(settings, doing, time.waitedMillis(), cause);
                }
                LOG.warn(
                        "No answer from {} after {} ms, while {}: {}; asked again",
                        settings.servers(),
                        time.waitedMillis(),
                        doing,
                        cause.getMessage());
                pause();
            }
        }
    }

    /** Waits for {@code fetchOffset.retryIntervalMs}. */
    void pause() {
        long end = clock.monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        try (var held = monitor.enter()) {
            long left = end - clock.monotonicNanos();
            while (left > 0) {
                monitor.await(left);
                left = end - clock.monotonicNanos();
            }
        } catch (InterruptedException stopped) {
            throw KafkaErrors.interrupted("waiting to ask again", stopped);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
