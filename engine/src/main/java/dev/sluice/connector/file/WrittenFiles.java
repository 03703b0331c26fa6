package dev.sluice.connector.file;

import dev.sluice.spi.sink.CommitMessage;
import java.util.ArrayList;
import java.util.List;

/** The data files of one writer. */
record WrittenFiles(List<WrittenFile> files) implements CommitMessage {
    WrittenFiles {
        files = List.copyOf(files);
    }

    /** Those of all writers. */
    static List<WrittenFile> of(List<CommitMessage> messages) {
        List<WrittenFile> all = new ArrayList<>();
        for (CommitMessage message : messages) {
            if (message instanceof WrittenFiles written) {
                all.addAll(written.files());
            }
        }
        return all;
    }
}
