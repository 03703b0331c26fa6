package dev.sluice.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways in which entries of logs say something else than they should; their checksums are right. */
final class ContentMistakes {
    private ContentMistakes() {}

    private static CheckpointText decode(byte[] bytes) {
        // Kind and number have to be known beforehand; here they are taken from the text itself.
        String text = new String(bytes, UTF_8);
        String object =
                text.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
        Map<?, ?> identity =
                (Map<?, ?>) Objects.requireNonNull(Json.parseObject(object).get("sluice"));
        long number = ((Number) Objects.requireNonNull(identity.get("id"))).longValue();
        return CheckpointText.decode(bytes, Path.of("mistake"), String.valueOf(identity.get("kind")), null, number);
    }

    private static CheckpointFs written(
            CheckpointFs files, Predicate<Path> which, UnaryOperator<CheckpointText> other) {
        return new ForwardingFs(files) {
            @Override
            public Output create(Path file) throws IOException {
                Output output = super.create(file);
                return which.test(file) ? changed(output, other) : output;
            }
        };
    }

    private static CheckpointFs.Output changed(CheckpointFs.Output output, UnaryOperator<CheckpointText> other) {
        return new ForwardingOutput(output) {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                byte[] changed = other.apply(decode(Arrays.copyOfRange(bytes, start, start + length)))
                        .encode();
                super.write(changed, 0, changed.length);
            }
        };
    }

    private static boolean isTemporaryEntry(Path file, Path log) {
        return file.startsWith(log) && file.toString().matches(".*/\\.[0-9]+(\\.compact)?\\.[^./]+\\.tmp");
    }

    private static boolean isCompaction(Path file, Path log) {
        return isTemporaryEntry(file, log) && file.toString().contains(".compact.");
    }

    static CheckpointFs filesListedTwice(CheckpointFs files) {
        return written(files, file -> isTemporaryEntry(file, Places.MANIFEST), text -> {
            List<String> lines = new ArrayList<>(text.lines());
            lines.add(lines.getLast());
            return new CheckpointText(lines, text.identity());
        });
    }

    static CheckpointFs manifestForgets(CheckpointFs files) {
        return written(files, file -> isCompaction(file, Places.MANIFEST), ContentMistakes::withoutLast);
    }

    static CheckpointFs notesForget(CheckpointFs files) {
        return written(files, file -> isCompaction(file, Places.SOURCES), ContentMistakes::withoutOldest);
    }

    private static CheckpointText withoutLast(CheckpointText text) {
        List<String> lines = new ArrayList<>(text.lines());
        if (lines.size() > 2) {
            lines.removeLast();
        }
        return new CheckpointText(lines, text.identity());
    }

    private static CheckpointText withoutOldest(CheckpointText text) {
        List<String> lines = new ArrayList<>(text.lines());
        if (lines.size() > 2) {
            lines.remove(1);
        }
        return new CheckpointText(lines, text.identity());
    }

    static CheckpointFs noWatermarks(CheckpointFs files) {
        return written(files, file -> isTemporaryEntry(file, Places.COMMITS), text -> {
            List<String> lines = new ArrayList<>(text.lines());
            lines.set(1, Json.write(Map.of("nextBatchWatermarkMs", 0L)));
            return new CheckpointText(lines, text.identity()).with("watermarks", Map.of());
        });
    }

    /** What an earlier process kept in the checkpoint is not looked for. */
    static CheckpointFs noKeptRows(CheckpointFs files) {
        return new ForwardingFs(files) {
            @Override
            public List<String> list(Path directory) throws IOException {
                return directory.equals(Places.KEPT) ? List.of() : super.list(directory);
            }
        };
    }

    /** The newest state that lies there is taken for that of the last commit. */
    static CheckpointFs newestState(CheckpointFs files) {
        return otherState(files, version -> true);
    }

    /** So it is if its batch is not planned, as only an epoch leaves it. */
    static CheckpointFs stateWithoutPlan(CheckpointFs files) {
        return otherState(files, version -> files.stat(Places.OFFSETS.resolve(Long.toString(version - 1))) == null);
    }

    private interface Versions {
        boolean isTaken(long version) throws IOException;
    }

    private static CheckpointFs otherState(CheckpointFs files, Versions versions) {
        return new ForwardingFs(files) {
            @Override
            public byte[] read(Path file) throws IOException {
                byte[] bytes = super.read(file);
                if (!Places.COMMITS.equals(file.getParent())) {
                    return bytes;
                }
                CheckpointText text = decode(bytes);
                Map<String, Object> newest = new LinkedHashMap<>();
                if (text.identity().get("stateFiles") instanceof Map<?, ?> committed) {
                    for (Map.Entry<?, ?> operator : committed.entrySet()) {
                        String name = String.valueOf(operator.getKey());
                        newest.put(name, newest(super.list(Places.STATE.resolve(name)), operator.getValue(), versions));
                    }
                }
                return text.with("stateFiles", newest).encode();
            }
        };
    }

    private static String newest(List<String> names, @Nullable Object committed, Versions versions) throws IOException {
        String newest = String.valueOf(committed);
        for (String name : names) {
            if (name.endsWith(".delta")
                    && !name.startsWith(".")
                    && version(name) > version(newest)
                    && versions.isTaken(version(name))) {
                newest = name.substring(0, name.length() - ".delta".length());
            }
        }
        return newest;
    }

    private static long version(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
