package dev.sluice.streaming.log;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.Publisher;
import dev.sluice.types.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** {@code offsets/N}: what batch N is to read. Spark's version 1, with the first attempt in addition. */
public final class OffsetLog {
    private static final String VERSION = "v1";
    private static final String DAMAGED = "damaged";

    private final LogDirectory directory;

    public OffsetLog(CheckpointFs files, Publisher publisher, Path checkpoint, String queryId) {
        this.directory = new LogDirectory(files, publisher, checkpoint.resolve("offsets"), "offsets", queryId);
    }

    public void open() {
        directory.open();
    }

    /** @param keptFrom see {@link CommitLog#keptFrom} */
    public NavigableSet<Long> ids(long keptFrom) {
        return directory.ids(keptFrom);
    }

    public boolean isEmpty() {
        return directory.newest() == null;
    }

    public void publish(OffsetEntry entry) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("batchWatermarkMs", entry.watermarkMillis());
        header.put("batchTimestampMs", entry.timestampMillis());
        header.put("conf", entry.conf());
        List<String> lines = new ArrayList<>(List.of(VERSION, Json.write(header)));
        lines.addAll(EntryJson.offsetLines(entry.ends()));
        CheckpointText text = CheckpointText.of(directory.kind(), directory.queryId(), entry.batchId(), lines)
                .with("attempt", entry.attempt())
                .with("isFollowedUp", entry.isFollowedUp())
                .with("sink", entry.sink());
        directory.publish(text, entry.batchId());
    }

    /** @return null if there is none */
    public @Nullable OffsetEntry read(long batchId) {
        CheckpointText text = directory.read(batchId);
        if (text == null) {
            return null;
        }
        try {
            List<String> lines = text.lines();
            if (!lines.getFirst().equals(VERSION)) {
                throw new IllegalArgumentException("version " + lines.getFirst());
            }
            Map<String, @Nullable Object> header = Json.parseObject(lines.get(1));
            return new OffsetEntry(
                    batchId,
                    EntryJson.number(header, "batchWatermarkMs"),
                    EntryJson.number(header, "batchTimestampMs"),
                    EntryJson.texts(header.get("conf")),
                    EntryJson.offsets(lines.subList(2, lines.size())),
                    Boolean.TRUE.equals(text.identity().get("isFollowedUp")),
                    EntryJson.text(text.identity(), "sink"),
                    EntryJson.text(text.identity(), "attempt"));
        } catch (IllegalArgumentException malformed) {
            throw CheckpointErrors.damaged(path(batchId), String.valueOf(malformed.getMessage()), malformed);
        }
    }

    public Path path(long batchId) {
        return directory.path(batchId);
    }

    /** @return the new name */
    public Path moveAside(long batchId, long epoch) {
        return directory.moveAside(batchId, DAMAGED, epoch);
    }

    public boolean hasMovedAside(long batchId) {
        return directory.hasMovedAside(batchId, DAMAGED);
    }

    public void delete(long batchId) {
        directory.delete(batchId);
    }
}
