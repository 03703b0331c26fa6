package dev.sluice.kafka;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the transaction of a batch may be open. It is from the first row to the commit: in micro-batches the trigger is not
 * waited for in it, under the continuous trigger an epoch is.
 * Without a wish it is as long as the brokers let it, up to a quarter of an hour.
 */
final class TransactionTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionTimeout.class);
    private static final long DEFAULT_MILLIS = TimeUnit.MINUTES.toMillis(15);
    private static final String MOST = "transaction.max.timeout.ms";

    /** Brokers look for transactions that are open too long once in ten seconds, unless somebody has set it otherwise. */
    private static final long UNTIL_GIVEN_UP_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final ClientSettings settings;
    private final Cluster cluster;

    /** What the brokers allow, if they say it. */
    private final OptionalLong most;

    /** Asks the brokers. */
    TransactionTimeout(ClientSettings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
        this.most = most();
    }

    /** How long the transaction of anybody may be open; where brokers do not say it, others may want what this one wants. */
    long longestMillis() {
        return Math.max(most.orElse(DEFAULT_MILLIS), millis()) + UNTIL_GIVEN_UP_MILLIS;
    }

    /**
     * @param epochMillis for which a transaction stays open by the trigger; null where only a batch is waited for
     * @throws SluiceException {@code INVALID_OPTION} if the user wants more than the brokers allow, or no epoch would end in time
     */
    long millis(@Nullable Long epochMillis) {
        long millis = millis();
        if (epochMillis != null && epochMillis >= millis) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_OPTION, "an epoch is longer than its transaction may be open")
                    .at(settings.owner() + ", brokers " + settings.servers())
                    .found("the trigger's interval of " + epochMillis + " ms")
                    .expected("less than transaction.timeout.ms, which is " + millis + " ms")
                    .safe("nothing was written")
                    .mend("shorten the interval of the trigger; or raise kafka.transaction.timeout.ms, up to " + MOST
                            + " of the brokers; or say delivery=at-least-once")
                    .build();
        }
        return millis;
    }

    private long millis() {
        OptionalLong wanted = settings.transactionTimeoutMillis();
        if (wanted.isEmpty()) {
            return Math.min(DEFAULT_MILLIS, most.orElse(DEFAULT_MILLIS));
        }
        if (most.isPresent() && wanted.getAsLong() > most.getAsLong()) {
            throw SluiceException.of(
                            ErrorCondition.INVALID_OPTION, "the brokers allow no transaction to be open so long")
                    .at(settings.owner() + ", brokers " + settings.servers())
                    .found("kafka.transaction.timeout.ms " + wanted.getAsLong())
                    .expected("at most " + most.getAsLong() + ", which is " + MOST + " of the brokers")
                    .safe("nothing was written")
                    .mend("lower the option, or raise the setting of the brokers")
                    .build();
        }
        return wanted.getAsLong();
    }

    private OptionalLong most() {
        try {
            String broker = cluster.anyBroker();
            Map<ConfigResource, Config> configs =
                    cluster.configs(List.of(new ConfigResource(ConfigResource.Type.BROKER, broker)));
            for (Config config : configs.values()) {
                ConfigEntry entry = config.get(MOST);
                if (entry != null && entry.value() != null) {
                    return OptionalLong.of(Long.parseLong(entry.value()));
                }
            }
        } catch (SluiceException failed) {
            if (failed.condition() == ErrorCondition.KAFKA_UNREACHABLE
                    || failed.condition() == ErrorCondition.INTERRUPTED) {
                throw failed;
            }
            LOG.debug("The settings of the brokers cannot be read", failed);
        }
        return OptionalLong.empty();
    }
}
