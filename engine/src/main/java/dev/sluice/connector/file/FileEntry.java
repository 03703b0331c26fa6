package dev.sluice.connector.file;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input file as it was when it was planned.
 *
 * @param checksum CRC32C of its bytes, as eight hexadecimal digits, if the manifest of an output says it
 * @param logOffset the entry of the source log that took it in
 */
record FileEntry(
        Path path,
        long modifiedNanos,
        long length,
        @Nullable String fileKey,
        @Nullable String checksum,
        long logOffset) {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String FORGOTTEN_BELOW = "forgottenBelow";

    /** As Java writes the keys of files, {@code (dev=fe00,ino=4096065)}. */
    private static final String DEVICE = "(dev=";

    private static final String INODE = ",ino=";

    static FileEntry of(Path path, CheckpointFs.Stat stat) {
        return new FileEntry(path, stat.modifiedNanos(), stat.length(), stat.fileKey(), null, -1);
    }

    FileEntry withChecksum(@Nullable String recorded) {
        return new FileEntry(path, modifiedNanos, length, fileKey, recorded, logOffset);
    }

    FileEntry inEntry(long offset) {
        return new FileEntry(path, modifiedNanos, length, fileKey, checksum, offset);
    }

    /** Older files first, those of one moment by path. */
    int compareAge(FileEntry other) {
        int byTime = Long.compare(modifiedNanos, other.modifiedNanos);
        return byTime != 0 ? byTime : path.toString().compareTo(other.path.toString());
    }

    long modifiedMillis() {
        return Math.floorDiv(modifiedNanos, NANOS_PER_MILLI);
    }

    boolean isUnchanged(CheckpointFs.Stat now) {
        return now.length() == length
                && now.modifiedNanos() == modifiedNanos
                && (fileKey == null || isSameFile(fileKey, now.fileKey()));
    }

    /** A device may have another number each time that the machine starts; that of the file on it stays. */
    private static boolean isSameFile(String planned, @Nullable String now) {
        return now != null && onDevice(planned).equals(onDevice(now));
    }

    private static String onDevice(String key) {
        return key.startsWith(DEVICE) ? key.substring(key.indexOf(INODE) + 1) : key;
    }

    String toJson() {
        return Json.write(toObject());
    }

    /**
     * Says also which files the source has forgotten.
     *
     * @param millis those before this time; {@link Long#MIN_VALUE} for none
     */
    String toJson(long millis) {
        Map<String, @Nullable Object> object = toObject();
        object.put(FORGOTTEN_BELOW, millis == Long.MIN_VALUE ? null : millis);
        return Json.write(object);
    }

    /** What {@link #toJson(long)} was given, null if the line does not say it. */
    static @Nullable Long forgottenBelowMillis(String line) {
        Map<String, @Nullable Object> object = Json.parseObject(line);
        if (!object.containsKey(FORGOTTEN_BELOW)) {
            return null;
        }
        return object.get(FORGOTTEN_BELOW) instanceof Number millis ? millis.longValue() : Long.MIN_VALUE;
    }

    private Map<String, @Nullable Object> toObject() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("path", FileUris.encode(path));
        object.put("timestamp", modifiedMillis());
        object.put("batchId", logOffset);
        object.put("modifiedNanos", modifiedNanos);
        object.put("length", length);
        if (fileKey != null) {
            object.put("fileKey", fileKey);
        }
        if (checksum != null) {
            object.put("crc32c", checksum);
        }
        return object;
    }

    static FileEntry fromJson(String line) {
        Map<String, @Nullable Object> object = Json.parseObject(line);
        Object key = object.get("fileKey");
        Object checksum = object.get("crc32c");
        return new FileEntry(
                FileUris.decode(String.valueOf(object.get("path"))),
                number(object, "modifiedNanos"),
                number(object, "length"),
                key == null ? null : key.toString(),
                checksum == null ? null : checksum.toString(),
                number(object, "batchId"));
    }

    private static long number(Map<String, @Nullable Object> object, String name) {
        if (object.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("no number \"" + name + "\" in " + object);
    }
}
