package dev.sluice.connector.file;

import static java.util.Objects.requireNonNull;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.TextFormat;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.NumberedFiles;
import dev.sluice.seam.Publisher;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.spi.sink.CommitMessage;
import dev.sluice.spi.sink.Sink;
import dev.sluice.spi.sink.SinkContext;
import dev.sluice.spi.sink.SinkSettings;
import dev.sluice.spi.sink.SinkStatus;
import dev.sluice.spi.sink.SinkWriter;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files in a directory. A batch is written into staging, linked into place, and counts once its manifest entry is
 * published; a batch write has no manifest and ends with {@code _SUCCESS}.
 */
final class FileSink implements Sink {
    private static final String LOCK = ".lock";
    private static final String STAGING = ".staging";

    private final TextFormat format;
    private final SinkSettings settings;
    private final CheckpointFs files;
    private final FileSyncs syncs;
    private final SinkContext context;
    private final Path output;
    private final Path staging;
    private final SinkManifest manifest;
    private final Publisher publisher;
    private final Compression compression;
    /** The entries of the manifest, which nobody else changes while the lock is held. */
    private NavigableMap<Long, String> published = new TreeMap<>();

    /** The newest entry as it would be if it were no compaction, until it is published beside it. */
    private byte @Nullable [] uncompacted;

    private CompactionInterval compaction;
    private CheckpointFs.@Nullable Lock lock;

    FileSink(TextFormat format, SinkSettings settings, SinkContext context) {
        this.format = format;
        this.settings = settings;
        this.context = context;
        this.files = context.files();
        this.output = FileUris.path(settings.options().get(FileSinkProvider.PATH))
                .toAbsolutePath()
                .normalize();
        this.manifest = new SinkManifest(files, output);
        this.compaction = new CompactionInterval(context.logUpkeep().compactInterval());
        this.staging = settings.isStreaming()
                ? manifest.directory().resolve(STAGING)
                : output.resolve("_staging-" + context.ids().next());
        this.publisher = new Publisher(files, context.ids());
        this.compression = FileSinkProvider.compression(settings.options());
        this.syncs = new FileSyncs(context.exec());
        try {
            if (settings.replaces()) {
                deleteFile(output);
            }
            if (!settings.isStreaming() && files.stat(manifest.directory()) != null) {
                throw inUse("the manifest of a streaming query", null);
            }
            files.createDirectories(staging);
            if (settings.isStreaming()) {
                takeOwnership();
            }
        } catch (IOException failed) {
            throw FileErrors.failed("opening the output", output, failed);
        }
    }

    private void takeOwnership() throws IOException {
        CheckpointFs.Lock taken = files.lock(manifest.directory().resolve(LOCK));
        if (taken == null) {
            throw inUse("a running query that holds its lock", null);
        }
        boolean isOwned = false;
        try {
            NavigableMap<Long, String> numbers = manifest.numbers();
            if (!numbers.isEmpty()) {
                requireOwn(manifest.read(numbers.lastKey(), numbers.lastEntry().getValue()));
            }
            published = numbers;
            compaction = compactionOfPublished();
            Predicate<String> isEntry = NumberedFiles.entriesOf(files, manifest.directory());
            publisher.takeOver(
                    manifest.directory(), name -> isEntry.test(name) || name.equals(LOCK) || name.equals(STAGING));
            forgetBeforeGap();
            isOwned = true;
        } finally {
            if (!isOwned) {
                taken.close();
            }
        }
        lock = taken;
    }

    private CompactionInterval compactionOfPublished() {
        return CompactionInterval.of(context.logUpkeep().compactInterval(), NumberedFiles.compactions(published));
    }

    /** The manifest if this query wrote it. */
    private CheckpointText requireOwn(@Nullable CheckpointText found) {
        if (found == null) {
            throw inUse("a manifest that Spark wrote", null);
        }
        if (!context.queryId().equals(found.text("queryId"))) {
            throw inUse("query id " + found.text("queryId"), "query id " + context.queryId());
        }
        return found;
    }

    private SluiceException inUse(String found, @Nullable String expected) {
        SluiceException.Builder error = SluiceException.of(
                        ErrorCondition.OUTPUT_IN_USE, "the output directory belongs to another query")
                .at(output.toString())
                .found(found)
                .safe("nothing was written")
                .mend("write into another directory, or continue with the checkpoint that wrote this one");
        return expected == null ? error.build() : error.expected(expected).build();
    }

    private String queryMark() {
        return ".q-" + context.queryId() + ".b-";
    }

    @Override
    public void removeLeftovers(long lastDone) {
        long lastBatch = published.isEmpty() ? -1 : published.lastKey();
        try {
            List<Path> leftOver = new ArrayList<>();
            for (Path file : dataFiles(output)) {
                long batch = batchOf(file.getFileName().toString());
                if (batch > lastBatch) {
                    if (batch <= lastDone) {
                        throw forgotten(file, batch, lastBatch);
                    }
                    leftOver.add(file);
                }
            }
            for (String name : files.list(staging)) {
                if (name.contains(queryMark())) {
                    files.delete(staging.resolve(name));
                }
            }
            for (Path file : leftOver) {
                files.delete(file);
            }
        } catch (IOException failed) {
            throw FileErrors.failed("removing what earlier runs left in the output", output, failed);
        }
    }

    private SluiceException forgotten(Path file, long batch, long lastBatch) {
        return SluiceException.of(
                        ErrorCondition.SINK_MEMORY_LOST,
                        "the manifest of the output does not have a batch that was committed")
                .at(manifest.directory().toString())
                .at("batch " + batch)
                .found("a manifest " + (lastBatch < 0 ? "of no batch" : "up to batch " + lastBatch) + ", and " + file)
                .safe("nothing was changed")
                .mend("put back the manifest as it was, or write to another output")
                .build();
    }

    /** What lies in the folder and in those below it that columns name. */
    private List<Path> dataFiles(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : files.list(folder)) {
            Path file = folder.resolve(name);
            if (name.indexOf('=') > 0 && isDirectory(file)) {
                found.addAll(dataFiles(file));
            } else {
                found.add(file);
            }
        }
        return found;
    }

    private boolean isDirectory(Path file) throws IOException {
        CheckpointFs.Stat stat = files.stat(file);
        return stat != null && stat.isDirectory();
    }

    private void deleteFile(Path file) throws IOException {
        CheckpointFs.Stat stat = files.stat(file);
        if (stat != null && !stat.isDirectory()) {
            files.delete(file);
        }
    }

    /** Deletes what lies in the folder, but for one of those in it; of a link to a folder only the link. */
    private void deleteAll(Path folder, Path kept) throws IOException {
        for (String name : files.list(folder)) {
            Path file = folder.resolve(name);
            if (!file.equals(kept)) {
                try {
                    files.delete(file);
                } catch (DirectoryNotEmptyException full) {
                    deleteAll(file, kept);
                    files.delete(file);
                }
            }
        }
    }

    /** The batch in the name of a data file of this query, -1 for any other file. */
    private long batchOf(String name) {
        int mark = name.indexOf(queryMark());
        int start = mark + queryMark().length();
        int end = mark < 0 ? -1 : name.indexOf(".a-", start);
        if (!name.startsWith("part-") || end < 0) {
            return -1;
        }
        String digits = name.substring(start, end);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
    }

    @Override
    public SinkWriter writer(BatchId batch, int partition) {
        return new FilesWriter(settings, (folder, number) -> file(batch, partition, folder, number));
    }

    private FileSinkWriter file(BatchId batch, int partition, String folder, int number) {
        String name = String.format(Locale.ROOT, "part-%05d", partition)
                + (number == 0 ? "" : String.format(Locale.ROOT, "-c%05d", number))
                + queryMark() + batch.batchId() + ".a-" + batch.attempt()
                + format.extension() + compression.extension();
        return new FileSinkWriter(
                files,
                syncs,
                staging.resolve(name),
                output.resolve(folder).resolve(name),
                format.writer(FileSinkProvider.inFiles(settings), settings.options(), settings.timeZone()),
                compression,
                format.charset(settings.options()));
    }

    @Override
    public void prepare(BatchId batch, List<CommitMessage> messages) {
        WrittenFiles.of(messages).forEach(FileSink::awaitDurable);
        try {
            files.syncDirectory(staging);
        } catch (IOException failed) {
            throw FileErrors.failed("preparing batch " + batch.batchId(), staging, failed);
        }
    }

    private static void awaitDurable(WrittenFile file) {
        try {
            file.synced().awaitDurable();
        } catch (IOException failed) {
            throw FileErrors.failed("writing", file.staged(), failed);
        }
    }

    @Override
    public void commit(BatchId batch, List<CommitMessage> messages) {
        List<WrittenFile> written = WrittenFiles.of(messages);
        try {
            if (!settings.isStreaming()) {
                if (settings.replaces()) {
                    deleteAll(output, staging);
                }
                place(written);
                publishSuccess();
            } else if (!isCommitted(batch.batchId())) {
                place(written);
                publish(batch, written);
            }
            for (WrittenFile file : written) {
                files.delete(file.staged());
            }
        } catch (IOException failed) {
            throw FileErrors.failed("committing batch " + batch.batchId(), output, failed);
        }
    }

    private boolean isCommitted(long batchId) throws IOException {
        String name = published.get(batchId);
        if (name != null) {
            requireOwn(manifest.read(batchId, name));
        }
        return !published.isEmpty() && batchId <= published.lastKey();
    }

    private void place(List<WrittenFile> written) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (WrittenFile file : written) {
            Path folder = requireNonNull(file.target().getParent(), "folder");
            if (!folders.contains(folder) && files.stat(folder) == null) {
                files.createDirectories(folder);
            }
            // An earlier run may have made any of them and have ended before their names were durable.
            while (folders.add(folder) && !folder.equals(output)) {
                folder = requireNonNull(folder.getParent(), "folder");
            }
        }
        for (WrittenFile file : written) {
            try {
                files.link(file.staged(), file.target());
            } catch (FileAlreadyExistsException placed) {
                CheckpointFs.Stat found = files.stat(file.target());
                if (found == null || found.length() != file.length()) {
                    throw placed;
                }
            }
        }
        folders.add(output);
        for (Path folder : folders) {
            files.syncDirectory(folder);
        }
    }

    private void publishSuccess() throws IOException {
        Path success = output.resolve("_SUCCESS");
        if (files.stat(success) == null) {
            publisher.publish(success, new byte[0]);
        }
    }

    private void publish(BatchId batch, List<WrittenFile> written) throws IOException {
        long now = context.clock().wallMillis();
        List<String> lines = new ArrayList<>();
        lines.add("v1");
        lines.add(new ManifestEntry(FileUris.encode(output), 0, true, now, null).toJson());
        // Where the query wrote to another output before, the entry repeats all that is here, which may be nothing.
        boolean followsGap = batch.batchId() > 0 && !published.containsKey(batch.batchId() - 1);
        boolean compacts = followsGap || compaction.isCompaction(batch.batchId());
        if (compacts) {
            Duration retention = settings.options().find(FileSinkProvider.RETENTION);
            for (ManifestEntry entry : manifest.entries()) {
                if (retention == null || entry.modifiedMillis() >= now - retention.toMillis()) {
                    lines.add(entry.toJson());
                }
            }
        }
        List<String> own = new ArrayList<>(lines.subList(0, 2));
        for (WrittenFile file : written) {
            CheckpointFs.Stat stat = files.stat(file.target());
            if (stat == null || stat.length() != file.length()) {
                throw FileErrors.changed(
                        file.target(), stat == null ? "no file" : stat.length() + " bytes", file.length() + " bytes");
            }
            own.add(new ManifestEntry(
                            FileUris.encode(file.target()),
                            file.length(),
                            false,
                            Math.floorDiv(stat.modifiedNanos(), 1_000_000L),
                            file.checksum())
                    .toJson());
        }
        lines.addAll(own.subList(2, own.size()));
        byte[] content = content(batch, lines);
        Path file = manifest.directory().resolve(NumberedFiles.name(batch.batchId(), compacts));
        try {
            publisher.publish(file, content);
        } catch (FileAlreadyExistsException taken) {
            CheckpointText found =
                    requireOwn(manifest.read(batch.batchId(), file.getFileName().toString()));
            if (!batch.attempt().equals(found.text("attempt"))) {
                throw SluiceException.of(ErrorCondition.FENCED, "another run committed this batch")
                        .at(file.toString())
                        .found("attempt " + found.text("attempt"))
                        .expected("attempt " + batch.attempt())
                        .safe("the batch is visible once, as the other run wrote it")
                        .mend("stop one of the two runs")
                        .cause(taken)
                        .build();
            }
        }
        published.put(batch.batchId(), file.getFileName().toString());
        uncompacted = compacts && !followsGap ? content(batch, own) : null;
        if (followsGap) {
            forgetBeforeGap();
        }
        if (compacts) {
            compaction = compactionOfPublished();
        }
    }

    /** From the distance of the last two compactions readers tell which there are: none may be left from before a gap. */
    private void forgetBeforeGap() throws IOException {
        for (long compaction : NumberedFiles.compactions(published).reversed()) {
            SortedMap<Long, String> before = published.headMap(compaction);
            if (!before.isEmpty() && before.lastKey() < compaction - 1) {
                NumberedFiles.purge(files, manifest.directory(), before, Long.MAX_VALUE);
            }
        }
    }

    private byte[] content(BatchId batch, List<String> lines) {
        return CheckpointText.of(SinkManifest.KIND, context.queryId(), batch.batchId(), lines)
                .with("attempt", batch.attempt())
                .encode();
    }

    @Override
    public void abort(BatchId batch) {
        try {
            SinkStatus status = settings.isStreaming() ? status(batch.batchId()) : new SinkStatus.NotCommitted();
            boolean isVisible = !(status instanceof SinkStatus.NotCommitted)
                    && !(status instanceof SinkStatus.Committed other
                            && !other.attempt().equals(batch.attempt()));
            String mark = queryMark() + batch.batchId() + ".a-" + batch.attempt() + ".";
            for (String name : files.list(staging)) {
                if (name.contains(mark)) {
                    files.delete(staging.resolve(name));
                }
            }
            if (!isVisible) {
                for (Path file : dataFiles(output)) {
                    if (file.getFileName().toString().contains(mark)) {
                        files.delete(file);
                    }
                }
            }
        } catch (IOException failed) {
            throw FileErrors.failed("giving up batch " + batch.batchId(), output, failed);
        }
    }

    @Override
    public SinkStatus status(long batchId) {
        if (!settings.isStreaming()) {
            return new SinkStatus.CannotTell();
        }
        try {
            NavigableMap<Long, String> numbers = manifest.numbers();
            String name = numbers.get(batchId);
            if (name == null) {
                return numbers.isEmpty() || batchId > numbers.lastKey()
                        ? new SinkStatus.NotCommitted()
                        : new SinkStatus.Forgotten(numbers.lastKey());
            }
            String attempt = requireOwn(manifest.read(batchId, name)).text("attempt");
            return attempt == null ? new SinkStatus.CannotTell() : new SinkStatus.Committed(attempt);
        } catch (IOException failed) {
            throw FileErrors.failed("reading the manifest", manifest.directory(), failed);
        }
    }

    @Override
    public void committed(long batchId) {
        publishUncompacted(batchId);
        LogUpkeep upkeep = context.logUpkeep();
        if (!settings.isStreaming()
                || !upkeep.deletes()
                || !NumberedFiles.isCompact(published.getOrDefault(batchId, ""))) {
            return;
        }
        long needed = compaction.compactionUpTo(batchId - context.minBatchesToRetain());
        long writtenUpTo = context.clock().wallMillis() - upkeep.cleanupDelay().toMillis();
        try {
            NumberedFiles.purge(files, manifest.directory(), published.headMap(needed), writtenUpTo);
        } catch (IOException failed) {
            throw FileErrors.failed("purging the manifest", manifest.directory(), failed);
        }
    }

    /** So that with the entries before it there is all that the compaction repeats, if that is damaged one day. */
    private void publishUncompacted(long batchId) {
        byte[] content = uncompacted;
        if (content == null || !published.lastKey().equals(batchId)) {
            return;
        }
        uncompacted = null;
        Path file = manifest.directory().resolve(NumberedFiles.name(batchId, false));
        try {
            publisher.publish(file, content);
        } catch (IOException failed) {
            throw FileErrors.failed("publishing a manifest", file, failed);
        }
    }

    @Override
    public String description() {
        return "FileSink[" + output + "]";
    }

    @Override
    public boolean countsOutputRows() {
        return false;
    }

    @Override
    public void close() {
        syncs.close();
        try {
            if (!settings.isStreaming() && files.stat(staging) != null) {
                for (String name : files.list(staging)) {
                    files.delete(staging.resolve(name));
                }
                files.delete(staging);
            }
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException failed) {
            throw FileErrors.failed("closing the output", output, failed);
        }
    }
}
