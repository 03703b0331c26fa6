package dev.sluice.streaming.kept;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.kept.KeptKind;
import dev.sluice.execution.kept.KeptRows;
import dev.sluice.execution.kept.KeptTarget;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a batch keeps for one folder, in the checkpoint: a line that says what it is, the lines as they will
 * stand in the folder, and the CRC32C of all that as eight digits.
 *
 * @param start of the lines in the file
 * @param end just past them
 */
record KeptFile(CheckpointFs files, Path path, KeptTarget target, long start, long end) {
    private static final String KIND = "kept";
    private static final int FORMAT_VERSION = 1;
    private static final int FOOTER_BYTES = 9;
    private static final int PORTION_BYTES = 64 << 10;

    /** The first line has to end within so many bytes: a path has 4,096 at most. */
    private static final int MAX_HEADER_BYTES = PORTION_BYTES;

    /**
     * Writes the file.
     *
     * @param names what the rows of the target were kept as
     */
    static void write(
            String queryId,
            BatchId batch,
            KeptTarget target,
            Collection<KeptTarget> names,
            KeptRows rows,
            CheckpointFs.Output output)
            throws IOException {
        CRC32C checksum = new CRC32C();
        KeptRows.Writer both = (bytes, from, length) -> {
            checksum.update(bytes, from, length);
            output.write(bytes, from, length);
        };
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("kind", KIND);
        header.put("format", FORMAT_VERSION);
        header.put("queryId", queryId);
        header.put("id", batch.batchId());
        header.put("attempt", batch.attempt());
        header.put("rows", target.kind().name());
        header.put("folder", target.folder().toString());
        byte[] line = (Json.write(header) + "\n").getBytes(UTF_8);
        both.write(line, 0, line.length);
        rows.writeTo(names, both);
        byte[] footer = (digits(checksum) + "\n").getBytes(US_ASCII);
        output.write(footer, 0, footer.length);
    }

    private static String digits(CRC32C checksum) {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /**
     * Reads what the file is, and all of it once.
     *
     * @throws SluiceException if it is damaged, or of another query or batch
     */
    static KeptFile open(CheckpointFs files, Path path, String queryId, BatchId batch) throws IOException {
        try (CheckpointFs.Input input = files.open(path)) {
            long end = input.length() - FOOTER_BYTES;
            byte[] first = new byte[Math.clamp(end, 0, MAX_HEADER_BYTES)];
            int length = read(input, 0, first);
            int lineEnd = 0;
            while (lineEnd < length && first[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd == length) {
                throw damaged(path, "no first line");
            }
            byte[] footer = new byte[FOOTER_BYTES];
            read(input, end, footer);
            CRC32C checksum = new CRC32C();
            each(input, 0, end, checksum::update);
            String recorded = new String(footer, 0, FOOTER_BYTES - 1, US_ASCII);
            if (!recorded.equals(digits(checksum))) {
                throw damaged(path, "checksum " + digits(checksum) + ", recorded " + recorded);
            }
            Map<String, @Nullable Object> header = Json.parseObject(new String(first, 0, lineEnd, UTF_8));
            require(path, "kind", KIND, header);
            require(path, "format", (long) FORMAT_VERSION, header);
            require(path, "queryId", queryId, header);
            require(path, "id", batch.batchId(), header);
            require(path, "attempt", batch.attempt(), header);
            KeptTarget target = new KeptTarget(
                    Path.of(String.valueOf(header.get("folder"))),
                    KeptKind.valueOf(String.valueOf(header.get("rows"))));
            return new KeptFile(files, path, target, lineEnd + 1L, end);
        } catch (IllegalArgumentException malformed) {
            throw damaged(path, String.valueOf(malformed.getMessage()));
        }
    }

    private static void require(Path path, String name, Object expected, Map<String, @Nullable Object> header) {
        Object found = header.get(name);
        if (!expected.equals(found)) {
            throw SluiceException.of(ErrorCondition.FOREIGN_FILE, "a file that belongs elsewhere stands here")
                    .at(path.toString())
                    .found(name + " " + found)
                    .expected(name + " " + expected)
                    .mend("move the file away, and start the query again")
                    .build();
        }
    }

    private static SluiceException damaged(Path path, String found) {
        return SluiceException.of(ErrorCondition.CHECKSUM_FAILED, "a file of rows that were left out is damaged")
                .at(path.toString())
                .found(found)
                .safe("the result of the query is not affected")
                .mend("restore the file from a backup, or delete it, which gives up the rows that it keeps")
                .build();
    }

    /** Writes the lines. */
    void copyTo(CheckpointFs.Output output) throws IOException {
        try (CheckpointFs.Input input = files.open(path)) {
            each(input, start, end, output::write);
        }
    }

    /** Whether another file holds these lines and nothing else. */
    boolean isSameAs(Path other) throws IOException {
        try (CheckpointFs.Input own = files.open(path);
                CheckpointFs.Input found = files.open(other)) {
            if (found.length() != end - start) {
                return false;
            }
            CRC32C expected = new CRC32C();
            each(own, start, end, expected::update);
            CRC32C actual = new CRC32C();
            each(found, 0, found.length(), actual::update);
            return expected.getValue() == actual.getValue();
        }
    }

    private static void each(CheckpointFs.Input input, long from, long to, KeptRows.Writer output) throws IOException {
        byte[] portion = new byte[Math.clamp(to - from, 1, PORTION_BYTES)];
        long position = from;
        while (position < to) {
            int count = input.read(position, portion, 0, (int) Math.min(portion.length, to - position));
            if (count <= 0) {
                throw new IOException("the end at byte " + position);
            }
            output.write(portion, 0, count);
            position += count;
        }
    }

    private static int read(CheckpointFs.Input input, long position, byte[] target) throws IOException {
        int length = 0;
        while (position >= 0 && length < target.length) {
            int count = input.read(position + length, target, length, target.length - length);
            if (count <= 0) {
                return length;
            }
            length += count;
        }
        return length;
    }
}
