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

/**
 * What {@link Cluster} asks of brokers, once each time and without waiting: an answer that does not come in time, or says no,
 * is a failed stage. Thread-safe.
 */
interface ClusterAdmin extends AutoCloseable {
    CompletionStage<Set<String>> topicNames(int timeoutMillis);

    /** Each for itself, since one that is not there is a failure. */
    List<CompletionStage<TopicDescription>> topics(Collection<String> names, int timeoutMillis);

    /**
     * Offsets with the epochs of the leaders that tell them.
     *
     * @param isolation whether ends are those of what transactions have committed
     */
    CompletionStage<Map<TopicPartition, EpochOffset>> offsets(
            Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, int timeoutMillis);

    CompletionStage<Map<ConfigResource, Config>> configs(Collection<ConfigResource> resources, int timeoutMillis);

    CompletionStage<Collection<Node>> brokers(int timeoutMillis);

    /** The answer has nothing in it. */
    CompletionStage<?> create(NewTopic topic, int timeoutMillis);

    /** Does not wait for answers. */
    @Override
    void close();
}
