package dev.sluice.seam;

import java.util.UUID;

/** Random identifiers. */
public final class SystemIds implements Ids {
    private static final ProcessName PROCESS = new ProcessName(
            System.getenv().getOrDefault("HOSTNAME", "unknown"),
            ProcessHandle.current().pid());

    @Override
    public UUID next() {
        return UUID.randomUUID();
    }

    @Override
    public ProcessName process() {
        return PROCESS;
    }
}
