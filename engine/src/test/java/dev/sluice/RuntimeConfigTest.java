package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuntimeConfigTest {
    private final RuntimeConfig conf = new RuntimeConfig(4);

    @Test
    void defaultsAreThose() {
        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("4");
        assertThat(conf.get("spark.sql.session.timeZone"))
                .isEqualTo(ZoneId.systemDefault().getId());
        assertThat(conf.get("spark.sql.ansi.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.sql.caseSensitive")).isEqualTo("false");
        assertThat(conf.get("spark.sql.streaming.minBatchesToRetain")).isEqualTo("100");
        assertThat(conf.get("spark.sql.streaming.noDataMicroBatches.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.sql.streaming.noDataProgressEventInterval")).isEqualTo("10000ms");
        assertThat(conf.get("spark.sql.streaming.numRecentProgressUpdates")).isEqualTo("100");
        assertThat(conf.get("spark.sql.streaming.pollingDelay")).isEqualTo("10ms");
        assertThat(conf.get("spark.sql.streaming.stopTimeout")).isEqualTo("0ms");
        assertThat(conf.get("spark.sql.streaming.multipleWatermarkPolicy")).isEqualTo("min");
        assertThat(conf.get("sluice.checkpoint.durability")).isEqualTo("strict");
        assertThat(conf.get("sluice.memory.budget")).isEqualTo("0.5");
        assertThat(conf.getOption("spark.sql.streaming.checkpointLocation")).isEmpty();
        assertThat(conf.getOption("spark.local.dir")).isEmpty();
        assertThat(conf.getAll()).isEmpty();
    }

    @Test
    void aKeyGoesByBothItsNames() {
        conf.set("sluice.state.partitions", 7);
        conf.set("sluice.streaming.pollingDelay", "1s");

        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("7");
        assertThat(conf.statePartitions()).isEqualTo(7);
        assertThat(conf.value(ConfKeys.POLLING_DELAY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(conf.getAll()).containsOnlyKeys("spark.sql.shuffle.partitions", "spark.sql.streaming.pollingDelay");

        conf.unset("spark.sql.shuffle.partitions");
        assertThat(conf.statePartitions()).isEqualTo(4);
    }

    @Test
    void theMemoryBudgetIsANumberOfBytesOrAPartOfTheHeap() {
        assertThat(conf.value(ConfKeys.MEMORY_BUDGET).bytes(1_000)).isEqualTo(500);
        conf.set("sluice.memory.budget", "2m");
        assertThat(conf.value(ConfKeys.MEMORY_BUDGET).bytes(1_000)).isEqualTo(2 << 20);
        conf.set("sluice.memory.budget", "0.25");
        assertThat(conf.value(ConfKeys.MEMORY_BUDGET).bytes(1_000)).isEqualTo(250);
    }

    @Test
    void when_aValueIsBad_then_theErrorSaysWhatWasExpected() {
        assertRefused("spark.sql.shuffle.partitions", "0", "at least 1", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("spark.sql.ansi.enabled", "perhaps", "true or false", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("spark.sql.session.timeZone", "Mars/Olympus", "a time zone", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("spark.sql.timestampType", "TIMESTAMP_NTZ", "is an instant", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("sluice.checkpoint.durability", "none", "strict or process", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("sluice.memory.budget", "1.5", "a part of the heap", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("sluice.memory.budget", "much", "size in bytes", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("spark.local.dir", "/a,/b", "one folder", ErrorCondition.INVALID_CONF_VALUE);
        assertRefused("sluice.state.partition", "3", "sluice.state.partitions", ErrorCondition.UNKNOWN_CONF);
    }

    private void assertRefused(String key, String value, String text, ErrorCondition condition) {
        assertThatThrownBy(() -> conf.set(key, value))
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(condition))
                .hasMessageContaining(text);
        assertThat(conf.getAll()).isEmpty();
    }

    @Test
    void keysOfOthersAreKept() {
        conf.set("spark.executor.memory", "4g");
        conf.set("my.own", "x");

        assertThat(conf.get("spark.executor.memory")).isEqualTo("4g");
        assertThat(conf.get("my.own")).isEqualTo("x");
        assertThat(conf.get("absent", "fallback")).isEqualTo("fallback");
        assertThatThrownBy(() -> conf.get("spark.sql.shufle.partitions"))
                .hasMessageContaining("did you mean \"spark.sql.shuffle.partitions\"");
    }

    @Test
    void fixedKeysTakeTheirOneValue() {
        conf.set("spark.sql.timestampType", "timestamp_ltz");
        conf.set("spark.sql.streaming.stateStore.providerClass", "org.example.Provider");

        assertThat(conf.isModifiable("spark.sql.timestampType")).isFalse();
        assertThat(conf.isModifiable("spark.sql.streaming.stateStore.providerClass"))
                .isFalse();
        assertThat(conf.isModifiable("sluice.session.timeZone")).isTrue();
    }

    @Test
    void keysOfTheProcessAreReadAndNotSet() {
        String key = ConfKeys.SCHEMA_REGISTRIES.key();
        assertThatThrownBy(() -> conf.set(key, "https://registry"))
                .hasMessageContaining("INVALID_CONF_VALUE")
                .hasMessageContaining("-D" + key + "=VALUE");
        assertThatThrownBy(() -> conf.unset(key)).hasMessageContaining("is one of the process");
        assertThat(conf.isModifiable(key)).isFalse();
        assertThat(conf.getOption(key)).isEmpty();
        System.setProperty(key, "https://registry");
        try {
            assertThat(conf.get(key)).isEqualTo("https://registry");
        } finally {
            System.clearProperty(key);
        }
    }

    @Test
    void everyKeyIsDeclaredOnceAndDocumented() {
        Set<String> names = new HashSet<>();
        for (ConfKey<?> key : ConfKeys.all()) {
            assertThat(names.add(key.key())).as(key.key()).isTrue();
            assertThat(key.sluiceName().equals(key.key()) || names.add(key.sluiceName()))
                    .as(key.sluiceName())
                    .isTrue();
            assertThat(key.option().doc()).as(key.key()).isNotEmpty();
            boolean isFollowed = key.effect() == ConfKey.Effect.HONOURED || key.effect() == ConfKey.Effect.PROCESS;
            assertThat(key.reason().isEmpty()).as(key.key()).isEqualTo(isFollowed);
        }
    }
}
