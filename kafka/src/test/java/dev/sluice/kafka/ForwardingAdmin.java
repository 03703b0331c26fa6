package dev.sluice.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Asks by another one; some of it differently, as those say that extend it. */
class ForwardingAdmin implements ClusterAdmin {
    private final ClusterAdmin admin;

    ForwardingAdmin(ClusterAdmin admin) {
        this.admin = admin;
    }

    @Override
    public CompletionStage<Set<String>> topicNames(int timeoutMillis) {
        return admin.topicNames(timeoutMillis);
    }

    @Override
    public List<CompletionStage<TopicDescription>> topics(Collection<String> names, int timeoutMillis) {
        return admin.topics(names, timeoutMillis);
    }

    @Override
    public CompletionStage<Map<TopicPartition, EpochOffset>> offsets(
            Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, int timeoutMillis) {
        return admin.offsets(specs, isolation, timeoutMillis);
    }

    @Override
    public CompletionStage<Map<ConfigResource, Config>> configs(
            Collection<ConfigResource> resources, int timeoutMillis) {
        return admin.configs(resources, timeoutMillis);
    }

    @Override
    public CompletionStage<Collection<Node>> brokers(int timeoutMillis) {
        return admin.brokers(timeoutMillis);
    }

    @Override
    public CompletionStage<?> create(NewTopic topic, int timeoutMillis) {
        return admin.create(topic, timeoutMillis);
    }

    @Override
    public void close() {
        admin.close();
    }
}
