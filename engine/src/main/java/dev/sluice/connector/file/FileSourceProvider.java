package dev.sluice.connector.file;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.SchemaInference;
import dev.sluice.format.TextFormat;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.source.Deadline;
import dev.sluice.spi.source.Discovery;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A source of files in one {@link TextFormat}. */
abstract class FileSourceProvider implements SourceProvider {
    private static final Set<ConfigOption<?>> LENIENCY = Set.of(
            RecordOptions.MODE,
            FileSourceOptions.IGNORE_MISSING_FILES,
            FileSourceOptions.IGNORE_CORRUPT_FILES,
            FileSourceOptions.ON_CHANGED_FILE);

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
        return "The files of a folder or a pattern, each read once, the oldest first; files ending in .gz or .deflate are unpacked, and"
                + " folders named column=value are columns. The hidden column _metadata says which file a row is from. They have to"
                + " appear whole and to stay as they are: a batch that runs again reads the same files, and one that changed or"
                + " is gone is an error.";
    }

    @Override
    public List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options = new ArrayList<>(FileSourceOptions.all());
        options.addAll(format.readOptions());
        if (format.readOptions().contains(RecordOptions.MODE)) {
            options.add(RecordOptions.BAD_RECORDS);
        }
        return List.copyOf(options);
    }

    @Override
    public StructType hidden() {
        return FileMetadata.COLUMN;
    }

    @Override
    public SourceSettings discover(SourceSettings settings, Discovery discovery) {
        FileListing listing = FileListing.of(discovery.files(), settings, null);
        if (!listing.exists()) {
            if (settings.isStreaming()) {
                return settings;
            }
            throw FileErrors.pathNotFound(listing.path().toString());
        }
        StructType schema = settings.userSchema() == null ? ownSchema : settings.userSchema();
        Partitions partitions = discover(settings, schema, listing, discovery);
        boolean mayInfer = !settings.isStreaming() || discovery.infersStreamSchemas();
        if (schema != null || !mayInfer) {
            return settings.with(settings.userSchema(), partitions);
        }
        List<FileEntry> files = listing.list(path -> false).stream()
                .filter(file -> settings.isStreaming() || partitions.hasValuesFor(file.path()))
                .toList();
        StructType inferred = inferred(settings, files, discovery.files());
        return settings.with(inferred == null ? null : inFiles(inferred, partitions), partitions);
    }

    /** The schema of the files, null if there are none. */
    private @Nullable StructType inferred(SourceSettings settings, List<FileEntry> listed, CheckpointFs files) {
        Options options = settings.options();
        SchemaInference inference = format.inference(options, settings.timeZone());
        if (inference == null || listed.isEmpty()) {
            return null;
        }
        LeftOutFiles leftOut = new LeftOutFiles();
        BatchBuilder noRows = new BatchBuilder(new StructType(), 1);
        for (FileEntry file : listed.stream().sorted(FileSource.OLDEST_FIRST).toList()) {
            FileSplit whole = new FileSplit(file, 0, file.length());
            try (SplitReader reader = FileSource.reader(format, inference.parser(), options, files, whole, leftOut)) {
                while (reader.next(noRows, Deadline.NONE)) {
                    noRows.reset();
                }
            }
        }
        return inference.schema();
    }

    private static Partitions discover(
            SourceSettings settings, @Nullable StructType schema, FileListing listing, Discovery discovery) {
        Options options = settings.options();
        Partitions none = Partitions.none(options);
        if (options.get(FileSourceOptions.RECURSIVE_FILE_LOOKUP)) {
            return none;
        }
        List<Path> roots = listing.roots();
        String base = options.find(FileSourceOptions.BASE_PATH);
        if (base == null && roots.stream().noneMatch(listing::hasColumnFolders)) {
            return none;
        }
        if (base != null) {
            Path folder = FileListing.absolute(base);
            if (!roots.stream().allMatch(root -> root.startsWith(folder))) {
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_OPTION, "the path does not lie below the basePath")
                        .at(listing.path().toString())
                        .found("basePath " + folder)
                        .expected("a folder above the path")
                        .mend("correct basePath, or leave it out")
                        .build();
            }
        }
        List<Path> files = listing.listAll().stream().map(FileEntry::path).toList();
        return none.discover(
                files, schema, settings.isStreaming(), discovery.infersPartitionTypes(), settings.timeZone());
    }

    /** What was found out when the DataFrame was made. */
    static Partitions partitions(SourceSettings settings) {
        return settings.attachment() instanceof Partitions found ? found : Partitions.none(settings.options());
    }

    @Override
    public StructType schema(SourceSettings settings) {
        Options options = settings.options();
        if (settings.isStreaming()
                && (options.isSet(FileSourceOptions.MODIFIED_AFTER)
                        || options.isSet(FileSourceOptions.MODIFIED_BEFORE))) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION, "a stream takes in files whenever they were modified")
                    .at("source \"" + name() + "\"")
                    .found("modifiedAfter or modifiedBefore")
                    .mend("remove the option; maxFileAge limits how old files may be")
                    .build();
        }
        for (ConfigOption<?> waits : List.of(FileSourceOptions.MIN_FILE_AGE, FileSourceOptions.STABLE_LISTINGS)) {
            if (!settings.isStreaming() && options.isSet(waits)) {
                throw cannotWait(waits);
            }
        }
        if (!settings.isStreaming() && options.isSet(RecordOptions.BAD_RECORDS)) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION,
                            "records of static data belong to no batch that is committed")
                    .at("source \"" + name() + "\"")
                    .found(RecordOptions.BAD_RECORDS.key())
                    .mend("remove the option; a column " + options.get(RecordOptions.CORRUPT_RECORD)
                            + " STRING in the schema takes the records that cannot be parsed")
                    .build();
        }
        if (options.isSet(FileSourceOptions.MAX_FILES_PER_TRIGGER)
                && options.isSet(FileSourceOptions.MAX_BYTES_PER_TRIGGER)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "two limits exclude each other")
                    .at("source \"" + name() + "\"")
                    .found("maxFilesPerTrigger and maxBytesPerTrigger")
                    .mend("remove one of them")
                    .build();
        }
        SourceCleaner.check(options);
        StructType schema = settings.userSchema() == null ? ownSchema : settings.userSchema();
        if (schema == null) {
            throw SluiceException.analysis(
                            ErrorCondition.UNABLE_TO_INFER_SCHEMA, "the schema of the files is not known")
                    .at("source \"" + name() + "\"")
                    .mend("say .schema(\"...\"); for a stream it is inferred only if"
                            + " spark.sql.streaming.schemaInference is true, and from files only if there are any")
                    .build();
        }
        Partitions partitions = partitions(settings);
        StructType inFiles = inFiles(schema, partitions);
        format.checkReadable(inFiles);
        // The columns of a stream are the same, and in the same order, whatever lies in its folder when it starts.
        boolean isStreaming = settings.isStreaming();
        List<StructField> fields = new ArrayList<>((isStreaming ? schema : inFiles).fields());
        fields.addAll((isStreaming ? partitions.inferred() : partitions.columns()).fields());
        return new StructType(fields).asNullable();
    }

    private SluiceException cannotWait(ConfigOption<?> option) {
        return SluiceException.analysis(
                        ErrorCondition.INVALID_OPTION, "files of static data cannot be read later, when they are older")
                .at("source \"" + name() + "\"")
                .found(option.key())
                .mend("remove the option; modifiedBefore limits how young files may be")
                .build();
    }

    /** The columns that no folder was found to name. */
    private static StructType inFiles(StructType schema, Partitions partitions) {
        return Partitions.without(schema, Partitions.names(partitions.columns()));
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
    public Map<String, String> leniency(SourceSettings settings) {
        Map<String, String> leniency = new LinkedHashMap<>();
        for (ConfigOption<?> option : options()) {
            if (LENIENCY.contains(option)) {
                leniency.put(option.key(), String.valueOf(settings.options().get(option)));
            }
        }
        return leniency;
    }

    @Override
    public Map<String, String> parsing(SourceSettings settings) {
        Map<String, String> parsing = new TreeMap<>();
        for (ConfigOption<?> option : format.readOptions()) {
            if (settings.options().isSet(option) && !LENIENCY.contains(option)) {
                parsing.put(option.key(), String.valueOf(settings.options().get(option)));
            }
        }
        return parsing;
    }

    @Override
    public Map<String, String> places(SourceSettings settings, CheckpointFs files) {
        Path folder =
                FileListing.aboveGlob(FileListing.absolute(settings.options().get(FileSourceOptions.PATH)));
        try {
            return Map.of("realPath", files.realPath(folder).toString());
        } catch (IOException unknown) { // Listing it will say why.
            return Map.of();
        }
    }

    @Override
    public void checkBeside(SourceSettings settings, List<SourceSettings> others) {
        SourceCleaner.checkBeside(
                settings.options(), others.stream().map(SourceSettings::options).toList());
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
