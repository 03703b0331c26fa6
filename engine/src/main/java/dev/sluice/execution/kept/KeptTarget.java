package dev.sluice.execution.kept;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;

/** The files of one kind in one folder; a batch adds one of them at most. */
public record KeptTarget(Path folder, KeptKind kind) implements Comparable<KeptTarget> {
    private static final Comparator<KeptTarget> ORDER = Comparator.comparing(
                    (KeptTarget target) -> target.folder().toString())
            .thenComparing(KeptTarget::kind);

    /** The same by the one path of the folder, which need not be there yet: folders that are one by a link are equal then. */
    public KeptTarget real(CheckpointFs files) throws IOException {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (files.stat(above) != null) {
                return new KeptTarget(files.realPath(above).resolve(above.relativize(folder)), kind);
            }
        }
        return this;
    }

    /** The file of a batch; that of another query or batch has another name. */
    public Path file(String queryId, long batchId) {
        return folder.resolve(kind.prefix() + "-" + queryId + "-" + batchId + ".json");
    }

    @Override
    public int compareTo(KeptTarget other) {
        return ORDER.compare(this, other);
    }
}
