package dev.sluice.connector.file;

import dev.sluice.columnar.Vector;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.RecordParser;
import dev.sluice.format.TextFormat;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.spi.LogUpkeep;
import dev.sluice.spi.source.NotedOffsets;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.ReadRequest;
import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.spi.source.Split;
import dev.sluice.spi.source.SplitReader;
import dev.sluice.types.Json;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory or glob, each read once, in order of modification time and then path. An offset is the number
 * of an entry in the source log; each entry names the files one batch took in.
 */
final class FileSource implements Source {
    private static final long SPLIT_BYTES = 32L << 20;
    static final Comparator<FileEntry> OLDEST_FIRST = FileEntry::compareAge;

    private final TextFormat format;
    private final StructType schema;
    private final SourceSettings settings;
    private final SourceContext context;
    private final long splitBytes;
    private final FileListing listing;
    private final FolderColumns folderColumns;
    private final SeenFiles seen;
    private final LeftOutFiles leftOut = new LeftOutFiles();
    private final NewFiles newFiles;
    private final SourceCleaner cleaner;
    private final boolean latestFirst;
    private final @Nullable Integer maxFiles;
    private final @Nullable Long maxBytes;
    private CompactionInterval compaction;
    private long logOffset = -1;
    /** The files of entry {@link #logOffset}, if this run published it. */
    private @Nullable List<FileEntry> lastTaken;

    /** The compaction that this run published last and has not yet published as a plain entry as well, -1 if none. */
    private long uncompacted = -1;

    private List<FileEntry> unread = List.of();
    private boolean isFrozen;
    private long cleanedUpTo = -1;
    private @Nullable List<FileEntry> staticFiles;

    FileSource(TextFormat format, StructType schema, SourceSettings settings, SourceContext context) {
        this(format, schema, settings, context, SPLIT_BYTES);
    }

    FileSource(TextFormat format, StructType schema, SourceSettings settings, SourceContext context, long splitBytes) {
        Options options = settings.options();
        this.format = format;
        this.schema = schema;
        this.settings = settings;
        this.context = context;
        this.splitBytes = splitBytes;
        this.listing = FileListing.of(context.files(), settings, leftOut);
        this.folderColumns = new FolderColumns(
                FileSourceProvider.partitions(settings), format, schema, settings.timeZone(), leftOut);
        this.cleaner = new SourceCleaner(context.files(), options);
        this.latestFirst = options.get(FileSourceOptions.LATEST_FIRST);
        this.maxFiles = options.find(FileSourceOptions.MAX_FILES_PER_TRIGGER);
        this.maxBytes = options.find(FileSourceOptions.MAX_BYTES_PER_TRIGGER);
        this.compaction = new CompactionInterval(context.logUpkeep().compactInterval());
        boolean ignoresAge = latestFirst && (maxFiles != null || maxBytes != null);
        OldFiles old = new OldFiles();
        this.seen = new SeenFiles(
                options.get(FileSourceOptions.FILE_NAME_ONLY),
                ignoresAge
                        ? Long.MAX_VALUE
                        : options.get(FileSourceOptions.MAX_FILE_AGE).toMillis(),
                context.clock(),
                old);
        this.newFiles = new NewFiles(
                listing, folderColumns, seen, old, leftOut, context.files(), context.clock(), context.exec(), options);
        listing.requirePath();
        if (!cleaner.isOff()) {
            listing.forbidOutputs();
        }
        if (settings.isStreaming()) {
            restore();
        }
    }

    private void restore() {
        compaction = CompactionInterval.of(
                context.logUpkeep().compactInterval(), context.log().compactions());
        boolean saysWhatIsForgotten = context.log().compactions().isEmpty();
        for (Map.Entry<Long, List<String>> entry : context.log().latest().entrySet()) {
            parse(entry.getKey(), entry.getValue()).forEach(seen::add);
            logOffset = entry.getKey();
            Long forgottenBelow =
                    FileEntry.forgottenBelowMillis(entry.getValue().getFirst());
            if (forgottenBelow != null) {
                seen.forgetBelow(forgottenBelow);
                saysWhatIsForgotten = true;
            }
        }
        if (!saysWhatIsForgotten) {
            seen.forgetBelowTheLast();
        }
        if (logOffset >= 0) {
            listing.expectFolder();
        }
        seen.purge();
        if (seen.forgottenBelowMillis() != Long.MIN_VALUE) {
            newFiles.mayKnowOld();
        }
    }

    private List<FileEntry> parse(long id, List<String> lines) {
        List<FileEntry> files = new ArrayList<>();
        try {
            for (String line : lines) {
                files.add(FileEntry.fromJson(line));
            }
        } catch (IllegalArgumentException damaged) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, "an entry of the source log cannot be read")
                    .at("source " + context.sourceName())
                    .at("entry " + id)
                    .found(String.valueOf(damaged.getMessage()))
                    .mend("restore the checkpoint from a backup")
                    .cause(damaged)
                    .build();
        }
        return files;
    }

    static Offset offset(long logOffset) {
        return new Offset("{\"logOffset\":" + logOffset + "}");
    }

    private static long logOffset(@Nullable Offset offset) {
        if (offset == null) {
            return -1;
        }
        String text = offset.json().trim();
        try {
            if (!text.startsWith("{")) {
                return Long.parseLong(text);
            }
            if (Json.parseObject(text).get("logOffset") instanceof Number number) {
                return number.longValue();
            }
        } catch (IllegalArgumentException malformed) {
            throw foreignOffset(text, malformed);
        }
        throw foreignOffset(text, null);
    }

    private static SluiceException foreignOffset(String text, @Nullable Throwable cause) {
        SluiceException.Builder error = SluiceException.of(
                        ErrorCondition.CHECKPOINT_INCONSISTENT, "an offset is none of a file source")
                .found(text)
                .expected("{\"logOffset\":0}")
                .mend("use a checkpoint of this query, or a new one");
        return cause == null ? error.build() : error.cause(cause).build();
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public @Nullable Offset initialOffset() {
        return null;
    }

    @Override
    public @Nullable Offset latestOffset(@Nullable Offset start, ReadLimit limit) {
        if (!settings.isStreaming()) {
            if (staticFiles == null) {
                staticFiles =
                        newFiles.listAll().stream().map(file -> file.inEntry(0)).toList();
            }
            return offset(0);
        }
        long planned = logOffset(start);
        NotedOffsets.requireNoted(logOffset, planned, context.sourceName());
        // Entries that were published but never planned come first: they are a batch of their own.
        if (logOffset == planned || limit == ReadLimit.ALL_AVAILABLE) {
            List<FileEntry> chosen = choose(limit);
            if (!chosen.isEmpty()) {
                publish(chosen);
            }
        }
        return logOffset < 0 ? null : offset(logOffset);
    }

    private List<FileEntry> choose(ReadLimit limit) {
        boolean takesAll = limit == ReadLimit.ALL_AVAILABLE;
        List<FileEntry> candidates = isFrozen || !takesAll ? unread : List.of();
        List<FileEntry> chosen = new ArrayList<>();
        int passed = take(candidates, true, takesAll, chosen);
        if (!isFrozen && chosen.isEmpty()) {
            candidates = takesAll ? newFiles.listSettled() : newFiles.list();
            passed = take(candidates, false, takesAll, chosen);
        }
        List<FileEntry> rest = candidates.subList(passed, candidates.size());
        if (isFrozen) {
            unread = List.copyOf(rest);
        } else if (latestFirst) {
            unread = List.of();
        } else {
            int cached = Math.min(rest.size(), settings.options().get(FileSourceOptions.MAX_CACHED_FILES));
            unread = isWorthKeeping(rest) ? List.copyOf(rest.subList(0, cached)) : List.of();
        }
        return chosen;
    }

    /** Less than this share of a batch is not read before a new listing, which may fill the batch. */
    private boolean isWorthKeeping(List<FileEntry> rest) {
        double ratio = settings.options().get(FileSourceOptions.DISCARD_CACHED_INPUT_RATIO);
        return maxBytes == null
                ? maxFiles == null || rest.size() >= maxFiles * ratio
                : rest.stream().mapToLong(FileEntry::length).sum() >= maxBytes * ratio;
    }

    /**
     * Moves candidates to {@code chosen} as far as the limits allow.
     *
     * @param wereKept whether they were listed for an earlier batch, so that they may have gone or changed since
     * @return how many were chosen or are no candidates any more
     */
    private int take(List<FileEntry> candidates, boolean wereKept, boolean takesAll, List<FileEntry> chosen) {
        long bytes = 0;
        for (int index = 0; index < candidates.size(); index++) {
            if (!takesAll && maxFiles != null && chosen.size() == maxFiles) {
                return index;
            }
            FileEntry listed = candidates.get(index);
            FileEntry file = wereKept ? newFiles.refresh(listed) : listed;
            if (file == null || (!isFrozen && !seen.isNew(file))) {
                continue;
            }
            bytes += file.length();
            if (!takesAll && maxBytes != null && !chosen.isEmpty() && bytes > maxBytes) {
                return index;
            }
            chosen.add(file);
        }
        return candidates.size();
    }

    private void publish(List<FileEntry> chosen) {
        long id = logOffset + 1;
        List<FileEntry> known = new ArrayList<>();
        boolean compacts = compaction.isCompaction(id);
        if (compacts) {
            known.addAll(seen.all());
            known.sort(Comparator.comparingLong(FileEntry::logOffset).thenComparing(OLDEST_FIRST));
        }
        List<FileEntry> taken = new ArrayList<>();
        for (FileEntry file : chosen) {
            taken.add(file.inEntry(id));
        }
        known.addAll(taken);
        List<String> lines = lines(known, seen.forgottenBelowMillis(), compacts);
        uncompacted = compacts ? id : -1;
        if (compacts) {
            context.log().addCompacted(id, lines);
        } else {
            context.log().add(id, lines);
        }
        taken.forEach(seen::add);
        seen.purge();
        logOffset = id;
        lastTaken = taken;
    }

    /** What a compaction leaves out must not be taken for new after a restart, whatever the clock says then. */
    private static List<String> lines(List<FileEntry> entries, long forgottenBelow, boolean isCompaction) {
        boolean saysWhatIsForgotten = isCompaction || forgottenBelow != Long.MIN_VALUE;
        List<String> lines = new ArrayList<>();
        for (FileEntry file : entries) {
            lines.add(saysWhatIsForgotten && lines.isEmpty() ? file.toJson(forgottenBelow) : file.toJson());
        }
        return lines;
    }

    @Override
    public List<Split> splits(@Nullable Offset start, Offset end) {
        List<Split> splits = new ArrayList<>();
        if (!settings.isStreaming()) {
            if (logOffset(start) >= logOffset(end)) {
                return splits;
            }
            if (staticFiles == null) {
                staticFiles =
                        newFiles.listAll().stream().map(file -> file.inEntry(0)).toList();
            }
            staticFiles.forEach(file -> addSplits(file, splits));
            return splits;
        }
        for (long id = logOffset(start) + 1; id <= logOffset(end); id++) {
            for (FileEntry file : id == logOffset && lastTaken != null ? lastTaken : filesOf(id)) {
                if (file.logOffset() == id) {
                    addSplits(file, splits);
                }
            }
        }
        return splits;
    }

    /** The files of an entry, none if it was purged. */
    private List<FileEntry> committed(long id) {
        if (id == logOffset && lastTaken != null) {
            return lastTaken;
        }
        List<String> lines = context.log().get(id);
        return lines == null
                ? List.of()
                : parse(id, lines).stream()
                        .filter(file -> file.logOffset() == id)
                        .toList();
    }

    private List<FileEntry> filesOf(long id) {
        List<String> lines = context.log().get(id);
        if (lines == null) {
            throw SluiceException.of(ErrorCondition.PLAN_DAMAGED, "the files of a batch are not known any more")
                    .at("source " + context.sourceName())
                    .at("entry " + id)
                    .mend("restore the checkpoint from a backup")
                    .build();
        }
        return parse(id, lines);
    }

    private void addSplits(FileEntry file, List<Split> splits) {
        // The checksum of a committed file is that of all its bytes, which only a reader of all of them comes by.
        if (file.checksum() != null
                || Compression.of(file.path()) != Compression.NONE
                || !format.isSplittable(settings.options())) {
            splits.add(new FileSplit(file, 0, file.length()));
            return;
        }
        long from = 0;
        do {
            long to = Math.min(file.length(), from + splitBytes);
            splits.add(new FileSplit(file, from, to));
            from = to;
        } while (from < file.length());
    }

    @Override
    public SplitReader reader(Split split, ReadRequest request) {
        if (!(split instanceof FileSplit part)) {
            throw new IllegalArgumentException("a split of another source: " + split.description());
        }
        FolderColumns.OfFile columns = folderColumns.of(part.file().path());
        Map<Integer, Vector> constants = new HashMap<>();
        List<Integer> filled = new ArrayList<>();
        for (int index = 0; index < request.schema().size(); index++) {
            StructField column = request.schema().field(index);
            boolean isMetadata = column.name().equals(FileMetadata.NAME)
                    && schema.indexOf(column.name()).isEmpty();
            Vector value = isMetadata ? FileMetadata.vector(part) : columns.value(column);
            if (value == null) {
                filled.add(index);
            } else {
                constants.put(index, value);
            }
        }
        int[] indexes = filled.stream().mapToInt(Integer::intValue).toArray();
        StructType wanted =
                constants.isEmpty() ? request.schema() : request.schema().project(indexes);
        RecordParser parser = format.parser(columns.inFile(), wanted, settings.options(), settings.timeZone());
        parser.keepBad(request.badRecords());
        SplitReader reader = reader(format, parser, settings.options(), context.files(), part, leftOut);
        return constants.isEmpty() ? reader : new ConstantColumns(reader, indexes, constants);
    }

    /** Reads a split with a parser of the format. */
    static SplitReader reader(
            TextFormat format,
            RecordParser parser,
            Options options,
            CheckpointFs files,
            FileSplit part,
            LeftOutFiles leftOut) {
        return new FileSplitReader(
                files,
                part,
                parser,
                Encoding.of(format, options),
                Leniency.of(options),
                leftOut,
                options.get(FileSourceOptions.MAX_LINE_BYTES).intValue(),
                ContentLimit.of(options, part.file()));
    }

    @Override
    public void commit(Offset end) {
        long id = logOffset(end);
        if (settings.isStreaming() && !cleaner.isOff()) {
            // A run before this one may have ended between its commit and the cleaning.
            long first = cleanedUpTo < 0 ? Math.max(0, id - context.minBatchesToRetain()) : cleanedUpTo + 1;
            for (long entry = first; entry <= id; entry++) {
                cleaner.clean(committed(entry));
            }
            cleanedUpTo = id;
        }
        if (settings.isStreaming() && id == uncompacted && lastTaken != null) {
            uncompacted = -1;
            // So that with the entries before it there is all that the compaction repeats, if that is damaged one day.
            context.log().addUncompacted(id, lines(lastTaken, seen.forgottenBelowMillis(), false));
        }
        LogUpkeep upkeep = context.logUpkeep();
        if (settings.isStreaming() && compaction.isCompaction(id) && upkeep.deletes()) {
            long needed = compaction.compactionUpTo(id - context.minBatchesToRetain());
            context.log()
                    .purgeBelow(
                            needed,
                            context.clock().wallMillis() - upkeep.cleanupDelay().toMillis());
        }
    }

    @Override
    public void freezeLatest() {
        unread = newFiles.listSettled();
        isFrozen = true;
    }

    @Override
    public boolean supportsAvailableNow() {
        return true;
    }

    @Override
    public Map<String, String> metrics() {
        return newFiles.metrics();
    }

    @Override
    public String description() {
        return "FileStreamSource[file:" + listing.path() + "]";
    }
}
