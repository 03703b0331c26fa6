package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user says of a source, before any broker is asked. */
class OptionsTest {
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private static SluiceException refused(boolean isStreaming, String... options) {
        Map<String, String> given = new HashMap<>(Map.of("kafka.bootstrap.servers", "nowhere:9092", "subscribe", "t"));
        for (int index = 0; index < options.length; index += 2) {
            given.put(options[index], options[index + 1]);
        }
        given.values().removeIf(String::isEmpty);
        try {
            Queries.settings(new KafkaSourceProvider(), given, isStreaming);
        } catch (SluiceException refused) {
            return refused;
        }
        throw new AssertionError("accepted: " + given);
    }

    private static void assertRefused(ErrorCondition condition, String text, SluiceException refused) {
        assertThat(refused.condition()).as("%s", refused).isEqualTo(condition);
        assertThat(refused).hasMessageContaining(text);
    }

    @Test
    void R2_aCheckpointIsBoundToTheIsolationLevelAndPlansRecordWhichLossesAreAccepted() {
        KafkaSourceProvider provider = new KafkaSourceProvider();
        Map<String, String> given = Map.of("kafka.bootstrap.servers", "nowhere:9092", "subscribe", "t");
        SourceSettings settings = Queries.settings(provider, given, true);
        assertThat(provider.identity(settings)).isEmpty();
        assertThat(provider.leniency(settings)).isEqualTo(Map.of("failOnDataLoss", "true"));
        Map<String, String> other = new HashMap<>(given);
        other.put("kafka.isolation.level", "read_uncommitted");
        other.put("failOnDataLoss", "false");
        settings = Queries.settings(provider, other, true);
        assertThat(provider.identity(settings)).isEqualTo(Map.of("kafka.isolation.level", "read_uncommitted"));
        assertThat(provider.leniency(settings)).isEqualTo(Map.of("failOnDataLoss", "false"));
    }

    @Test
    void oneOfThreeOptionsSaysWhatIsRead() {
        assertRefused(
                ErrorCondition.INVALID_OPTION,
                "subscribe and subscribePattern",
                refused(true, "subscribePattern", "t.*"));
        assertRefused(ErrorCondition.INVALID_OPTION, "none of the three", refused(true, "subscribe", ""));
        for (String assigned : List.of("{\"t\":0}", "{\"t\":[0,", "[\"t\"]", "{\"t\":[]}", "{\"t\":[-1]}", "{}", "t")) {
            assertRefused(
                    ErrorCondition.INVALID_OPTION,
                    "option \"assign\" names no topic",
                    refused(true, "subscribe", "", "assign", assigned));
        }
        assertRefused(
                ErrorCondition.INVALID_OPTION,
                "regular expression",
                refused(true, "subscribe", "", "subscribePattern", "(t"));
        assertThat(refused(true, "kafka.bootstrap.servers", ""))
                .hasMessageContaining("\"kafka.bootstrap.servers\" is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | endingOffsets           | latest             | a stream has no end",
                "true  | endingTimestamp         | 5                  | a stream has no end",
                "true  | endingOffsetsByTimestamp | {\"t\":{\"0\":5}} | a stream has no end",
                "false | startingOffsets         | latest             | cannot begin where the data ends",
                "false | startingOffsets         | {\"t\":{\"0\":-1}} | cannot begin where the data ends",
                "false | endingOffsets           | earliest           | cannot end where the data begins",
                "true  | startingOffsets         | {\"t\":{\"0\":-3}} | t-0 has -3",
                "true  | startingOffsets         | {\"t\":{\"x\":1}}  | is not the number of a partition",
                "true  | startingOffsets         | {\"t\":{\"-1\":1}} | is not the number of a partition",
                "true  | startingOffsets         | {\"t\":{\"0\":1.5}} | has no whole number",
                "true  | startingOffsets         | {\"t\":5}          | has no object of partitions",
                "true  | startingOffsets         | {}                 | no partition is named",
                "true  | startingOffsets         | somewhere          | -1 for the end",
                "true  | startingOffsetsByTimestamp | {\"t\":{\"0\":-2}} | times in milliseconds",
                "true  | startingTimestamp       | yesterday          | whole number",
                "true  | startingOffsetsByTimestampStrategy | never   | one of error, latest",
                "true  | maxOffsetsPerTrigger    | 0                  | at least 1",
                "true  | minOffsetsPerTrigger    | none               | at least 1",
                "true  | maxTriggerDelay         | soon               | duration such as",
                "true  | minPartitions           | 0                  | at least 1",
                "true  | maxRecordsPerPartition  | 0                  | at least 1",
                "true  | failOnDataLoss          | maybe              | true or false",
                "true  | includeHeaders          | 1                  | true or false",
                "true  | kafkaConsumer.pollTimeoutMs | 0              | at least 1",
                "true  | kafkaConsumer.pollTimeoutMs | 2m             | whole number",
                "true  | fetchOffset.numRetries  | -1                 | at least 0",
                "true  | fetchOffset.retryIntervalMs | 1s             | whole number",
                "true  | kafka.max.poll.records  | many               | max.poll.records",
            })
    void wrongValuesAreToldWhenTheFrameIsMade(boolean isStreaming, String option, String value, String text) {
        assertRefused(ErrorCondition.INVALID_OPTION, text, refused(isStreaming, option, value));
    }

    @Test
    void aBatchCannotBeLargerThanItMayBe() {
        assertRefused(
                ErrorCondition.INVALID_OPTION,
                "minOffsetsPerTrigger 10, maxOffsetsPerTrigger 5",
                refused(true, "minOffsetsPerTrigger", "10", "maxOffsetsPerTrigger", "5"));
    }

    @Test
    void unknownOptionsAreToldWithTheNearestName() {
        assertRefused(ErrorCondition.UNKNOWN_OPTION, "\"startingOffsets\"", refused(true, "startingOffset", "latest"));
        assertRefused(
                ErrorCondition.UNKNOWN_OPTION,
                "did you mean \"kafka.security.protocol\"",
                refused(true, "kafka.securty.protocol", "SSL"));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.auto.offset.reset, earliest",
        "kafka.enable.auto.commit, true",
        "kafka.key.deserializer, x.Y",
        "kafka.value.deserializer, x.Y",
        "kafka.interceptor.classes, x.Y",
        "kafka.group.protocol, consumer",
    })
    void settingsThatTheQueryDecidesAreRefused(String option, String value) {
        assertRefused(ErrorCondition.INVALID_OPTION, "\"" + option + "\" cannot be used", refused(true, option, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.config.providers | file",
                "kafka.metric.reporters | x.Y",
                "kafka.sasl.client.callback.handler.class | x.Y",
                "kafka.ssl.engine.factory.class | x.Y",
                "kafka.partition.assignment.strategy | x.Y",
                "kafka.sasl.oauthbearer.token.endpoint.url | file:///etc/passwd",
                "kafka.sasl.jaas.config | com.sun.security.auth.module.JndiLoginModule required;",
                "kafka.sasl.jaas.config | com.sun.security.auth.module.LdapLoginModule REQUIRED a=\"b\";",
                "kafka.sasl.jaas.config | " + JAAS + " a=\"b\"; com.sun.security.auth.module.JndiLoginModule optional;",
                "kafka.sasl.jaas.config | nothing at all",
            })
    void X8_whatWouldLoadClassesOrReadFilesIsRefused(String option, String value) {
        assertRefused(ErrorCondition.INVALID_OPTION, "\"" + option + "\" cannot be used", refused(true, option, value));
    }

    @Test
    void X8_usualLoginsAreFineAndSecretsAreInNoText() {
        String secret = JAAS + " username=\"u\" password=\"x required; s3cret\";";
        Map<String, String> options =
                Map.of("kafka.bootstrap.servers", "nowhere:9092", "subscribe", "t", "kafka.sasl.jaas.config", secret);
        var settings = Queries.settings(new KafkaSourceProvider(), options, true);
        ClientSettings client = ClientSettings.ofSource("source", ClientSettings.given(settings.options()));
        assertThat(client.toString()).contains("sasl.jaas.config").doesNotContain("s3cret");
        assertThat(new KafkaSourceProvider().identity(settings).toString()).doesNotContain("s3cret");
        assertThat(refused(true, "kafka.sasl.jaas.config", secret, "kafka.nothing.at.all", "s3cret"))
                .message()
                .doesNotContain("s3cret");
        assertThat(refused(true, "kafka.sasl.jaas.config", "bad password=\"s3cret\";"))
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void aSchemaOfTheUserIsRefused() {
        assertThatThrownBy(() -> new KafkaSourceProvider()
                        .schema(Queries.settings(
                                        new KafkaSourceProvider(),
                                        Map.of("kafka.bootstrap.servers", "nowhere:9092", "subscribe", "t"),
                                        true)
                                .with(new StructType().add("a", "INT"), null)))
                .hasMessageContaining("has a schema of its own");
    }
}
