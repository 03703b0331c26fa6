package dev.sluice.seam;

import java.util.UUID;

/** Random identifiers. */
public final class SystemIds implements Ids {
    @Override
    public UUID next() {
        return UUID.randomUUID();
    }
}
