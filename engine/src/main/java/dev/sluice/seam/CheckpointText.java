package dev.sluice.seam;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The text form of logs and manifests: Spark's lines, with one more field {@code sluice} in the first JSON object, which
 * Spark ignores. The field is the last of its object; it says what the file is and ends with a CRC32C over the whole
 * file, taken with its own digits as zeros.
 *
 * <pre>
 * v1
 * {"batchWatermarkMs":0,...,"sluice":{"kind":"offsets","queryId":"...","id":7,...,"crc32c":"0a1b2c3d"}}
 * {"logOffset":7}
 * </pre>
 *
 * @param lines the lines as Spark knows them, without the field
 * @param identity the field without the checksum
 */
public record CheckpointText(List<String> lines, Map<String, @Nullable Object> identity) {
    private static final String FIELD = "sluice";
    private static final String CHECKSUM = "crc32c";
    private static final String ZEROS = "00000000";
    private static final int FORMAT_VERSION = 1;
    private static final String WRITER = "release";
    private static final String RELEASE = release();

    /** What decoding takes for each byte of a file: the bytes, a text of them as it grows and when it is done, its lines. */
    private static final int MEMORY_PER_BYTE = 8;

    public CheckpointText {
        lines = List.copyOf(lines);
    }

    /** A file of this kind and number, of this query. */
    public static CheckpointText of(String kind, String queryId, long id, List<String> lines) {
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        identity.put("kind", kind);
        identity.put("format", FORMAT_VERSION);
        identity.put(WRITER, RELEASE);
        identity.put("queryId", queryId);
        identity.put("id", id);
        return new CheckpointText(lines, identity);
    }

    /** The same with one more fact in the {@code sluice} field. */
    public CheckpointText with(String name, Object value) {
        Map<String, @Nullable Object> longer = new LinkedHashMap<>(identity);
        longer.put(name, value);
        return new CheckpointText(lines, longer);
    }

    /** @throws IllegalArgumentException if none of the lines is a JSON object */
    public byte[] encode() {
        int target = firstObject(lines);
        if (target < 0) {
            throw new IllegalArgumentException("no JSON object among the lines " + lines);
        }
        Map<String, @Nullable Object> field = new LinkedHashMap<>(identity);
        field.put(CHECKSUM, ZEROS);
        String object = lines.get(target);
        String open = object.substring(0, object.lastIndexOf('}'));
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < target; index++) {
            text.append(lines.get(index)).append('\n');
        }
        text.append(open)
                .append(open.endsWith("{") ? "\"" : ",\"")
                .append(FIELD)
                .append("\":");
        text.append(Json.write(field)).append('}');
        int digits = text.length() - "\"}}".length() - ZEROS.length();
        for (String line : lines.subList(target + 1, lines.size())) {
            text.append('\n').append(line);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        byte[] checksum = checksum(bytes).getBytes(US_ASCII);
        int start = bytes.length == text.length() ? digits : utf8Length(text.substring(0, digits));
        System.arraycopy(checksum, 0, bytes, start, checksum.length);
        return bytes;
    }

    private static String release() {
        String version = CheckpointText.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static int utf8Length(String text) {
        return text.getBytes(UTF_8).length;
    }

    /**
     * Reads a file from the disk, as {@link #decode} does.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static CheckpointText read(CheckpointFs files, Path file, String kind, @Nullable String queryId, long id)
            throws IOException {
        return decode(bytes(files, file), file, kind, queryId, id);
    }

    /**
     * The bytes of a file that may be such a text.
     *
     * @throws SluiceException if there are so many that no run can have written them, of which none is read
     */
    public static byte[] bytes(CheckpointFs files, Path file) throws IOException {
        CheckpointFs.Stat stat = files.stat(file);
        long most = Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE;
        if (stat != null && stat.length() > Math.min(Integer.MAX_VALUE, most)) {
            throw damaged(file, stat.length() + " bytes, which this process has not the memory to read", null);
        }
        return files.read(file);
    }

    /**
     * Reads a file back. The checksum decides first: only of a file that is whole its facts are believed, in every format.
     *
     * @param kind what it must be
     * @param queryId whose it must be, null to accept any
     * @param id the number it must have
     * @throws SluiceException if it is damaged, of another query, kind or number, or of a newer format
     */
    public static CheckpointText decode(byte[] bytes, Path file, String kind, @Nullable String queryId, long id) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw damaged(file, "bytes that are not UTF-8", notText);
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int target = firstObject(lines);
        Map<String, @Nullable Object> object = target < 0 ? Map.of() : parseObject(lines.get(target), file);
        if (!(object.get(FIELD) instanceof Map<?, ?> field)) {
            throw damaged(file, "no checksum; the file may be cut", null);
        }
        Object recorded = field.get(CHECKSUM);
        String found = checksumOf(bytes, lines, target);
        if (!found.equals(recorded)) {
            throw damaged(file, "checksum " + found + ", recorded " + recorded, null);
        }
        Object format = field.get("format");
        if (!(format instanceof Long version) || version > FORMAT_VERSION) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_FORMAT_TOO_NEW, "a newer release wrote this file")
                    .at(file.toString())
                    .found("format " + format + ", written by release " + field.get(WRITER))
                    .expected("format " + FORMAT_VERSION + " or older, which is what release " + RELEASE + " reads")
                    .mend("use release " + field.get(WRITER) + ", or a newer one")
                    .build();
        }
        requireIdentity(file, "kind", kind, field.get("kind"));
        requireIdentity(file, "number", id, field.get("id"));
        if (queryId != null) {
            requireIdentity(file, "query id", queryId, field.get("queryId"));
        }
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        field.forEach((name, value) -> identity.put(String.valueOf(name), value));
        identity.remove(CHECKSUM);
        lines.set(target, withoutField(lines.get(target), file));
        return new CheckpointText(lines, identity);
    }

    /** The object as it was before the field was added, which is its last. */
    private static String withoutField(String object, Path file) {
        int end = object.lastIndexOf('"' + FIELD + "\":");
        if (end < 1) {
            throw damaged(file, "a field " + FIELD + " in another form", null);
        }
        return object.substring(0, object.charAt(end - 1) == ',' ? end - 1 : end) + '}';
    }

    /** A fact of the {@code sluice} field as text, null if it is not there. */
    public @Nullable String text(String name) {
        Object value = identity.get(name);
        return value == null ? null : value.toString();
    }

    private static int firstObject(List<String> lines) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).startsWith("{")) {
                return index;
            }
        }
        return -1;
    }

    private static Map<String, @Nullable Object> parseObject(String line, Path file) {
        try {
            return Json.parseObject(line);
        } catch (IllegalArgumentException malformed) {
            throw damaged(file, "malformed JSON", malformed);
        }
    }

    private static void requireIdentity(Path file, String what, Object expected, @Nullable Object found) {
        if (!expected.equals(found)) {
            throw SluiceException.of(ErrorCondition.FOREIGN_FILE, "a file that belongs elsewhere stands here")
                    .at(file.toString())
                    .found(what + " " + found)
                    .expected(what + " " + expected)
                    .mend("put back the file that belongs here, from a backup of the same moment as its neighbours")
                    .build();
        }
    }

    private static SluiceException damaged(Path file, String found, @Nullable Throwable cause) {
        SluiceException.Builder error = SluiceException.of(ErrorCondition.CHECKSUM_FAILED, "a file is damaged")
                .at(file.toString())
                .found(found)
                .mend("restore the file from a backup");
        return cause == null ? error.build() : error.cause(cause).build();
    }

    /** The checksum of a file with the last digits of the object at {@code target} as zeros. */
    private static String checksumOf(byte[] bytes, List<String> lines, int target) {
        String name = "\"" + CHECKSUM + "\":\"";
        String object = lines.get(target);
        int digits = object.lastIndexOf(name) + name.length();
        int start = utf8Length(object.substring(0, digits));
        for (String line : lines.subList(0, target)) {
            start += utf8Length(line) + 1;
        }
        byte[] zeroed = bytes.clone();
        int end = Math.min(zeroed.length, start + ZEROS.length());
        Arrays.fill(zeroed, Math.min(start, end), end, (byte) '0');
        return checksum(zeroed);
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
