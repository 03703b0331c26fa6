package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.testkit.FaultyDisk;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reader of the output sees, by the batch that wrote it. Reads files by itself, not with the engine. */
final class Visible {
    private static final Pattern BATCH = Pattern.compile("\\.b-(\\d+)\\.");

    private Visible() {}

    /** The sorted rows of each batch that is visible. */
    static NavigableMap<Long, List<String>> in(World world) {
        return switch (world.scenario.sink()) {
            case FILES -> ofFiles(world.disk);
            case EACH_BATCH, TABLE, SHOW -> new TreeMap<>(world.table.rows());
        };
    }

    private static NavigableMap<Long, List<String>> ofFiles(FaultyDisk disk) {
        NavigableMap<Long, String> entries = new TreeMap<>();
        for (String name : disk.names(Places.MANIFEST)) {
            OptionalLong number = Places.number(Path.of(name));
            if (number.isPresent()) {
                entries.merge(number.getAsLong(), name, (left, right) -> left.length() > right.length() ? left : right);
            }
        }
        NavigableMap<Long, List<String>> rows = new TreeMap<>();
        if (entries.isEmpty()) {
            return rows;
        }
        long first = entries.descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue().endsWith(".compact"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
        // A compaction holds the files of every batch before it, so that each of those is visible.
        for (long batch = 0; batch <= entries.lastKey(); batch++) {
            rows.put(batch, new ArrayList<>());
        }
        for (long batch = first; batch <= entries.lastKey(); batch++) {
            String name = entries.get(batch);
            if (name == null) {
                throw new Violation("C11: the manifest has no entry " + batch + ", but " + entries);
            }
            addFiles(disk, Places.MANIFEST.resolve(name), rows);
        }
        rows.values().forEach(batch -> batch.sort(null));
        return rows;
    }

    private static void addFiles(FaultyDisk disk, Path entry, NavigableMap<Long, List<String>> rows) {
        for (String line : text(disk, entry).lines().toList()) {
            if (line.startsWith("{") && !line.contains("\"isDir\":true")) {
                Map<String, @Nullable Object> listed = Json.parseObject(line);
                Path file = Path.of(String.valueOf(listed.get("path")).replaceFirst("^file:/+", "/"));
                String content = text(disk, file);
                Violation.unless(
                        Long.valueOf(content.getBytes(UTF_8).length).equals(listed.get("size")),
                        "C12: ",
                        file,
                        " has not the length that the manifest says");
                Matcher batch = BATCH.matcher(file.toString());
                Violation.unless(batch.find(), "a file without a batch: ", file);
                List<String> of = rows.get(Long.valueOf(batch.group(1)));
                if (of == null) {
                    throw new Violation("a file of a batch that is not visible: " + file);
                }
                of.addAll(content.lines().toList());
            }
        }
    }

    private static String text(FaultyDisk disk, Path file) {
        byte[] content = disk.get(file);
        if (content == null) {
            throw new Violation("C12: a file that is listed is not there: " + file);
        }
        return new String(content, UTF_8);
    }
}
