package dev.sluice.connector.file;

import dev.sluice.columnar.Batch;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.DateTimes;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkWriter;
import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import dev.sluice.types.TimeTypes;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the rows of one partition into one file, or into several: by the folders they go to, and by their number. */
final class FilesWriter implements SinkWriter {
    /** Each holds a buffer and a descriptor. */
    private static final int MAX_OPEN_FILES = 200;

    private final NewFile newFile;
    private final StructType inFiles;
    private final int[] fileColumns;
    private final List<String> partitionColumns;
    private final StructType schema;
    private final ZoneId zone;
    private final long maxRecords;
    private final Map<String, OpenFile> open = new LinkedHashMap<>();
    private final List<WrittenFile> written = new ArrayList<>();
    private int fileCount;

    /** Opens the next file of the writer in a folder below the output, which is empty for the output itself. */
    @FunctionalInterface
    interface NewFile {
        FileSinkWriter open(String folder, int number);
    }

    private static final class OpenFile {
        final FileSinkWriter writer;
        long records;

        OpenFile(FileSinkWriter writer) {
            this.writer = writer;
        }
    }

    FilesWriter(SinkSettings settings, NewFile newFile) {
        this.newFile = newFile;
        this.schema = settings.schema();
        this.inFiles = FileSinkProvider.inFiles(settings);
        this.partitionColumns = settings.partitionColumns();
        this.zone = settings.timeZone();
        this.maxRecords = settings.options().get(FileSinkProvider.MAX_RECORDS_PER_FILE);
        this.fileColumns = new int[inFiles.size()];
        for (int column = 0; column < fileColumns.length; column++) {
            fileColumns[column] = schema.indexOf(inFiles.field(column).name()).orElseThrow();
        }
    }

    @Override
    public void write(Batch batch) {
        if (partitionColumns.isEmpty()) {
            writeTo("", batch);
            return;
        }
        Map<String, int[]> rowsOf = new LinkedHashMap<>();
        Map<String, Integer> countOf = new LinkedHashMap<>();
        String[] folders = folders(batch);
        for (int row = 0; row < folders.length; row++) {
            int count = countOf.merge(folders[row], 1, Integer::sum);
            int[] rows = rowsOf.computeIfAbsent(folders[row], folder -> new int[8]);
            if (count > rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
                rowsOf.put(folders[row], rows);
            }
            rows[count - 1] = row;
        }
        Vector[] columns = columnsOf(batch);
        rowsOf.forEach((folder, rows) -> writeTo(folder, gather(columns, rows, countOf.getOrDefault(folder, 0))));
    }

    private Vector[] columnsOf(Batch batch) {
        Vector[] columns = new Vector[fileColumns.length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = batch.vector(fileColumns[column]);
        }
        return columns;
    }

    private Batch gather(Vector[] columns, int[] rows, int count) {
        Vector[] gathered = new Vector[columns.length];
        for (int column = 0; column < columns.length; column++) {
            gathered[column] = columns[column].gather(rows, count);
        }
        return new Batch(inFiles, gathered, count);
    }

    private void writeTo(String folder, Batch batch) {
        int start = 0;
        while (start < batch.rowCount()) {
            OpenFile file = open.get(folder);
            if (file == null) {
                makeRoom();
                file = new OpenFile(newFile.open(folder, fileCount++));
                open.put(folder, file);
            }
            long room = maxRecords == 0 ? Long.MAX_VALUE : maxRecords - file.records;
            int count = (int) Math.min(room, batch.rowCount() - start);
            file.writer.write(count == batch.rowCount() ? batch : slice(batch, start, count));
            file.records += count;
            start += count;
            if (file.records == maxRecords) {
                finish(file);
                open.remove(folder);
            }
        }
    }

    private Batch slice(Batch batch, int start, int count) {
        int[] rows = new int[count];
        for (int index = 0; index < count; index++) {
            rows[index] = start + index;
        }
        return gather(batch.vectors(), rows, count);
    }

    /** Ends the file that was begun first where there are too many. */
    private void makeRoom() {
        if (open.size() >= MAX_OPEN_FILES) {
            Iterator<OpenFile> files = open.values().iterator();
            finish(files.next());
            files.remove();
        }
    }

    private void finish(OpenFile file) {
        WrittenFile finished = file.writer.finish();
        if (finished != null) {
            written.add(finished);
        }
    }

    private String[] folders(Batch batch) {
        String[] folders = new String[batch.rowCount()];
        Arrays.fill(folders, "");
        for (String name : partitionColumns) {
            int column = schema.indexOf(name).orElseThrow();
            Vector values = Vectors.flat(batch.vector(column), batch.rowCount());
            for (int row = 0; row < folders.length; row++) {
                String value = values.isNull(row) ? "" : text(name, values, row);
                String folder = value.isEmpty()
                        ? PartitionPaths.escape(name) + "=" + PartitionPaths.NULL
                        : PartitionPaths.name(name, value);
                folders[row] = folders[row].isEmpty() ? folder : folders[row] + "/" + folder;
            }
        }
        return folders;
    }

    /** A value as its cast to STRING. */
    private String text(String column, Vector values, int row) {
        if (values instanceof BytesVector texts && texts.type() == AtomicType.STRING) {
            return texts.text(row);
        }
        if (values instanceof IntVector numbers && numbers.type() != AtomicType.DATE) {
            return Integer.toString(numbers.values()[row]);
        }
        if (values instanceof LongVector numbers && numbers.type() == AtomicType.BIGINT) {
            return Long.toString(numbers.values()[row]);
        }
        if (values instanceof DoubleVector numbers && numbers.type() == AtomicType.FLOAT) {
            return Float.toString((float) numbers.values()[row]);
        }
        if (values instanceof DoubleVector numbers) {
            return Double.toString(numbers.values()[row]);
        }
        if (values instanceof BooleanVector truths) {
            return Boolean.toString(truths.values()[row]);
        }
        byte[] time = new byte[DateTimes.MAX_LENGTH_BYTES];
        if (values instanceof IntVector dates && dates.type() == AtomicType.DATE) {
            return new String(time, 0, DateTimes.formatDate(dates.values()[row], time, 0), StandardCharsets.US_ASCII);
        }
        if (values instanceof LongVector times && TimeTypes.isTimestamp(times.type())) {
            ZoneId shown = times.type() == AtomicType.TIMESTAMP ? zone : ZoneOffset.UTC;
            return new String(
                    time, 0, DateTimes.formatTimestamp(times.values()[row], shown, time, 0), StandardCharsets.US_ASCII);
        }
        throw SluiceException.analysis(ErrorCondition.NOT_YET_SUPPORTED, "values of this type cannot name folders")
                .at("column \"" + column + "\"")
                .found(values.type().sql())
                .mend("cast the column to STRING first")
                .build();
    }

    @Override
    public CommitMessage finish() {
        open.values().forEach(this::finish);
        open.clear();
        return written.isEmpty() ? CommitMessage.NONE : new WrittenFiles(written);
    }

    @Override
    public void close() {
        open.values().forEach(file -> file.writer.close());
        open.clear();
    }
}
