package dev.sluice.testkit;

import java.io.IOException;

/** The right to mount a volume that this process and its children alone see, which needs no root where users may map ids. */
final class SmallVolume {
    private SmallVolume() {}

    /** The command in front of another that runs that one where it may mount. */
    static String prefix() throws IOException, InterruptedException {
        for (String prefix : new String[] {"unshare -Urm", "unshare -m"}) {
            Process tried = new ProcessBuilder("sh", "-c", prefix + " mount -t tmpfs -o size=64k tmpfs /mnt")
                    .redirectErrorStream(true)
                    .start();
            tried.getInputStream().readAllBytes();
            if (tried.waitFor() == 0) {
                return prefix;
            }
        }
        throw new AssertionError("this machine allows no volume of one's own: neither user namespaces nor root");
    }
}
