package dev.sluice.connector.memory;

import dev.sluice.config.ConfigOption;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.List;

/** Source {@code memory}: what the program adds to a {@link MemoryInput}, given as the attachment. */
public final class MemorySourceProvider implements SourceProvider {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String documentation() {
        return "Rows that a test adds by hand, through the MemoryStream of sluice-testkit. They are lost with the process.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public StructType schema(SourceSettings settings) {
        return input(settings).schema();
    }

    @Override
    public boolean supportsContinuous() {
        return true;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new MemorySource(input(settings));
    }

    @Override
    public boolean supportsBatch() {
        return true;
    }

    private static MemoryInput input(SourceSettings settings) {
        if (settings.attachment() instanceof MemoryInput input) {
            return input;
        }
        throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "the memory source has nothing to read")
                .at("source \"memory\"")
                .expected("a MemoryInput as attachment")
                .mend("make the stream with MemoryStream, or pass .attachment(memoryInput)")
                .build();
    }
}
