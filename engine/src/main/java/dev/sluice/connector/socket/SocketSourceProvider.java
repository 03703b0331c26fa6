package dev.sluice.connector.socket;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Source {@code socket}: lines of text from a server. */
public final class SocketSourceProvider implements SourceProvider {
    private static final int LARGEST_PORT = 65_535;

    private static final ConfigOption<String> HOST =
            ConfigOption.string("host").doc("Where the server is. Has to be set.");
    private static final ConfigOption<Integer> PORT = ConfigOption.integer("port")
            .where("from 1 to " + LARGEST_PORT, port -> port >= 1 && port <= LARGEST_PORT)
            .doc("The port of the server. Has to be set.");
    private static final ConfigOption<Boolean> INCLUDE_TIMESTAMP = ConfigOption.bool("includeTimestamp")
            .defaultsTo(false)
            .doc("Whether there is a column `timestamp`: when the line arrived.");
    private static final ConfigOption<Integer> NUM_PARTITIONS = ConfigOption.atLeast(
                    ConfigOption.integer("numPartitions"), 1)
            .doc("Accepted without effect: lines are cut into pieces of a fixed size.");
    private static final ConfigOption<Boolean> FAIL_ON_DATA_LOSS = ConfigOption.bool("failOnDataLoss")
            .defaultsTo(true)
            .doc(
                    "Whether a restart fails if lines were received and not committed before. If not, they are left out, with a warning.");

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String documentation() {
        return "Lines of text in UTF-8 that a server sends, to try things out: nobody can read a line again. A line that was received"
                + " and not committed when the process ended is lost, and the restart says so. While 64 MiB of lines wait to"
                + " be committed, the server has to wait too.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(HOST, PORT, INCLUDE_TIMESTAMP, NUM_PARTITIONS, FAIL_ON_DATA_LOSS);
    }

    @Override
    public StructType schema(SourceSettings settings) {
        required(settings, HOST);
        required(settings, PORT);
        StructType schema = new StructType().add("value", AtomicType.STRING);
        if (settings.options().get(INCLUDE_TIMESTAMP)) {
            schema = schema.add("timestamp", AtomicType.TIMESTAMP);
        }
        settings.requireSchema(schema, name());
        return schema;
    }

    private static <T> T required(SourceSettings settings, ConfigOption<T> option) {
        @Nullable T value = settings.options().find(option);
        if (value == null) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION, "the source socket needs option \"" + option.key() + "\"")
                    .at("source \"socket\"")
                    .mend("say .option(\"host\", \"localhost\").option(\"port\", 9999)")
                    .build();
        }
        return value;
    }

    @Override
    public Map<String, String> identity(SourceSettings settings) {
        return Map.of(INCLUDE_TIMESTAMP.key(), String.valueOf(settings.options().get(INCLUDE_TIMESTAMP)));
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new SocketSource(
                required(settings, HOST),
                required(settings, PORT),
                settings.options().get(FAIL_ON_DATA_LOSS),
                schema(settings),
                context);
    }
}
