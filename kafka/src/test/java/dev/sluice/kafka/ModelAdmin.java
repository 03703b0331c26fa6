package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a {@link ModelCluster}, whose answers may be old, lack something, or not come. */
final class ModelAdmin implements ClusterAdmin {
    private static final Node BROKER = new Node(1, "modelled", 9092);

    private final ModelProcess process;
    private final ModelPort port;

    /** The ends that were told last. */
    private final Map<TopicPartition, Long> told = new HashMap<>();

    ModelAdmin(ModelProcess process, ModelPort port) {
        this.process = process;
        this.port = port;
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        if (process.goesWrong()) {
            process.point();
            process.cluster().meet(KafkaSituation.KS1_NO_ANSWER);
            return CompletableFuture.failedStage(new TimeoutException("no answer"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        process.request(() -> {
            try {
                answer.complete(question.get());
            } catch (ApiException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<Set<String>> topicNames(int timeoutMillis) {
        return ask(() -> new TreeSet<>(process.cluster().names()));
    }

    @Override
    public List<CompletionStage<TopicDescription>> topics(Collection<String> names, int timeoutMillis) {
        List<CompletionStage<TopicDescription>> answers = new ArrayList<>();
        for (String name : names) {
            answers.add(ask(() -> description(name)));
        }
        return answers;
    }

    private TopicDescription description(String name) {
        ModelCluster.Topic topic = process.cluster().topic(name);
        if (topic == null) {
            throw new UnknownTopicOrPartitionException(name);
        }
        List<TopicPartitionInfo> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions().size(); partition++) {
            partitions.add(new TopicPartitionInfo(partition, BROKER, List.of(BROKER), List.of(BROKER)));
        }
        if (process.goesWrong()) {
            process.cluster().meet(KafkaSituation.KS7_A_PARTITION_IS_MISSING_FROM_AN_ANSWER);
            partitions.removeLast();
        }
        return new TopicDescription(name, false, partitions, Set.of(), topic.id());
    }

    @Override
    public CompletionStage<Map<TopicPartition, EpochOffset>> offsets(
            Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, int timeoutMillis) {
        return ask(() -> {
            Map<TopicPartition, EpochOffset> offsets = new HashMap<>();
            specs.forEach((partition, spec) -> offsets.put(partition, offset(partition, spec, isolation)));
            return offsets;
        });
    }

    private EpochOffset offset(TopicPartition partition, OffsetSpec spec, IsolationLevel isolation) {
        ModelPartition found = process.cluster().partition(partition);
        if (found == null) {
            throw new UnknownTopicOrPartitionException(partition.toString());
        }
        return new EpochOffset(offset(partition, found, spec, isolation), found.epoch());
    }

    private long offset(TopicPartition partition, ModelPartition found, OffsetSpec spec, IsolationLevel isolation) {
        if (spec instanceof OffsetSpec.EarliestSpec) {
            return found.start();
        }
        if (!(spec instanceof OffsetSpec.LatestSpec)) {
            throw new IllegalArgumentException("not modelled: " + spec);
        }
        if (isolation == IsolationLevel.READ_UNCOMMITTED) {
            return found.end();
        }
        if (found.stableEnd() < found.end()) {
            process.cluster().meet(KafkaSituation.KS8_AN_OPEN_TRANSACTION_IS_WAITED_FOR);
        }
        long end = Math.min(found.stableEnd(), port.knownEnd(partition, found));
        Long before = told.put(partition, end);
        if (before != null && end < before) {
            process.cluster().meet(KafkaSituation.KS5_AN_OLD_END_FROM_A_LEADER_THAT_IS_BEHIND);
        }
        return end;
    }

    @Override
    public CompletionStage<Map<ConfigResource, Config>> configs(
            Collection<ConfigResource> resources, int timeoutMillis) {
        return ask(() -> {
            Map<ConfigResource, Config> configs = new HashMap<>();
            for (ConfigResource resource : resources) {
                ConfigEntry entry = resource.type() == ConfigResource.Type.BROKER
                        ? new ConfigEntry(
                                "transaction.max.timeout.ms", Integer.toString(ModelPort.MOST_TRANSACTION_MILLIS))
                        : new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                configs.put(resource, new Config(List.of(entry)));
            }
            return configs;
        });
    }

    @Override
    public CompletionStage<Collection<Node>> brokers(int timeoutMillis) {
        return ask(() -> List.of(BROKER));
    }

    @Override
    public CompletionStage<?> create(NewTopic topic, int timeoutMillis) {
        return ask(() -> {
            if (process.cluster().topic(topic.name()) != null) {
                throw new TopicExistsException(topic.name());
            }
            process.cluster().make(topic.name(), topic.numPartitions());
            return topic.name();
        });
    }

    @Override
    public void close() {}
}
