package dev.sluice.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Asks by Kafka's own client. */
final class KafkaClusterAdmin implements ClusterAdmin {
    private final Admin admin;

    KafkaClusterAdmin(Admin admin) {
        this.admin = admin;
    }

    @Override
    public CompletionStage<Set<String>> topicNames(int timeoutMillis) {
        return admin.listTopics(new ListTopicsOptions().timeoutMs(timeoutMillis))
                .names()
                .toCompletionStage();
    }

    @Override
    public List<CompletionStage<TopicDescription>> topics(Collection<String> names, int timeoutMillis) {
        return admin
                .describeTopics(names, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues()
                .values()
                .stream()
                .map(KafkaFuture::toCompletionStage)
                .toList();
    }

    @Override
    public CompletionStage<Map<TopicPartition, EpochOffset>> offsets(
            Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, int timeoutMillis) {
        return admin.listOffsets(specs, new ListOffsetsOptions(isolation).timeoutMs(timeoutMillis))
                .all()
                .thenApply(found -> {
                    Map<TopicPartition, EpochOffset> offsets = new HashMap<>();
                    found.forEach((partition, info) -> offsets.put(
                            partition,
                            new EpochOffset(info.offset(), info.leaderEpoch().orElse(EpochOffset.NO_EPOCH))));
                    return offsets;
                })
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Map<ConfigResource, Config>> configs(
            Collection<ConfigResource> resources, int timeoutMillis) {
        return admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(timeoutMillis))
                .all()
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Collection<Node>> brokers(int timeoutMillis) {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                .nodes()
                .toCompletionStage();
    }

    @Override
    public CompletionStage<?> create(NewTopic topic, int timeoutMillis) {
        return admin.createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(timeoutMillis))
                .all()
                .toCompletionStage();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
