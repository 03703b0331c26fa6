package dev.sluice.connector.file;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.TextFormat;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source of files in one {@link TextFormat}. */
abstract class FileSourceProvider implements SourceProvider {
    private final TextFormat format;
    private final @Nullable StructType ownSchema;

    /** @param ownSchema what is read when the user gives no schema, null if he has to */
    FileSourceProvider(TextFormat format, @Nullable StructType ownSchema) {
        this.format = format;
        this.ownSchema = ownSchema;
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public String documentation() {
        return "The files of a folder or a pattern, each read once, the oldest first; files ending in .gz are unpacked. They have to"
                + " appear whole and to stay as they are: a batch that runs again reads the same files, and one that changed or"
                + " is gone is an error.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options = new ArrayList<>(FileSourceOptions.all());
        options.addAll(format.readOptions());
        return List.copyOf(options);
    }

    @Override
    public StructType schema(SourceSettings settings) {
        Options options = settings.options();
        if (options.isSet(FileSourceOptions.MAX_FILES_PER_TRIGGER)
                && options.isSet(FileSourceOptions.MAX_BYTES_PER_TRIGGER)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "two limits exclude each other")
                    .at("source \"" + name() + "\"")
                    .found("maxFilesPerTrigger and maxBytesPerTrigger")
                    .mend("remove one of them")
                    .build();
        }
        StructType schema = settings.userSchema() == null ? ownSchema : settings.userSchema();
        if (schema == null) {
            throw SluiceException.analysis(
                            ErrorCondition.UNABLE_TO_INFER_SCHEMA, "the schema of the files is not known")
                    .at("source \"" + name() + "\"")
                    .mend("say .schema(\"...\"); schemas are not inferred from files")
                    .build();
        }
        format.checkReadable(schema);
        return schema.asNullable();
    }

    @Override
    public Map<String, String> identity(SourceSettings settings) {
        Options options = settings.options();
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(
                "path",
                FileListing.absolute(options.get(FileSourceOptions.PATH)).toString());
        String filter = options.find(FileSourceOptions.PATH_GLOB_FILTER);
        if (filter != null) {
            identity.put(FileSourceOptions.PATH_GLOB_FILTER.key(), filter);
        }
        identity.put(
                FileSourceOptions.RECURSIVE_FILE_LOOKUP.key(),
                String.valueOf(options.get(FileSourceOptions.RECURSIVE_FILE_LOOKUP)));
        identity.put(
                FileSourceOptions.FILE_NAME_ONLY.key(), String.valueOf(options.get(FileSourceOptions.FILE_NAME_ONLY)));
        return identity;
    }

    @Override
    public Source open(SourceSettings settings, SourceContext context) {
        return new FileSource(format, schema(settings), settings, context);
    }

    @Override
    public boolean supportsBatch() {
        return true;
    }
}
