package dev.sluice.kafka;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkProvider;
import dev.sluice.spi.sink.SinkSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sink {@code kafka}: every row a record. */
public final class KafkaSinkProvider implements SinkProvider {
    private static final String OWNER = "sink \"kafka\"";
    static final String EXACTLY_ONCE = "exactly-once";
    static final String AT_LEAST_ONCE = "at-least-once";

    private static final ConfigOption<String> TOPIC = ConfigOption.string("topic")
            .doc("The topic of every row; without it, each row says its own in the column `topic`.");
    static final ConfigOption<String> DELIVERY = ConfigOption.string("delivery")
            .where(EXACTLY_ONCE + " or " + AT_LEAST_ONCE, Set.of(EXACTLY_ONCE, AT_LEAST_ONCE)::contains)
            .defaultsTo(EXACTLY_ONCE)
            .doc(
                    "`exactly-once`: one transaction for each micro-batch. `at-least-once`, for brokers without transactions:"
                            + " what a failed micro-batch has sent stays there, and is sent again.");
    static final ConfigOption<String> MARKER_TOPIC = ConfigOption.string("markerTopic")
            .defaultsTo("_sluice_batches")
            .doc(
                    "The compacted topic in which each transaction of a stream leaves the number of its micro-batch, made if"
                            + " it is not there. Queries may share it. Without it nobody can tell what was written.");

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String documentation() {
        return "Every row a record of Apache Kafka, from the columns `value` and, where they are there, `key`, `topic`, `headers` and"
                + " `partition`. A micro-batch is one transaction, with its number in it, so readers with `read_committed` see"
                + " each row once, whatever fails; `delivery=at-least-once` does without. `write()` is one transaction too. The"
                + " jar `sluice-kafka` has to be there.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(ClientSettings.SERVERS, TOPIC, DELIVERY, MARKER_TOPIC, ClientSettings.CLIENT);
    }

    @Override
    public Set<OutputMode> outputModes() {
        return Set.of(OutputMode.APPEND, OutputMode.UPDATE, OutputMode.COMPLETE);
    }

    @Override
    public boolean supportsReplacing() {
        return false;
    }

    @Override
    public @Nullable String mendForAsyncTracking(SinkSettings settings) {
        return mendForAsyncTracking(settings.options().get(DELIVERY));
    }

    /** A transaction is told by the number of its batch, which would have other rows when it runs again. */
    static @Nullable String mendForAsyncTracking(String delivery) {
        return delivery.equals(AT_LEAST_ONCE)
                ? null
                : "say .option(\"" + DELIVERY.key() + "\", \"" + AT_LEAST_ONCE
                        + "\"), which is what the option gives in Spark; or leave option \"asyncProgressTrackingEnabled\" out and"
                        + " have every row once";
    }

    @Override
    public void check(SinkSettings settings) {
        columns(settings);
        client(settings.options());
    }

    @Override
    public Sink open(SinkSettings settings, SinkContext context) {
        Options options = settings.options();
        ClientSettings client = client(options);
        String topic = topic(options);
        String place = topic == null ? "topics of rows" : topic;
        if (options.get(DELIVERY).equals(AT_LEAST_ONCE)) {
            return new KafkaSink(
                    "KafkaSink[" + place + ", " + AT_LEAST_ONCE + "]",
                    columns(settings),
                    new AtLeastOnceDelivery(new Clients(), client));
        }
        String markerTopic = settings.isStreaming() ? options.get(MARKER_TOPIC) : null;
        String description = "KafkaSink[" + place + (markerTopic == null ? "" : ", batches in " + markerTopic) + "]";
        return new KafkaSink(
                description,
                columns(settings),
                new ExactlyOnceDelivery(new Clients(), client, context, markerTopic, description));
    }

    private static SinkColumns columns(SinkSettings settings) {
        return new SinkColumns(settings.schema(), topic(settings.options()));
    }

    private static @Nullable String topic(Options options) {
        String topic = options.find(TOPIC);
        return topic == null ? null : topic.trim();
    }

    private static ClientSettings client(Options options) {
        return ClientSettings.ofSink(OWNER, ClientSettings.given(options));
    }
}
