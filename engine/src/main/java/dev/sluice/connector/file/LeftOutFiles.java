package dev.sluice.connector.file;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the files that a run of a source has left out, and says it as a warning. Thread-safe. */
final class LeftOutFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOutFiles.class);

    private final AtomicLong tooOld = new AtomicLong();

    /** Files that are older than {@code maxFileAge} allows. */
    void tooOld(int count, FileEntry oneOfThem) {
        tooOld.addAndGet(count);
        LOG.warn(
                "{} files are not read, as they are older than the newest file that was read by more than maxFileAge"
                        + " allows, {} among them; a new query with a larger maxFileAge reads them",
                count,
                oneOfThem.path());
    }

    /** Only those that are not zero. */
    Map<String, String> metrics() {
        Map<String, String> metrics = new TreeMap<>();
        put(metrics, "filesTooOld", tooOld.get());
        return metrics;
    }

    private static void put(Map<String, String> metrics, String name, long count) {
        if (count > 0) {
            metrics.put(name, Long.toString(count));
        }
    }
}
