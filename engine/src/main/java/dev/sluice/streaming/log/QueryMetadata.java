package dev.sluice.streaming.log;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.CheckpointText;
import dev.sluice.seam.Publisher;
import dev.sluice.types.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code metadata}: whose checkpoint it is.
 *
 * @param identity what a query must have in common with the one that made the checkpoint, by name; empty if that was lost
 */
public record QueryMetadata(UUID id, Map<String, String> identity) {
    private static final Logger LOG = LoggerFactory.getLogger(QueryMetadata.class);
    private static final String KIND = "metadata";

    /** What checkpoints of earlier releases do not say. */
    private static final Set<String> RECORDED_LATER = Set.of(
            "session", "argumentTypes", "rowsPerSecond", "rowsPerBatch", "startTimestamp", "advanceMillisPerBatch");

    public static Path path(Path checkpoint) {
        return checkpoint.resolve(KIND);
    }

    /** @return null if there is none */
    public static @Nullable QueryMetadata read(CheckpointFs files, Path checkpoint) {
        Path file = path(checkpoint);
        try {
            CheckpointText text = CheckpointText.read(files, file, KIND, null, 0);
            UUID id =
                    UUID.fromString(EntryJson.text(Json.parseObject(text.lines().getFirst()), "id"));
            return new QueryMetadata(id, EntryJson.texts(text.identity().get("query")));
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "read the identity of a checkpoint", failed);
        } catch (IllegalArgumentException malformed) {
            throw CheckpointErrors.damaged(file, String.valueOf(malformed.getMessage()), malformed);
        } catch (SluiceException unreadable) {
            throw unreadable.condition() == ErrorCondition.CHECKSUM_FAILED ? lost(file, unreadable) : unreadable;
        }
    }

    private static SluiceException lost(Path file, SluiceException damaged) {
        return SluiceException.of(ErrorCondition.CHECKSUM_FAILED, "the identity of a checkpoint is damaged")
                .at(file.toString())
                .found(String.valueOf(damaged.details().found()))
                .safe("nothing was changed")
                .mend("`sluice checkpoint repair " + file.getParent() + "` restores it from the other files")
                .cause(damaged)
                .build();
    }

    /** Puts it where a damaged one may be, which gets another name. */
    public void restore(CheckpointFs files, Publisher publisher, Path checkpoint, long epoch) {
        Path file = path(checkpoint);
        try {
            if (files.stat(file) != null) {
                files.link(file, checkpoint.resolve(KIND + ".damaged." + epoch));
                files.syncDirectory(checkpoint);
                files.delete(file);
            }
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "move a damaged file aside", failed);
        }
        publish(publisher, checkpoint);
    }

    public void publish(Publisher publisher, Path checkpoint) {
        Path file = path(checkpoint);
        CheckpointText text = CheckpointText.of(
                        KIND, id.toString(), 0, List.of(Json.write(Map.of("id", id.toString()))))
                .with("query", identity);
        try {
            publisher.publish(file, text.encode());
        } catch (IOException failed) {
            throw CheckpointErrors.failed(file, "publish the identity of a checkpoint", failed);
        }
    }

    /** @throws SluiceException if {@code query} is not the one that made the checkpoint, with every difference */
    public void requireSame(Map<String, String> query, Path checkpoint) {
        if (identity.isEmpty()) {
            LOG.warn(
                    "The checkpoint {} was restored and does not say of which query it is; whether it fits this one is not"
                            + " checked, but for its state",
                    checkpoint);
            return;
        }
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(identity.keySet());
        names.addAll(query.keySet());
        for (String name : names) {
            String recorded = identity.getOrDefault(name, "nothing");
            String wanted = query.getOrDefault(name, "nothing");
            boolean isUnknown =
                    !identity.containsKey(name) && RECORDED_LATER.contains(name.substring(name.lastIndexOf(' ') + 1));
            if (!recorded.equals(wanted) && !isUnknown) {
                found.add(name + " " + wanted);
                expected.add(name + " " + recorded);
            }
        }
        if (!found.isEmpty()) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_INCOMPATIBLE, "the checkpoint is that of another query")
                    .at(checkpoint.toString())
                    .found(String.join("; ", found))
                    .expected(String.join("; ", expected))
                    .safe("the checkpoint was not changed")
                    .mend("run the query as it was, or give the new one a checkpoint of its own, which reads all input"
                            + " again")
                    .build();
        }
    }
}
