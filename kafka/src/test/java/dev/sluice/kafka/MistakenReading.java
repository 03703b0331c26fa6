package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceLog;
import dev.sluice.spi.source.Split;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Ways in which a source, or a sink that reads its marks, may go wrong about what is there. */
final class MistakenReading {
    private static final Pattern OLD_END = Pattern.compile("topic \"(\\w+)\", partition ([0-9]+): end ([0-9]+),");

    private MistakenReading() {}

    /** Records count before their transaction has ended. */
    static KafkaPort uncommitted(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public ClusterAdmin admin(ClientSettings settings) {
                return isolated(super.admin(settings), IsolationLevel.READ_UNCOMMITTED);
            }

            @Override
            public Consumer<ByteBuffer, ByteBuffer> consumer(ClientSettings settings, Map<String, Object> otherwise) {
                return super.consumer(
                        ClientSettings.ofSource(
                                settings.owner(),
                                Map.of(
                                        "bootstrap.servers",
                                        settings.servers(),
                                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                        "read_uncommitted")),
                        otherwise);
            }
        };
    }

    /** Marks behind an open transaction of somebody else are not waited for. */
    static KafkaPort hiddenMarks(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public ClusterAdmin admin(ClientSettings settings) {
                return isolated(super.admin(settings), IsolationLevel.READ_COMMITTED);
            }
        };
    }

    private static ClusterAdmin isolated(ClusterAdmin admin, IsolationLevel always) {
        return new ForwardingAdmin(admin) {
            @Override
            public CompletionStage<Map<TopicPartition, EpochOffset>> offsets(
                    Map<TopicPartition, OffsetSpec> specs, IsolationLevel isolation, int timeoutMillis) {
                return super.offsets(specs, always, timeoutMillis);
            }
        };
    }

    /** Topics are told apart by their names alone. */
    static KafkaPort withoutIds(KafkaPort port) {
        return new ForwardingPort(port) {
            @Override
            public ClusterAdmin admin(ClientSettings settings) {
                return new ForwardingAdmin(super.admin(settings)) {
                    @Override
                    public List<CompletionStage<TopicDescription>> topics(Collection<String> names, int timeoutMillis) {
                        return super.topics(names, timeoutMillis).stream()
                                .map(answer -> answer.thenApply(topic ->
                                        new TopicDescription(topic.name(), topic.isInternal(), topic.partitions())))
                                .toList();
                    }
                };
            }
        };
    }

    /** Nobody knows after a restart which leader had what was read. */
    static SourceContext forgetsEpochs(SourceContext context) {
        SourceLog log = context.log();
        SourceLog shorter = new SourceLog() {
            @Override
            public void add(long id, List<String> lines) {
                log.add(id, lines.subList(0, 2));
            }

            @Override
            public void addCompacted(long id, List<String> lines) {
                log.addCompacted(id, List.of(lines.get(0), lines.get(1), "{}", lines.get(3)));
            }

            @Override
            public void addUncompacted(long id, List<String> lines) {
                log.addUncompacted(id, lines.subList(0, 2));
            }

            @Override
            public @Nullable List<String> get(long id) {
                return log.get(id);
            }

            @Override
            public SortedMap<Long, List<String>> latest() {
                return log.latest();
            }

            @Override
            public List<Long> compactions() {
                return log.compactions();
            }

            @Override
            public void purgeBelow(long id, long addedUpToMillis) {
                log.purgeBelow(id, addedUpToMillis);
            }
        };
        return new Queries.QueryOfSource(
                context.clock(), context.exec(), context.files(), context.sourceName(), context.parallelism(), shorter);
    }

    /** What a leader that is behind says is the end is planned, before what was read. */
    static Source plansBackwards(Source source) {
        return new Backwards(source);
    }

    private static final class Backwards extends ForwardingSource {
        private Backwards(Source source) {
            super(source);
        }

        @Override
        public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
            try {
                return super.latestOffset(start, limit);
            } catch (SluiceException refused) {
                if (start == null || refused.condition() != ErrorCondition.KAFKA_PARTITION_OFFSET_CHANGED) {
                    throw refused;
                }
                Map<TopicPartition, Long> ends =
                        new TreeMap<>(PartitionOffsets.parse(start.json()).byPartition());
                Matcher old = OLD_END.matcher(String.valueOf(refused.getMessage()));
                while (old.find()) {
                    ends.put(
                            new TopicPartition(old.group(1), Integer.parseInt(old.group(2))),
                            Long.valueOf(old.group(3)));
                }
                return new Offset(PartitionOffsets.of(ends).json());
            }
        }
    }

    /** Once the first of the batches is verified that run again, the leader of now is taken for one that has them all. */
    static Source verifiesOnce(Source source) {
        return new ForwardingSource(source) {
            private boolean hasLooked;

            @Override
            public List<Split> splits(@Nullable Offset start, Offset end) {
                List<Split> splits = super.splits(start, end);
                if (!hasLooked) {
                    hasLooked = true;
                    latestOffset(end, ReadLimit.ALL_AVAILABLE);
                }
                return splits;
            }
        };
    }
}
