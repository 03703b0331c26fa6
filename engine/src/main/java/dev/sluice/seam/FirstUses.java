package dev.sluice.seam;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;

/**
 * What the JVM makes when it is first used and takes ten milliseconds and more for: its sources of randomness, its tables
 * for checksums. Every query needs them while it starts; they are made beside the program, which has yet to say what the
 * query is.
 */
public final class FirstUses {
    private static final AtomicBoolean HAVE_BEGUN = new AtomicBoolean();

    private FirstUses() {}

    /** Begins with them on a thread of its own, once in a process. */
    public static void begin() {
        if (HAVE_BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("sluice-first-uses").start(FirstUses::useAll);
        }
    }

    private static void useAll() {
        UUID.randomUUID();
        new CRC32C().update(0);
    }
}
