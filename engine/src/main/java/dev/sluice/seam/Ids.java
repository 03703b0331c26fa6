package dev.sluice.seam;

import java.util.UUID;

/** Makes identifiers that no other run has: query ids, run ids, attempt ids, names of temporary files. */
public interface Ids {
    UUID next();
}
