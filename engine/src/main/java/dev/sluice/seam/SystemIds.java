package dev.sluice.seam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Random identifiers. */
public final class SystemIds implements Ids {
    /** Where Linux has the name of the machine; shells know it and seldom tell it to what they start. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private static final ProcessName PROCESS =
            new ProcessName(host(System.getenv()), ProcessHandle.current().pid());

    private static String host(Map<String, String> environment) {
        String named = environment.getOrDefault("HOSTNAME", environment.get("COMPUTERNAME"));
        if (named != null) {
            return named;
        }
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    @Override
    public UUID next() {
        return UUID.randomUUID();
    }

    @Override
    public ProcessName process() {
        return PROCESS;
    }
}
