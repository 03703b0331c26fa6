package dev.sluice.connector.file;

import dev.sluice.types.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of the manifest, in Spark's fields and a checksum.
 *
 * @param path as a URI
 */
record ManifestEntry(
        String path,
        long size,
        boolean isDirectory,
        long modifiedMillis,
        @Nullable String checksum) {
    private static final long BLOCK_BYTES = 32L << 20;

    String toJson() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("path", path);
        object.put("size", size);
        object.put("isDir", isDirectory);
        object.put("modificationTime", modifiedMillis);
        object.put("blockReplication", 1L);
        object.put("blockSize", BLOCK_BYTES);
        object.put("action", "add");
        if (checksum != null) {
            object.put("crc32c", checksum);
        }
        return Json.write(object);
    }

    static ManifestEntry fromJson(String line) {
        Map<String, @Nullable Object> object = Json.parseObject(line);
        if (object.get("path") instanceof String path
                && object.get("size") instanceof Number size
                && object.get("modificationTime") instanceof Number modified) {
            Object checksum = object.get("crc32c");
            return new ManifestEntry(
                    path,
                    size.longValue(),
                    Boolean.TRUE.equals(object.get("isDir")),
                    modified.longValue(),
                    checksum == null ? null : checksum.toString());
        }
        throw new IllegalArgumentException("no manifest entry: " + line);
    }
}
