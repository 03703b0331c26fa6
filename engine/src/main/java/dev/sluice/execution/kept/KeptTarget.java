package dev.sluice.execution.kept;

import java.nio.file.Path;
import java.util.Comparator;

/** The files of one kind in one folder; a batch adds one of them at most. */
public record KeptTarget(Path folder, KeptKind kind) implements Comparable<KeptTarget> {
    private static final Comparator<KeptTarget> ORDER = Comparator.comparing(
                    (KeptTarget target) -> target.folder().toString())
            .thenComparing(KeptTarget::kind);

    /** The file of a batch; that of another query or batch has another name. */
    public Path file(String queryId, long batchId) {
        return folder.resolve(kind.prefix() + "-" + queryId + "-" + batchId + ".json");
    }

    @Override
    public int compareTo(KeptTarget other) {
        return ORDER.compare(this, other);
    }
}
