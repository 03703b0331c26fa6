package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/** Source {@code kafka}: the records of topics, each with its place. */
public final class KafkaSourceProvider implements SourceProvider {
    private static final String OWNER = "source \"kafka\"";

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String documentation() {
        return "The records of topics of Apache Kafka: key and value as bytes, with topic, partition, offset and time. The checkpoint"
                + " keeps what was read, so a batch that runs again reads the same records; no consumer group is joined. Records of"
                + " transactions are read once they are committed (`kafka.isolation.level`). Topics and partitions that are new are"
                + " read from their first record. The jar `sluice-kafka` has to be there.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return KafkaSourceOptions.all();
    }

    @Override
    public StructType schema(SourceSettings settings) {
        Options options = settings.options();
        StructType schema =
                ReadSettings.of(options, settings.isStreaming()).shape().schema();
        settings.requireSchema(schema, name());
        requireMinBelowMax(options);
        ClientSettings.ofSource(OWNER, ClientSettings.given(options));
        return schema;
    }

    private static void requireMinBelowMax(Options options) {
        Long least = options.find(KafkaSourceOptions.MIN_OFFSETS);
        Long most = options.find(KafkaSourceOptions.MAX_OFFSETS);
        if (least != null && most != null && least > most) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION, "a batch would have to be larger than it may be")
                    .at(OWNER)
                    .found("minOffsetsPerTrigger " + least + ", maxOffsetsPerTrigger " + most)
                    .expected("minOffsetsPerTrigger up to maxOffsetsPerTrigger")
                    .mend("change one of the two, or leave it out")
                    .build();
        }
    }

    /** What records there are depends on it; the topics, to which some may be added, are looked after by the source. */
    @Override
    public Map<String, String> identity(SourceSettings settings) {
        ClientSettings client = ClientSettings.ofSource(OWNER, ClientSettings.given(settings.options()));
        return client.readsUncommitted() ? Map.of("kafka.isolation.level", "read_uncommitted") : Map.of();
    }

    @Override
    public Map<String, String> leniency(SourceSettings settings) {
        return KafkaSourceOptions.leniency(settings.options());
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        Options options = settings.options();
        return new KafkaSource(
                new Clients(),
                ReadSettings.of(options, settings.isStreaming()),
                ClientSettings.ofSource(OWNER, ClientSettings.given(options)),
                settings.isStreaming(),
                context);
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public boolean supportsBatch() {
        return true;
    }
}
