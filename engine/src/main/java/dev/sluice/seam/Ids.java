package dev.sluice.seam;

import java.util.UUID;

/** Makes identifiers that no other run has: query ids, run ids, attempt ids, names of temporary files. Knows the process, too. */
public interface Ids {
    UUID next();

    /** The process that runs, as a user finds it. */
    ProcessName process();

    record ProcessName(String host, long pid) {}
}
