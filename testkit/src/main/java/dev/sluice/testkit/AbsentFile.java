package dev.sluice.testkit;

import java.nio.file.NoSuchFileException;

/** A file is not there. Who asks expects that, and each start asks several times: where it was asked is not noted. */
final class AbsentFile extends NoSuchFileException {
    private static final long serialVersionUID = 1L;

    AbsentFile(String file) {
        super(file);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
