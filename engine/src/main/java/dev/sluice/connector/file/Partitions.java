package dev.sluice.connector.file;

import static java.util.Objects.requireNonNull;

import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the names of folders say, such as {@code day=2024-02-29}, as they were found when the DataFrame was made,
 * and where such folders begin.
 *
 * @param columns in the order of the folders; empty where there are none
 * @param inferred those of them that the schema of the user does not have
 * @param base the folder below which the others name columns, null where there are several
 * @param depth folders whose paths have so many names, or fewer, name no columns
 */
record Partitions(
        StructType columns, StructType inferred, @Nullable Path base, int depth) {
    /** What the folders above a file say. */
    private record Found(Path base, Map<String, String> values) {}

    /** No columns; where folders that name some would begin. */
    static Partitions none(Options options) {
        StructType nothing = new StructType();
        if (options.get(FileSourceOptions.RECURSIVE_FILE_LOOKUP)) {
            return new Partitions(nothing, nothing, null, Integer.MAX_VALUE);
        }
        String basePath = options.find(FileSourceOptions.BASE_PATH);
        Path base = FileListing.absolute(basePath == null ? options.get(FileSourceOptions.PATH) : basePath);
        return basePath == null && FileListing.isGlob(base.toString())
                ? new Partitions(nothing, nothing, null, base.getNameCount())
                : new Partitions(nothing, nothing, base, 0);
    }

    /**
     * Finds the columns of the files there are. Those that do not come from the schema have to be the same for all files.
     *
     * @param schema says the types of columns that it has, null for none
     * @param trustsSchema whether folders may name columns of the schema or not, each as it will; else they are as any other
     * @param infersTypes whether other columns get the type of their values; else they are texts
     */
    Partitions discover(
            Collection<Path> files,
            @Nullable StructType schema,
            boolean trustsSchema,
            boolean infersTypes,
            ZoneId zone) {
        Map<Path, Found> byFolder = new LinkedHashMap<>();
        files.forEach(file -> byFolder.computeIfAbsent(file.getParent(), this::above));
        Set<String> trusted = schema == null || !trustsSchema ? Set.of() : names(schema);
        Set<Path> foundBases = new HashSet<>();
        Set<String> ofSchema = new LinkedHashSet<>();
        Map<List<String>, Path> namings = new LinkedHashMap<>();
        byFolder.forEach((folder, found) -> {
            List<String> others = new ArrayList<>();
            for (String name : found.values().keySet()) {
                (trusted.contains(name.toLowerCase(Locale.ROOT)) ? ofSchema : others).add(name);
            }
            foundBases.add(found.base());
            if (!others.isEmpty()) {
                namings.putIfAbsent(others, folder);
            }
        });
        if (foundBases.size() > 1 && !namings.isEmpty()) {
            throw conflict(
                    ErrorCondition.CONFLICTING_DIRECTORY_STRUCTURES,
                    "files lie below folders of columns that begin at different places",
                    foundBases);
        }
        if (namings.size() > 1) {
            throw conflict(
                    ErrorCondition.CONFLICTING_PARTITION_COLUMN_NAMES,
                    "folders name different columns",
                    namings.values());
        }
        Set<StructField> fields = new LinkedHashSet<>();
        ofSchema.forEach(name -> fields.add(column(name, byFolder.values(), schema, infersTypes, zone)));
        namings.keySet()
                .forEach(names ->
                        names.forEach(name -> fields.add(column(name, byFolder.values(), schema, infersTypes, zone))));
        StructType found = new StructType(List.copyOf(fields));
        return new Partitions(found, schema == null ? found : without(found, names(schema)), base, depth);
    }

    /** The names of the columns, in lower case, as all names of folders are compared. */
    static Set<String> names(StructType schema) {
        Set<String> names = new HashSet<>();
        schema.forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The columns that have none of these names, which are in lower case. */
    static StructType without(StructType schema, Set<String> names) {
        return new StructType(schema.fields().stream()
                .filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static StructField column(
            String name, Collection<Found> folders, @Nullable StructType schema, boolean infersTypes, ZoneId zone) {
        for (StructField field : schema == null ? new StructType() : schema) {
            if (field.name().equalsIgnoreCase(name)) {
                return new StructField(field.name(), field.dataType(), true);
            }
        }
        AtomicType common = null;
        for (Found found : folders) {
            String raw = found.values().get(name);
            AtomicType type = raw == null ? null : infersTypes ? PartitionValues.typeOf(raw, zone) : AtomicType.STRING;
            if (type != null) {
                common = common == null ? type : PartitionValues.common(common, type);
            }
        }
        return new StructField(name, common == null ? AtomicType.STRING : common, true);
    }

    /** Reads the names of folders upward until a base, or until one that names no column. */
    private Found above(Path folder) {
        Map<String, String> values = new LinkedHashMap<>();
        Path current = folder;
        while (!current.equals(base) && current.getNameCount() > depth && current.getParent() != null) {
            String name = current.getFileName().toString();
            int equals = name.indexOf('=');
            if (equals < 0) {
                if (!values.isEmpty()) {
                    break;
                }
                return new Found(folder, Map.of());
            }
            if (equals == 0 || equals == name.length() - 1) {
                throw SluiceException.analysis(
                                equals == 0
                                        ? ErrorCondition.EMPTY_PARTITION_COLUMN_NAME
                                        : ErrorCondition.EMPTY_PARTITION_COLUMN_VALUE,
                                "a folder names no column, or no value of it")
                        .at(current.toString())
                        .found(name)
                        .expected("column=value, with " + PartitionPaths.NULL + " for null")
                        .mend("rename the folder")
                        .build();
            }
            values.put(PartitionPaths.unescape(name.substring(0, equals)), name.substring(equals + 1));
            current = current.getParent();
        }
        Map<String, String> downward = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(values.keySet());
        for (String name : names.reversed()) {
            downward.put(name, values.get(name));
        }
        return new Found(values.isEmpty() ? folder : current, downward);
    }

    private static SluiceException conflict(ErrorCondition condition, String what, Collection<Path> places) {
        return SluiceException.analysis(condition, what)
                .found(String.join(
                        ", ", places.stream().map(Path::toString).sorted().toList()))
                .expected("one folder below which every file has the same columns")
                .mend("read one of the folders, say which in option basePath, or set recursiveFileLookup=true")
                .build();
    }

    /**
     * Whether the folders of the file name the columns. A file beside such folders belongs to none of them, as in Spark; a
     * folder that names other columns is an error.
     */
    boolean hasValuesFor(Path file) {
        if (columns.size() == 0) {
            return true;
        }
        Set<String> said = values(file).keySet();
        if (!said.isEmpty() && !said.equals(names(columns))) {
            throw otherColumns(columns, file);
        }
        return !said.isEmpty();
    }

    /** A file that lies below other folders than those that were found. */
    static SluiceException otherColumns(StructType expected, Path file) {
        return conflict(
                ErrorCondition.CONFLICTING_PARTITION_COLUMN_NAMES,
                "a folder names other columns than " + String.join(", ", expected.fieldNames()),
                List.of(file));
    }

    /** What the folders of a file say, as it stands there, by the names of columns in lower case. */
    Map<String, String> values(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (file.equals(base)) {
            return values;
        }
        above(requireNonNull(file.getParent(), "folder"))
                .values()
                .forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
        return values;
    }
}
