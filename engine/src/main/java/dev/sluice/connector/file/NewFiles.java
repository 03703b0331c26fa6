package dev.sluice.connector.file;

import dev.sluice.config.Options;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for files that a source has not read, and tells of those that it does not hand over. */
final class NewFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NewFiles.class);

    private final FileListing listing;
    private final FolderColumns folderColumns;
    private final SeenFiles seen;
    private final OldFiles old;
    private final LeftOutFiles leftOut;
    private final ChangedFiles changed;
    private final PatientListing patient;
    private final SettledFiles settled;
    private final Clock clock;
    private final Comparator<FileEntry> order;
    private final long minAgeMillis;
    private final boolean skipsKnown;

    /** In the last listing. */
    private int youngFiles;

    private int unsettledFiles;

    /** Until the first listing after a restart, when what is too old may have been read before. */
    private boolean mayKnowOld;

    NewFiles(
            FileListing listing,
            FolderColumns folderColumns,
            SeenFiles seen,
            OldFiles old,
            LeftOutFiles leftOut,
            CheckpointFs files,
            Clock clock,
            Exec exec,
            Options options) {
        this.listing = listing;
        this.folderColumns = folderColumns;
        this.seen = seen;
        this.old = old;
        this.leftOut = leftOut;
        this.clock = clock;
        this.changed = new ChangedFiles(files, clock, leftOut);
        this.patient = new PatientListing(clock, exec);
        this.order = options.get(FileSourceOptions.LATEST_FIRST)
                ? FileSource.OLDEST_FIRST.reversed()
                : FileSource.OLDEST_FIRST;
        this.minAgeMillis = options.get(FileSourceOptions.MIN_FILE_AGE).toMillis();
        this.settled = new SettledFiles(options.get(FileSourceOptions.STABLE_LISTINGS));
        this.skipsKnown = !options.get(FileSourceOptions.FILE_NAME_ONLY);
    }

    /** An earlier run has forgotten some of what it read. */
    void mayKnowOld() {
        mayKnowOld = true;
    }

    /** Each file once, in the order in which they are read. */
    List<FileEntry> list() {
        List<FileEntry> files = new ArrayList<>();
        FileEntry oneTooOld = null;
        FileEntry oneForgotten = null;
        int forgottenFiles = 0;
        youngFiles = 0;
        unsettledFiles = 0;
        settled.beginListing();
        long nanos = clock.monotonicNanos();
        for (FileEntry file : patient.ask(() -> listing.list(path -> skipsKnown && seen.contains(path)))) {
            if (seen.contains(file.path())) {
                continue;
            }
            if (seen.isTooOld(file)) {
                old.add(file);
                oneTooOld = file;
                if (mayKnowOld && seen.isYoungByTheClock(file)) {
                    oneForgotten = file;
                    forgottenFiles++;
                }
            } else if (!settled.isSettled(file, nanos)) {
                unsettledFiles++;
            } else if (isTooYoung(file)) {
                youngFiles++;
            } else {
                folderColumns.look(file.path());
                files.add(file);
            }
        }
        if (oneForgotten != null) {
            leftOut.forgotten(forgottenFiles, oneForgotten);
        }
        countOld(oneTooOld);
        changed.look(seen::all);
        files.sort(order);
        Set<String> identities = new HashSet<>();
        files.removeIf(file -> !identities.add(seen.identity(file.path())));
        return files;
    }

    /** As {@link #list}, for who does not ask again: lists as often as a file needs that nobody writes to. */
    List<FileEntry> listSettled() {
        List<FileEntry> files = list();
        for (int listing = 1; listing < settled.needed() && unsettledFiles > 0; listing++) {
            patient.pause(SettledFiles.APART_MILLIS);
            files = list();
        }
        return files;
    }

    /** All that there is of static data. */
    List<FileEntry> listAll() {
        List<FileEntry> files = new ArrayList<>();
        for (FileEntry file : patient.ask(() -> listing.list(path -> false))) {
            if (folderColumns.isStatic(file.path())) {
                files.add(file);
            }
        }
        files.sort(FileSource.OLDEST_FIRST);
        return files;
    }

    /** A file of an earlier listing as it is now, null if it is gone or has to wait again. */
    @Nullable
    FileEntry refresh(FileEntry listed) {
        FileEntry now = patient.ask(() -> listing.refresh(listed));
        boolean isUnsettled = now != null && settled.needed() > 1 && !now.equals(listed);
        return now == null || isUnsettled || isTooYoung(now) ? null : now;
    }

    /** Somebody may still write to it. */
    private boolean isTooYoung(FileEntry file) {
        return minAgeMillis > 0 && file.modifiedMillis() > clock.wallMillis() - minAgeMillis;
    }

    private void countOld(@Nullable FileEntry oneTooOld) {
        int count = old.wereListed();
        if (oneTooOld != null && count > 0) {
            if (mayKnowOld) {
                LOG.info(
                        "{} files are older than maxFileAge allows, {} among them: they were read by earlier runs,"
                                + " or are not read",
                        count,
                        oneTooOld.path());
            } else {
                leftOut.tooOld(count, oneTooOld);
            }
        }
        mayKnowOld = false;
    }

    /** Only what is not zero. */
    SortedMap<String, String> metrics() {
        SortedMap<String, String> metrics = leftOut.metrics();
        if (patient.retries() > 0) {
            metrics.put("listingRetries", Long.toString(patient.retries()));
        }
        if (unsettledFiles > 0) {
            metrics.put("filesUnsettled", Integer.toString(unsettledFiles));
        }
        if (youngFiles > 0) {
            metrics.put("filesTooYoung", Integer.toString(youngFiles));
        }
        return metrics;
    }
}
