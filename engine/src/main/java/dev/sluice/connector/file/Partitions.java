package dev.sluice.connector.file;

import static java.util.Objects.requireNonNull;

import dev.sluice.columnar.Vector;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the names of folders say, such as {@code day=2024-02-29}, for the files below some base folders. Found
 * once, when the DataFrame is made.
 *
 * @param columns in the order of the folders; empty where there are none
 */
record Partitions(StructType columns, Set<Path> bases) {
    Partitions {
        bases = Set.copyOf(bases);
    }

    /** No columns, below any folder. */
    static final Partitions NONE = new Partitions(new StructType(), Set.of());

    /** What the folders above a file say. */
    private record Found(Path base, Map<String, String> values) {}

    /**
     * Finds the columns of the files there are.
     *
     * @param schema says the types of columns that it has, null for none
     * @param infersTypes whether other columns get the type of their values; else they are texts
     */
    static Partitions discover(
            Collection<Path> files, Set<Path> bases, @Nullable StructType schema, boolean infersTypes, ZoneId zone) {
        Map<Path, Found> byFolder = new LinkedHashMap<>();
        files.forEach(file -> byFolder.computeIfAbsent(file.getParent(), folder -> above(folder, bases)));
        Set<Path> foundBases = new HashSet<>();
        Map<List<String>, Path> namings = new LinkedHashMap<>();
        byFolder.forEach((folder, found) -> {
            foundBases.add(found.base());
            if (!found.values().isEmpty()) {
                namings.putIfAbsent(List.copyOf(found.values().keySet()), folder);
            }
        });
        if (namings.isEmpty()) {
            return NONE;
        }
        if (foundBases.size() > 1) {
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
        List<StructField> fields = new ArrayList<>();
        for (String name : namings.keySet().iterator().next()) {
            fields.add(column(name, byFolder.values(), schema, infersTypes, zone));
        }
        return new Partitions(new StructType(fields), bases);
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
    private static Found above(Path folder, Set<Path> bases) {
        Map<String, String> values = new LinkedHashMap<>();
        Path current = folder;
        while (!bases.contains(current) && current.getParent() != null) {
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

    boolean isEmpty() {
        return columns.size() == 0;
    }

    /**
     * Whether the folders of the file name the columns. A file beside such folders belongs to none of them, as in Spark; a
     * folder that names other columns is an error.
     */
    boolean hasValuesFor(Path file) {
        if (isEmpty()) {
            return true;
        }
        Set<String> names = values(file).keySet();
        Set<String> expected = new HashSet<>();
        columns.forEach(column -> expected.add(column.name().toLowerCase(Locale.ROOT)));
        if (!names.isEmpty() && !names.equals(expected)) {
            throw conflict(
                    ErrorCondition.CONFLICTING_PARTITION_COLUMN_NAMES,
                    "a folder names other columns than " + String.join(", ", columns.fieldNames()),
                    List.of(file));
        }
        return !names.isEmpty();
    }

    /** The value of a column for a file, as a column of one row. */
    Vector value(String column, Path file, ZoneId zone) {
        String raw = values(file).getOrDefault(column.toLowerCase(Locale.ROOT), PartitionPaths.NULL);
        return PartitionValues.vector(
                column, raw, columns.type(columns.indexOf(column).orElseThrow()), zone);
    }

    private Map<String, String> values(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        above(requireNonNull(file.getParent(), "folder"), bases)
                .values()
                .forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
        return values;
    }
}
