package dev.sluice.streaming.kept;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.kept.KeptRows;
import dev.sluice.execution.kept.KeptTarget;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.EnsuredDirectories;
import dev.sluice.seam.Publisher;
import dev.sluice.spi.sink.BatchId;
import dev.sluice.streaming.log.CheckpointErrors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that batches leave out, on their way into the folders that the user named, each file once.
 *
 * <pre>
 * kept/N.attempt.k in the checkpoint    before the sink shows anything of batch N
 * folder/late-query-N.json              when commits/N is durable, with the same lines; then the first is deleted
 * </pre>
 *
 * <p>So the folder never shows rows of a batch that is not committed, and a restart finishes what a crash has cut off: what
 * belongs to the committed attempt is brought to its folder, the rest is deleted (K9). A file that is there already counts
 * as it is, for rows of one batch are the same in every attempt (G2).
 */
public final class KeptRowsLog {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRowsLog.class);
    private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})\\.([^.]+)\\.([0-9]+)");

    private final CheckpointFs files;
    private final EnsuredDirectories directories;
    private final Publisher publisher;
    private final Path directory;
    private final String queryId;

    /** The files of the batch at hand. */
    private final List<Path> staged = new ArrayList<>();

    public KeptRowsLog(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this.files = files;
        this.directories = new EnsuredDirectories(files);
        this.publisher = publisher;
        this.directory = directory(checkpoint);
        this.queryId = queryId;
    }

    public static Path directory(Path checkpoint) {
        return checkpoint.resolve("kept");
    }

    /**
     * Finishes what a crash has cut off.
     *
     * @param committed the newest batch that is committed, by which attempt; null if none is
     */
    public void recover(@Nullable BatchId committed) {
        List<Path> owed = new ArrayList<>();
        for (String name : names()) {
            Path file = directory.resolve(name);
            BatchId batch = batchOf(name);
            if (batch != null && batch.equals(committed)) {
                owed.add(file);
            } else if (batch != null) {
                try {
                    files.delete(file);
                } catch (IOException failed) {
                    throw failed(file, batch, failed);
                }
            }
        }
        if (committed != null) {
            release(owed, committed);
        }
    }

    private List<String> names() {
        try {
            List<String> names = files.list(directory);
            publisher.takeOver(directory, name -> batchOf(name) != null);
            return names.stream().sorted().toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException failed) {
            throw CheckpointErrors.failed(directory, "list the rows that were left out", failed);
        }
    }

    private static @Nullable BatchId batchOf(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? new BatchId(Long.parseLong(parts.group(1)), parts.group(2)) : null;
    }

    /** Makes durable what a batch keeps, before its sink commits. */
    public void stage(BatchId batch, KeptRows rows) {
        staged.clear();
        NavigableSet<KeptTarget> targets = rows.targets();
        if (targets.isEmpty()) {
            return;
        }
        Path file = directory;
        try {
            NavigableMap<KeptTarget, List<KeptTarget>> names = new TreeMap<>();
            for (KeptTarget target : targets) {
                file = target.folder();
                names.computeIfAbsent(target.real(files), first -> new ArrayList<>())
                        .add(target);
            }
            file = directory;
            directories.create(directory);
            for (Map.Entry<KeptTarget, List<KeptTarget>> folder : names.entrySet()) {
                file = directory.resolve(batch.batchId() + "." + batch.attempt() + "." + staged.size());
                publisher.publish(
                        file,
                        output -> KeptFile.write(queryId, batch, folder.getKey(), folder.getValue(), rows, output));
                staged.add(file);
            }
        } catch (IOException failed) {
            throw failed(file, batch, failed);
        }
    }

    /** Whether the batch at hand keeps anything. */
    public boolean hasStaged() {
        return !staged.isEmpty();
    }

    /** Brings what a batch keeps into its folders, once the batch is committed. */
    public void release(BatchId batch) {
        release(staged, batch);
        staged.clear();
    }

    private void release(List<Path> waiting, BatchId batch) {
        Path file = directory;
        try {
            Map<KeptTarget, KeptFile> byTarget = new LinkedHashMap<>();
            for (Path next : waiting) {
                file = next;
                KeptFile kept = KeptFile.open(files, file, queryId, batch);
                KeptTarget target = kept.target().real(files);
                KeptFile other = byTarget.put(target, kept);
                if (other != null) {
                    throw oneFolder(target, batch, other, kept);
                }
            }
            for (Map.Entry<KeptTarget, KeptFile> kept : byTarget.entrySet()) {
                file = kept.getValue().path();
                release(kept.getValue(), kept.getKey(), batch);
            }
        } catch (IOException failed) {
            throw failed(file, batch, failed);
        }
    }

    private void release(KeptFile kept, KeptTarget target, BatchId batch) throws IOException {
        Path folder = target.folder();
        Path visible = target.file(queryId, batch.batchId());
        try {
            directories.create(folder);
            if (files.stat(visible) == null) {
                deleteUnfinished(folder, visible);
                publisher.handOver(visible, kept::copyTo);
            } else {
                files.syncDirectory(folder);
                if (!kept.isSameAs(visible)) {
                    LOG.warn("{} is left as it is, though batch {} would write another now", visible, batch.batchId());
                }
            }
        } catch (FileAlreadyExistsException taken) {
            throw CheckpointErrors.failed(visible, "keep the rows that a batch leaves out", taken);
        }
        files.delete(kept.path());
    }

    /** The second file would be taken for a repetition of the first, and its rows would be lost. */
    private SluiceException oneFolder(KeptTarget target, BatchId batch, KeptFile one, KeptFile other) {
        return SluiceException.of(
                        ErrorCondition.CHECKPOINT_INCONSISTENT,
                        "folders for rows that are left out were two when the batch ran, and are one now")
                .at(target.file(queryId, batch.batchId()).toString())
                .found(one.target().folder() + " and " + other.target().folder() + ", both of them " + target.folder())
                .safe("the batch is committed, and its rows wait in " + directory)
                .mend("remove the link that makes one folder of both, and start the query again")
                .build();
    }

    /** What a crash left under the temporary names of this file; those of others are not touched. */
    private void deleteUnfinished(Path folder, Path visible) throws IOException {
        String prefix = "." + visible.getFileName() + ".";
        for (String name : files.list(folder)) {
            if (name.startsWith(prefix) && name.endsWith(".tmp")) {
                files.delete(folder.resolve(name));
            }
        }
    }

    /** Checks the checksum of a file in the directory. */
    public void verify(String name) {
        Path file = directory.resolve(name);
        BatchId batch = batchOf(name);
        try {
            if (batch != null) {
                KeptFile.open(files, file, queryId, batch);
            }
        } catch (IOException failed) {
            throw failed(file, batch, failed);
        }
    }

    /** Whether a name is one of a file of kept rows. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static SluiceException failed(Path file, @Nullable BatchId batch, IOException cause) {
        String of = batch == null ? "" : " of batch " + batch.batchId();
        return CheckpointErrors.failed(file, "keep the rows" + of + " that were left out", cause);
    }
}
