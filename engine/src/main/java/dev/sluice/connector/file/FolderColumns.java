package dev.sluice.connector.file;

import dev.sluice.columnar.Vector;
import dev.sluice.error.SluiceException;
import dev.sluice.format.TextFormat;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says of each file which columns of a source it holds, and which values of others the names of its folders say: a column
 * that one of them names is theirs, whatever the file holds and whatever the folders of other files name. So a file means
 * the same whenever it is read.
 */
final class FolderColumns {
    private final Partitions partitions;
    private final TextFormat format;
    private final StructType schema;
    private final ZoneId zone;
    private final LeftOutFiles leftOut;
    private final Set<String> known;
    private final Set<String> inferred;

    /** The columns of files, by the names that their folders say. */
    private final Map<Set<String>, StructType> inFiles = new ConcurrentHashMap<>();

    private @Nullable Path lastFolder;

    /** @param schema of the source: the columns of the user, and those that were inferred from folders */
    FolderColumns(Partitions partitions, TextFormat format, StructType schema, ZoneId zone, LeftOutFiles leftOut) {
        this.partitions = partitions;
        this.format = format;
        this.schema = schema;
        this.zone = zone;
        this.leftOut = leftOut;
        this.known = Partitions.names(schema);
        this.inferred = Partitions.names(partitions.inferred());
    }

    /** The columns of one file. */
    final class OfFile {
        private final Path file;
        private final Map<String, String> said;
        private final StructType inFile;

        private OfFile(Path file) {
            this.file = file;
            said = partitions.values(file);
            said.keySet().retainAll(known);
            inFile = inFiles.computeIfAbsent(
                    Set.copyOf(said.keySet()),
                    names -> Partitions.without(Partitions.without(schema, names), inferred));
            try {
                format.checkReadable(inFile);
            } catch (SluiceException unreadable) {
                throw unreadable.within(file.toString());
            }
        }

        /** What the file is to be parsed as. */
        StructType inFile() {
            return inFile;
        }

        /** The value that a column has in all rows, as a column of one row; null if the file holds the column. */
        @Nullable
        Vector value(StructField column) {
            String name = column.name().toLowerCase(Locale.ROOT);
            String raw = said.get(name);
            if (raw == null && !inferred.contains(name)) {
                return null;
            }
            try {
                return PartitionValues.vector(
                        column.name(), raw == null ? PartitionPaths.NULL : raw, column.dataType(), zone);
            } catch (SluiceException noValue) {
                throw noValue.within(file.toString());
            }
        }
    }

    OfFile of(Path file) {
        return new OfFile(file);
    }

    /** Whether a file is one of static data: those beside folders of columns are not, as in Spark. */
    boolean isStatic(Path file) {
        return partitions.hasValuesFor(file);
    }

    /**
     * Tells of columns that folders of a new file name and nobody has asked for. Fails if others were inferred from the
     * folders that there were, and if the file cannot hold the columns that its folders do not name. For one thread.
     */
    void look(Path file) {
        Path folder = file.getParent();
        if (folder == null || folder.equals(lastFolder)) {
            return;
        }
        Set<String> unknown = new LinkedHashSet<>(partitions.values(file).keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty() && !inferred.isEmpty()) {
            throw Partitions.otherColumns(partitions.inferred(), file);
        }
        unknown.forEach(name -> leftOut.unknownColumn(name, folder));
        of(file);
        lastFolder = folder;
    }
}
