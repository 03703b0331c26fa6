package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.config.ConfigOption;
import dev.sluice.format.DateTimes;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** The options that every file source takes beside those of its format. */
final class FileSourceOptions {
    static final ConfigOption<String> PATH =
            ConfigOption.string("path").required().doc("The directory, file or glob to read.");
    static final ConfigOption<Integer> MAX_FILES_PER_TRIGGER = ConfigOption.atLeast(
                    ConfigOption.integer("maxFilesPerTrigger"), 1)
            .doc("How many new files one micro-batch takes at most.");
    static final ConfigOption<Long> MAX_BYTES_PER_TRIGGER = ConfigOption.atLeast(
                    ConfigOption.bytes("maxBytesPerTrigger"), 1)
            .doc("How many bytes of new files one micro-batch takes at most, but always one file.");
    static final ConfigOption<Boolean> LATEST_FIRST =
            ConfigOption.bool("latestFirst").defaultsTo(false).doc("Whether the newest files are read first.");
    static final ConfigOption<Boolean> FILE_NAME_ONLY = ConfigOption.bool("fileNameOnly")
            .defaultsTo(false)
            .doc("Whether two files of one name in different directories are the same file.");
    static final ConfigOption<Duration> MAX_FILE_AGE = ConfigOption.duration("maxFileAge")
            .defaultsTo(Duration.ofDays(7))
            .doc(
                    "How much older than the newest file read a file may be and still be read. A file of the future is not the newest"
                            + " before its time has come. The metric filesTooOld of the source counts files that are not read.");
    static final ConfigOption<Duration> MIN_FILE_AGE = ConfigOption.duration("minFileAge")
            .defaultsTo(Duration.ZERO)
            .doc(
                    "How long ago a file must have been written to last before a stream reads it, for who writes into the folder and"
                            + " cannot move whole files there. The metric filesTooYoung of the source counts files that wait.");
    static final ConfigOption<Integer> STABLE_LISTINGS = ConfigOption.atLeast(ConfigOption.integer("stableListings"), 1)
            .defaultsTo(1)
            .doc(
                    "In how many listings in a row, each a second or more after the one before, a file must have had the same size and"
                            + " time before a stream reads it, for who writes into the folder and cannot move whole files there. A trigger"
                            + " that runs once lists as often. The metric filesUnsettled of the source counts files that wait.");
    static final ConfigOption<Integer> MAX_CACHED_FILES = ConfigOption.atLeast(
                    ConfigOption.integer("maxCachedFiles"), 0)
            .defaultsTo(10_000)
            .doc("How many files that were listed but did not fit a batch are kept for the next ones.");
    static final ConfigOption<Double> DISCARD_CACHED_INPUT_RATIO = ConfigOption.decimal("discardCachedInputRatio")
            .where("from 0 to 1", value -> value >= 0 && value <= 1)
            .defaultsTo(0.2)
            .doc(
                    "When the files kept from a listing are less than this share of a batch, they are listed anew instead.");
    static final ConfigOption<CleanSource> CLEAN_SOURCE = ConfigOption.choice("cleanSource", CleanSource.class)
            .defaultsTo(CleanSource.OFF)
            .doc("What happens to files once their batch is committed: nothing, or they are deleted, or moved below"
                    + " sourceArchiveDir under their whole path. Where that fails, a warning says so.");
    static final ConfigOption<String> SOURCE_ARCHIVE_DIR = ConfigOption.string("sourceArchiveDir")
            .doc("Where files go that were read, on the same file system and not below the path.");
    static final ConfigOption<String> PATH_GLOB_FILTER =
            ConfigOption.string("pathGlobFilter").doc("A glob that the names of files must match.");
    static final ConfigOption<Boolean> RECURSIVE_FILE_LOOKUP = ConfigOption.bool("recursiveFileLookup")
            .defaultsTo(false)
            .doc("Whether files in directories below are read as well.");
    static final ConfigOption<String> BASE_PATH = ConfigOption.string("basePath")
            .doc(
                    "The folder below which the names of folders are columns; by default the path, or each match of a pattern.");
    static final ConfigOption<String> MODIFIED_AFTER = time("modifiedAfter")
            .doc("Only files modified after this time are read, which is one of the time zone. Not for streams.");
    static final ConfigOption<String> MODIFIED_BEFORE = time("modifiedBefore")
            .doc("Only files modified before this time are read, which is one of the time zone. Not for streams.");
    static final ConfigOption<Boolean> IGNORE_CORRUPT_FILES = ConfigOption.bool("ignoreCorruptFiles")
            .defaultsTo(false)
            .doc(
                    "Whether a file whose content cannot be read is passed over from there on, which loses its rows; the metric"
                            + " filesCorrupt of the source counts them. Not one that an output has committed, nor where the device fails.");
    static final ConfigOption<Boolean> IGNORE_MISSING_FILES = ConfigOption.bool("ignoreMissingFiles")
            .defaultsTo(false)
            .doc(
                    "Whether a file that was deleted before it was read is passed over, which loses its rows; the metric filesLost"
                            + " of the source counts them.");
    static final ConfigOption<ChangedFile> ON_CHANGED_FILE = ConfigOption.choice("onChangedFile", ChangedFile.class)
            .defaultsTo(ChangedFile.FAIL)
            .doc(
                    "What becomes of a file that was replaced or written to between the plan of its batch and the end of reading it: its"
                            + " batch fails, or it is read as it is, and an attempt that comes later may read something else. The metric"
                            + " filesChanged of the source counts such files. Those that an output has committed always fail.");
    static final ConfigOption<Long> MAX_LINE_BYTES = ConfigOption.atLeast(ConfigOption.bytes("maxLineBytes"), 1)
            .where("at most 1g", value -> value <= 1 << 30)
            .defaultsTo(64L << 20)
            .doc("How long a record may be.");
    static final ConfigOption<Long> MAX_DECOMPRESSED_BYTES = ConfigOption.atLeast(
                    ConfigOption.bytes("maxDecompressedBytes"), 1)
            .defaultsTo(64L << 30)
            .doc("How many bytes one compressed file may hold.");
    static final ConfigOption<Long> MAX_DECOMPRESSED_RATIO = ConfigOption.atLeast(
                    ConfigOption.longInteger("maxDecompressedRatio"), 1)
            .defaultsTo(1_000L)
            .doc(
                    "How many bytes of content one byte of a compressed file may stand for. A file with 64 MiB of content or less may have"
                            + " any ratio.");

    private FileSourceOptions() {}

    private static ConfigOption<String> time(String key) {
        return ConfigOption.string(key)
                .where("a time such as 2024-02-29T12:34:56", text -> micros(text, ZoneOffset.UTC) != DateTimes.INVALID);
    }

    /** The time of a text that an option was given. */
    static long micros(String text, ZoneId zone) {
        byte[] bytes = text.getBytes(UTF_8);
        return DateTimes.parseTimestamp(bytes, 0, bytes.length, zone);
    }

    static List<ConfigOption<?>> all() {
        return List.of(
                PATH,
                MAX_FILES_PER_TRIGGER,
                MAX_BYTES_PER_TRIGGER,
                LATEST_FIRST,
                FILE_NAME_ONLY,
                MAX_FILE_AGE,
                MIN_FILE_AGE,
                STABLE_LISTINGS,
                MAX_CACHED_FILES,
                DISCARD_CACHED_INPUT_RATIO,
                CLEAN_SOURCE,
                SOURCE_ARCHIVE_DIR,
                PATH_GLOB_FILTER,
                RECURSIVE_FILE_LOOKUP,
                BASE_PATH,
                MODIFIED_AFTER,
                MODIFIED_BEFORE,
                IGNORE_MISSING_FILES,
                IGNORE_CORRUPT_FILES,
                ON_CHANGED_FILE,
                MAX_LINE_BYTES,
                MAX_DECOMPRESSED_BYTES,
                MAX_DECOMPRESSED_RATIO);
    }
}
