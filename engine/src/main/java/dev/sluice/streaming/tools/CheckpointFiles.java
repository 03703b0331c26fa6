package dev.sluice.streaming.tools;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.AdaptedFs;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.Publisher;
import dev.sluice.seam.SystemIds;
import dev.sluice.state.StateFiles;
import dev.sluice.streaming.log.CheckpointErrors;
import dev.sluice.streaming.log.CheckpointSourceLog;
import dev.sluice.streaming.log.CommitLog;
import dev.sluice.streaming.log.OffsetLog;
import dev.sluice.streaming.log.QueryMetadata;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one checkpoint.
 *
 * @param directory of the checkpoint
 */
record CheckpointFiles(
        CheckpointFs files,
        Publisher publisher,
        Path directory,
        QueryMetadata metadata,
        OffsetLog offsets,
        CommitLog commits,
        StateFiles state) {
    /** @throws SluiceException {@code STREAMING_CHECKPOINT_MISSING_METADATA_FILE} if this is no checkpoint */
    static CheckpointFiles open(Path directory) {
        CheckpointFs files = new AdaptedFs(LocalFs.strict());
        Path checkpoint = directory.toAbsolutePath().normalize();
        QueryMetadata metadata = QueryMetadata.read(files, checkpoint);
        if (metadata == null) {
            throw SluiceException.of(ErrorCondition.CHECKPOINT_MISSING_METADATA, "this is not a checkpoint of Sluice")
                    .at(checkpoint.toString())
                    .found("no file " + QueryMetadata.path(checkpoint))
                    .mend("name the folder that the query was given as checkpointLocation")
                    .build();
        }
        Publisher publisher = new Publisher(files, new SystemIds());
        String id = metadata.id().toString();
        return new CheckpointFiles(
                files,
                publisher,
                checkpoint,
                metadata,
                new OffsetLog(files, publisher, checkpoint, id),
                new CommitLog(files, publisher, checkpoint, id),
                new StateFiles(files, publisher, checkpoint, id));
    }

    String id() {
        return metadata.id().toString();
    }

    CheckpointSourceLog sourceLog(int source) {
        return new CheckpointSourceLog(files, publisher, directory, id(), Integer.toString(source));
    }

    /** The names in a folder of the checkpoint, in order; none if it is absent. */
    List<String> names(Path folder) {
        try {
            return files.list(folder).stream().sorted().toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException failed) {
            throw CheckpointErrors.failed(folder, "list a folder of the checkpoint", failed);
        }
    }

    /** The numbers of the operators that have state. */
    List<Integer> operators() {
        return names(directory.resolve("state")).stream()
                .filter(name -> name.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }
}
